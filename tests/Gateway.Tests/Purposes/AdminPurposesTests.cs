using AngleSharp.Dom;
using Darsgah.Gateway.Tests.Admin;
using Darsgah.Grains.People;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Purposes;

/// <summary>The register of purposes as whoever runs a school keeps it.</summary>
public class AdminPurposesTests(Office office)
{
    private const string Register = "/admin/school/purposes";

    [Theory]
    [InlineData("en")]
    [InlineData("fa-AF")]
    [InlineData("ar")]
    public async Task A_purpose_is_added_edited_and_ended_by_forms(string language)
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);
        admin.Language = language;

        var added = await admin.Submit(await admin.Get($"{Register}/new"), Filled());
        var first = await Found(school);
        var edited = await admin.Submit(await admin.Get($"{Register}/news"), ("recipient-1", "Second house"), ("recipient-role-1", "Partner"));
        var second = await Found(school);
        var ended = await admin.Submit(await admin.Get($"{Register}/news"), ("state", "Disabled"));
        var list = (await admin.Get(Register)).Page;

        Assert.Equal((302, 302, 302), (added.Status, edited.Status, ended.Status));
        Assert.Equal((1, "News", LawfulBasis.Consent, "P3Y"), (first.Version, first.Terms.Titles["en"], first.Terms.Basis, first.Terms.Retention!.Period));
        Assert.Equal([DataCategory.Contact], first.Terms.Categories);
        Assert.Equal((2, 2), (second.Version, second.Terms.Recipients.Length));
        Assert.Equal("disabled", list.QuerySelector("[data-purpose=news]")!.GetAttribute("data-state"));
        Assert.Equal(BuiltInPurposes.All.Length + 1, list.QuerySelectorAll("[data-purpose]").Length);
        Assert.DoesNotContain("purpose.", list.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("purpose.", (await admin.Get($"{Register}/news")).Page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    public static TheoryData<string, string?, string, string> Mistakes => new()
    {
        { "key", "Two words", "purposes.bad_key", "key" },
        { "title-ar", "", "purposes.no_title", "title-ar" },
        { "description-fa-AF", "", "purposes.no_description", "description-fa-AF" },
        { "dpv_purpose", "", "purposes.bad_dpv_purpose", "dpv_purpose" },
        { "basis", "Sympathy", "purposes.no_basis", "basis" },
        { "categories", null, "purposes.no_category", "categories" },
        { "operations", null, "purposes.no_operation", "operations" },
        { "period_number", "three", "purposes.bad_period", "period" },
        { "retention", "", "purposes.no_retention", "retention" },
        { "description-en", new string('a', 1_001), "purposes.bad_text", "description-en" },
        { "description-ar", new string('\u0628', 100_000), "purposes.bad_text", "description-ar" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_mistake_is_named_at_its_field_and_what_was_typed_stays(string field, string? typed, string code, string at)
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);
        var values = Filled();
        values[field] = typed;

        var refused = await admin.Submit(await admin.Get($"{Register}/new"), values);

        Assert.Equal((422, code), (refused.Status, refused.Code));
        Assert.NotNull(refused.Page.GetElementById(at));
        Assert.Equal("7.1", refused.Page.QuerySelector("[name=clause]")!.GetAttribute("value"));
        Assert.Equal(0, (await office.Site.In(school, grains => grains.Purposes.All())).Revision);
    }

    [Fact]
    public async Task Marks_that_reorder_text_go_and_a_non_joiner_stays()
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);
        var values = Filled();
        values["title-en"] = "New\u202Es";
        values["title-fa-AF"] = "خبر\u200Cها";

        await admin.Submit(await admin.Get($"{Register}/new"), values);
        var titles = (await Found(school)).Terms.Titles;

        Assert.Equal(("News", "خبر\u200Cها"), (titles["en"], titles["fa-AF"]));
    }

    [Theory]
    [InlineData("AE", 422, "purposes.basis_unlawful")]
    [InlineData("AF", 302, null)]
    [Trait("Rule", "E47")]
    public async Task A_basis_that_the_law_takes_away_is_neither_offered_nor_taken(string country, int status, string? code)
    {
        var made = await office.School();
        var school = (await office.Site.In(made, grains => grains.School.ChangeProfile(made.Profile with { Country = country }, made.Revision))).Value!;
        var admin = await office.SignedIn(school, Role.Admin);
        var page = await admin.Get($"{Register}/new");
        var values = Filled();
        values["basis"] = "LegitimateInterest";

        var answer = await admin.Submit(page, values);

        Assert.Equal(code is null, page.Page.QuerySelector("[name=basis][value=LegitimateInterest]") is not null);
        Assert.Equal((status, code), (answer.Status, answer.Code));
        Assert.Equal(code is not null, answer.Body.Contains("AE", StringComparison.Ordinal) && answer.Status == 422);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Rule", "E11")]
    public async Task Biometric_data_can_be_named_only_where_the_school_does_not_forbid_them(bool forbidden)
    {
        var school = await office.School(forbidden ? RulesPresets.ExplicitConsent : RulesPresets.NoticeOnly);
        var admin = await office.SignedIn(school, Role.Admin);
        var page = await admin.Get($"{Register}/new");
        var values = Filled();
        values["categories"] = "Biometric";

        var answer = await admin.Submit(page, values);

        Assert.Equal(forbidden, page.Page.QuerySelector("[name=categories][value=Biometric]") is null);
        Assert.Equal(forbidden ? (422, "purposes.category_forbidden") : (302, null), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task What_somebody_else_changed_meanwhile_is_not_written_over()
    {
        var school = await office.School();
        await office.Put(school, Registers.Terms);
        var admin = await office.SignedIn(school, Role.Admin);
        var page = await admin.Get($"{Register}/news");
        await office.Put(school, Registers.Terms with { Clause = "8" });

        var refused = await admin.Submit(page, ("clause", "9"));

        Assert.Equal((409, "purposes.changed"), (refused.Status, refused.Code));
        Assert.Equal("8", (await Found(school)).Terms.Clause);
        Assert.Equal(302, (await admin.Submit(refused)).Status);
        Assert.Equal("9", (await Found(school)).Terms.Clause);
    }

    [Fact]
    public async Task The_softwares_purposes_are_described_in_the_schools_words_and_nothing_more()
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);
        var page = await admin.Get($"{Register}/teaching");

        await admin.Submit(page, ("title-en", "Our lessons"), ("categories", "Payment"), ("state", "Disabled"), ("clause", "3"));
        var teaching = (await office.Site.In(school, grains => grains.Purposes.Find(BuiltInPurposes.Teaching)))!;
        var ada = await office.SignedIn(school, Role.Student);

        Assert.Null(page.Page.QuerySelector("[name=state], [name=categories], [name=basis][value=Consent]"));
        Assert.Equal((PurposeState.Enabled, 1, "3"), (teaching.State, teaching.Version, teaching.Terms.Clause));
        Assert.DoesNotContain(DataCategory.Payment, teaching.Terms.Categories);
        Assert.Contains("Our lessons", (await ada.Get(Registers.Mine)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_settings_file_takes_the_register_along_to_another_school()
    {
        var (from, to) = (await office.School(), await office.School());
        await office.Put(from, Registers.Terms);
        var (one, other) = (await office.SignedIn(from, Role.Admin), await office.SignedIn(to, Role.Admin));
        var file = await one.Get("/admin/school/settings/file");

        var shown = await other.Post("/admin/school/settings", new FormUrlEncodedContent(
        [
            KeyValuePair.Create("__RequestVerificationToken", (await other.Get("/admin/school/settings")).Page.QuerySelector("#upload input[name=__RequestVerificationToken]")!.GetAttribute("value")!),
            KeyValuePair.Create("source", file.Body),
        ]));
        var applied = await other.Submit(shown, new Dictionary<string, string?>(StringComparer.Ordinal) { ["apply"] = "1" }, "#apply");

        Assert.Equal("news", Assert.Single(shown.Page.QuerySelectorAll("dd[data-purpose]")).GetAttribute("data-purpose"));
        Assert.Equal(302, applied.Status);
        Assert.Equal(PurposeText.Edition(await Found(from)), PurposeText.Edition(await Found(to)));
        Assert.Equal(to.Revision, (await office.Now(to))!.Revision); // no rule was changed
    }

    private Task<Purpose> Found(School school) => office.Site.In(school, async grains => (await grains.Purposes.Find(Registers.News))!);

    private static Dictionary<string, string?> Filled() => new(StringComparer.Ordinal)
    {
        ["key"] = "news",
        ["title-en"] = "News",
        ["title-fa-AF"] = "خبرها",
        ["title-ar"] = "أخبار",
        ["description-en"] = "Mail with news.",
        ["description-fa-AF"] = "ایمیل با خبرها.",
        ["description-ar"] = "رسائل بالأخبار.",
        ["basis"] = "Consent",
        ["dpv_purpose"] = "DirectMarketing",
        ["categories"] = "Contact",
        ["operations"] = "Use",
        ["recipient-0"] = "Post house",
        ["retention"] = "WithdrawnOrInactive",
        ["period_number"] = "۳",
        ["clause"] = "7.1",
    };
}
