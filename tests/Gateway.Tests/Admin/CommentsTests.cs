using AngleSharp.Dom;
using Darsgah.Grains.People;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Tests.Admin;

/// <summary>What those who work on a document say about its sections.</summary>
public class CommentsTests(Office office)
{
    private const string Comments = "/admin/policies/privacy/comments";
    private const string Editor = "/admin/policies/privacy/edit/en";

    [Fact]
    public async Task A_comment_stands_at_its_section_in_the_editor_through_edits_and_renumbering()
    {
        var school = await office.School();
        var (ada, account) = await office.Enter(school, Role.Admin);
        await office.Publish(school, Office.Text("en", "Your name."));

        var sent = await ada.Submit(await ada.Get(Comments), new Dictionary<string, string?> { ["section"] = "your-rights", ["text"] = "Is <b>this</b> so?" });
        var moved = await ada.Submit(await ada.Get(Editor), ("s1-heading", "What you can ask"), ("s1-number", "9."), ("do", "up:1"));
        await ada.Submit(moved);
        var editor = (await ada.Get(Editor)).Page;

        Assert.Equal(302, sent.Status);
        var section = editor.QuerySelector("section[data-key=your-rights]")!;
        Assert.Equal("s0", section.Id);
        Assert.Equal("1", section.QuerySelector("[data-comments]")!.GetAttribute("data-comments"));
        Assert.Contains("Is <b>this</b> so?", section.QuerySelector(".comments")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(account.DisplayName, section.QuerySelector(".comments")!.TextContent, StringComparison.Ordinal);
        Assert.Null(editor.QuerySelector("section[data-key=what-we-keep] [data-comments]"));
        Assert.Contains("What you can ask", (await ada.Get(Comments)).Page.QuerySelector("[data-thread=your-rights] h2")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_thread_is_answered_by_another_editor_settled_opened_again_and_removed()
    {
        var school = await office.School();
        var (ada, eve) = (await office.SignedIn(school, Role.Admin), await office.SignedIn(school, Role.Owner));
        await office.Publish(school, Office.Text("en", "Your name."));
        await ada.Submit(await ada.Get(Comments), new Dictionary<string, string?> { ["section"] = "opening", ["text"] = "The title?" });
        var thread = (await eve.Get(Comments)).Page.QuerySelector("[data-thread]")!.Id!;

        await Act(eve, "reply", ($"text-{thread["c-".Length..]}", "It is fine."));
        await Act(eve, "settle");
        var settled = (await ada.Get(Comments)).Page;
        await Act(ada, "open");
        var open = (await ada.Get(Comments)).Page;
        await Act(ada, "settle");
        await Act(ada, "remove");
        var gone = (await ada.Get(Comments)).Page;

        Assert.Equal(["The title?", "It is fine."], settled.QuerySelectorAll(".comments [dir=auto]").Select(comment => comment.TextContent));
        Assert.Equal("false", settled.QuerySelector("[data-thread]")!.GetAttribute("data-open"));
        Assert.Equal("true", open.QuerySelector("[data-thread]")!.GetAttribute("data-open"));
        Assert.Null(gone.QuerySelector("[data-thread]"));

        async Task Act(TestKit.Visitor who, string act, params (string, string?)[] values)
        {
            var page = await who.Get(Comments);
            var answer = await who.Submit(page, values.Append(("do", act)).ToDictionary(pair => pair.Item1, pair => pair.Item2), $"#{thread} form");
            Assert.Equal(302, answer.Status);
        }
    }

    [Fact]
    public async Task Open_comments_are_told_before_publishing_and_never_published()
    {
        var school = await office.School();
        var ada = await office.SignedIn(school, Role.Admin);
        await office.Publish(school, Office.Text("en", "Your name."));
        await ada.Submit(await ada.Get(Comments), new Dictionary<string, string?> { ["section"] = "what-we-keep", ["text"] = "canary-comment" });
        await ada.Submit(await ada.Get(Editor), ("s0-text", "Your name and mail."));

        var publish = (await ada.Get("/admin/policies/privacy/publish")).Page;
        await office.Publish(school, Office.Text("en", "Your name and mail, and more."));
        var visitor = office.Site.Visit(school);

        Assert.Equal("1", publish.QuerySelector("[data-comments]")!.GetAttribute("data-comments"));

        foreach (var path in (string[])["/policies/privacy", "/policies/privacy/versions/2/text?lang=en", "/policies/privacy/feed", "/policies/privacy/compare"])
            Assert.DoesNotContain("canary-comment", (await visitor.Get(path)).Body, StringComparison.Ordinal);

        Assert.NotNull((await ada.Get(Comments)).Page.QuerySelector("[data-thread=what-we-keep]"));
    }

    [Theory]
    [InlineData("your-rights", "", "policy.comment_needed", "text")]
    [InlineData("elsewhere", "Hello.", "policy.comment_section", "section")]
    public async Task What_says_nothing_or_is_about_nothing_is_refused_and_kept_in_the_form(string section, string text, string code, string field)
    {
        var school = await office.School();
        var ada = await office.SignedIn(school, Role.Admin);
        await office.Publish(school, Office.Text("en", "Your name."));

        var answer = await ada.Submit(await ada.Get(Comments), new Dictionary<string, string?> { ["section"] = section, ["text"] = text });

        Assert.Equal((422, code), (answer.Status, answer.Code));
        Assert.Equal("true", answer.Page.QuerySelector($"#{field}")!.GetAttribute("aria-invalid"));
        Assert.Equal(text, answer.Page.QuerySelector("#text")!.TextContent);
    }
}
