using System.Globalization;
using System.Text.Json;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Gateway.Pages.Admin.Courses;

/// <summary>What a lesson said before: any two versions compared, and an older one taken back as the draft.</summary>
internal static class LessonVersionsEndpoints
{
    public static void MapLessonVersions(this IEndpointRouteBuilder lessons)
    {
        lessons.MapGet("/{lesson}/versions", Show);
        lessons.MapPost("/{lesson}/versions", Restore);
    }

    private static async Task<IResult> Show(Id<Course> course, Id<Lesson> lesson, TenantRequest request, string? from, string? to) =>
        await LessonsEndpoints.Find(course, lesson, request) is var (outline, draft)
            ? Page.Of<LessonVersionsPage, LessonVersionsModel>(await Model(outline, draft, request, Number(from), Number(to)))
            : Results.NotFound();

    private static async Task<IResult> Restore(Id<Course> course, Id<Lesson> lesson, IFormCollection form, TenantRequest request)
    {
        if (await LessonsEndpoints.Find(course, lesson, request) is not var (outline, draft))
            return Results.NotFound();

        if (await request.Grains.Lesson(course, lesson).Version(form.Number("version")) is not { } version)
            return Results.NotFound();

        // A draft that was never published is nowhere else: it goes only when its author says so, with it in mind.
        var model = await Model(outline, draft, request, null, null);

        if (model.HoldsMore && LessonMark.Of(version.Content) != LessonMark.Of(draft) && form.Line("over", 64) != LessonMark.Of(draft))
            return Page.Of<LessonVersionsPage, LessonVersionsModel>(model with { Asked = version });

        var outcome = await request.Grains.Course(course).PutLesson(version.Content);

        return outcome.Succeeded(out _, out var refusal)
            ? Results.Redirect(AdminPlaces.Lesson(course, lesson) + "?saved=restored")
            : Page.Of<LessonVersionsPage, LessonVersionsModel>(model, refusal);
    }

    // Without a choice, what students see is compared with the draft.
    private static async Task<LessonVersionsModel> Model(CourseOutline outline, LessonContent draft, TenantRequest request, int? from, int? to)
    {
        var grain = request.Grains.Lesson(outline.Description.Slug, draft.Id);
        var newest = await grain.Published();
        var last = newest?.Version ?? 0;
        var first = Math.Max(1, last - LessonVersionsModel.MostListed + 1);
        var versions = await Task.WhenAll(Enumerable.Range(first, Math.Max(0, last - first + 1)).Reverse().Select(number => grain.Version(number)));

        return new LessonVersionsModel(outline, draft, [.. versions.OfType<PublishedLesson>()])
        {
            From = from is > 0 ? await grain.Version(from.Value) : newest,
            To = to is > 0 ? await grain.Version(to.Value) : null,
            HoldsMore = newest is null || LessonMark.Of(newest.Content) != LessonMark.Of(draft),
        };
    }

    private static int? Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <param name="Versions">The newest, newest first.</param>
public sealed record LessonVersionsModel(CourseOutline Outline, LessonContent Draft, ImmutableArray<PublishedLesson> Versions)
{
    /// <summary>Versions on one page; an older one is reached by its number in the address.</summary>
    public const int MostListed = 50;

    private static readonly JsonSerializerOptions written = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All),
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The older side of the comparison; null where nothing was published.</summary>
    public PublishedLesson? From { get; init; }

    /// <summary>The newer side; null for the draft.</summary>
    public PublishedLesson? To { get; init; }

    /// <summary>The draft says what no version says.</summary>
    public bool HoldsMore { get; init; }

    /// <summary>The version that would take the place of such a draft, and waits for a word; else null.</summary>
    public PublishedLesson? Asked { get; init; }

    /// <summary>The title compared, word by word.</summary>
    public ImmutableArray<DiffRun> Title => Runs(content => content.Title);

    /// <summary>The text compared, word by word.</summary>
    public ImmutableArray<DiffRun> Text => Runs(content => content.Markdown);

    /// <summary>What the lesson holds by its kind, compared as it is written down; empty where there is nothing or it is the same.</summary>
    public ImmutableArray<DiffRun> Rest => Runs(Written) is var runs && runs.Any(run => run.Kind != DiffKind.Same) ? runs : [];

    private ImmutableArray<DiffRun> Runs(Func<LessonContent, string> part) => From is null
        ? []
        : WordDiff.Readable(WordDiff.Between(part(From.Content), part(To?.Content ?? Draft)));

    private static string Written(LessonContent content) =>
        JsonSerializer.Serialize(content with { Id = default, Title = "", Markdown = "" }, written);
}
