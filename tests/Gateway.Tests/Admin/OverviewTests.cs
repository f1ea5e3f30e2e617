using Darsgah.Gateway.Consent;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.People;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Tests.Admin;

/// <summary>What is left to do is read from the school as it is.</summary>
public class OverviewTests(Office office)
{
    [Fact]
    public async Task Steps_are_done_by_what_there_is()
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Owner);
        var before = await Done(admin);

        await admin.Submit(await admin.Get("/admin/school"), ("colour", "#aa3300"));
        await admin.Submit(await admin.Get("/admin/school/rules"), ("confirm", "true"));
        await office.Publish(school, Office.Text("en", "Your name."));
        await office.Site.In(school, async grains =>
        {
            var slug = Id<Course>.Parse("algebra");
            await grains.Course(slug).Describe(new CourseDescription(slug, "en", "Algebra", "", "", "", Published: true), 0);
            await grains.Course(slug).PutLesson(new LessonContent(Id<Lesson>.Parse("one"), "One", "Start."));
            return await grains.Course(slug).PublishAll();
        });

        Assert.Equal("admin_home.step_contact", before); // TestKit's schools have one from the start
        Assert.Null((await admin.Get("/admin")).Page.QuerySelector("[data-step]"));
        Assert.Contains("Version 1", (await admin.Get("/admin")).Page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "M02"), Trait("Rule", "T01")]
    public async Task The_prevailing_text_has_to_be_there_before_its_language_counts_as_settled()
    {
        var rules = RulesPresets.ConvenienceTranslations("fa-AF");
        var school = await office.School(rules with { PolicyLanguage = rules.PolicyLanguage with { Confirmed = new("system", office.Site.Clock.GetUtcNow()) } });
        var admin = await office.SignedIn(school, Role.Admin);
        await office.Publish(school, Office.Text("en", "Your name."));
        var without = await Done(admin);

        await office.Publish(school, Office.Text("fa-AF", "نام شما."));

        Assert.DoesNotContain("step_language", without, StringComparison.Ordinal);
        Assert.Contains("step_language", await Done(admin), StringComparison.Ordinal);
        Assert.Contains(Documents.Privacy.Value, (await admin.Get("/admin")).Body, StringComparison.Ordinal);
    }

    private static async Task<string> Done(TestKit.Visitor admin) => string.Join(' ', (await admin.Get("/admin")).Page
        .QuerySelectorAll("[data-step]:has(.badge)").Select(step => step.GetAttribute("data-step")));
}
