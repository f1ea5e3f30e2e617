using System.Net.Http.Headers;
using System.Text;
using System.Xml.Linq;
using AngleSharp.Dom;
using Darsgah.Grains.People;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Admin;

/// <summary>Translations by file: out of the product, and back in with a report.</summary>
public class ExchangeTests(Office office)
{
    private const string Exchange = "/admin/policies/privacy/exchange";

    private static readonly XNamespace Space = "urn:oasis:names:tc:xliff:document:1.2";

    [Fact]
    public async Task A_translation_goes_out_comes_back_and_is_current()
    {
        var school = await office.School(RulesPresets.ConvenienceTranslations("en"));
        var ada = await office.SignedIn(school, Role.Admin);
        await office.Publish(school, Office.Text("en", "Your **name**."));

        var file = await ada.Get(Exchange + "/file?language=fa-AF");
        var reported = await Upload(ada, Filled(file.Bytes));
        var before = (await office.Draft(school)).Texts.Keys;
        var saved = await ada.Submit(reported, ("save", "1"));
        var text = (await office.Draft(school)).Texts["fa-AF"];

        Assert.Equal((200, "application/x-xliff+xml"), (file.Status, file.Headers["content-type"]));
        Assert.Contains(".en-fa-AF.xlf", file.Headers["content-disposition"], StringComparison.Ordinal);
        Assert.Equal(["taken", "taken", "taken"], reported.Page.QuerySelectorAll("[data-outcome]").Select(row => row.GetAttribute("data-outcome")));
        Assert.Equal(["en"], before);
        Assert.Equal((302, "/admin/policies/privacy/edit/fa-AF?saved=1"), (saved.Status, saved.Location));
        Assert.Equal("YOUR **NAME**.", text.Section("what-we-keep")!.Markdown);
        Assert.All(LanguageRules.States(text, Office.Text("en", "Your **name**.")).Values, state => Assert.Equal(SectionState.Current, state));
    }

    [Fact]
    public async Task Where_a_section_cannot_be_taken_nothing_is_until_she_says_so()
    {
        var school = await office.School(RulesPresets.ConvenienceTranslations("en"));
        var ada = await office.SignedIn(school, Role.Admin);
        await office.Publish(school, Office.Text("en", "Your name."));
        var file = await ada.Get(Exchange + "/file?language=fa-AF");
        await ada.Submit(await ada.Get("/admin/policies/privacy/edit/en"), ("s0-text", "Your name and mail."));

        var reported = await Upload(ada, Filled(file.Bytes));
        var refused = await ada.Submit(reported, ("save", "1"));
        var none = (await office.Draft(school)).Texts.ContainsKey("fa-AF");
        await ada.Submit(refused, ("save", "1"), ("others", "true"));
        var text = (await office.Draft(school)).Texts["fa-AF"];

        Assert.Equal("refused", reported.Page.QuerySelector("[data-section=what-we-keep]")!.GetAttribute("data-outcome"));
        Assert.Equal((422, "policy.xliff_partial", false), (refused.Status, refused.Code, none));
        Assert.Null(text.Section("what-we-keep"));
        Assert.Equal("YOUR RIGHTS", text.Section("your-rights")!.Heading);
    }

    [Fact]
    public async Task A_draft_that_changes_between_report_and_saving_is_looked_at_again()
    {
        var school = await office.School(RulesPresets.ConvenienceTranslations("en"));
        var ada = await office.SignedIn(school, Role.Admin);
        await office.Publish(school, Office.Text("en", "Your name."));
        var reported = await Upload(ada, Filled((await ada.Get(Exchange + "/file?language=ar")).Bytes));
        await ada.Submit(await ada.Get("/admin/policies/privacy/edit/ar"), ("s0-heading", "Other"), ("s0-text", "Somebody was here."));

        var refused = await ada.Submit(reported, ("save", "1"));
        var kept = (await office.Draft(school)).Texts["ar"].Section("what-we-keep")!.Markdown;
        var saved = await ada.Submit(refused, ("save", "1"));

        Assert.Equal((409, "policy.draft_changed", "Somebody was here."), (refused.Status, refused.Code, kept));
        Assert.Contains("Somebody", string.Concat(refused.Page.QuerySelectorAll("[data-section=what-we-keep] del").Select(gone => gone.TextContent)), StringComparison.Ordinal);
        Assert.Equal(302, saved.Status);
    }

    [Theory]
    [Trait("Threat", "SEC-E03")]
    [InlineData("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x>&e;</x>", 422, "policy.xliff_not_xml")]
    [InlineData("PK\u0003\u0004", 422, "policy.xliff_not_xml")]
    [InlineData("", 422, "policy.xliff_not_xml")]
    public async Task A_file_that_is_none_is_refused_with_a_word(string content, int status, string code)
    {
        var school = await office.School();
        var ada = await office.SignedIn(school, Role.Admin);
        await office.Publish(school, Office.Text("en", "Your name."));

        var answer = await Upload(ada, Encoding.UTF8.GetBytes(content));

        Assert.Equal((status, code), (answer.Status, answer.Code));
        Assert.Null(answer.Page.QuerySelector("[data-report]"));
    }

    [Fact]
    public async Task Without_a_prevailing_text_there_is_nothing_to_give_out()
    {
        var school = await office.School(RulesPresets.ConvenienceTranslations("ar"));
        var ada = await office.SignedIn(school, Role.Admin);

        Assert.Null((await ada.Get(Exchange)).Page.QuerySelector("main form"));
        Assert.Equal((409, "policy.xliff_nothing"), (await ada.Get(Exchange + "/file?language=en")) is var answer ? (answer.Status, answer.Code) : default);
    }

    private static async Task<Answer> Upload(Visitor ada, byte[] bytes)
    {
        var page = await ada.Get(Exchange);
        using var form = new MultipartFormDataContent();
        foreach (var field in page.Form("form[aria-labelledby=import]").QuerySelectorAll("input[type=hidden]"))
            form.Add(new StringContent(field.GetAttribute("value")!), field.GetAttribute("name")!);

        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-xliff+xml");
        form.Add(content, "file", "back.xlf");
        return await ada.Post(Exchange, form);
    }

    private static byte[] Filled(byte[] file)
    {
        var root = XElement.Parse(Encoding.UTF8.GetString(file), LoadOptions.PreserveWhitespace);

        foreach (var source in root.Descendants(Space + "source").ToList())
        {
            source.AddAfterSelf(new XElement(Space + "target", source.Nodes().Select(node =>
                node is XText text ? new XText(text.Value.ToUpperInvariant()) : (object)new XElement((XElement)node))));
        }

        return Encoding.UTF8.GetBytes(root.ToString(SaveOptions.DisableFormatting));
    }
}
