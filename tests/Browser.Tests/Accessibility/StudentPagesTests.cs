using System.Net;
using Darsgah.Browser.Tests.Support;

namespace Darsgah.Browser.Tests.Accessibility;

/// <summary>Pages of somebody who learns.</summary>
public class StudentPagesTests(Desk desk, Town town) : EveryPage(desk, town)
{
    private static readonly Dictionary<string, Kind> kinds = new(StringComparer.Ordinal)
    {
        ["portal of a student"] = new("student", "mbtelm", "/"),
        ["my notes"] = new("student", "mbtelm", "/learn/notes"),
        ["my learning"] = new("student", "mbtelm", "/learn"),
        ["search in my courses"] = new("student", "mbtelm", "/learn/search?q=%D8%A7"),
        ["what a live class shows"] = new("student", "mbtelm", "/privacy/live-class"),
        ["course of a student"] = new("student", "mbtelm", "/courses/letters"),
        ["lesson"] = new("student", "mbtelm", "/courses/letters/lessons/{lesson}"),
        ["quiz"] = new("student", "mbtelm", "/courses/letters/lessons/check"),
        ["quiz, answering"] = new("student", "mbtelm", "/courses/letters/lessons/check/quiz/1"),
        ["document"] = new("student", "mbtelm", "/courses/letters/lessons/form"),
        ["live session"] = new("student", "mbtelm", "/courses/letters/lessons/together"),
        ["question"] = new("student", "mbtelm", "/courses/letters/lessons/{lesson}/questions/demo-letters-1"),
        ["questions"] = new("student", "mbtelm", "/courses/letters/lessons/{lesson}/questions"),
        ["announcements"] = new("student", "mbtelm", "/courses/letters/announcements"),
        ["messages"] = new("student", "mbtelm", "/courses/letters/messages"),
        ["notifications"] = new("student", "mbtelm", "/account/notifications"),
        ["notification settings"] = new("student", "mbtelm", "/account/notifications/settings"),
        ["certificate"] = new("student", "mbtelm", "/certificates/first-budget"),
        ["account"] = new("student", "mbtelm", "/account"),
        ["account, e-mail"] = new("student", "mbtelm", "/account/email"),
        ["account, password"] = new("student", "mbtelm", "/account/password"),
        ["account, passkeys"] = new("student", "mbtelm", "/account/passkeys"),
        ["account, second step"] = new("student", "mbtelm", "/account/two-factor"),
        ["account, sessions"] = new("student", "mbtelm", "/account/sessions"),
        ["privacy"] = new("student", "mbtelm", "/account/privacy"),
        ["closing the account"] = new("student", "mbtelm", "/account/privacy/close"),
        ["purposes"] = new("student", "mbtelm", "/account/privacy/purposes"),
        ["receipt"] = new("student", "mbtelm", "/account/privacy/receipts/1"),
        ["receipt, checked"] = new("student", "mbtelm", "/account/privacy/receipts/2", Then: async window =>
        {
            var receipt = await window.Page.EvaluateAsync<string>("fetch('/account/privacy/receipts/2.jws').then(answer => answer.text())");
            await window.Go("/receipts/verify");
            await window.Type("receipt", receipt);
            await window.Press();
            Assert.Equal(1, await window.Find("[data-verdict='genuine']").CountAsync());
        }),
        ["consent"] = new("student", "mbtelm", "/consent/privacy"),
        ["consent with a box"] = new("student", "mathacademy", "/consent/privacy", Rtl: "ar"),
        ["notice of a change"] = new("late-{language}", "mbtelm", "/courses", Then: async window => Assert.True(await window.Has("[data-version]"))),
        ["no place of hers"] = new("student", "mbtelm", "/admin", HttpStatusCode.NotFound),
        ["expired form"] = new("student", "mbtelm", "/account/password", Then: async window =>
        {
            await window.Page.EvaluateAsync("document.querySelectorAll('main input[type=hidden]').forEach(field => field.remove())");
            await window.Type("current", "whatever it is");
            await window.Type("new_password", "whatever it was");
            await window.Press();
            Assert.Equal(1, await window.Find("[data-code='http.form_expired']").CountAsync());
        }),
    };

    public static TheoryData<string> Names => [.. kinds.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public Task A_students_page_is_accessible(string page) => Inspect(page, kinds[page]);
}
