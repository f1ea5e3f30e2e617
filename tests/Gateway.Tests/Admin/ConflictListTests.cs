using AngleSharp.Dom;
using Darsgah.Grains.People;
using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Gateway.Tests.Admin;

/// <summary>Where the languages of a document do not say the same, whoever writes and whoever publishes is shown it.</summary>
public class ConflictListTests(Office office)
{
    [Fact]
    [Trait("Rule", "M01")]
    public async Task The_editor_and_the_publish_step_say_where_two_languages_differ()
    {
        var school = await office.School();
        var ada = await office.SignedIn(school, Role.Admin);
        var dari = Office.Text("fa-AF", "ظرف ۱۴ روز حذف می‌شود.");
        await office.Draft(
            school,
            Office.Text("en", "Deleted within 30 days."),
            dari with { Sections = dari.Sections.Add(new PolicySection("rights", 1, null, "حقوق", "بپرسید.")) });

        var editor = (await ada.Get("/admin/policies/privacy/edit/fa-AF")).Page;
        var publish = (await ada.Get("/admin/policies/privacy/publish")).Page.QuerySelector("[data-conflicts]")!;
        var findings = (await ada.Get("/admin/policies/privacy/findings")).Page.QuerySelector("main")!.TextContent;

        Assert.NotNull(editor.QuerySelector("section[data-key=what-we-keep] [data-finding='lint.languages_differ']"));
        Assert.NotNull(editor.QuerySelector("section[data-key=rights] [data-finding='lint.section_in_some']"));
        Assert.Equal(
            ["lint.languages_differ", "lint.section_in_some"],
            publish.QuerySelectorAll("[data-finding]").Select(line => line.GetAttribute("data-finding")!).Order(StringComparer.Ordinal));
        Assert.Contains("۱۴ روز", findings, StringComparison.Ordinal);
        Assert.Contains("30 days", findings, StringComparison.Ordinal);
    }
}
