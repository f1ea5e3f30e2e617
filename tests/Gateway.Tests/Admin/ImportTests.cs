using System.Net.Http.Headers;
using System.Text;
using Darsgah.Grains.People;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Admin;

/// <summary>A file or a pasted text becomes a draft: first it is read and reported on, then it is saved.</summary>
public class ImportTests(Office office)
{
    private const string Import = "/admin/policies/privacy/import";
    private const string Policy = "# Privacy policy\n\nLast updated: 20 August 2024\n\n## What we keep\n\nYour name.\n\n## Your rights\n\nYou can ask us.\n";

    [Fact]
    public async Task A_file_is_reported_on_before_it_is_saved()
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);

        var read = await Upload(admin, Encoding.UTF8.GetBytes(Policy));
        var before = (await office.Draft(school)).Revision;
        var saved = await admin.Submit(read, ("save", "1"));

        Assert.Equal(200, read.Status);
        Assert.Contains("Privacy policy", read.Page.QuerySelector("[data-report]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("20 August 2024", read.Page.QuerySelector("[data-report]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(0, before);
        Assert.Equal((302, "/admin/policies/privacy?done=imported"), (saved.Status, saved.Location));
        Assert.Equal(
            "What we keep, Your rights",
            string.Join(", ", (await office.Draft(school)).Texts["en"].Sections.Select(section => section.Heading)));
    }

    [Fact]
    public async Task A_pasted_text_is_a_file_too()
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);

        var read = await admin.Submit(await admin.Get(Import), ("source", Policy), ("language", "en-GB"));
        await admin.Submit(read, ("save", "1"));

        Assert.Equal("Privacy policy", (await office.Draft(school)).Texts["en-GB"].Title);
    }

    public static TheoryData<string, byte[], string> BadFiles => new()
    {
        { "empty", [], "policy.text_empty" },
        { "blank", "  \n\n "u8.ToArray(), "policy.text_empty" },
        { "a picture", [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13], "policy.text_binary" },
        { "5 MB", [.. Enumerable.Repeat((byte)'a', 5 << 20)], "policy.text_too_large" },
        { "Latin-1", Encoding.Latin1.GetBytes("Politique de confidentialité et sécurité\n"), "policy.text_not_utf8" },
        { "NUL", "We keep\0 your name."u8.ToArray(), "policy.text_nul" },
        { "nested", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<div>", 5000)) + "x"), "policy.text_too_deep" },
    };

    [Theory, MemberData(nameof(BadFiles), DisableDiscoveryEnumeration = true)]
    public async Task A_bad_file_is_refused_in_words(string what, byte[] bytes, string code)
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);

        var refused = await Upload(admin, bytes);

        Assert.True(refused.Status == 422, $"{what} answers {refused.Status}");
        Assert.Equal(code, refused.Code);
        Assert.Equal(0, (await office.Draft(school)).Revision);
    }

    [Fact]
    public async Task UTF_16_is_converted_and_said()
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);

        var read = await Upload(admin, [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(Policy)]);
        await admin.Submit(read, ("save", "1"));

        Assert.NotNull(read.Page.QuerySelector($"[data-code='{ImportFindings.Utf16}']"));
        Assert.Equal("Privacy policy", (await office.Draft(school)).Texts["en"].Title);
    }

    [Fact]
    public async Task Characters_that_reorder_text_are_found_and_gone()
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);

        var read = await Upload(admin, Encoding.UTF8.GetBytes(Policy.Replace("Your name", "Your \u202Eeman", StringComparison.Ordinal)));
        await admin.Submit(read, ("save", "1"));

        Assert.NotNull(read.Page.QuerySelector($"[data-code='{ImportFindings.BidiControl}']"));
        Assert.DoesNotContain('\u202E', (await office.Draft(school)).Texts["en"].Sections[0].Markdown);
    }

    [Fact]
    [Trait("Rule", "T42")]
    public async Task Residue_of_a_web_page_is_proposed_for_removal_and_can_stay()
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);
        const string Copied = "Menu\nSign in\n\nPRIVACY POLICY\n\n1. What we keep\n\nYour name.\n\n2. Your rights\n\nYou can ask us.\n\nAccept cookies\n";

        var removed = await Upload(admin, Encoding.UTF8.GetBytes(Copied));
        var kept = await admin.Submit(removed, ("remove_residue", null));

        Assert.NotNull(removed.Page.QuerySelector($"[data-code='{ImportFindings.Residue}']"));
        await admin.Submit(kept, ("save", "1"));
        Assert.Contains("Accept cookies", string.Join('\n', (await office.Draft(school)).Texts["en"].Parts.Select(part => part.Markdown)), StringComparison.Ordinal);
        await admin.Submit(await Upload(admin, Encoding.UTF8.GetBytes(Copied)), ("save", "1"));
        Assert.DoesNotContain("Accept cookies", string.Join('\n', (await office.Draft(school)).Texts["en"].Parts.Select(part => part.Markdown)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("english_language")]
    [InlineData("und")]
    [InlineData("../../etc")]
    [InlineData("<script>")]
    public async Task A_language_that_is_none_is_refused(string language)
    {
        var school = await office.School();
        var admin = await office.SignedIn(school, Role.Admin);

        var refused = await admin.Submit(await admin.Get(Import), ("source", Policy), ("language", language));

        Assert.Equal((422, "policy.text_language"), (refused.Status, refused.Code));
        Assert.Contains("What we keep", refused.Page.QuerySelector("#source")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_translation_is_current_only_where_a_person_says_so()
    {
        var school = await office.School(RulesPresets.ConvenienceTranslations("en"));
        var admin = await office.SignedIn(school, Role.Admin);
        await office.Publish(school, Office.Text("en", "Your name."));
        const string Dari = "# پالیسی\n\n## 1. چه نگه می‌داریم\n\nنام شما.\n\n## 2. حقوق شما\n\nاز ما بپرسید.\n";

        var read = await admin.Submit(await admin.Get(Import), ("source", Dari), ("language", "fa-AF"));
        await admin.Submit(read, ("save", "1"), ("translates", "true"));

        var draft = await office.Draft(school);
        Assert.All(LanguageRules.States(draft.Texts["fa-AF"], draft.Texts["en"]).Values, state => Assert.Equal(SectionState.Current, state));
    }

    [Fact]
    public async Task An_import_over_a_newer_draft_is_refused_and_can_be_repeated()
    {
        var school = await office.School();
        var (first, second) = (await office.SignedIn(school, Role.Admin), await office.SignedIn(school, Role.Admin));
        var (one, other) = (await Upload(first, Encoding.UTF8.GetBytes(Policy)), await Upload(second, Encoding.UTF8.GetBytes(Policy + "\nAnd more.\n")));
        await first.Submit(one, ("save", "1"));

        var refused = await second.Submit(other, ("save", "1"));
        var again = await second.Submit(refused, ("save", "1"));

        Assert.Equal((409, "policy.draft_changed"), (refused.Status, refused.Code));
        Assert.Equal(302, again.Status);
        Assert.Contains("And more.", (await office.Draft(school)).Texts["en"].Sections[^1].Markdown, StringComparison.Ordinal);
    }

    private static async Task<Answer> Upload(Visitor admin, byte[] bytes)
    {
        var page = await admin.Get(Import);
        var file = new ByteArrayContent(bytes);
        file.Headers.ContentType = new MediaTypeHeaderValue("text/plain");

        return await admin.Post(Import, new MultipartFormDataContent
        {
            { new StringContent(page.Page.QuerySelector("main input[name=__RequestVerificationToken]")!.GetAttribute("value")!), "__RequestVerificationToken" },
            { new StringContent(page.Page.QuerySelector("main input[name=mark]")!.GetAttribute("value")!), "mark" },
            { new StringContent("en"), "language" },
            { new StringContent("true"), "remove_residue" },
            { new StringContent(""), "source" },
            { file, "file", "policy.txt" },
        });
    }
}
