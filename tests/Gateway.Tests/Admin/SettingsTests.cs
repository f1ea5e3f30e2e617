using System.Net.Http.Headers;
using System.Text;
using AngleSharp.Dom;
using Darsgah.Gateway.Demo;
using Darsgah.Grains.People;
using Darsgah.Grains.Privacy;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Admin;

/// <summary>The school's settings as a file, with what it would change before it does, and where each comes from.</summary>
public class SettingsTests(Office office)
{
    private const string Settings = "/admin/school/settings";

    [Fact]
    public async Task What_is_downloaded_is_what_is_in_use_and_changes_nothing_when_it_comes_back()
    {
        var school = await office.School(RulesPresets.DatedChanges);
        var admin = await office.SignedIn(school, Role.Admin);

        var file = await admin.Get(Settings + "/file");
        var shown = await Upload(admin, file.Body);

        Assert.Contains($"{school.Slug}-privacy-settings.json", file.Headers["content-disposition"], StringComparison.Ordinal);
        Assert.Empty(SettingsFile.Differences(RulesPresets.DatedChanges, SettingsFile.Read(file.Bytes, new SchoolRules()).Rules!));
        Assert.Equal(200, shown.Status);
        Assert.NotNull(shown.Page.QuerySelector("[data-differences]"));
        Assert.Empty(shown.Page.QuerySelectorAll("[data-path], [name=apply]"));
    }

    [Fact]
    public async Task Differences_are_shown_first_and_then_applied_to_what_was_seen_only()
    {
        var school = await office.School(RulesPresets.NoticeOnly);
        var (one, other) = (await office.SignedIn(school, Role.Admin), await office.SignedIn(school, Role.Owner));
        const string file = """{"format":1,"settings":{"acceptance.initial.mode":{"value":"continuedUse","clause":"3 <b>"}}}""";

        var (seen, late) = (await Upload(one, file), await Upload(other, file));
        var before = (await office.Now(school))!.Rules;
        var applied = await one.Submit(seen, new Dictionary<string, string?>(StringComparer.Ordinal) { ["apply"] = "1" }, "#apply");
        var conflict = await other.Submit(late, new Dictionary<string, string?>(StringComparer.Ordinal) { ["apply"] = "1" }, "#apply");
        var after = (await office.Now(school))!;

        Assert.Equal("acceptance.initial.mode", Assert.Single(seen.Page.QuerySelectorAll("[data-path]")).GetAttribute("data-path"));
        Assert.Equal(AcceptanceMode.None, before.Acceptance.Mode);
        Assert.Equal((302, Settings + "?saved=1"), (applied.Status, applied.Location));
        Assert.Equal((409, "tenancy.changed"), (conflict.Status, conflict.Code));
        Assert.Equal((AcceptanceMode.ContinuedUse, "3 <b>"), (after.Rules.Acceptance.Mode, after.Rules.Clauses["acceptance.initial.mode"]));
        Assert.Equal(school.Revision + 1, after.Revision);
    }

    [Theory]
    [Trait("Rule", "T50")]
    [InlineData("""{"format":1,"settings":{"payment.storePan":{"value":true}}}""", "floor", "/settings/payment.storePan/value")]
    [InlineData("""{"format":1,"settings":{"<script>":{"value":true}}}""", "unknown", "/settings/<script>")]
    [InlineData("%PDF-1.7", "not_json", "/")]
    public async Task A_file_with_faults_is_refused_with_each_named(string file, string code, string at)
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);

        var refused = await Upload(admin, file);

        var fault = Assert.Single(refused.Page.QuerySelectorAll("[data-fault]"));
        Assert.Equal((422, "settings.refused", code), (refused.Status, refused.Code, fault.GetAttribute("data-fault")));
        Assert.Equal(at, fault.QuerySelector("code")!.TextContent);
        Assert.Equal(school.Revision, (await office.Now(school))!.Revision);
    }

    [Fact]
    public async Task No_file_is_asked_for()
    {
        var admin = await office.SignedIn(await office.School(), Role.Admin);

        Assert.Equal("admin_settings.file_missing", (await Upload(admin, "")).Code);
    }

    [Theory]
    [InlineData("DE", "Law", true)]
    [InlineData("US", "Law", true)]
    [InlineData("AF", "School", false)]
    [InlineData("", "School", false)]
    [InlineData("nowhere", "School", false)]
    [Trait("Rule", "N04")]
    public async Task The_sources_of_a_reader_say_which_layer_counts(string country, string layer, bool overruled)
    {
        var admin = await office.SignedIn(await office.School(RulesPresets.TermsAbovePolicy), Role.Admin);

        var page = (await admin.Get($"{Settings}/sources?country={country}")).Page;
        var row = page.QuerySelector("[data-path='change.significant.channels']")!;

        Assert.Equal((layer, overruled), (row.GetAttribute("data-layer"), row.QuerySelector("[data-overruled]") is not null));
        Assert.Equal(country is "US", row.QuerySelector("[data-assumed]") is not null);
        Assert.Equal(SettingCatalogue.All.Length, page.QuerySelectorAll("[data-path]").Length);
    }

    /// <summary>A school under one law and a reader under another: of each setting the stricter word counts, whichever law says it.</summary>
    [Fact]
    [Trait("Rule", "E17")]
    public async Task Under_two_laws_at_once_the_stricter_word_of_each_counts()
    {
        var made = await office.School(RulesPresets.TermsAbovePolicy);
        var school = (await office.Site.In(made, grains => grains.School.ChangeProfile(made.Profile with { Country = "AE" }, made.Revision))).Value!;
        var admin = await office.SignedIn(school, Role.Admin);

        async Task<(string?, string?)> Layers(string country)
        {
            var page = (await admin.Get($"{Settings}/sources?country={country}")).Page;
            return (Of("purpose.lawfulBases"), Of("change.significant.channels"));

            string? Of(string path) => page.QuerySelector($"[data-path='{path}']")!.GetAttribute("data-layer");
        }

        Assert.Equal(("Law", "School"), await Layers("AF"));
        Assert.Equal(("Law", "Law"), await Layers("DE"));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("fa-AF")]
    [InlineData("ar")]
    public async Task Every_value_has_words_in_every_language(string language)
    {
        var admin = await office.SignedIn(await office.School(DemoSchools.RulesOf("mathacademy")), Role.Admin);

        foreach (var school in DemoSchools.Slugs)
        {
            var shown = await Upload(admin, SettingsFile.Write(DemoSchools.RulesOf(school)), language);
            var sources = await admin.Get($"{Settings}/sources?country=US", language);

            Assert.Equal((200, 200), (shown.Status, sources.Status));
            Assert.Equal(language, sources.Page.DocumentElement.GetAttribute("lang"));
            Assert.DoesNotContain("admin_settings.", shown.Body + sources.Body, StringComparison.Ordinal);
            Assert.DoesNotContain("admin_rules.", shown.Body + sources.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_clause_is_kept_by_the_page_of_rules_for_answers_that_stay()
    {
        var school = await office.School(DemoSchools.RulesOf("11classes"));
        var admin = await office.SignedIn(school, Role.Admin);

        await admin.Submit(await admin.Get("/admin/school/rules"), ("age_years", "21"));
        var rules = (await office.Now(school))!.Rules;

        Assert.Equal(21, rules.Age.Years);
        Assert.False(rules.Clauses.ContainsKey("age.minimum")); // clause 4 said 18
        Assert.Equal("4", rules.Clauses["age.basis"]);
    }

    private static async Task<Answer> Upload(Visitor admin, string text, string language = "en")
    {
        var page = await admin.Get(Settings, language);
        var file = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        file.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        admin.Language = language;

        return await admin.Post(Settings, new MultipartFormDataContent
        {
            { new StringContent(page.Page.QuerySelector("#upload input[name=__RequestVerificationToken]")!.GetAttribute("value")!), "__RequestVerificationToken" },
            { file, "file", "settings.json" },
        });
    }
}
