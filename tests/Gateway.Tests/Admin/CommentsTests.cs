using AngleSharp.Dom;
using Darsgah.Gateway.Operations;
using Darsgah.Gateway.Tests.Journeys;
using Darsgah.Grains.People;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Tenancy;
using Microsoft.Extensions.DependencyInjection;

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
        var heading = (await ada.Get(Comments, "fa-AF")).Page.QuerySelector("[data-thread=your-rights] h2 bdi")!;
        Assert.Contains("What you can ask", heading.TextContent, StringComparison.Ordinal);
        Assert.Equal("en", heading.GetAttribute("lang"));
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

    [Fact]
    public async Task What_was_typed_beside_the_button_is_said_before_a_thread_is_settled_or_opened()
    {
        var (school, ada, thread) = await Begun();

        await Act(ada, thread, ("do", "settle"), ($"text-{thread}", "Mended."));
        var settled = (await ada.Get(Comments)).Page.QuerySelector("[data-thread]")!;
        await Act(ada, thread, ("do", "open"), ($"text-{thread}", "Not yet."));
        var open = (await ada.Get(Comments)).Page.QuerySelector("[data-thread]")!;

        Assert.Equal(("false", "true"), (settled.GetAttribute("data-open"), open.GetAttribute("data-open")));
        Assert.Equal(["The title?", "Mended.", "Not yet."], open.QuerySelectorAll(".comments [dir=auto]").Select(comment => comment.TextContent));
        Assert.Single(await office.Site.In(school, grains => grains.PolicyComments(Gateway.Consent.Documents.Privacy).Threads()));
    }

    [Fact]
    public async Task An_answer_to_a_thread_that_somebody_took_away_stands_in_the_form_of_a_new_one()
    {
        var (_, ada, thread) = await Begun();
        var seen = await ada.Get(Comments);
        await Act(ada, thread, ("do", "settle"));
        await Act(ada, thread, ("do", "remove"));

        var late = await ada.Submit(seen, new Dictionary<string, string?> { ["do"] = "reply", [$"text-{thread}"] = "It is fine." }, $"#c-{thread} form");

        Assert.Equal(404, late.Status);
        Assert.Equal("It is fine.", late.Page.QuerySelector("form[aria-labelledby=new-comment] #text")!.TextContent);
    }

    /// <summary>What a program sends is as clean as what a page sends (SEC-E20), and no operator is named to a school.</summary>
    [Fact]
    public async Task Over_the_API_comments_are_clean_and_name_no_operator_and_belong_to_a_document()
    {
        var (school, _, _) = await Begun();
        var schools = office.Site.Services.GetRequiredService<Schools>();
        using var key = new ApiClient(office.Site.Visit(school), (await schools.OnPlatform(grains => ApiKeys.Issue(grains, "olga"), "test")).Value!.Key);

        var said = await key.Post("/api/v1/policies/privacy/comments", new { section = "opening", text = "Look\u202E here\u0007." });
        var thread = said.Body.GetProperty("id").GetString();
        var settled = await key.Put($"/api/v1/policies/privacy/comments/{thread}/settled", new { });
        var listed = (await key.Get("/api/v1/policies/privacy/comments")).Body.GetProperty("items")[1];
        var nowhere = await key.Get("/api/v1/policies/no-such-document/comments");

        Assert.Equal((201, "Look here."), (said.Status, said.Body.GetProperty("comments")[0].GetProperty("text").GetString()));
        Assert.Equal("operator", said.Body.GetProperty("comments")[0].GetProperty("by").GetString());
        Assert.Equal("operator", settled.Body.GetProperty("settled").GetProperty("by").GetString());
        Assert.Equal("operator", listed.GetProperty("comments")[0].GetProperty("by").GetString());
        Assert.Equal("operator", listed.GetProperty("settled").GetProperty("by").GetString());
        Assert.Equal((404, "policy.no_such_document"), (nowhere.Status, nowhere.Body.GetProperty("code").GetString()));
    }

    private static async Task Act(TestKit.Visitor who, string thread, params (string Name, string? Value)[] values)
    {
        var answer = await who.Submit(await who.Get(Comments), values.ToDictionary(pair => pair.Name, pair => pair.Value), $"#c-{thread} form");
        Assert.Equal(302, answer.Status);
    }

    private async Task<(School School, TestKit.Visitor Ada, string Thread)> Begun()
    {
        var school = await office.School();
        var ada = await office.SignedIn(school, Role.Admin);
        await office.Publish(school, Office.Text("en", "Your name."));
        await ada.Submit(await ada.Get(Comments), new Dictionary<string, string?> { ["section"] = "opening", ["text"] = "The title?" });
        return (school, ada, (await ada.Get(Comments)).Page.QuerySelector("[data-thread]")!.Id!["c-".Length..]);
    }
}
