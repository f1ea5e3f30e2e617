using Darsgah.Grains.People;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Tests.Admin;

/// <summary>Name, look, languages, place and contact of a school.</summary>
public class ProfileTests(Office office)
{
    private const string Profile = "/admin/school";

    [Fact]
    public async Task What_an_admin_saves_is_what_the_school_is()
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);

        var saved = await admin.Submit(
            await admin.Get(Profile),
            ("name-en", "  North \u202EStar  "),
            ("tagline-fa-AF", "درس‌های خوب"),
            ("default_language", "fa-AF"),
            ("name-fa-AF", "ستارهٔ شمال"),
            ("colour", "#aa3300"),
            ("time_zone", "Asia/Dubai"),
            ("contact", "office@north.example"),
            ("controller_name", "North Star LLC"),
            ("controller_licence", "No. 12"),
            ("controller_address", "1 School Street\r\nKabul"));

        Assert.Equal((302, "/admin/school?saved=1"), (saved.Status, saved.Location));
        var profile = (await office.Now(school))!.Profile;
        Assert.Equal(["North Star", "ستارهٔ شمال", "مدرسة " + school.Slug], [profile.Names["en"], profile.Names["fa-AF"], profile.Names["ar"]]);
        Assert.Equal("fa-AF", profile.DefaultLanguage);
        Assert.Equal(("#aa3300", "Asia/Dubai", "office@north.example"), (profile.Colour, profile.TimeZone, profile.Contact));
        Assert.Equal("North Star LLC, No. 12, 1 School Street, Kabul", profile.Controller.Line);
    }

    [Fact]
    public async Task What_the_controller_says_of_itself_has_an_end()
    {
        var school = await office.School();
        var refused = await office.Site.In(school, grains => grains.School.ChangeProfile(
            school.Profile with { Controller = new ControllerIdentity("North", new string('a', 161), "") }, school.Revision));

        Assert.Equal(("tenancy.bad_field", "controller"), (refused.Error!.Code, refused.Error.Field));
    }

    [Fact]
    public async Task A_second_admin_gets_the_conflict_and_loses_nothing()
    {
        var school = await office.School();
        var first = await office.SignedIn(school, Role.Admin);
        var second = await office.SignedIn(school, Role.Owner);
        var (one, other) = (await first.Get(Profile), await second.Get(Profile));
        await first.Submit(one, ("name-en", "First name"));

        var refused = await second.Submit(other, ("name-en", "Second name"));
        var again = await second.Submit(refused);

        Assert.Equal((409, "tenancy.changed"), (refused.Status, refused.Code));
        Assert.Equal("Second name", refused.Page.QuerySelector("#name-en")!.GetAttribute("value"));
        Assert.Contains("First name", refused.Page.QuerySelector("[data-theirs]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(302, again.Status);
        Assert.Equal("Second name", (await office.Now(school))!.Profile.Names["en"]);
    }

    [Theory]
    [InlineData("name-en", "", "admin_school.name_missing")]
    [InlineData("contact", "nobody", "admin_school.contact_bad")]
    [InlineData("colour", "red;x:y", "tenancy.bad_field")]
    [InlineData("time_zone", "Mars/Olympus", "tenancy.bad_field")]
    [InlineData("country", "A1", "tenancy.bad_field")]
    [InlineData("languages", null, "admin_school.no_language")]
    public async Task What_cannot_be_is_refused_and_kept_on_the_form(string field, string? value, string code)
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);

        var refused = await admin.Submit(await admin.Get(Profile), ("tagline-en", "typed"), (field, value));

        Assert.Equal((422, code), (refused.Status, refused.Code));
        Assert.Equal("typed", refused.Page.QuerySelector("#tagline-en")!.GetAttribute("value"));
        Assert.Equal(school.Revision, (await office.Now(school))!.Revision);
    }

    [Fact]
    public async Task A_colour_is_previewed_without_being_saved()
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);

        var look = await admin.Submit(await admin.Get(Profile), ("colour", "#ffee00"), ("look", "1"));

        Assert.Equal(200, look.Status);
        Assert.NotNull(look.Page.QuerySelector("svg rect[fill='#ffee00']"));
        Assert.Equal(school.Revision, (await office.Now(school))!.Revision);
    }

    [Fact]
    public async Task Fields_that_are_none_of_the_forms_change_nothing()
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);

        await admin.Submit(
            await admin.Get(Profile),
            ("name-en", "Still mine"), ("slug", "stolen"), ("status", "Closed"), ("hosts", "evil.example"), ("id", "platform"), ("tenant", "platform"));

        var now = (await office.Now(school))!;
        Assert.Equal((school.Slug, school.Status, school.Id), (now.Slug, now.Status, now.Id));
        Assert.Equal(school.Hosts, now.Hosts);
    }

    [Theory]
    [InlineData("en", "ltr")]
    [InlineData("fa-AF", "rtl")]
    [InlineData("ar", "rtl")]
    public async Task Every_page_speaks_the_admins_language(string language, string direction)
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Owner);

        foreach (var path in AdminRoutes.Pages)
        {
            var page = await admin.Get($"{path}?ui={language}");

            Assert.True(page.Status == 200, $"{path} answers {page.Status}");
            Assert.Equal(direction, page.Page.DocumentElement.GetAttribute("dir"));
            Assert.Single(page.Page.QuerySelectorAll("h1"));
        }
    }
}
