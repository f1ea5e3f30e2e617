using System.Collections.Immutable;
using Darsgah.Gateway.Consent;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;
using Darsgah.Grains.People;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.People;

[Collection("people")] // one after another, because they count hashes
public class SignUpAgeTests(PeopleSite people)
{
    [Fact]
    [Trait("Rule", "N30"), Trait("Rule", "T53")]
    public async Task Too_young_is_told_before_anything_is_asked_and_stays_so()
    {
        var school = await people.School(new SchoolRules { Age = new(AgeBasis.Fixed, 18) });
        var child = people.Site.Visit(school);
        var question = await child.Get("/sign-up");

        // The clock of the site may stand anywhere in this year; 17 years and 364 days are reckoned from it.
        var born = DateOnly.FromDateTime(people.Site.Clock.GetUtcNow().UtcDateTime).AddYears(-18).AddDays(2);
        var judged = await child.Submit(question, Birth(born));
        var refused = await child.Get("/sign-up");
        var again = await child.Submit(question, Birth(born.AddYears(-10)));
        var still = await child.Get("/sign-up");
        var forced = await child.Submit(question, new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["email"] = "child@two.example",
            ["password"] = PeopleSite.Password,
        });

        Assert.DoesNotContain("18", question.Page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Null(question.Page.QuerySelector("#email"));
        Assert.Equal("/sign-up", judged.Location);
        Assert.Equal((403, "people.too_young"), (refused.Status, refused.Code));
        Assert.Equal(302, again.Status);
        Assert.Equal(403, still.Status);
        Assert.NotEqual(200, forced.Status);
        Assert.Null(await people.Account(school, "child@two.example"));
        Assert.Equal(0, await people.Site.In(school, grains => grains.Members.Count()));

        var other = people.Site.Visit(await people.School(new SchoolRules { Age = new(AgeBasis.Fixed, 18) }));
        foreach (System.Net.Cookie cookie in child.Cookies.GetAllCookies())
            other.Cookies.Add(new System.Net.Cookie(cookie.Name, cookie.Value, "/", other.Host));
        Assert.Equal(200, (await other.Get("/sign-up")).Status); // another school asks for itself
    }

    [Fact]
    public async Task Old_enough_goes_on_to_the_form()
    {
        var school = await people.School(new SchoolRules { Age = new(AgeBasis.Fixed, 18) });
        var ada = people.Site.Visit(school);

        await ada.Submit(await ada.Get("/sign-up"), Birth(new DateOnly(1990, 5, 5)));
        var posted = await PeopleSite.SignUp(ada, "grown@two.example");

        Assert.Equal(200, posted.Status);
        Assert.NotNull(await people.Account(school, "grown@two.example"));
    }

    [Fact]
    [Trait("Rule", "N30")]
    public async Task Posting_past_the_question_for_age_gets_the_question()
    {
        var school = await people.School(new SchoolRules { Age = new(AgeBasis.Fixed, 18) });
        var sneaky = people.Site.Visit(school);
        var form = await sneaky.Get("/sign-in");

        var answer = await sneaky.Post("/sign-up", new FormUrlEncodedContent(
        [
            new("email", "sneaky@two.example"), new("password", PeopleSite.Password),
            new("__RequestVerificationToken", Token(form)),
        ]));

        Assert.NotNull(answer.Page.QuerySelector("#birth_year"));
        Assert.Null(await people.Account(school, "sneaky@two.example"));
    }

    [Fact]
    public async Task Majority_is_declared_with_a_box()
    {
        var school = await people.School(new SchoolRules { Age = new(AgeBasis.MajorityByCountry, 0) });
        var ada = people.Site.Visit(school);

        var undeclared = await PeopleSite.SignUp(ada, "age@two.example");
        var declared = await PeopleSite.SignUp(ada, "age@two.example", ("age", "true"));

        Assert.Equal((422, "people.age_not_declared"), (undeclared.Status, undeclared.Code));
        Assert.Equal(200, declared.Status);
    }

    /// <summary>19 is of age in Germany; where no law is known, the highest age of any holds.</summary>
    [Fact]
    [Trait("Rule", "E02")]
    [Trait("Rule", "N30")]
    public async Task Majority_by_birth_date_asks_country_and_date_and_judges_by_that_countrys_law()
    {
        var school = await people.School(new SchoolRules
        {
            Age = new(AgeBasis.MajorityByBirthDate, 0),
            SignUpFields = [SignUpField.Country, SignUpField.Email, SignUpField.Password],
        });
        var (german, other) = (people.Site.Visit(school), people.Site.Visit(school));
        var born = Birth(DateOnly.FromDateTime(people.Site.Clock.GetUtcNow().UtcDateTime).AddYears(-19).AddDays(-2));
        var question = await other.Get("/sign-up");

        var nowhere = await other.Submit(question, born);
        await german.Submit(await german.Get("/sign-up"), With(born, "country", "DE"));
        await other.Submit(question, With(born, "country", "EG"));
        var elsewhere = await PeopleSite.SignUp(german, "nineteen@two.example", ("country", "EG"));
        var passed = await PeopleSite.SignUp(german, "nineteen@two.example", ("country", "DE"));
        var again = await other.Submit(question, With(born, "country", "DE"));
        var refused = await other.Get("/sign-up");

        Assert.DoesNotMatch("[0-9]", question.Page.QuerySelector("main h1")!.TextContent + question.Page.QuerySelector("main .lead")!.TextContent);
        Assert.Equal((422, "people.field_required"), (nowhere.Status, nowhere.Code));
        Assert.Equal((422, "people.other_country"), (elsewhere.Status, elsewhere.Code));
        Assert.Equal(200, passed.Status);
        Assert.Equal("DE", (await people.Account(school, "nineteen@two.example"))!.Country);
        Assert.Equal(302, again.Status); // another answer does not undo the first
        Assert.Equal((403, "people.under_age"), (refused.Status, refused.Code));

        // As a word: two letters stand in what is sealed by chance.
        Assert.DoesNotMatch("(?<![A-Za-z0-9_-])EG(?![A-Za-z0-9_-])", string.Join(' ', other.Cookies.GetAllCookies().Select(cookie => cookie.Value)));
    }

    /// <summary>A school's own law raises the age that it asks for: GDPR Art. 8 with Germany's 16.</summary>
    [Theory]
    [InlineData("DE", 403)]
    [InlineData("AF", 200)]
    public async Task A_schools_age_is_raised_by_the_law_of_its_country(string country, int status)
    {
        var slug = $"art-8-{country.ToLowerInvariant()}";
        var school = await people.Site.CreateSchool(
            slug, new SchoolRules { Age = new(AgeBasis.Fixed, 12) }, Site.Profile(slug) with { Country = country });
        var teen = people.Site.Visit(school);

        await teen.Submit(
            await teen.Get("/sign-up"), Birth(DateOnly.FromDateTime(people.Site.Clock.GetUtcNow().UtcDateTime).AddYears(-14)));

        Assert.Equal(status, (await teen.Get("/sign-up")).Status);
    }

    private static Dictionary<string, string?> With(Dictionary<string, string?> values, string name, string value) =>
        new(values, StringComparer.Ordinal) { [name] = value };

    private static Dictionary<string, string?> Birth(DateOnly day) => new(StringComparer.Ordinal)
    {
        ["birth_day"] = $"{day.Day}",
        ["birth_month"] = $"{day.Month}",
        ["birth_year"] = $"{day.Year}",
    };

    private static string Token(Answer page) =>
        page.Page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;

    private static string Without(string body, string name) =>
        PeopleSite.WithoutToken(body).Replace(name, "…", StringComparison.Ordinal);
}
