using System.Security.Cryptography;
using Darsgah.Gateway.Tests.Consent;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Tests.Certificates;

/// <summary>Earning a certificate, and anybody's check of one.</summary>
public class CertificateTests(Campus campus)
{
    [Fact]
    public async Task The_certificate_is_made_out_to_the_name_of_the_account_and_only_once()
    {
        var school = await campus.School();
        var ada = await Finished(school, "Ada Lovelace");

        var offer = await ada.Get("/certificates/algebra");
        await ada.Browser.Submit(offer, ("name", "Somebody Else"));
        await ada.Browser.Submit(offer);
        var first = (await ada.Get("/certificates/algebra")).Page.QuerySelector(".certificate")!;
        var again = (await ada.Get("/certificates/algebra")).Page.QuerySelector(".certificate")!;

        Assert.Equal("Ada Lovelace", first.QuerySelector(".certificate-name")!.TextContent);
        Assert.Equal(first.GetAttribute("data-code"), again.GetAttribute("data-code"));
    }

    [Fact]
    public async Task An_account_without_a_name_is_asked_for_one()
    {
        var school = await campus.School();
        var ada = await Finished(school, "");
        var offer = await ada.Get("/certificates/algebra");

        var nameless = await ada.Browser.Submit(offer, ("name", " "));
        await ada.Browser.Submit(offer, ("name", "عایشه درانی"));
        var sheet = (await ada.Get("/certificates/algebra")).Page;

        Assert.Equal(422, nameless.Status);
        Assert.Equal("عایشه درانی", sheet.QuerySelector(".certificate-name")!.TextContent);
    }

    [Fact]
    public async Task Before_the_last_lesson_there_is_none()
    {
        var school = await campus.School();
        await campus.Course(school, "algebra");
        var ada = await campus.SignedIn(school);
        await ada.Browser.Submit(await ada.Get("/courses/algebra"));

        var page = await ada.Get("/certificates/algebra");

        Assert.Equal(200, page.Status);
        Assert.Null(page.Page.QuerySelector(".certificate"));
        Assert.Null(page.Page.QuerySelector("main form"));
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("upper")]
    [InlineData("grouped")]
    [InlineData("spaced")]
    [InlineData("persian digits")]
    public async Task Anybody_checks_a_code_however_it_was_copied(string copied)
    {
        var school = await campus.School();
        var code = await Awarded(school);
        var visitor = campus.Site.Visit(school);

        var answer = await visitor.Follow("/verify?code=" + Uri.EscapeDataString(Copied(code, copied)));

        Assert.Equal(200, answer.Status);
        Assert.NotNull(answer.Page.QuerySelector("[data-valid=true]"));
        Assert.Contains("Ada", answer.Page.QuerySelector("[data-valid]")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("@example.org", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Not_one_changed_character_of_a_code_is_accepted()
    {
        var school = await campus.School();
        var code = await Awarded(school);
        var grains = Enumerable.Range(0, code.Length).Select(index => code[..index] + (code[index] == '7' ? '8' : '7') + code[(index + 1)..]);

        var found = await Task.WhenAll(grains.Select(forged =>
            campus.Site.In(school, school => school.Certificate(forged)!.Verify())));

        Assert.All(found, Assert.Null);
    }

    [Fact]
    public async Task A_code_is_worth_nothing_at_another_school()
    {
        var code = await Awarded(await campus.School());
        var elsewhere = campus.Site.Visit(await campus.School());

        var answer = await elsewhere.Get($"/verify/{code}");

        Assert.Equal(404, answer.Status);
        Assert.NotNull(answer.Page.QuerySelector("[data-valid=false]"));
    }

    [Fact]
    public async Task Guessing_is_stopped_and_a_code_is_too_long_to_guess()
    {
        var school = await campus.School();
        var code = await Awarded(school);
        var visitor = campus.Site.Visit(school);
        var statuses = new List<int>();

        for (var guess = 0; guess < 31; guess++)
            statuses.Add((await visitor.Get($"/verify/{RandomNumberGenerator.GetString("0123456789abcdefghjkmnpqrstvwxyz", 26)}")).Status);

        Assert.Equal(26, code.Length);
        Assert.All(statuses.Take(30), status => Assert.Equal(404, status));
        Assert.Equal(429, statuses[30]);
    }

    [Fact]
    public async Task Her_name_is_shown_to_whoever_checks_it_until_she_says_no()
    {
        var school = await campus.School();
        var (ada, certificate) = await campus.Graduate(school);
        var visitor = campus.Site.Visit(school);
        var place = $"/verify/{certificate.Code}";

        var shown = await visitor.Get(place);
        await ada.Browser.Submit(
            await ada.Get("/certificates/algebra"), new Dictionary<string, string?>(StringComparer.Ordinal) { ["show"] = null }, "form[data-name]");
        var withheld = await visitor.Get(place);
        var api = await visitor.Get("/api/v1/certificates/" + certificate.Code);
        var own = (await ada.Get("/certificates/algebra")).Page;

        Assert.Contains("Ada Lovelace", shown.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Ada", withheld.Body + api.Body, StringComparison.Ordinal);
        Assert.Equal("true", withheld.Page.QuerySelector("[data-state]")!.GetAttribute("data-valid"));
        Assert.Equal("Ada Lovelace", own.QuerySelector(".certificate-name")!.TextContent);
    }

    [Fact]
    public async Task A_certificate_is_no_page_of_anybody_else()
    {
        var school = await campus.School();
        await Awarded(school);
        var eve = await campus.SignedIn(school, name: "Eve");

        Assert.Equal(404, (await eve.Get("/certificates/algebra")).Status);
    }

    private static string Copied(string code, string how) => how switch
    {
        "upper" => code.ToUpperInvariant(),
        "grouped" => string.Join('-', code.Chunk(5).Select(part => new string(part))),
        "spaced" => string.Join(' ', code.Chunk(4).Select(part => new string(part))),
        "persian digits" => string.Concat(code.Select(letter => char.IsAsciiDigit(letter) ? (char)(letter - '0' + '۰') : letter)),
        _ => code,
    };

    private async Task<Learner> Finished(School school, string name)
    {
        await campus.Course(school, "algebra", lessons: 1);
        var learner = await campus.SignedIn(school, name: name);
        await learner.Browser.Submit(await learner.Get("/courses/algebra"));
        await learner.Browser.Submit(await learner.Get("/courses/algebra/lessons/lesson-1"));
        return learner;
    }

    private async Task<string> Awarded(School school)
    {
        var ada = await Finished(school, "Ada");
        await ada.Browser.Submit(await ada.Get("/certificates/algebra"));

        return (await ada.Get("/certificates/algebra")).Page.QuerySelector(".certificate")!.GetAttribute("data-code")!;
    }
}
