using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Darsgah.Crashes.Product;
using Darsgah.Gateway.Operations;

namespace Darsgah.Crashes.Town;

/// <summary>The office of the second school and the operators: they write drafts, publish, make courses and schools.</summary>
internal sealed class Office(Place place, string schoolKey, string operatorKey)
{
    private static readonly string[] Languages = ["en"];

    private readonly Visitor school = new(place.Port, Seed.Host(Seed.South));
    private readonly Visitor console = new(place.Port, "operator.localhost");

    /// <summary>A draft that says which edition it is. Editions are written one after another.</summary>
    public Deed SaveDraft(int edition) => Deed.Of(
        $"draft {edition}",
        async () => (await Send(
            school, schoolKey, HttpMethod.Put, "/api/v1/policies/privacy/draft/texts/en", Text($"# Privacy\n\n## One\n\nEdition {edition}.\n"))).Expect(200),
        schools => At(schools, async grains =>
        {
            var draft = await grains.Policy(Gateway.Consent.Documents.Privacy).Draft();
            return draft.Texts.TryGetValue("en", out var text) && EditionOf(text.Sections[^1].Markdown) >= edition ? null : "missing";
        }));

    /// <summary>Makes the draft a version, which is mailed to every member.</summary>
    public Deed Publish(int edition) => new(
        $"version of edition {edition}",
        async _ =>
        {
            var draft = (await Send(school, schoolKey, HttpMethod.Get, "/api/v1/policies/privacy/draft", null)).Expect(200);
            using var body = JsonDocument.Parse(draft.Body);
            var revision = body.RootElement.GetProperty("revision").GetInt32();

            return async () => (await Send(school, schoolKey, HttpMethod.Post, "/api/v1/policies/privacy/versions", Json(new
            {
                revision,
                @class = "significant",
                summaries = new Dictionary<string, string>(StringComparer.Ordinal) { ["en"] = Mark(edition) },
            }), once: $"publish-{edition}")).Expect(201);
        },
        schools => At(schools, async grains =>
        {
            var versions = (await grains.Policy(Gateway.Consent.Documents.Privacy).Overview()).Versions;
            return Times(versions.Count(version => version.Summaries.GetValueOrDefault("en") == Mark(edition)));
        }));

    /// <summary>A course of two lessons.</summary>
    public Deed MakeCourse(int number) => Deed.Of(
        $"course {number}",
        async () => (await Send(
            school, schoolKey, HttpMethod.Put, $"/api/v1/courses/course-{number}", Text($"# Course {number}\n> Short.\n\nText.\n\n## One {{#one}}\nA.\n\n## Two {{#two}}\nB.\n"))).Expect(200),
        schools => At(schools, async grains =>
        {
            var outline = await grains.Course(Id<Course>.Parse($"course-{number}")).Outline();
            var cards = await grains.Catalogue.Cards();
            return outline?.Lessons.Length == 2 ? Times(cards.Count(card => card.Slug.Value == $"course-{number}")) : "missing";
        }));

    /// <summary>A school of its own.</summary>
    public Deed MakeSchool(string slug) => Deed.Of(
        $"school {slug}",
        async () => (await Send(console, operatorKey, HttpMethod.Post, "/api/v1/schools", Json(new
        {
            slug,
            host = Seed.Host(slug),
            profile = new
            {
                names = new Dictionary<string, string>(StringComparer.Ordinal) { ["en"] = slug },
                taglines = new Dictionary<string, string>(StringComparer.Ordinal),
                languages = Languages,
                colour = "#0b6e4f",
                timeZone = "UTC",
                country = "",
                contact = "",
            },
            preset = "notice-only",
        }), once: "make-" + slug)).Expect(201),
        async schools => (await schools.Find(slug)).Value is { } made && made.Hosts.SequenceEqual([Seed.Host(slug)]) ? null : "missing");

    public static string Mark(int edition) => string.Create(CultureInfo.InvariantCulture, $"Edition {edition} it is.");

    private static string? Times(int count) => count switch { 1 => null, 0 => "missing", _ => "there twice" };

    private static int EditionOf(string body) =>
        int.TryParse(body.Trim().TrimEnd('.').Split(' ')[^1], CultureInfo.InvariantCulture, out var edition) ? edition : 0;

    private static async Task<string?> At(Schools schools, Func<TenantGrains, Task<string?>> look)
    {
        var south = (await schools.Find(Seed.South)).Value ?? throw new ViolationException("the school itself is gone");
        return await schools.In(south.Id, look);
    }

    private static StringContent Json(object body) => new(JsonSerializer.Serialize(body, JsonSerializerOptions.Web), Encoding.UTF8, "application/json");

    private static ByteArrayContent Text(string text) =>
        new(Encoding.UTF8.GetBytes(text)) { Headers = { ContentType = MediaTypeHeaderValue.Parse("text/markdown") } };

    private static Task<Answer> Send(Visitor visitor, string key, HttpMethod method, string path, HttpContent? body, string? once = null)
    {
        var request = new HttpRequestMessage(method, path) { Content = body };
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + key);

        if (once is not null)
            request.Headers.TryAddWithoutValidation("Idempotency-Key", once);

        return visitor.Send(request);
    }
}
