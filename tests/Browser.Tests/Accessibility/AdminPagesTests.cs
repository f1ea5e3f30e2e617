using Darsgah.Browser.Tests.Support;

namespace Darsgah.Browser.Tests.Accessibility;

/// <summary>Pages of who runs a school, and of who runs the installation.</summary>
public class AdminPagesTests(Desk desk, Town town) : EveryPage(desk, town)
{
    private const string Policy = "/admin/policies/privacy";
    private const string Quiz = "/admin/courses/letters/lessons/check/quiz";

    private static readonly Dictionary<string, Kind> kinds = new(StringComparer.Ordinal)
    {
        ["overview"] = new("owner", "mbtelm", "/admin"),
        ["admin courses"] = new("owner", "mbtelm", "/admin/courses"),
        ["new course"] = new("owner", "mbtelm", "/admin/courses/new"),
        ["admin course"] = new("owner", "mbtelm", "/admin/courses/letters"),
        ["course as a learner"] = new("owner", "mbtelm", "/admin/courses/letters/as-learner"),
        ["lesson as a learner"] = new("owner", "mbtelm", "/admin/courses/letters/lessons/{lesson}/as-learner"),
        ["archived courses"] = new("owner", "mbtelm", "/admin/courses?show=archived"),
        ["course about"] = new("owner", "mbtelm", "/admin/courses/letters/about"),
        ["import course"] = new("owner", "mbtelm", "/admin/courses/import"),
        ["lesson versions"] = new("owner", "mbtelm", "/admin/courses/letters/lessons/{lesson}/versions"),
        ["new live lesson"] = new("owner", "mbtelm", "/admin/courses/letters/lessons/new?kind=Live"),
        ["admin lesson"] = new("owner", "mbtelm", "/admin/courses/letters/lessons/{lesson}"),
        ["course cover"] = new("owner", "mbtelm", "/admin/courses/letters/cover"),
        ["video lesson"] = new("owner", "mbtelm", "/admin/courses/letters/lessons/new?kind=Video"),
        ["quiz of a course"] = new("owner", "mbtelm", Quiz),
        ["question of a quiz"] = new("owner", "mbtelm", Quiz + "/questions/pairs"),
        ["quiz, preview"] = new("owner", "mbtelm", Quiz + "/preview"),
        ["quiz, import"] = new("owner", "mbtelm", Quiz + "/import"),
        ["quiz, analysis"] = new("owner", "mbtelm", Quiz + "/analysis"),
        ["quiz, attempts"] = new("owner", "mbtelm", Quiz + "/attempts"),
        ["to grade"] = new("owner", "mbtelm", "/admin/courses/letters/grading"),
        ["files"] = new("owner", "mbtelm", "/admin/media"),
        ["course people"] = new("owner", "mbtelm", "/admin/courses/letters/people"),
        ["course people at risk"] = new("owner", "mbtelm", "/admin/courses/letters/people/at-risk"),
        ["course grade book"] = new("owner", "mbtelm", "/admin/courses/letters/grades"),
        ["course cohorts"] = new("owner", "mbtelm", "/admin/courses/letters/cohorts"),
        ["course invitations"] = new("owner", "mbtelm", "/admin/courses/letters/invitations"),
        ["course invitations from a file"] = new("owner", "mbtelm", "/admin/courses/letters/invitations/import"),
        ["course figures"] = new("owner", "mbtelm", "/admin/courses/letters/figures"),
        ["certificate terms"] = new("owner", "mbtelm", "/admin/courses/letters/certificate"),
        ["certificates given"] = new("owner", "mbtelm", "/admin/courses/first-budget/certificates"),
        ["certificate given"] = new("owner", "mbtelm", "/admin/courses/first-budget/certificates/{certificate}"),
        ["people"] = new("owner", "mbtelm", "/admin/people"),
        ["person"] = new("owner", "mbtelm", "/admin/people", Then: window => window.Press("main tbody a")),
        ["invitation"] = new("owner", "mbtelm", "/admin/people/invite"),
        ["admin policies"] = new("owner", "mbtelm", "/admin/policies"),
        ["admin new document"] = new("owner", "mbtelm", "/admin/policies/new"),
        ["admin about a document"] = new("owner", "mbtelm", "/admin/policies/terms/about"),
        ["admin policy"] = new("owner", "mbtelm", Policy),
        ["policy import"] = new("owner", "mbtelm", Policy + "/import"),
        ["policy import, report"] = new("owner", "mbtelm", Policy + "/import", Then: async window =>
        {
            await window.Choose("language", "en");
            await window.Type("source", "Privacy Policy\nPublished on August 20, 2024.\n\n1. What we keep\nLittle.\n\n2. Your rights\nAsk us.\n");
            await window.Press("main .form-end button");
        }),
        ["policy editor"] = new("owner", "mbtelm", Policy + "/edit/fa-AF"),
        ["policy editor, translation"] = new("owner", "mbtelm", Policy + "/edit/en"),
        ["policy preview"] = new("owner", "mbtelm", Policy + "/preview/en"),
        ["policy promises"] = new("owner", "mathacademy", Policy + "/promises", Rtl: "ar"),
        ["policy findings"] = new("owner", "mbtelm", Policy + "/findings"),
        ["policy findings, deciding"] = new(
            "owner", "mathacademy", Policy + "/findings", Then: window => window.Find("main .finding summary").First.ClickAsync(), Rtl: "ar"),
        ["policy comments"] = new("owner", "mbtelm", Policy + "/comments", Then: async window =>
        {
            await window.Type("text", "Is this so?");
            await window.Press("main form[aria-labelledby=new-comment] button[type=submit]");
        }),
        ["policy translations by file"] = new("owner", "mathacademy", Policy + "/exchange", Rtl: "ar"),
        ["policy find"] = new("owner", "mbtelm", Policy + "/find?q=a", Then: window => window.Press("main #replace button[value=preview]")),
        ["glossary"] = new("owner", "mbtelm", "/admin/school/glossary"),
        ["policy preview on a phone"] = new("owner", "mbtelm", Policy + "/preview/en?audience=student&screen=phone"),
        ["policy publishing"] = new("owner", "mbtelm", Policy + "/publish"),
        ["policy publishing, side by side"] = new("owner", "mbtelm", Policy + "/publish?view=side"),
        ["school profile"] = new("owner", "mbtelm", "/admin/school"),
        ["school rules"] = new("owner", "mbtelm", "/admin/school/rules"),
        ["settings file"] = new("owner", "mbtelm", "/admin/school/settings"),
        ["settings file, differences"] = new("owner", "mbtelm", "/admin/school/settings", Then: window => Upload(window, "age.minimum")),
        ["settings file, faults"] = new("owner", "mbtelm", "/admin/school/settings", Then: window => Upload(window, "age.minimun")),
        ["purposes"] = new("owner", "mbtelm", "/admin/school/purposes"),
        ["a purpose"] = new("owner", "mbtelm", "/admin/school/purposes/promotional"),
        ["a new purpose"] = new("owner", "mathacademy", "/admin/school/purposes/new", Rtl: "ar"),
        ["settings, sources"] = new("owner", "mbtelm", "/admin/school/settings/sources?country=DE"),
        ["school cookies"] = new("owner", "mbtelm", "/admin/school/cookies"),
        ["school community"] = new("owner", "mbtelm", "/admin/school/community"),
        ["reports"] = new("owner", "mbtelm", "/admin/reports"),
        ["questions of a course"] = new("owner", "mbtelm", "/courses/letters/questions"),
        ["school keys"] = new("owner", "mbtelm", "/admin/school/keys"),
        ["console sign-in"] = new(null, "operator", "/sign-in"),
        ["schools"] = new("operator", "operator", "/operator/schools"),
        ["operator keys"] = new("operator", "operator", "/operator/keys"),
        ["new school"] = new("operator", "operator", "/operator/schools/new"),
        ["school"] = new("operator", "operator", "/operator/schools/mbtelm"),
    };

    public static TheoryData<string> Names => [.. kinds.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public Task An_admins_page_is_accessible(string page) => Inspect(page, kinds[page]);

    // A file that sets one thing, or misspells it; nothing of it is taken over.
    private static async Task Upload(Window window, string setting)
    {
        var json = $$$$"""{"format":1,"settings":{"age.basis":{"value":"fixed","clause":"7"},"{{{{setting}}}}":{"value":21}}}""";

        await window.Find("#file").SetInputFilesAsync(new Microsoft.Playwright.FilePayload
        {
            Name = "settings.json",
            MimeType = "application/json",
            Buffer = System.Text.Encoding.UTF8.GetBytes(json),
        });
        await window.Press("#upload button");
    }
}
