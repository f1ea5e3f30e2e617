using System.Net;
using Darsgah.Browser.Tests.Support;

namespace Darsgah.Browser.Tests.Accessibility;

/// <summary>Pages that anybody sees.</summary>
public class VisitorPagesTests(Desk desk, Town town) : EveryPage(desk, town)
{
    private static readonly Dictionary<string, Kind> kinds = new(StringComparer.Ordinal)
    {
        ["portal"] = new(null, "mbtelm", "/"),
        ["portal without courses"] = new(null, "gate", "/", Rtl: "ar"),
        ["courses"] = new(null, "mbtelm", "/courses"),
        ["courses, none found"] = new(null, "mbtelm", "/courses?q=zzz"),
        ["course"] = new(null, "mbtelm", "/courses/letters"),
        ["reviews"] = new(null, "mbtelm", "/courses/letters/reviews"),
        ["policies"] = new(null, "mbtelm", "/policies"),
        ["policy"] = new(null, "mbtelm", "/policies/privacy"),
        ["policy, translation with a missing section"] = new(null, "mbtelm", "/policies/privacy/versions/2?lang=fa-AF"),
        ["policy, older version"] = new(null, "mbtelm", "/policies/privacy/versions/1?lang=en"),
        ["policy versions"] = new(null, "mbtelm", "/policies/privacy/versions"),
        ["policy comparison"] = new(null, "mbtelm", "/policies/privacy/compare?from=1&to=2&lang=en"),
        ["question about cookies"] = new(null, "crumbs", "/"),
        ["question about cookies, in Arabic"] = new(null, "crumbs", "/courses", Rtl: "ar"),
        ["cookies"] = new(null, "crumbs", "/privacy/cookies"),
        ["cookies, answered"] = new(null, "crumbs", "/privacy/cookies", Rtl: "ar", Then: async window =>
        {
            await window.Tick("allow", "analytics");
            await window.Press();
            Assert.Equal(1, await window.Find("[data-answer='accepted']").CountAsync());
        }),
        ["cookies, nothing to refuse"] = new(null, "mbtelm", "/privacy/cookies"),
        ["declaration of cookies"] = new(null, "crumbs", "/privacy/cookies/versions/1"),
        ["video, the words before"] = new(null, "crumbs", "/privacy/videos/youtube/abc"),
        ["live classes, the words"] = new(null, "mbtelm", "/privacy/live-class"),
        ["sign-up"] = new(null, "mbtelm", "/sign-up"),
        ["sign-up with a box"] = new(null, "mathacademy", "/sign-up", Rtl: "ar"),
        ["sign-up, refused"] = new(null, "mathacademy", "/sign-up", Rtl: "ar", Then: async window =>
        {
            await window.Type("email", "someone@example.org");
            await window.Type("first_name", "Ada");
            await window.Type("mobile", "12");
            await window.Type("password", "correct horse battery");
            await window.Tick("age", "true");
            await window.Press();
        }),
        ["sign-up, age"] = new(null, "gate", "/sign-up"),
        ["sign-in"] = new(null, "mbtelm", "/sign-in"),
        ["sign-in, refused"] = new(null, "mbtelm", "/sign-in", Then: async window =>
        {
            await window.Type("login", "nobody@mbtelm.example");
            await window.Type("password", "not the password");
            await window.Press();
        }),
        ["forgotten password"] = new(null, "mbtelm", "/sign-in/reset"),
        ["verify"] = new(null, "mbtelm", "/verify"),
        ["verify, true"] = new(null, "mbtelm", "/verify/{certificate}"),
        ["verify, false"] = new(null, "mbtelm", "/verify/00000000000000000000000000", HttpStatusCode.NotFound),
        ["check of a receipt"] = new(null, "mbtelm", "/receipts/verify"),
        ["check of a receipt, none"] = new(null, "mbtelm", "/receipts/verify", Then: async window =>
        {
            await window.Type("receipt", "no receipt");
            await window.Press();
            Assert.Equal(1, await window.Find("[data-verdict='not_a_receipt']").CountAsync());
        }),
        ["forbidden"] = new(null, "mbtelm", "/sign-in?ui={language}", Then: async window =>
        {
            // A form of somebody else's page.
            var address = window.Page.Url;
            await window.Page.GotoAsync("about:blank");
            await window.Page.SetContentAsync($"<form method=post action='{address}'><button>Send</button></form>");
            await window.Press("button");
            Assert.Equal(1, await window.Find("[data-code='http.cross_site']").CountAsync());
        }),
        ["not found"] = new(null, "mbtelm", "/nothing", HttpStatusCode.NotFound),
        ["not found, no school"] = new(null, "nobody", "/?ui={language}", HttpStatusCode.NotFound, Rtl: "ar"),
        ["suspended"] = new(null, "shut", "/", HttpStatusCode.ServiceUnavailable, Rtl: "ar"),
        ["mailbox"] = new(null, "mbtelm", "/dev/mail"),
        ["mail"] = new(null, "mbtelm", "/dev/mail", Then: window => window.Press("main a[href^='/dev/mail/']")),
    };

    public static TheoryData<string> Names => [.. kinds.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public Task A_visitors_page_is_accessible(string page) => Inspect(page, kinds[page]);
}
