using System.Runtime.CompilerServices;
using System.Text.Json;
using Darsgah.Grains.People;

namespace Darsgah.Gateway.Tests.Isolation;

/// <summary>Who gets in where: what each role meets at each route is what <c>access.txt</c> says (SEC-B01, SEC-B03).</summary>
[Collection(TwinTownCollection.Name)]
public class AccessTableTests(TwinTown town)
{
    private const string Person = """{"email":"new@example.org","name":"New","roles":["student"]}""";
    private const string Policy = "# Policy\n\n## What we keep\n\nYour name.\n";

    [Fact, Trait("SEC", "B01")]
    public async Task Every_route_lets_in_those_whom_the_table_names_and_nobody_else()
    {
        var lines = new List<string>();
        var (school, console) = (await town.Everybody(town.Gimel), await town.Operator());

        foreach (var operation in town.Operations)
        {
            lines.Add($"{operation}: {string.Join(' ', await LetIn(operation, school, console))}".TrimEnd());

            // She may have ended her own session.
            if (operation is { IsSafe: false, IsApi: false, Slots: [] })
                (school, console) = (await town.Everybody(town.Gimel), await town.Operator());
        }

        AssertIs("access.txt", lines);
    }

    [Fact, Trait("SEC", "B03")]
    public async Task Every_answer_of_the_API_has_the_fields_that_the_table_names_and_no_other()
    {
        var lines = new List<string>();

        foreach (var operation in town.Operations.Where(operation => operation is { IsApi: true, Method: "GET" } && operation.Slots is not ["rest"]))
        {
            foreach (var caller in operation.IsOnSchools ? await town.Everybody(town.Gimel) : [await town.Operator()])
            {
                var reply = await caller.Ask("GET", town.Gimel.Path(operation));
                lines.Add($"{operation} {caller.Who}: {(reply.Status == 200 ? string.Join(' ', Fields(reply)) : reply.Code)}");
            }
        }

        AssertIs("api-fields.txt", lines);
    }

    [Fact, Trait("SEC", "B03")]
    public async Task What_a_change_answers_has_no_field_that_reading_it_does_not_have()
    {
        var read = File.ReadAllText(Place("api-fields.txt")).Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(field => lists.Select(list => field.Replace(list, "", StringComparison.Ordinal)).Append(field))
            .SelectMany(field => Enumerable.Range(1, field.Length)
                .Where(length => length == field.Length || field[length] is '.' or '[').Select(length => field[..length])).ToHashSet(StringComparer.Ordinal);
        var school = await town.FreshSchool();
        var key = new Caller(town.Wire, school.School.Hosts[0], "key", school.AdminKey);
        var asked = new List<string>();

        async Task<Reply> Try(Caller caller, string method, string pattern, HttpContent? content, string? path = null)
        {
            var reply = await caller.Ask(method, path ?? pattern, content);
            Assert.True(reply.Status is 200 or 201, $"{reply} {reply.Body}");
            Assert.All(Fields(reply), field => Assert.True(
                read.Contains(field) || answersOnly.Contains(field, StringComparer.Ordinal), $"{method} {pattern} answers with '{field}'"));
            asked.Add($"{method} {pattern}");
            return reply;
        }

        static StringContent Text(string text) => new(text, System.Text.Encoding.UTF8, "text/markdown");

        var revision = school.School.Revision;
        var profile = JsonSerializer.Serialize(school.School.Profile, JsonSerializerOptions.Web);
        await Try(key, "PUT", "/api/v1/school/profile", Caller.Json($$"""{"profile":{{profile}},"revision":{{revision}}}"""));
        var rules = JsonDocument.Parse((await key.Ask("GET", "/api/v1/school")).Body).RootElement.GetProperty("rules").GetRawText();
        await Try(key, "PUT", "/api/v1/school/rules", Caller.Json($$"""{"rules":{{rules}},"revision":{{revision + 1}}}"""));
        await Try(key, "POST", "/api/v1/people", Caller.Json(Person));
        await Try(key, "PUT", "/api/v1/courses/{slug}", Text("# Algebra\n\nSummary.\n\n## One\n\nText.\n"), "/api/v1/courses/algebra");
        await Try(key, "PUT", "/api/v1/courses/{slug}/lessons/{lesson}", Caller.Json("""{"title":"Two","markdown":"Text."}"""),
            "/api/v1/courses/algebra/lessons/two");
        var outline = await Try(key, "DELETE", "/api/v1/courses/{slug}/lessons/{lesson}", null, "/api/v1/courses/algebra/lessons/two");
        var lesson = JsonDocument.Parse(outline.Body).RootElement.GetProperty("lessons")[0].GetProperty("id").GetString();
        await Try(key, "PUT", "/api/v1/policies/{document}/draft/texts/{language}", Text(Policy), "/api/v1/policies/privacy/draft/texts/en");
        await Try(key, "DELETE", "/api/v1/policies/{document}/draft", null, "/api/v1/policies/privacy/draft");
        var draft = await Try(key, "PUT", "/api/v1/policies/{document}/draft/texts/{language}", Text(Policy), "/api/v1/policies/privacy/draft/texts/en");
        var drafted = JsonDocument.Parse(draft.Body).RootElement.GetProperty("revision").GetInt32();
        await Try(key, "POST", "/api/v1/policies/{document}/versions", Caller.Json($$"""{"revision":{{drafted}},"class":"ordinary"}"""),
            "/api/v1/policies/privacy/versions");

        var student = await town.Enter(school, Role.Student);
        await Try(student, "PUT", "/api/v1/me/enrollments/{course}", null, "/api/v1/me/enrollments/algebra");
        await Try(student, "PUT", "/api/v1/me/enrollments/{course}/lessons/{lesson}", null, $"/api/v1/me/enrollments/algebra/lessons/{lesson}");
        await Try(student, "PUT", "/api/v1/me/enrollments/{course}/certificate", null, "/api/v1/me/enrollments/algebra/certificate");

        var console = await town.Operator();
        var place = $"/api/v1/schools/{school.School.Slug}";
        var newSchool = Vocabulary.Body(Named("POST /api/v1/schools")).Replace("taken", $"by-{school.School.Slug}", StringComparison.Ordinal);
        await Try(console, "POST", "/api/v1/schools", Caller.Json(newSchool));
        await Try(console, "PUT", "/api/v1/schools/{slug}/status", Caller.Json("""{"status":"suspended"}"""), $"{place}/status");
        await Try(console, "POST", "/api/v1/schools/{slug}/hosts", Caller.Json($$"""{"host":"more.{{school.School.Slug}}.example"}"""),
            $"{place}/hosts");
        await Try(console, "DELETE", "/api/v1/schools/{slug}/hosts/{host}", null, $"{place}/hosts/more.{school.School.Slug}.example");
        await Try(console, "POST", "/api/v1/schools/{slug}/keys", Caller.Json("""{"name":"office"}"""), $"{place}/keys");
        await Try(console, "POST", "/api/v1/schools/{slug}/people", Caller.Json(Person), $"{place}/people");

        var left = town.Operations.Where(operation => operation is { IsApi: true, IsSafe: false } && operation.Slots is not ["rest"])
            .Select(operation => operation.ToString()).Except(asked, StringComparer.Ordinal);
        Assert.True(!left.Any(), $"Not asked for what it answers; add it here: {string.Join(", ", left)}");
    }

    // One of a list has the fields of the list's.
    private static readonly string[] lists = ["items[].", "versions[].", "items[].certificate."];

    // Of an import, which is read nowhere; and of the key that is shown once.
    private static readonly string[] answersOnly = ["language", "sections", "statedDate", "findings", "findings[].code", "key"];

    private Operation Named(string operation) => town.Operations.Single(known => known.ToString() == operation);

    private async Task<List<string>> LetIn(Operation operation, IReadOnlyList<Caller> school, Caller console)
    {
        var names = new List<string>();

        // A key is a program's: it has no pages.
        foreach (var caller in operation.IsOnSchools ? school.Where(caller => caller.Key is null || operation.IsApi) : [])
            await Ask(caller);

        if (operation.IsOnConsole)
            await Ask(console);

        return names;

        async Task Ask(Caller caller)
        {
            var sent = operation.IsApi ? Vocabulary.Sent(operation, empty: true) : caller.Form();
            var reply = await caller.Ask(operation.Method, town.Gimel.Path(operation), operation.IsSafe ? null : sent);

            if (!reply.IsDenial)
                names.Add(caller.Who);
        }
    }

    // Names that are keys of a map, such as languages, are one.
    private static IEnumerable<string> Fields(Reply reply) =>
        Fields("", JsonDocument.Parse(reply.Body).RootElement).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Fields(string place, JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Fields(
            (place.Length == 0 ? "" : place + ".") + (property.Name is "en" or "ar" or "fa-AF" ? "{language}" : property.Name), property.Value)),
        JsonValueKind.Array when element.GetArrayLength() > 0 => element.EnumerateArray().SelectMany(item => Fields(place + "[]", item)),
        _ => [place],
    };

    private static void AssertIs(string file, IReadOnlyList<string> lines)
    {
        var known = File.ReadAllLines(Place(file)).ToHashSet(StringComparer.Ordinal);
        var isNow = lines.Order(StringComparer.Ordinal).ToList();

        if (Environment.GetEnvironmentVariable("DARSGAH_SWEEP") is "write")
            File.WriteAllLines(Place(file), isNow);

        var (more, less) = (isNow.Except(known, StringComparer.Ordinal), known.Except(isNow, StringComparer.Ordinal));
        Assert.True(
            known.SetEquals(isNow),
            $"Isolation/{file} is to say who gets what. Where this is right, change it there (DARSGAH_SWEEP=write does).\n" +
            $"is now:\n{string.Join('\n', more)}\nwas:\n{string.Join('\n', less)}");
    }

    private static string Place(string file, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, file);
}
