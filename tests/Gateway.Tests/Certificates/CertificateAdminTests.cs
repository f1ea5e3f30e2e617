using System.Text.Json;
using Darsgah.Gateway.Tests.Consent;
using Darsgah.Grains.Common;
using Darsgah.Grains.Learning;
using Darsgah.Grains.People;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Tests.Certificates;

/// <summary>What whoever runs a school does with certificates, and what is seen of it.</summary>
public class CertificateAdminTests(Campus campus)
{
    private const string TermsPage = "/admin/courses/algebra/certificate";

    [Fact]
    public async Task Terms_are_looked_at_saved_and_hold_for_the_next_certificate()
    {
        var school = await campus.School();
        await campus.Course(school, "algebra", lessons: 1);
        var admin = await campus.SignedIn(school, name: "Office", roles: Role.Admin);

        var looked = await admin.Browser.Submit(await admin.Get(TermsPage), ("design", "Band"), ("months", "۲۴"), ("signatory", "Nadia"), ("look", "1"));
        var unchanged = await campus.Site.In(school, grains => grains.CertificateTerms(Graduates.Algebra).Terms());
        var saved = await admin.Browser.Submit(await admin.Get(TermsPage), ("design", "Band"), ("months", "24"), ("signatory", "Nadia"), ("role", "Head"));
        var terms = await campus.Site.In(school, grains => grains.CertificateTerms(Graduates.Algebra).Terms());
        var sample = await admin.Get(TermsPage + "/sample?language=fa-AF");

        Assert.Equal("band", looked.Page.QuerySelector(".certificate")!.GetAttribute("data-design"));
        Assert.Contains("Nadia", looked.Page.QuerySelector(".certificate")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(new CertificateTerms(), unchanged);
        Assert.Equal(302, saved.Status);
        Assert.Equal(new CertificateTerms(24, CertificateDesign.Band, "Nadia", "Head", 1), terms);
        Assert.Equal((200, "application/pdf"), (sample.Status, sample.Headers["content-type"]));
    }

    [Fact]
    public async Task Terms_that_somebody_else_changed_meanwhile_are_not_overwritten()
    {
        var school = await campus.School();
        await campus.Course(school, "algebra", lessons: 1);
        var admin = await campus.SignedIn(school, name: "Office", roles: Role.Admin);
        var opened = await admin.Get(TermsPage);
        await campus.Site.In(school, grains => grains.CertificateTerms(Graduates.Algebra).Change(new CertificateTerms(6)));

        var refused = await admin.Browser.Submit(opened, ("months", "12"));

        Assert.Equal((409, "certificate.terms_changed"), (refused.Status, refused.Code));
        Assert.Equal(6, (await campus.Site.In(school, grains => grains.CertificateTerms(Graduates.Algebra).Terms())).MonthsValid);
    }

    /// <summary>SEC-J02.</summary>
    [Fact]
    public async Task Taking_one_back_takes_a_reason_which_whoever_checks_it_reads()
    {
        var school = await campus.School();
        var (ada, certificate) = await campus.Graduate(school);
        var admin = await campus.SignedIn(school, name: "Office", roles: Role.Admin);
        var place = $"/admin/courses/algebra/certificates/{certificate.Code}";

        var listed = await admin.Get("/admin/courses/algebra/certificates");
        var wordless = await admin.Browser.Submit(
            await admin.Get(place), new Dictionary<string, string?>(StringComparer.Ordinal) { ["reason"] = "", ["do"] = "revoke" }, "form:has(#reason)");
        var revoked = await admin.Browser.Submit(
            await admin.Get(place), new Dictionary<string, string?>(StringComparer.Ordinal) { ["reason"] = "Given by <b>mistake</b>.", ["do"] = "revoke" }, "form:has(#reason)");
        var check = await campus.Site.Visit(school).Get($"/verify/{certificate.Code}");
        var api = JsonDocument.Parse((await campus.Site.Visit(school).Get($"/api/v1/certificates/{certificate.Code}")).Body).RootElement;

        Assert.Equal(certificate.Code, listed.Page.QuerySelector("tr[data-code]")!.GetAttribute("data-code"));
        Assert.Equal((422, "certificate.reason_missing"), (wordless.Status, wordless.Code));
        Assert.Equal(302, revoked.Status);
        Assert.Equal((200, "false", "revoked"), (
            check.Status, check.Page.QuerySelector("[data-state]")!.GetAttribute("data-valid"), check.Page.QuerySelector("[data-state]")!.GetAttribute("data-state")));
        Assert.Contains("Given by <b>mistake</b>.", check.Page.QuerySelector("[data-state]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(("revoked", "Given by <b>mistake</b>."), (api.GetProperty("state").GetString(), api.GetProperty("reason").GetString()));
        Assert.NotNull((await ada.Get("/certificates/algebra")).Page.QuerySelector(".notice"));
    }

    [Fact]
    public async Task After_a_changed_name_it_is_made_out_anew_and_the_old_code_tells_nothing()
    {
        var school = await campus.School();
        var (ada, certificate) = await campus.Graduate(school, "Before");
        await campus.Site.In(school, async grains =>
        {
            var account = (await grains.Person(ada.Person).Account(PurposeUses.AccountChange))!;
            await grains.Person(ada.Person).Save(account with { Name = "After" }, []);
            return Done.Value;
        });
        var admin = await campus.SignedIn(school, name: "Office", roles: Role.Admin);

        var made = await admin.Browser.Submit(
            await admin.Get($"/admin/courses/algebra/certificates/{certificate.Code}"),
            new Dictionary<string, string?>(StringComparer.Ordinal) { ["do"] = "reissue" }, "form:has([value=reissue])");
        var sheet = (await ada.Get("/certificates/algebra")).Page;
        var old = await campus.Site.Visit(school).Get($"/verify/{certificate.Code}");

        Assert.Equal(302, made.Status);
        Assert.Equal("After", sheet.QuerySelector(".certificate-name")!.TextContent);
        Assert.NotEqual(certificate.Code, sheet.QuerySelector(".certificate")!.GetAttribute("data-code"));
        Assert.Equal("replaced", old.Page.QuerySelector("[data-state]")!.GetAttribute("data-state"));
        Assert.DoesNotContain("Before", old.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("After", old.Page.QuerySelector("[data-state]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_whose_end_is_far_is_not_renewed_by_whoever_sends_the_form_all_the_same()
    {
        var school = await campus.School();
        var (ada, certificate) = await campus.Graduate(school, terms: new CertificateTerms(1));
        var page = await ada.Get("/certificates/algebra");
        var token = page.Page.QuerySelector("form[data-name] input[type=hidden]")!;

        var refused = await ada.Browser.Post(
            "/certificates/algebra/renew",
            new FormUrlEncodedContent([KeyValuePair.Create(token.GetAttribute("name")!, token.GetAttribute("value")!)]));

        Assert.Null(page.Page.QuerySelector("form[data-renew]"));
        Assert.Equal((409, "certificate.not_renewable"), (refused.Status, refused.Page.QuerySelector(".notice[data-code]")!.GetAttribute("data-code")));
        Assert.Equal(certificate.Code, (await ada.Get("/certificates/algebra")).Page.QuerySelector(".certificate")!.GetAttribute("data-code"));
    }

    [Fact]
    public async Task Who_teaches_a_course_sees_its_terms_and_takes_nothing_back()
    {
        var school = await campus.School();
        var (_, certificate) = await campus.Graduate(school);
        var student = await campus.SignedIn(school, name: "Eve");
        var teacher = await campus.SignedIn(school, name: "Nadia", roles: Role.Instructor);
        await campus.Site.In(school, grains => grains.Course(Graduates.Algebra).SetTeachers([teacher.Person]));

        Assert.Equal(404, (await student.Get(TermsPage)).Status);
        Assert.Equal(404, (await student.Get($"/admin/courses/algebra/certificates/{certificate.Code}")).Status);
        Assert.Equal(404, (await teacher.Get($"/admin/courses/algebra/certificates/{certificate.Code}")).Status);
        Assert.Equal(200, (await teacher.Get(TermsPage)).Status);
    }

    [Fact]
    public async Task A_certificate_is_found_through_its_own_course_only()
    {
        var school = await campus.School();
        var (_, certificate) = await campus.Graduate(school);
        await campus.Course(school, "geometry");
        var admin = await campus.SignedIn(school, name: "Office", roles: Role.Admin);

        Assert.Equal(404, (await admin.Get($"/admin/courses/geometry/certificates/{certificate.Code}")).Status);
    }

    [Fact]
    public async Task A_program_gets_the_files_and_lists_and_revokes()
    {
        var school = await campus.School();
        var (ada, certificate) = await campus.Graduate(school);
        var key = await campus.Site.Schools.IssueAdminKey(school.Id, "office", "test");

        var pdf = await ada.Get("/api/v1/me/enrollments/algebra/certificate/pdf");
        var badge = await ada.Get("/api/v1/me/enrollments/algebra/certificate/badge");
        var listed = await Ask(school, key, HttpMethod.Get, "/api/v1/courses/algebra/certificates");
        var revoked = await Ask(school, key, HttpMethod.Put, $"/api/v1/certificates/{certificate.Code}/revocation", """{"reason":"By mistake."}""");

        Assert.Equal((200, "application/pdf"), (pdf.Status, pdf.Headers["content-type"]));
        Assert.Equal(3, badge.Body.Split('.').Length);
        Assert.Equal(certificate.Code, listed.GetProperty("items")[0].GetProperty("code").GetString());
        Assert.Equal("revoked", revoked.GetProperty("state").GetString());
        Assert.Equal(404, (await ada.Get("/api/v1/me/enrollments/algebra/certificate/pdf")).Status);
    }

    private async Task<JsonElement> Ask(School school, string key, HttpMethod method, string path, string? json = null)
    {
        using var message = new HttpRequestMessage(method, path);
        message.Headers.Authorization = new("Bearer", key);

        if (json is not null)
            message.Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json");

        var answer = await campus.Site.Visit(school).Send(message);
        Assert.Equal(200, answer.Status);
        return JsonDocument.Parse(answer.Body).RootElement;
    }
}
