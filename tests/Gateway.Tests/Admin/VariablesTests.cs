using AngleSharp.Dom;
using Darsgah.Gateway.Localization;
using Darsgah.Grains.People;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Policies.Variables;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Tests.Admin;

/// <summary>Values that stand in a text by name, from the editor to the published version.</summary>
public class VariablesTests(Office office)
{
    private const string Body = "{{school.name}} keeps it from {{effective.date}}. Write to office@school.example.";

    [Fact]
    [Trait("Rule", "M03")]
    public async Task A_published_text_has_its_values_for_ever_and_the_next_draft_has_the_names()
    {
        var school = await office.School();
        var ada = await office.SignedIn(school, Role.Admin);
        await office.Publish(school, Office.Text("en", Body));
        var visitor = office.Site.Visit(school);
        const string address = "/policies/privacy/versions/1/text?lang=en";
        var before = await visitor.Get(address);

        await office.Site.In(school, async grains =>
        {
            var now = (await grains.School.School())!;
            return (await grains.School.ChangeProfile(now.Profile with { Names = now.Profile.Names.SetItem("en", "Renamed") }, now.Revision)).Value!;
        });
        var after = await visitor.Get(address);
        var editor = (await ada.Get("/admin/policies/privacy/edit/en")).Page;
        var preview = (await ada.Get("/admin/policies/privacy/preview/en")).Page;

        Assert.Contains($"{school.Profile.NameIn("en")} keeps it from ", before.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("{{", before.Body, StringComparison.Ordinal);
        Assert.Equal(before.Bytes, after.Bytes);
        Assert.Contains("{{school.name}}", editor.QuerySelector("#s0-text")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Renamed keeps it from ", preview.QuerySelector("#policy-text")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(VariableValues.Names.Length, editor.QuerySelectorAll("[data-variables] dt").Length);
    }

    [Fact]
    public async Task A_name_without_a_value_is_named_and_publishing_waits()
    {
        var school = await office.School();
        var ada = await office.SignedIn(school, Role.Admin);
        await office.Publish(school, Office.Text("en", "Your name."));
        await ada.Submit(await ada.Get("/admin/policies/privacy/edit/en"), ("s0-text", "Of {{scool.name}}."));

        var editor = (await ada.Get("/admin/policies/privacy/edit/en")).Page;
        var publish = await ada.Get("/admin/policies/privacy/publish");
        var refused = await ada.Submit(publish, new Dictionary<string, string?> { ["class"] = "Significant", ["new_purpose"] = "false" }, "#publish");

        Assert.Contains("scool.name", editor.QuerySelector("section[data-key=what-we-keep] [data-finding='lint.variable_unknown']")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("policy.findings_open", refused.Code);
    }

    [Fact]
    public async Task A_value_that_changed_since_a_second_person_was_asked_ends_the_request()
    {
        var school = await office.School(new SchoolRules { Approval = PublishApproval.SecondPerson });
        var (ada, eve) = (await office.SignedIn(school, Role.Admin), await office.SignedIn(school, Role.Owner));
        await ada.Submit(await ada.Get("/admin/policies/privacy/edit/en"), ("opening-heading", "Privacy"), ("s0-heading", "Who"), ("s0-text", Body));
        await ada.Submit(await ada.Get("/admin/policies/privacy/publish"), new Dictionary<string, string?> { ["class"] = "Significant", ["new_purpose"] = "false" }, "#publish");
        var seen = await eve.Get("/admin/policies/privacy/publish");
        await office.Site.In(school, async grains =>
        {
            var now = (await grains.School.School())!;
            return (await grains.School.ChangeProfile(now.Profile with { Names = now.Profile.Names.SetItem("en", "Renamed") }, now.Revision)).Value!;
        });

        var refused = await eve.Submit(seen, new Dictionary<string, string?> { ["do"] = "approve" }, "form:has(button[value=approve])");

        Assert.Equal((409, "policy.publish_request_changed"), (refused.Status, refused.Code));
        Assert.Empty((await office.Overview(school)).Versions);
    }

    [Fact]
    public async Task Pressed_twice_a_text_with_values_is_published_once_and_the_second_press_leads_where_the_first_did()
    {
        var school = await office.School();
        var ada = await office.SignedIn(school, Role.Admin);
        await ada.Submit(await ada.Get("/admin/policies/privacy/edit/en"), ("opening-heading", "Privacy"), ("s0-heading", "Who"), ("s0-text", Body));
        var page = await ada.Get("/admin/policies/privacy/publish");
        var answers = new Dictionary<string, string?> { ["class"] = "Significant", ["new_purpose"] = "false" };

        var first = await ada.Submit(page, answers, "#publish");
        var second = await ada.Submit(page, answers, "#publish");
        var another = await ada.Submit(page, new Dictionary<string, string?>(answers) { ["class"] = "Ordinary" }, "#publish");

        Assert.Equal((302, "/admin/policies/privacy?done=published"), (first.Status, first.Location));
        Assert.Equal((first.Status, first.Location), (second.Status, second.Location));
        Assert.Equal(409, another.Status);
        Assert.Single((await office.Overview(school)).Versions);
    }

    [Fact]
    public async Task Filling_in_is_no_change_that_somebody_would_be_shown()
    {
        var school = await office.School();
        var ada = await office.SignedIn(school, Role.Admin);
        await office.Publish(school, Office.Text("en", Body));
        await ada.Submit(await ada.Get("/admin/policies/privacy/edit/en"), ("s1-text", "You can ask us in writing."));

        var page = (await ada.Get("/admin/policies/privacy/publish")).Page;

        Assert.Contains("in writing", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("{{", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("keeps it from", string.Concat(page.QuerySelectorAll("ins, del").Select(run => run.TextContent)), StringComparison.Ordinal);
    }

    // The names of months stand in two places; this is what keeps them one.
    [Fact]
    public void A_day_is_written_as_pages_write_it()
    {
        foreach (var language in UiLanguages.All)
        {
            var dates = new Dates(language, TimeZoneInfo.Utc);

            for (var day = new DateOnly(2026, 1, 1); day.Year < 2028; day = day.AddDays(9))
                Assert.Equal(dates.Day(day), WrittenDay.In(day, language.Tag));
        }
    }
}
