using System.Collections.Immutable;
using System.Text;
using System.Xml.Linq;
using Darsgah.Grains.Common;
using Darsgah.Grains.Policies.Exchange;
using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Grains.Tests.Policies;

/// <summary>Translations as XLIFF 1.2: out, and back in.</summary>
public class XliffTests
{
    private const string Rich = "We keep **your name** and [your mail](https://school.example/a_b).\n\n- one\n- two\n\n| Data | Days |\n|---|--:|\n| Mail | 30 |\n\n1. `code` and {{school.name}}";

    private static readonly Id<Document> Privacy = Id<Document>.Parse("privacy");
    private static readonly XNamespace Space = "urn:oasis:names:tc:xliff:document:1.2";
    private static readonly PolicyText English = Text("en", "What we keep", Rich);

    [Fact]
    public void A_file_that_comes_back_as_it_went_changes_nothing()
    {
        var dari = Text("fa-AF", "چه نگه می‌داریم", "نام **شما** را.\n\n- یک").MadeFrom(English);

        var report = Read(Write(dari), dari);

        Assert.Null(report.Text);
        Assert.All(report.Sections, section => Assert.Equal((null, null), (section.After, section.Refusal)));
    }

    [Fact]
    public void What_a_translator_writes_between_the_marks_is_the_translation_and_current()
    {
        var file = Filled(Write(null), words => words.ToUpperInvariant());

        var report = Read(file, null);
        var text = report.Text!;

        Assert.False(report.HasRefusals);
        Assert.Equal(
            "WE KEEP **YOUR NAME** AND [YOUR MAIL](https://school.example/a_b).\n\n- ONE\n- TWO\n\n| DATA | DAYS |\n|---|--:|\n| MAIL | 30 |\n\n1. `code` AND {{school.name}}",
            text.Section("keep")!.Markdown);
        Assert.Equal("WHAT WE KEEP", text.Section("keep")!.Heading);
        Assert.Equal("POLICY", text.Title);
        Assert.All(LanguageRules.States(text, English).Values, state => Assert.Equal(SectionState.Current, state));
    }

    [Fact]
    public void Random_texts_survive_the_way_out_and_back()
    {
        const int seed = 20261122;
        string[] parts =
        [
            "word", " ", "نام‌ها", "**", "*", "_", "[", "](/a)", "](https://x.example/y)", "\n", "\n\n", "\n- ", "\n1. ", "\n> ", "\n## ", "|", "\n| a | b |", "\n|---|---|",
            "`x`", "<https://x.example>", "\\*", "{{school.name}}", "&amp;", "<b>", "]]>", "\u00A0", "\t", "!", "#", "😀", "]", "](", "  \n", "\r\n",
        ];
        var random = new Random(seed);

        for (var round = 0; round < 400; round++)
        {
            var body = string.Concat(Enumerable.Range(0, random.Next(1, 25)).Select(_ => parts[random.Next(parts.Length)]));
            var source = Text("en", "Heading", "x" + body);
            var same = Text("fa-AF", "Heading", "x" + body).MadeFrom(source);

            Assert.Equal("x" + body, string.Concat(MarkdownCodes.Of("x" + body).Select(piece => piece.Text)));

            var back = XliffFile.Read(XliffFile.Write(Privacy, 1, source, "fa-AF", same), Privacy, source, Texts(same)).Value!;
            var filled = XliffFile.Read(Filled(XliffFile.Write(Privacy, 1, source, "fa-AF", null), words => words), Privacy, source, Texts()).Value!;

            Assert.True(back is { Text: null, HasRefusals: false }, $"seed {seed}, round {round}: {body}");
            Assert.True(
                filled is { HasRefusals: false } && PolicyHash.OfSection("", filled.Text!.Section("keep")!.Markdown) == PolicyHash.OfSection("", "x" + body),
                $"seed {seed}, round {round}: {body}");
        }
    }

    [Fact]
    public void A_section_whose_source_changed_meanwhile_is_refused_and_the_others_are_not()
    {
        var two = English with { Sections = [.. English.Sections, new PolicySection("rights", 1, "2.", "Rights", "Ask us.")] };
        var file = Filled(XliffFile.Write(Privacy, 1, two, "fa-AF", null), words => words.ToUpperInvariant());
        var changed = two with { Sections = [two.Sections[0] with { Markdown = "Other." }, two.Sections[1]] };

        var report = XliffFile.Read(file, Privacy, changed, Texts()).Value!;

        Assert.Equal("policy.xliff_source_changed", report.Sections.Single(section => section.Key == "keep").Refusal!.Code);
        Assert.Equal("ASK US.", report.Text!.Section("rights")!.Markdown);
        Assert.Null(report.Text.Section("keep"));
    }

    [Fact]
    public void A_section_that_is_gone_is_refused() => Assert.Equal(
        "policy.xliff_section_gone",
        XliffFile.Read(Write(null), Privacy, English with { Sections = [] }, Texts()).Value!.Sections.Single(section => section.Key == "keep").Refusal!.Code);

    [Theory]
    [InlineData("<ph id=\"1\"/>sole<ph id=\"2\"/> words")] // marks missing
    [InlineData("no marks")]
    [InlineData("ALL but <ph id=\"99\"/>")] // a mark that nobody knows
    [InlineData("<g id=\"1\">inside</g>")] // an element that the file never had
    public void Broken_marks_are_refused(string target)
    {
        var report = Read(WithTarget(target), null);

        Assert.Equal("policy.xliff_marks_broken", report.Sections.Single(section => section.Key == "keep").Refusal!.Code);
        Assert.Null(report.Text);
    }

    [Theory]
    [InlineData("a <ph id=\"1\"/>b<ph id=\"2\"/> [c](https://evil.example)")] // a link of her own
    [InlineData("<ph id=\"2\"/>b<ph id=\"1\"/> c\n\n- d")] // a list of her own
    public void Marks_that_the_source_lacks_are_refused(string target)
    {
        var source = Text("en", "Heading", "We keep **it** all");
        var file = XliffFile.Write(Privacy, 1, source, "fa-AF", null);

        var report = XliffFile.Read(Targeted(file, target), Privacy, source, Texts()).Value!;

        Assert.Equal("policy.xliff_marks_broken", report.Sections.Single(section => section.Key == "keep").Refusal!.Code);
    }

    [Fact]
    public void Segments_of_a_program_are_read_through()
    {
        var source = Text("en", "Heading", "One. **Two.**");

        var report = XliffFile.Read(
            Targeted(XliffFile.Write(Privacy, 1, source, "fa-AF", null), "<mrk mtype=\"seg\">یک. </mrk><mrk mtype=\"seg\"><ph id=\"1\"/>دو.<ph id=\"2\"/></mrk>"),
            Privacy, source, Texts()).Value!;

        Assert.Equal("یک. **دو.**", report.Text!.Section("keep")!.Markdown);
    }

    [Fact]
    public void A_translation_that_has_marks_of_its_own_keeps_them()
    {
        var dari = Text("fa-AF", "عنوان", "متن [پیوند](/x) کهنه").MadeFrom(English);
        var file = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Write(dari)).Replace("کهنه", "نو", StringComparison.Ordinal));

        Assert.Equal("متن [پیوند](/x) نو", Read(file, dari).Text!.Section("keep")!.Markdown);
    }

    [Fact]
    public void Characters_that_reorder_a_text_do_not_come_in()
    {
        var source = Text("en", "Heading", "Plain.");
        var report = XliffFile.Read(Targeted(XliffFile.Write(Privacy, 1, source, "fa-AF", null), "a\u202Eb\u2066c"), Privacy, source, Texts()).Value!;

        Assert.Equal("abc", report.Text!.Section("keep")!.Markdown);
    }

    public static TheoryData<string, string> BadFiles => new()
    {
        { "", "policy.xliff_not_xml" },
        { "<xliff", "policy.xliff_not_xml" },
        { "<?xml version=\"1.0\"?><!DOCTYPE x SYSTEM \"file:///etc/passwd\"><x/>", "policy.xliff_not_xml" },
        { "<!DOCTYPE x [<!ENTITY e SYSTEM \"http://127.0.0.1/\">]><xliff>&e;</xliff>", "policy.xliff_not_xml" },
        { "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]><xliff>&b;</xliff>", "policy.xliff_not_xml" },
        { "<html/>", "policy.xliff_not_xliff" },
        { "<xliff version=\"2.0\" xmlns=\"urn:oasis:names:tc:xliff:document:2.0\"/>", "policy.xliff_not_xliff" },
        { File("", ""), "policy.xliff_not_xliff" },
        { File("<file original=\"privacy\"/><file original=\"privacy\"/>", ""), "policy.xliff_not_xliff" },
        { File("<file original=\"terms\" source-language=\"en\" target-language=\"ar\"/>", ""), "policy.xliff_other_document" },
        { File("<file original=\"privacy\" source-language=\"de\" target-language=\"ar\"/>", ""), "policy.xliff_other_source" },
        { File("<file original=\"privacy\" source-language=\"en\" target-language=\"en\"/>", ""), "policy.xliff_bad_target" },
        { File("<file original=\"privacy\" source-language=\"en\"/>", ""), "policy.xliff_bad_target" },
        { File("<file original=\"privacy\" source-language=\"en\" target-language=\"ar\"><body><trans-unit id=\"a\"/><trans-unit id=\"a\"/></body></file>", ""), "policy.xliff_twice" },
        { File(string.Concat(Enumerable.Repeat("<g>", 60)), string.Concat(Enumerable.Repeat("</g>", 60))), "policy.xliff_too_complex" },
        { File(string.Concat(Enumerable.Repeat("<g/>", 100_001)), ""), "policy.xliff_too_complex" },
        { new string(' ', XliffFile.Largest + 1), "policy.xliff_too_large" },
    };

    [Theory]
    [Trait("Threat", "SEC-E03")]
    [MemberData(nameof(BadFiles))]
    public void A_file_that_is_none_is_refused_whole(string content, string code) => Assert.Equal(
        code, XliffFile.Read(Encoding.UTF8.GetBytes(content), Privacy, English, Texts()).Error!.Code);

    private static string File(string before, string after) => $"<xliff version=\"1.2\" xmlns=\"{Space}\">{before}{after}</xliff>";

    private static byte[] Write(PolicyText? translation) => XliffFile.Write(Privacy, 1, English, "fa-AF", translation);

    private static XliffReport Read(byte[] file, PolicyText? draft) =>
        XliffFile.Read(file, Privacy, English, draft is null ? Texts() : Texts(draft)).Value!;

    private static ImmutableDictionary<string, PolicyText> Texts(params PolicyText[] texts) =>
        texts.ToImmutableDictionary(text => text.Language, StringComparer.Ordinal);

    // A translator who keeps every mark and writes over the words.
    private static byte[] Filled(byte[] file, Func<string, string> write)
    {
        var root = XElement.Parse(Encoding.UTF8.GetString(file), LoadOptions.PreserveWhitespace);

        foreach (var source in root.Descendants(Space + "source").ToList())
        {
            source.AddAfterSelf(new XElement(Space + "target", source.Nodes().Select(node =>
                node is XText text ? new XText(write(text.Value)) : (object)new XElement((XElement)node))));
        }

        return Encoding.UTF8.GetBytes(root.ToString(SaveOptions.DisableFormatting));
    }

    private static byte[] WithTarget(string target) => Targeted(Write(null), target);

    private static byte[] Targeted(byte[] file, string target)
    {
        var root = XElement.Parse(Encoding.UTF8.GetString(file), LoadOptions.PreserveWhitespace);
        var unit = root.Descendants(Space + "trans-unit").Single(unit => unit.Attribute("id")!.Value == "keep:body");
        unit.Add(XElement.Parse($"<target xmlns=\"{Space}\" xml:space=\"preserve\">{target}</target>", LoadOptions.PreserveWhitespace));
        return Encoding.UTF8.GetBytes(root.ToString(SaveOptions.DisableFormatting));
    }

    private static PolicyText Text(string language, string heading, string body) =>
        new(language, [new PolicySection("keep", 1, "1.", heading, body)], "Policy");
}
