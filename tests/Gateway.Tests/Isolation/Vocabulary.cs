using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Metadata;

namespace Darsgah.Gateway.Tests.Isolation;

/// <summary>
/// What each parameter of the routes names. A route, field or body that is not here fails the sweep, so that a new one is
/// swept from its first day.
/// </summary>
internal static class Vocabulary
{
    /// <summary>Parameters of the query and fields bound by name, by name; only those whose meaning is the same everywhere.</summary>
    private static readonly Dictionary<string, Kind> named = new(StringComparer.Ordinal)
    {
        ["course"] = Kind.Course,
        ["person"] = Kind.Person,
        ["document"] = Kind.Document,
        ["host"] = Kind.Host,
        ["key"] = Kind.Key,
        ["ended"] = Kind.Key,
        ["session"] = Kind.Session,
        ["number"] = Kind.Number,
        ["version"] = Kind.Number,
        ["from"] = Kind.Number,
        ["to"] = Kind.Number,
        ["after"] = Kind.Plain,
        ["before"] = Kind.Plain,
        ["code"] = Kind.Certificate,
        ["token"] = Kind.Token,
        ["return"] = Kind.Plain,
        ["signed"] = Kind.Plain,
        ["for"] = Kind.Plain,
        ["done"] = Kind.Plain,
        ["saved"] = Kind.Plain,
        ["invited"] = Kind.Plain,
        ["withdrawn"] = Kind.Plain,
        ["q"] = Kind.Plain,
        ["limit"] = Kind.Plain,
        ["page"] = Kind.Plain,
        ["question"] = Kind.Question,
        ["kind"] = Kind.Plain,
        ["lang"] = Kind.Plain,
        ["language"] = Kind.Plain,
        ["documentName"] = Kind.Plain,
        ["rest"] = Kind.Plain,
        ["revision"] = Kind.Plain,
        ["name"] = Kind.Plain,
        ["answer"] = Kind.Plain,
        ["agree"] = Kind.Plain,
        ["hash"] = Kind.Plain,
        ["finding"] = Kind.Finding,
        ["country"] = Kind.Plain,
        ["textLanguage"] = Kind.Plain,
        ["request"] = Kind.Plain,
        ["section"] = Kind.Plain,
        ["keeper"] = Kind.Plain,
        ["show"] = Kind.Plain,
        ["date"] = Kind.Plain,
        ["view"] = Kind.Plain,
        ["audience"] = Kind.Plain,
        ["screen"] = Kind.Plain,
        ["provider"] = Kind.Plain,
        ["video"] = Kind.Plain,
        ["purpose"] = Kind.Purpose,
        ["at"] = Kind.Plain,
        ["categories"] = Kind.Plain,
        ["file"] = Kind.File,
        ["upload"] = Kind.Upload,
        ["save"] = Kind.Plain,
        ["state"] = Kind.Plain,
        ["cohort"] = Kind.Cohort,
        ["sort"] = Kind.Plain,
        ["days"] = Kind.Plain,
        ["pace"] = Kind.Plain,
        ["sheet"] = Kind.Plain,
        ["with_name"] = Kind.Plain,
        ["with_address"] = Kind.Plain,
        ["list"] = Kind.Plain,
        ["kid"] = Kind.SigningKey,
        ["sent"] = Kind.Plain,
        ["mandate"] = Kind.Number,
        ["thread"] = Kind.Thread,
        ["term"] = Kind.Term,
    };

    /// <summary>Fields that name something, of the handlers that read a whole form.</summary>
    private static readonly Dictionary<string, IdField[]> forms = new(StringComparer.Ordinal)
    {
        ["POST /sign-up"] = [new("email", Kind.Address)],
        ["POST /sign-up/age"] = [],
        ["POST /sign-up/guardian"] = [new("email", Kind.Address), new("guardian_email", Kind.Address)],
        ["POST /guardian"] = [new("token", Kind.Guardian), new("token", Kind.Guardian, ("act", "refuse"))],
        ["POST /guardian/answer"] = [new("token", Kind.Guardian)],
        ["POST /guardian/delete"] = [new("token", Kind.Guardian)],
        ["POST /account/privacy/represented/{person}"] = [new("key", Kind.Purpose), new("key", Kind.Document)],
        ["POST /account/privacy/close"] = [],
        ["POST /admin/people/{person}/mandates"] =
        [
            new("representative", Kind.Address, ("do", "note")),
            new("mandate", Kind.Number, ("do", "end")),
        ],
        ["POST /sign-up/resend"] = [new("email", Kind.Address)],
        ["POST /sign-up/confirm"] = [new("token", Kind.Token)],
        ["POST /sign-in"] = [new("login", Kind.Address), new("login", Kind.UserName)],
        ["POST /sign-in/second-step"] = [],
        ["POST /sign-in/passkey"] = [new("credential", Kind.Passkey)],
        ["POST /sign-in/reset"] = [new("email", Kind.Address)],
        ["POST /sign-in/new-password"] = [new("token", Kind.Token), new("token", Kind.Token, ("for", "invitation"))],
        ["POST /account"] = [new("user_name", Kind.UserName)],
        ["POST /account/email"] = [new("new_email", Kind.Address)],
        ["POST /account/password"] = [],
        ["POST /account/sessions/end"] = [new("session", Kind.Session)],
        ["POST /account/two-factor/on"] = [],
        ["POST /account/two-factor/off"] = [],
        ["POST /account/two-factor/codes"] = [],
        ["POST /account/passkeys"] = [new("credential", Kind.Passkey)],
        ["POST /account/notifications"] = [],
        ["POST /admin/school/community"] = [],
        ["POST /courses/{slug}/announcements"] = [new("post", Kind.Post, ("do", "remove"), ("at", "1"))],
        ["POST /courses/{slug}/messages"] =
        [
            new("post", Kind.Post, ("do", "remove"), ("at", "1")),
            new("post", Kind.Post, ("do", "report"), ("at", "1"), ("reason", "Rude.")),
        ],
        ["POST /courses/{slug}/messages/{person}"] = [new("post", Kind.Post, ("do", "hide"), ("at", "1"), ("reason", "Rude."))],
        ["POST /courses/{slug}/reviews"] =
        [
            new("post", Kind.Post, ("do", "report"), ("at", "1"), ("reason", "Rude.")),
            new("post", Kind.Post, ("do", "hide"), ("at", "1"), ("reason", "Rude.")),
        ],
        ["POST /account/notifications/settings"] = [],
        ["POST /courses/{slug}/lessons/{lesson}/questions"] = [],
        ["POST /courses/{slug}/lessons/{lesson}/questions/{question}"] =
        [
            new("post", Kind.Post, ("do", "vote"), ("at", "1")),
            new("post", Kind.Post, ("do", "hide"), ("at", "1"), ("reason", "Rude.")),
        ],
        ["POST /account/passkeys/remove"] = [new("passkey", Kind.Passkey)],
        ["POST /account/email/confirm"] = [new("token", Kind.Token)],
        ["POST /operator/schools/new"] = [new("slug", Kind.School), new("host", Kind.Host)],
        ["POST /operator/schools/{slug}"] = [new("host", Kind.Host, ("do", "add_host")), new("gone", Kind.Host, ("do", "remove_host"))],
        ["POST /operator/keys"] = [new("key", Kind.Key, ("do", "revoke"))],
        ["POST /admin/school"] = [],
        ["POST /admin/school/rules"] =
        [
            new("prevailing_document", Kind.Document),
            new("sign_up_purposes", Kind.Purpose, ("purposes_asked", "1")),
        ],
        ["POST /admin/school/settings"] = [],
        ["POST /admin/school/cookies"] = [new("cookie", Kind.Cookie, ("do", "remove"), ("version", "1"))],
        ["POST /privacy/cookies"] = [],
        ["POST /admin/school/purposes/new"] = [new("key", Kind.Purpose)],
        ["POST /admin/school/purposes/{purpose}"] = [],
        ["POST /admin/policies/{document}/findings"] =
        [
            new("finding", Kind.Finding, ("note", "It is meant so.")),
            new("finding", Kind.Finding, ("do", "withdraw")),
        ],
        ["POST /admin/policies/{document}/promises"] =
        [
            new("section", Kind.Section, ("keeper", "procedure"), ("note", "By letter.")),
            new("section", Kind.Section, ("keeper", "procedure"), ("do", "unbind")),
        ],
        ["POST /admin/policies/{document}/comments"] =
        [
            new("thread", Kind.Thread, ("do", "settle")), new("thread", Kind.Thread, ("do", "remove")), new("thread", Kind.Thread, ("do", "reply")),
            new("section", Kind.Section, ("text", "Which name?")),
        ],
        ["POST /admin/policies/{document}/exchange"] = [],
        ["POST /admin/policies/{document}/find"] = [],
        ["POST /admin/school/glossary"] = [new("term", Kind.Term, ("do", "remove"), ("revision", "1"))],
        ["POST /admin/school/keys"] = [new("key", Kind.Key, ("do", "revoke"))],
        ["POST /admin/policies"] = [new("do", Kind.Document) { Before = "up:" }, new("do", Kind.Document) { Before = "down:" }],
        ["POST /admin/policies/new"] = [new("depends_on", Kind.Document)],
        ["POST /admin/policies/{document}/about"] = [new("depends_on", Kind.Document)],
        ["POST /admin/policies/{document}"] = [],
        ["POST /admin/policies/{document}/versions/{number:int}/draft"] = [],
        ["POST /admin/policies/{document}/publish"] =
        [
            new("request", Kind.PublishRequest, ("do", "approve")),
            new("request", Kind.PublishRequest, ("do", "withdraw")),
        ],
        ["POST /admin/policies/{document}/import"] = [],
        ["POST /admin/policies/{document}/edit/{language}"] = [new("s0-key", Kind.Section, ("count", "1"))],
        ["POST /admin/people/invite"] = [new("email", Kind.Address)],
        ["POST /admin/people/{person}"] = [],
        ["POST /admin/school/logo"] = [],
        ["POST /admin/school/logo/remove"] = [],
        ["POST /admin/courses/new"] = [new("slug", Kind.Course), new("prerequisites", Kind.Course)],
        ["POST /admin/courses/{course}"] =
        [
            new("do", Kind.Lesson) { Before = "remove:" }, new("do", Kind.Lesson) { Before = "up:" }, new("do", Kind.Lesson) { Before = "publish:" },
            new("do", Kind.Lesson) { Before = "back:" },
        ],
        ["POST /admin/courses/{course}/about"] = [new("teachers", Kind.Person, ("do", "teachers")), new("prerequisites", Kind.Course)],
        ["POST /admin/courses/{course}/cover"] = [new("cover", Kind.File)],
        ["POST /admin/courses/{course}/cover/upload"] = [],
        ["POST /admin/courses/{course}/preview"] = [],
        ["POST /admin/courses/{course}/copy"] = [new("copy_slug", Kind.Course)],
        ["POST /admin/courses/import"] = [],
        ["POST /admin/courses/completion"] = [],
        ["POST /admin/courses/{course}/lessons/{lesson}/versions"] = [new("version", Kind.Number)],
        ["POST /courses/{slug}/lessons/{lesson}/notes"] = [],
        ["POST /admin/courses/{course}/certificate"] = [],
        ["POST /admin/courses/{course}/certificates/{code}"] = [],
        // A saved lesson's form has the same fields, and a mark of what was read, without which they are not looked at.
        ["POST /admin/courses/{course}/lessons/new"] =
        [
            new("media_file", Kind.File, ("kind", "Video"), ("title", "A film"), ("media_length", "1:00")),
            new("captions_file", Kind.File, ("kind", "Video"), ("title", "A film"), ("media_length", "1:00"), ("captions_language", "en")),
            new("release_lesson", Kind.Lesson, ("kind", "Video"), ("title", "A film")),
        ],
        ["POST /admin/courses/{course}/people"] = [new("login", Kind.Address), new("login", Kind.UserName)],
        ["POST /admin/courses/{course}/people/chosen"] =
        [
            new("person", Kind.Person, ("do", "pause")),
            new("listed", Kind.Person, ("do", "pause"), ("all", "true")),
            new("cohort", Kind.Cohort, ("do", "cohort"), ("person", "nobody")),
        ],
        ["POST /admin/courses/{course}/people/{person}"] =
        [
            new("lesson", Kind.Lesson, ("do", "grade")),
            new("cohort", Kind.Cohort, ("do", "cohort")),
        ],
        ["POST /admin/courses/{course}/cohorts"] =
        [
            new("cohort", Kind.Cohort, ("do", "close")),
            new("cohort", Kind.Cohort, ("name", "A group")),
        ],
        ["POST /admin/courses/{course}/invitations"] =
        [
            new("invitation", Kind.InvitationPrint, ("do", "revoke")),
            new("cohort", Kind.Cohort),
        ],
        ["POST /admin/courses/{course}/invitations/import"] = [new("cohort", Kind.Cohort)],
        ["POST /admin/courses/{course}/lessons/{lesson}"] =
        [
            new("media_file", Kind.File, ("title", "A film")), new("captions_file", Kind.File, ("title", "A film"), ("captions_language", "en")),
            new("release_lesson", Kind.Lesson, ("title", "A lesson")),
        ],
        ["POST /courses/{slug}/lessons/{lesson}/quiz/{number:int}"] = [],
        ["POST /admin/courses/{course}/lessons/{lesson}/quiz"] =
        [
            new("do", Kind.QuizQuestion) { Before = "up:" },
            new("do", Kind.QuizQuestion) { Before = "remove:" },
        ],
        ["POST /admin/courses/{course}/lessons/{lesson}/quiz/new"] = [],
        ["POST /admin/courses/{course}/lessons/{lesson}/quiz/questions/{question}"] = [],
        ["POST /admin/courses/{course}/lessons/{lesson}/quiz/import"] = [],
        ["POST /admin/courses/{course}/lessons/{lesson}/quiz/attempts"] = [new("attempt", Kind.Person) { After = ":1" }],
        ["POST /admin/courses/{course}/lessons/{lesson}/quiz/people/{person}"] = [],
        ["POST /admin/courses/{course}/lessons/{lesson}/quiz/people/{person}/{number:int}"] = [new("question", Kind.QuizQuestion, ("points", "1"))],
        ["POST /courses/{slug}/lessons/{lesson}/assignment/hand-in"] = [],
        ["POST /courses/{slug}/lessons/{lesson}/assignment"] = [new("do", Kind.HandedFile) { Before = "remove:" }],
        ["POST /admin/courses/{course}/lessons/{lesson}/assignment"] = [],
        ["POST /admin/courses/{course}/lessons/{lesson}/assignment/people/{person}"] = [],
        ["POST /admin/courses/{course}/lessons/{lesson}/assignment/people/{person}/{number:int}"] = [],
    };

    /// <summary>Fields that name something, of each JSON type.</summary>
    private static readonly Dictionary<string, IdField[]> members = new(StringComparer.Ordinal)
    {
        ["CreateSchool"] = [new("slug", Kind.School), new("host", Kind.Host)],
        ["MoveSchool"] = [],
        ["RouteHost"] = [new("host", Kind.Host)],
        ["IssueKey"] = [],
        // Who has such a name is not invited, so that nobody gets a letter.
        ["AddPerson"] = [new("email", Kind.Address, ("name", new string('n', 1_000)))],
        ["ChangeProfile"] = [],
        ["ChangeRules"] = [],
        ["PublishVersion"] = [],
        ["ApproveVersion"] = [new("request", Kind.PublishRequest)],
        ["LessonBody"] = [],
        ["SignInBody"] = [new("login", Kind.Address), new("login", Kind.UserName)],
        ["SecondStepBody"] = [],
        ["ClosingBody"] = [],
        ["NewThread"] = [new("section", Kind.Section)],
        ["NewReply"] = [],
        ["TermBody"] = [],
        ["NewPasswordBody"] = [new("token", Kind.Token)],
        ["BirthDate"] = [],
        ["SignUpBody"] = [new("email", Kind.Address)],
        ["GuardianBody"] = [new("email", Kind.Address), new("guardian_email", Kind.Address)],
        ["EmailBody"] = [new("email", Kind.Address)],
        ["ConfirmBody"] = [new("token", Kind.Token)],
        ["ShownBody"] = [],
        ["AnswerBody"] = [],
        ["PurposeBody"] = [],
        ["PurposeAnswerBody"] = [],
        ["AwardBody"] = [],
        ["RevocationBody"] = [],
        ["DecideOnFinding"] = [],
        ["ShowPromises"] = [],
        ["KeptClause"] = [],
        ["ReceiptToVerify"] = [],
        ["OrderDocuments"] = [new("order[]", Kind.Document)],
        ["PutDocument"] = [new("dependsOn[]", Kind.Document)],
        ["DeclareBody"] = [],
        ["AnswersBody"] = [new("answers[].question", Kind.QuizQuestion)],
        ["DraftBody"] = [],
        ["HandInBody"] = [],
        ["PlaceBody"] = [new("cohort", Kind.Cohort)],
        ["GradeBody"] = [],
        ["CookieAnswerBody"] = [],
    };

    /// <summary>A body of each JSON type that is understood.</summary>
    private static readonly Dictionary<string, string> bodies = new(StringComparer.Ordinal)
    {
        ["CreateSchool"] = """{"slug":"taken-by-nobody","host":"taken.example","profile":PROFILE,"preset":"notice-only"}""",
        ["MoveSchool"] = """{"status":"suspended"}""",
        ["RouteHost"] = """{"host":"more.example"}""",
        ["IssueKey"] = """{"name":"office"}""",
        ["AddPerson"] = """{"email":"new@example.org","name":"New","roles":["student"]}""",
        ["ChangeProfile"] = """{"profile":PROFILE,"revision":0}""",
        ["ChangeRules"] = """{"rules":{},"revision":0}""",
        ["PublishVersion"] = """{"revision":0,"class":"ordinary"}""",
        ["ApproveVersion"] = """{"request":"none","content":"none"}""",
        ["LessonBody"] = """{"title":"A lesson","markdown":"Text."}""",
        ["SignInBody"] = """{"login":"nobody@example.org","password":"correct horse battery"}""",
        ["SecondStepBody"] = """{"code":"000000"}""",
        ["NewThread"] = """{"section":"none","text":"Which name?"}""",
        ["NewReply"] = """{"text":"The first."}""",
        ["TermBody"] = """{"words":{"en":"consent","fa-AF":"رضایت"},"revision":0}""",
        ["ClosingBody"] = """{"password":"not this one"}""",
        ["NewPasswordBody"] = """{"token":"none","password":"correct horse battery"}""",
        ["BirthDate"] = """{"year":"1990","month":"1","day":"1"}""",
        // Where a school has a policy in force, it is to be named; so this makes no account there.
        ["SignUpBody"] = """{"email":"nobody@example.org","password":"correct horse battery"}""",
        ["GuardianBody"] = """{"email":"nobody@example.org","guardian_email":"parent@example.org"}""",
        ["EmailBody"] = """{"email":"nobody@example.org"}""",
        ["ConfirmBody"] = """{"token":"none","password":"correct horse battery"}""",
        ["ShownBody"] = """{"version":1,"language":"en","hash":"none"}""",
        ["AnswerBody"] = """{"answer":"agree","shown":{"version":1,"language":"en","hash":"none"}}""",
        ["PurposeBody"] = """{"terms":{"dpvPurpose":"Marketing","basis":"consent","categories":["contact"],"operations":["use"]}}""",
        ["PurposeAnswerBody"] = """{"answer":"agree","version":1,"hash":"none","language":"en"}""",
        ["AwardBody"] = """{"name":"Somebody"}""",
        ["RevocationBody"] = """{"reason":"It was given by mistake."}""",
        ["DecideOnFinding"] = """{"note":"It is meant so."}""",
        ["ShowPromises"] = """{"isPublic":false}""",
        ["KeptClause"] = """{"sectionHash":"none","note":"By letter."}""",
        ["ReceiptToVerify"] = """{"receipt":"none"}""",
        ["OrderDocuments"] = """{"order":["privacy","terms","cookies","children"],"revision":0}""",
        ["PutDocument"] = """{"revision":0,"names":{"en":"A document"}}""",
        ["DeclareBody"] = """{"version":0,"cookies":[]}""",
        ["AnswersBody"] = """{"answers":[{"question":"one","values":["0"],"seen":0}]}""",
        ["DraftBody"] = """{"number":1,"text":"x","seen":0}""",
        ["HandInBody"] = """{"version":1,"seen":0}""",
        ["PlaceBody"] = """{"state":"paused"}""",
        ["GradeBody"] = """{"points":1,"outOf":2,"passed":true,"reason":"Oral exam."}""",
        ["CookieAnswerBody"] = """{"version":0,"allow":[],"without":[]}""",
    };

    /// <summary>Routes that make what they are asked for under any name: there a name that another school has is as free as any.</summary>
    private static readonly string[] anyName =
    [
        "PUT /api/v1/courses/{slug}", "PUT /api/v1/courses/{slug}/lessons/{lesson}",
        "PUT /api/v1/policies/{document}/draft/texts/{language}", "PUT /api/v1/school/documents/{document}",
        "PUT /api/v1/purposes/{purpose}",
    ];

    private const string Profile =
        """{"names":{"en":"A school"},"taglines":{},"languages":["en"],"colour":"#0b6e4f","timeZone":"UTC","country":"","contact":""}""";

    /// <summary>What a parameter in the path, in the query or bound from a form names.</summary>
    public static Kind Of(Operation operation, string parameter) => parameter switch
    {
        "slug" when Below(operation, "/courses", "/api/v1/courses") => Kind.Course,
        "lesson" => LessonOf(operation),
        "number" when entries.Any(part => operation.Pattern.Contains(part, StringComparison.Ordinal)) => Kind.Entry,
        "file" when LessonOf(operation) == Kind.Assignment => Kind.HandedFile,
        "question" when LessonOf(operation) == Kind.Quiz => Kind.QuizQuestion,
        "section" when Below(operation, "/admin/policies", "/api/v1/policies") => Kind.Section,
        "token" when Below(operation, "/invitations") => Kind.Invitation,
        "token" when operation.Pattern == "/guardian" || Below(operation, "/guardian") => Kind.Guardian,
        "slug" when Below(operation, "/operator/schools", "/api/v1/schools") => Kind.School,
        "id" when Below(operation, "/dev/mail") => Kind.Mail,
        _ when named.TryGetValue(parameter, out var kind) => kind,
        _ => throw Missing($"'{parameter}' of {operation}", $"{nameof(named)}, saying what it names"),
    };

    /// <summary>The fields of the form or the body it reads that name something.</summary>
    public static IReadOnlyList<IdField> Fields(Operation operation) =>
        operation.Body is { } type
            ? members.TryGetValue(type.Name, out var named) ? named
            : throw Missing($"{operation} takes a {type.Name}; it", $"{nameof(members)} with the fields that name something, or none")
        : forms.TryGetValue(operation.ToString(), out var fields) ? fields
        : !operation.ReadsForm
            ? [.. operation.FormParameters.Select(name => new IdField(name, Of(operation, name))).Where(field => field.Kind != Kind.Plain)]
        : throw Missing($"{operation} reads a form; it", $"{nameof(forms)} with the fields that name something, or none");

    /// <summary>A body of the type it takes; empty where it takes none.</summary>
    public static string Body(Operation operation) =>
        operation.Body is not { } type ? ""
        : bodies.TryGetValue(type.Name, out var body) ? body.Replace("PROFILE", Profile, StringComparison.Ordinal)
        : throw Missing($"{operation} takes a {type.Name}; it", $"{nameof(bodies)} with an example");

    /// <summary>What is sent to an operation of the API: an example of its body, or as little as its content type allows.</summary>
    public static HttpContent Sent(Operation operation, bool empty = false) => operation.Body is not null
        ? Caller.Json(empty ? "" : Body(operation))
        : new StringContent("", System.Text.Encoding.UTF8, Accepted(operation));

    private static string Accepted(Operation operation) =>
        operation.Endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes is [var type, ..] ? type : "text/markdown";

    /// <summary>An example of its body that names something.</summary>
    public static HttpContent Naming(Operation operation, IdField field, string id)
    {
        var body = JsonNode.Parse(Body(operation))!;

        foreach (var (name, value) in field.With.Append((field.Name, id)))
            Put(body, name, value);

        return Caller.Json(body.ToJsonString());
    }

    // Into an object, "order[]" as the one item of a list, "answers[].question" into the first item of one.
    private static void Put(JsonNode body, string name, string value)
    {
        if (name.Split("[]", 2) is not [var list, var inside])
            body[name] = value;
        else if (inside.Length == 0)
            body[list] = new JsonArray(value);
        else
            body[list]![0]![inside[1..]] = value;
    }

    /// <summary>True where a request that is understood makes something under the name it gives.</summary>
    public static bool TakesAnyName(Operation operation) => anyName.Contains(operation.ToString(), StringComparer.Ordinal);

    /// <summary>What a parameter is filled with that names nothing a school has.</summary>
    public static string Plain(string parameter) => parameter switch
    {
        "documentName" => "v1",
        "rest" => "no/such/operation",
        "limit" => "10",
        "revision" => "0",
        "with_name" or "with_address" => "true",
        "list" => "0",
        "return" => "/courses",
        "keeper" => "procedure",
        "provider" => "youtube",
        _ => "en",
    };

    private static Kind LessonOf(Operation operation) => operation.Pattern switch
    {
        var pattern when pattern.Contains("/quiz", StringComparison.Ordinal) => Kind.Quiz,
        var pattern when pattern.Contains("/assignment", StringComparison.Ordinal) || Below(operation, "/account/privacy/data") => Kind.Assignment,
        var pattern when recordings.Any(part => pattern.Contains("{lesson}/" + part, StringComparison.Ordinal)) => Kind.Recording,
        var pattern when liveClasses.Any(part => pattern.Contains("{lesson}/" + part, StringComparison.Ordinal)) => Kind.LiveClass,
        _ => Kind.Lesson,
    };

    private static readonly string[] entries = ["/consents/{number", "/receipts/{number"];

    private static readonly string[] recordings = ["media", "captions", "watched"];

    private static readonly string[] liveClasses = ["join", "session.ics"];

    private static bool Below(Operation operation, params string[] places) =>
        places.Any(place => operation.Pattern.StartsWith(place + "/", StringComparison.Ordinal));

    private static InvalidOperationException Missing(string what, string where) => new(
        $"The sweep over all routes does not know {what}. Add it to Isolation/Vocabulary.cs, {where}.");
}

/// <summary>A field of a form or a body that names something.</summary>
/// <param name="With">Fields that go with it.</param>
internal sealed record IdField(string Name, Kind Kind, params (string Name, string Value)[] With)
{
    /// <summary>What stands before the id in the field.</summary>
    public string Before { get; init; } = "";

    /// <summary>What stands after it.</summary>
    public string After { get; init; } = "";
}
