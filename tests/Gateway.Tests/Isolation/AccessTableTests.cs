using System.Runtime.CompilerServices;
using System.Text.Json;
using Darsgah.Gateway.People;
using Darsgah.Gateway.Tests.People;
using Darsgah.Grains.Assignments;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.People;
using Darsgah.Grains.Quizzes;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Darsgah.Gateway.Tests.Isolation;

/// <summary>Who gets in where: what each role meets at each route is what <c>access.txt</c> says (SEC-B01, SEC-B03).</summary>
[Collection(TwinTownCollection.Name)]
public class AccessTableTests(TwinTown town)
{
    private const string Person = """{"email":"new@example.org","name":"New","roles":["student"]}""";
    private const string Policy = "# Policy\n\n## What we keep\n\nYour name, for a reasonable time.\n";

    private const string FormNamesIt = "What it is about stands in a field of the form, which is tried with another school's ids.";

    // Where nobody of the school itself finds anything, and why.
    private static readonly Dictionary<string, string> foundByNobody = new(StringComparer.Ordinal)
    {
        ["POST /guardian"] = FormNamesIt,
        ["POST /guardian/answer"] = FormNamesIt,
        ["POST /guardian/delete"] = FormNamesIt,
        ["POST /courses/{slug}/reviews"] = FormNamesIt,
        ["POST /courses/{slug}/lessons/{lesson}/assignment"] = "The number of the draft stands in the form.",
        ["POST /courses/{slug}/lessons/{lesson}/assignment/hand-in"] = "The number of the draft stands in the form.",
        ["POST /account/privacy/represented/{person}"] = FormNamesIt,
        ["POST /admin/policies/{document}/promises"] = FormNamesIt,
        ["POST /admin/courses/{course}/people"] = FormNamesIt,
        ["POST /admin/courses/{course}/lessons/{lesson}/versions"] = FormNamesIt,
        ["DELETE /api/v1/operator-keys/{key}"] = "It is an operator's key; a school has none.",
        ["DELETE /api/v1/policies/{document}/publish-request"] = "By then it has been answered: what publishes comes before what ends something.",
        ["DELETE /api/v1/me/enrollments/{course}/lessons/{lesson}/assignment/draft/{number:int}/files/{file}"] =
            "A draft's number is one more than what was handed in, and that stays.",
    };

    [Fact, Trait("SEC", "B01")]
    public async Task Every_route_lets_in_those_whom_the_table_names_and_nobody_else() =>
        AssertIs("access.txt", (await town.Access()).Lines);

    /// <summary>That a stranger finds nothing says something only where somebody of the school finds it (SEC-A01).</summary>
    [Fact, Trait("SEC", "A01")]
    public async Task At_every_route_somebody_of_the_school_itself_finds_what_is_there()
    {
        var found = (await town.Access()).Found;
        var missing = town.Operations.Select(operation => operation.ToString()).Except(found, StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);

        Assert.True(
            missing.SetEquals(foundByNobody.Keys),
            $"Nobody of the school itself finds anything here, so plant it, or say why not:\n{string.Join('\n', missing.Except(foundByNobody.Keys, StringComparer.Ordinal))}\n" +
            $"Somebody does here:\n{string.Join('\n', foundByNobody.Keys.Except(missing, StringComparer.Ordinal))}");
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
            var reply = await caller.Browse(method, path ?? pattern, content);
            Assert.True(reply.Status is >= 200 and <= 204, $"{reply} {reply.Body}");
            Assert.All(Fields(reply), field => Assert.True(
                read.Contains(field) || read.Contains(field.Replace("lint[].", "", StringComparison.Ordinal)) || read.Contains(field.Replace("person.", "", StringComparison.Ordinal)) ||
                answersOnly.Contains(field, StringComparer.Ordinal), $"{method} {pattern} answers with '{field}'"));
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
        await Try(key, "POST", "/api/v1/courses/{slug}/lessons/{lesson}/publish", null, "/api/v1/courses/algebra/lessons/two/publish");
        var outline = await Try(key, "DELETE", "/api/v1/courses/{slug}/lessons/{lesson}", null, "/api/v1/courses/algebra/lessons/two");
        await Try(key, "POST", "/api/v1/courses/{slug}/publish", null, "/api/v1/courses/algebra/publish");
        var lesson = JsonDocument.Parse(outline.Body).RootElement.GetProperty("lessons")[0].GetProperty("id").GetString();
        await Try(key, "PUT", "/api/v1/policies/{document}/draft/texts/{language}", Text(Policy), "/api/v1/policies/privacy/draft/texts/en");
        await Try(key, "DELETE", "/api/v1/policies/{document}/draft", null, "/api/v1/policies/privacy/draft");
        var draft = await Try(key, "PUT", "/api/v1/policies/{document}/draft/texts/{language}", Text(Policy), "/api/v1/policies/privacy/draft/texts/en");
        var drafted = JsonDocument.Parse(draft.Body).RootElement.GetProperty("revision").GetInt32();
        await Try(key, "POST", "/api/v1/policies/{document}/versions", Caller.Json($$"""{"revision":{{drafted}},"class":"ordinary"}"""),
            "/api/v1/policies/privacy/versions");

        await Try(key, "PUT", "/api/v1/settings", Caller.Json((await key.Ask("GET", "/api/v1/settings")).Body));
        await Try(key, "PUT", "/api/v1/purposes/{purpose}", Caller.Json("""
            {"terms":{"titles":{"en":"News","fa-AF":"خبرها","ar":"أخبار"},"descriptions":{"en":"Mail.","fa-AF":"ایمیل.","ar":"رسائل."},
             "dpvPurpose":"Marketing","basis":"consent","categories":["contact"],"operations":["use"],
             "retention":{"kind":"untilWithdrawn","period":"","words":{}}}}
            """), "/api/v1/purposes/news");
        const string Finding = "/api/v1/policies/{document}/findings/{finding}/decision";
        var found = JsonDocument.Parse((await key.Ask("GET", "/api/v1/policies/privacy/findings")).Body).RootElement.GetProperty("items")[0];
        var decision = $"/api/v1/policies/privacy/findings/{found.GetProperty("finding").GetString()}/decision";
        await Try(key, "PUT", Finding, Caller.Json("""{"note":"It is meant so."}"""), decision);
        await Try(key, "DELETE", Finding, null, decision);
        const string Promises = "/api/v1/policies/{document}/promises";
        await Try(key, "PUT", Promises, Caller.Json("""{"isPublic":false}"""), "/api/v1/policies/privacy/promises");
        var promised = JsonDocument.Parse((await key.Ask("GET", "/api/v1/policies/privacy/promises")).Body).RootElement.GetProperty("promises")[0];
        var clause = $"/api/v1/policies/privacy/promises/{promised.GetProperty("section").GetString()}/procedure";
        await Try(key, "PUT", Promises + "/{section}/{keeper}",
            Caller.Json($$"""{"sectionHash":"{{promised.GetProperty("sectionHash").GetString()}}","note":"By letter."}"""), clause);
        await Try(key, "DELETE", Promises + "/{section}/{keeper}", null, clause);

        const string Comments = "/api/v1/policies/{document}/comments";
        await Try(key, "PUT", "/api/v1/policies/{document}/draft/texts/{language}", Text(Policy + "\nMore.\n"), "/api/v1/policies/privacy/draft/texts/en");
        var section = JsonDocument.Parse((await key.Ask("GET", "/api/v1/policies/privacy/draft")).Body).RootElement
            .GetProperty("texts").GetProperty("en").GetProperty("sections")[0].GetProperty("key").GetString();
        var thread = Member(await Try(key, "POST", Comments, Caller.Json($$"""{"section":"{{section}}","text":"Which name?"}"""), "/api/v1/policies/privacy/comments"), "id");
        await Try(key, "POST", Comments + "/{thread}/replies", Caller.Json("""{"text":"The first."}"""), $"/api/v1/policies/privacy/comments/{thread}/replies");
        await Try(key, "DELETE", Comments + "/{thread}/settled", null, $"/api/v1/policies/privacy/comments/{thread}/settled");
        await Try(key, "PUT", Comments + "/{thread}/settled", null, $"/api/v1/policies/privacy/comments/{thread}/settled");
        await Try(key, "DELETE", Comments + "/{thread}", null, $"/api/v1/policies/privacy/comments/{thread}");
        await Try(key, "DELETE", "/api/v1/policies/{document}/draft", null, "/api/v1/policies/privacy/draft");
        var terms = await Try(key, "POST", "/api/v1/glossary/terms", Caller.Json("""{"words":{"en":"consent","ar":"موافقة"},"revision":0}"""));
        var term = JsonDocument.Parse(terms.Body).RootElement.GetProperty("terms")[0].GetProperty("id").GetString();
        await Try(key, "PUT", "/api/v1/glossary/terms/{term}", Caller.Json("""{"words":{"en":"agreement","ar":"موافقة"},"revision":1,"note":"Of a person."}"""),
            $"/api/v1/glossary/terms/{term}");
        await Try(key, "DELETE", "/api/v1/glossary/terms/{term}", null, $"/api/v1/glossary/terms/{term}?revision=2");

        revision = JsonDocument.Parse((await key.Ask("GET", "/api/v1/school/documents")).Body).RootElement.GetProperty("revision").GetInt32();
        var documents = await Try(key, "PUT", "/api/v1/school/documents/{document}",
            Caller.Json($$"""{"names":{"en":"House rules"},"revision":{{revision}}}"""), "/api/v1/school/documents/house-rules");
        var order = JsonDocument.Parse(documents.Body).RootElement.GetProperty("items").EnumerateArray().Select(item => $"\"{item.GetProperty("id")}\"");
        await Try(key, "PUT", "/api/v1/school/documents", Caller.Json(
            $$"""{"order":[{{string.Join(',', order.Reverse())}}],"prevails":true,"revision":{{revision + 1}}}"""));
        await Try(key, "DELETE", "/api/v1/school/documents/{document}", null, "/api/v1/school/documents/house-rules");
        draft = await Try(key, "PUT", "/api/v1/policies/{document}/draft/texts/{language}", Text(Policy + "\nMore.\n"), "/api/v1/policies/privacy/draft/texts/en");
        drafted = JsonDocument.Parse(draft.Body).RootElement.GetProperty("revision").GetInt32();
        var planned = await Try(key, "POST", "/api/v1/policies/{document}/versions", Caller.Json(
            $$"""{"revision":{{drafted}},"class":"ordinary","effectiveOn":"2099-01-01"}"""), "/api/v1/policies/privacy/versions");
        var waiting = JsonDocument.Parse(planned.Body).RootElement.GetProperty("number").GetInt32();
        await Try(key, "POST", "/api/v1/policies/{document}/versions/{number:int}/call-off", null, $"/api/v1/policies/privacy/versions/{waiting}/call-off");
        await Try(key, "DELETE", "/api/v1/policies/{document}/draft", null, "/api/v1/policies/privacy/draft");
        await Try(key, "POST", "/api/v1/policies/{document}/versions/{number:int}/draft", null, $"/api/v1/policies/privacy/versions/{waiting}/draft");
        await Try(key, "PUT", "/api/v1/cookies", Caller.Json("""{"version":0,"cookies":[]}"""));
        await Try(key, "POST", "/api/v1/signing-keys", null);
        await Try(key, "POST", "/api/v1/receipts/verify", Caller.Json("""{"receipt":"none"}"""));

        var made = await Try(key, "POST", "/api/v1/keys", Caller.Json("""{"name":"another"}"""));
        await Try(key, "DELETE", "/api/v1/keys/{key}", null, $"/api/v1/keys/{Member(made, "id")}");

        var member = JsonDocument.Parse((await key.Ask("GET", "/api/v1/people")).Body).RootElement.GetProperty("items")[0].GetProperty("id").GetString();
        var hers = $"/api/v1/courses/algebra/people/{member}";
        await Try(key, "PUT", "/api/v1/courses/{slug}/people/{person}", null, hers);
        await Try(key, "PATCH", "/api/v1/courses/{slug}/people/{person}", Caller.Json("""{"state":"paused","until":"2099-01-01"}"""), hers);
        await Try(key, "PUT", "/api/v1/courses/{slug}/people/{person}/grades/{lesson}",
            Caller.Json("""{"points":1,"outOf":2,"passed":true,"reason":"Oral exam."}"""), $"{hers}/grades/{lesson}");
        await Try(key, "DELETE", "/api/v1/courses/{slug}/people/{person}/grades/{lesson}", null, $"{hers}/grades/{lesson}");
        await Try(key, "DELETE", "/api/v1/courses/{slug}/people/{person}", null, hers);

        var student = await town.Enter(school, Role.Student);
        await Try(student, "PUT", "/api/v1/me/enrollments/{course}", null, "/api/v1/me/enrollments/algebra");
        await Try(student, "PUT", "/api/v1/me/enrollments/{course}/lessons/{lesson}", null, $"/api/v1/me/enrollments/algebra/lessons/{lesson}");
        var given = await Try(student, "PUT", "/api/v1/me/enrollments/{course}/certificate", null, "/api/v1/me/enrollments/algebra/certificate");
        await Try(key, "PUT", "/api/v1/certificates/{code}/revocation", Caller.Json("""{"reason":"By mistake."}"""), $"/api/v1/certificates/{Member(given, "code")}/revocation");

        await Try(student, "PUT", "/api/v1/cookies/answer", Caller.Json("""{"version":0,"allow":["functional"],"without":[]}"""));
        await Try(student, "PUT", "/api/v1/me/notifications/{number:int}/read", null, "/api/v1/me/notifications/0/read");

        await town.Site.In(school.School, async grains =>
        {
            var (algebra, test) = (Id<Course>.Parse("algebra"), Id<Lesson>.Parse("test"));
            await grains.Course(algebra).PutLesson(new LessonContent(test, "Test", "")
            {
                Kind = LessonKind.Quiz,
                Quiz = new Quiz { Questions = [new Question { Id = "one", Kind = QuestionKind.TrueFalse, Text = "Is it?" }] },
            });
            return await grains.Course(algebra).PublishLesson(test);
        });
        const string Attempts = "/api/v1/me/enrollments/{course}/lessons/{lesson}/quiz/attempts";
        const string Begun = "/api/v1/me/enrollments/algebra/lessons/test/quiz/attempts";
        await Try(student, "POST", Attempts, null, Begun);
        await Try(student, "PUT", Attempts + "/{number:int}/answers", Caller.Json("""{"answers":[{"question":"one","values":["true"],"seen":0}]}"""), Begun + "/1/answers");
        await Try(student, "PUT", Attempts + "/{number:int}/end", null, Begun + "/1/end");

        await town.Site.In(school.School, async grains =>
        {
            var (algebra, essay) = (Id<Course>.Parse("algebra"), Id<Lesson>.Parse("essay"));
            await grains.Course(algebra).PutLesson(new LessonContent(essay, "Essay", "")
            {
                Kind = LessonKind.Assignment,
                Assignment = new Assignment { Files = 2, Resubmissions = 1 },
            });
            return await grains.Course(algebra).PublishLesson(essay);
        });
        const string Work = "/api/v1/me/enrollments/{course}/lessons/{lesson}/assignment";
        const string Essay = "/api/v1/me/enrollments/algebra/lessons/essay/assignment";

        // Something handed in and something begun, as she reads them; then once more.
        await student.Browse("PUT", Essay + "/draft", Caller.Json("""{"number":1,"text":"Done.","seen":0}"""));
        await student.Browse("PUT", Essay + "/submissions/1", Caller.Json("""{"version":1,"seen":1}"""));
        await student.Browse("PUT", Essay + "/draft/2/files?name=a.txt", new ByteArrayContent("plain"u8.ToArray()));
        read.UnionWith(Fields(await student.Ask("GET", Essay)).SelectMany(field => ofHandIns
            .Select(list => field.Replace(list, "", StringComparison.Ordinal))));
        await Try(student, "PUT", Work + "/draft", Caller.Json("""{"number":2,"text":"Done.","seen":0}"""), Essay + "/draft");
        var file = await Try(student, "PUT", Work + "/draft/{number:int}/files", new ByteArrayContent("plain"u8.ToArray()), Essay + "/draft/2/files?name=b.txt");
        await Try(student, "DELETE", Work + "/draft/{number:int}/files/{file}", null, $"{Essay}/draft/2/files/{Member(file, "id")}");
        await Try(student, "PUT", Work + "/submissions/{number:int}", Caller.Json("""{"version":1,"seen":4}"""), Essay + "/submissions/2");

        var shown = Shown(await student.Ask("GET", "/api/v1/me/policies/privacy"));
        await Try(student, "POST", "/api/v1/me/policies/{document}/notices", Caller.Json(shown), "/api/v1/me/policies/privacy/notices");
        await Try(student, "POST", "/api/v1/me/policies/{document}/answers",
            Caller.Json($$"""{"answer":"agree","shown":{{shown}},"ticked":true}"""), "/api/v1/me/policies/privacy/answers");
        await Try(student, "POST", "/api/v1/me/policies/{document}/withdrawals", null, "/api/v1/me/policies/privacy/withdrawals");
        var asks = JsonDocument.Parse((await student.Ask("GET", "/api/v1/me/purposes")).Body).RootElement.GetProperty("items").EnumerateArray()
            .Single(asked => asked.GetProperty("purpose").GetString() == "news").GetProperty("hash").GetString();
        await Try(student, "POST", "/api/v1/me/purposes/{purpose}/answers",
            Caller.Json($$"""{"answer":"agree","version":1,"hash":"{{asks}}","language":"en"}"""), "/api/v1/me/purposes/news/answers");
        await Try(student, "POST", "/api/v1/me/purposes/{purpose}/withdrawals", null, "/api/v1/me/purposes/news/withdrawals");
        await Try(student, "DELETE", "/api/v1/me/sessions/{session}", null, "/api/v1/me/sessions/nothing");
        await Try(student, "DELETE", "/api/v1/me/sessions", null);

        const string Login = "hers@example.org";
        const string Password = "correct horse battery";
        var visitor = await town.Enter(school, null);
        shown = Shown(await visitor.Ask("GET", "/api/v1/sign-up"));
        await Try(visitor, "POST", "/api/v1/sign-up/age", Caller.Json("""{"year":"1990","month":"1","day":"1"}"""));
        await Try(visitor, "POST", "/api/v1/sign-up", Caller.Json(
            $$"""{"email":"{{Login}}","password":"{{Password}}","shown":{{shown}},"consent":"checkbox","ofAge":true}"""));
        await Try(visitor, "POST", "/api/v1/sign-up/resend", Caller.Json($$"""{"email":"{{Login}}"}"""));
        await Try(visitor, "POST", "/api/v1/sign-up/confirm", Caller.Json($$"""{"token":"{{await Token(LinkKind.ConfirmEmail)}}"}"""));
        await Try(visitor, "POST", "/api/v1/sign-out", null);
        await Try(visitor, "POST", "/api/v1/password/reset", Caller.Json($$"""{"email":"{{Login}}"}"""));
        await Try(visitor, "POST", "/api/v1/password", Caller.Json(
            $$"""{"token":"{{await Token(LinkKind.ResetPassword)}}","password":"{{Password}}"}"""));
        await town.Site.In(school.School, async grains => await Accounts.Change(grains, (await Hers(grains)).Id, now => AccountChange.Of(
            now with { TwoFactorEnabled = true, AuthenticatorKey = "JBSWY3DPEHPK3PXP", RecoveryCodes = [RecoveryCodes.Hash("abcde-fghjk")] })));
        await Try(visitor, "POST", "/api/v1/sign-in", Caller.Json($$"""{"login":"{{Login}}","password":"{{Password}}"}"""));
        await Try(visitor, "POST", "/api/v1/sign-in/second-step", Caller.Json("""{"code":"abcde-fghjk"}"""));
        var her = await town.Site.In(school.School, Hers);
        await Try(visitor, "POST", "/api/v1/me/closing", Caller.Json($$"""{"password":"{{Password}}"}"""));
        await town.Site.Erased(school.School, her.Id);

        async Task<PersonAccount> Hers(TenantGrains grains) => (await Accounts.Find(grains, Login))!;
        async Task<string> Token(LinkKind kind) =>
            town.Site.Services.GetRequiredService<LinkTokens>().Make(school.School.Id, kind, await town.Site.In(school.School, Hers));

        // With a second person: asked and turned down, asked and approved.
        await town.Site.In(school.School, async grains => await grains.School.School() is { } now
            ? await grains.School.ChangeRules(now.Rules with { Approval = PublishApproval.SecondPerson }, now.Revision)
            : throw new InvalidOperationException("The school is gone."));
        var (asker, second) = (await town.Enter(school, Role.Admin), await town.Enter(school, Role.Owner));
        await AskToPublish("\nMore.\n");
        await Try(second, "DELETE", "/api/v1/policies/{document}/publish-request", null, "/api/v1/policies/privacy/publish-request");
        var put = await AskToPublish("\nStill more.\n");
        await Try(second, "POST", "/api/v1/policies/{document}/publish-request/approval", Caller.Json(
            $$"""{"request":"{{Member(put, "request")}}","content":"{{Member(put, "content")}}"}"""), "/api/v1/policies/privacy/publish-request/approval");

        async Task<Reply> AskToPublish(string more)
        {
            var saved = await Try(
                key, "PUT", "/api/v1/policies/{document}/draft/texts/{language}", Text(Policy + more), "/api/v1/policies/privacy/draft/texts/en");
            var asOf = JsonDocument.Parse(saved.Body).RootElement.GetProperty("revision").GetInt32();
            return await Try(asker, "POST", "/api/v1/policies/{document}/versions", Caller.Json(
                $$"""{"revision":{{asOf}},"summaries":{"en":"More."},"class":"significant"}"""), "/api/v1/policies/privacy/versions");
        }

        // From here on the school asks for an age.
        await town.Site.In(school.School, async grains => await grains.School.School() is { } now
            ? await grains.School.ChangeRules(
                now.Rules with { Age = new(AgeBasis.Fixed, 18), Guardians = new(MinorAction.Guardian, 7) }, now.Revision)
            : throw new InvalidOperationException("The school is gone."));
        var born = DateOnly.FromDateTime(town.Site.Clock.GetUtcNow().UtcDateTime).AddYears(-15);
        await Try(visitor, "POST", "/api/v1/sign-up/age", Caller.Json($$"""{"year":"{{born.Year}}","month":"1","day":"1"}"""));
        await Try(visitor, "POST", "/api/v1/sign-up/guardian", Caller.Json("""{"email":"child@example.org","guardian_email":"parent@example.org"}"""));

        var console = await town.Operator();
        var place = $"/api/v1/schools/{school.School.Slug}";
        var newSchool = Vocabulary.Body(Named("POST /api/v1/schools")).Replace("taken", $"by-{school.School.Slug}", StringComparison.Ordinal);
        await Try(console, "POST", "/api/v1/schools", Caller.Json(newSchool));
        await Try(console, "PUT", "/api/v1/schools/{slug}/status", Caller.Json("""{"status":"suspended"}"""), $"{place}/status");
        await Try(console, "POST", "/api/v1/schools/{slug}/hosts", Caller.Json($$"""{"host":"more.{{school.School.Slug}}.example"}"""),
            $"{place}/hosts");
        await Try(console, "DELETE", "/api/v1/schools/{slug}/hosts/{host}", null, $"{place}/hosts/more.{school.School.Slug}.example");
        made = await Try(console, "POST", "/api/v1/schools/{slug}/keys", Caller.Json("""{"name":"office"}"""), $"{place}/keys");
        await Try(console, "DELETE", "/api/v1/schools/{slug}/keys/{key}", null, $"{place}/keys/{Member(made, "id")}");
        made = await Try(console, "POST", "/api/v1/operator-keys", Caller.Json("""{"name":"automation"}"""));
        await Try(console, "DELETE", "/api/v1/operator-keys/{key}", null, $"/api/v1/operator-keys/{Member(made, "id")}");
        await Try(console, "POST", "/api/v1/schools/{slug}/people", Caller.Json(Person), $"{place}/people");

        // A renewal answers as the award of the first one does; none is near its end here.
        asked.Add("PUT /api/v1/me/enrollments/{course}/certificate/renewal");

        var left = town.Operations.Where(operation => operation is { IsApi: true, IsSafe: false } && operation.Slots is not ["rest"])
            .Select(operation => operation.ToString()).Except(asked, StringComparer.Ordinal);
        Assert.True(!left.Any(), $"Not asked for what it answers; add it here: {string.Join(", ", left)}");
    }

    // One of a list has the fields of the list's.
    private static readonly string[] lists = ["items[].", "versions[].", "items[].certificate.", "items[].grades[]."];

    // What an assignment's overview is made of.
    private static readonly string[] ofHandIns = ["draft.", "draft.files[].", "submissions[]."];

    // Of an import, which is read nowhere; of the key that is shown once; of how far a sign-in or a sign-up is; of a decision,
    // which nobody has made yet where the list was read; of a receipt that was checked; of a version that waits for a second person;
    // of an answer to a question, which nobody has given where the attempt was read; of a comment and a term, which nobody had written.
    private static readonly string[] answersOnly =
        ["language", "sections", "statedDate", "findings", "findings[].code", "key", "standing", "person", "answer", "lint", "by", "note",
            "consent", "keyId", "keyRetiredAt", "verdict", "request", "content", "holds", "proposed", "reason", "without", "at",
            "promises[].said[].at", "promises[].said[].by", "promises[].said[].keeper", "promises[].said[].note", "state", "until", "cohort",
             "questions[].values[]", "answer.kind", "answer.version", "answer.allow[]", "answer.without",
            "comments[].at", "comments[].by", "comments[].text", "heading", "isOpen", "settled", "settled.at", "settled.by",
            "terms[].id", "terms[].note", "terms[].words.{language}"];

    private Operation Named(string operation) => town.Operations.Single(known => known.ToString() == operation);

    // Names that are keys of a map, such as languages, are one. What is empty for one of a list and filled for another is as the
    // filled one: which schools are there depends on the tests that ran before.
    private static IEnumerable<string> Fields(Reply reply)
    {
        var isJson = reply.Headers.Any(header => header.Name is "content-type" && header.Value.Contains("json", StringComparison.Ordinal));
        var fields = !isJson || reply.Body.Length == 0 ? [] : Fields("", JsonDocument.Parse(reply.Body).RootElement).ToHashSet(StringComparer.Ordinal);
        var filled = fields.SelectMany(field => Enumerable.Range(1, field.Length - 1).Where(length => field[length] is '.' or '[')
            .Select(length => field[..length])).ToHashSet(StringComparer.Ordinal);
        return fields.Except(filled, StringComparer.Ordinal).Order(StringComparer.Ordinal);
    }

    private static IEnumerable<string> Fields(string place, JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Fields(
            (place.Length == 0 ? "" : place + ".") + (property.Name is "en" or "ar" or "fa-AF" ? "{language}" : property.Name), property.Value)),
        JsonValueKind.Array when element.GetArrayLength() > 0 => element.EnumerateArray().SelectMany(item => Fields(place + "[]", item)),
        _ => [place],
    };

    private static string Member(Reply reply, string name) => JsonDocument.Parse(reply.Body).RootElement.GetProperty(name).GetString()!;

    // The text that was put before her, as an answer names it.
    private static string Shown(Reply reply)
    {
        var shown = JsonDocument.Parse(reply.Body).RootElement.GetProperty("shown");
        return $$"""{"version":{{shown.GetProperty("version")}},"language":"{{shown.GetProperty("language")}}","hash":"{{shown.GetProperty("hash")}}"}""";
    }

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

    /// <summary>Who gets in where, a line for each route.</summary>
    internal static string[] Table() => File.ReadAllLines(Place("access.txt"));

    private static string Place(string file, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, file);
}
