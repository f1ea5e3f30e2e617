using System.Text;
using Darsgah.Grains.Policies.Texts;
using FsCheck;
using FsCheck.Fluent;

namespace Darsgah.Grains.Tests.Policies.Texts;

/// <summary>What holds for any input. A failure prints the seed to repeat it with.</summary>
public class TextProperties
{
    private static readonly string[] pieces =
    [
        "\n", "\n\n", " ", "  ", "\t", "1.", "1.1", "2. ", "٢-", "أولاً: ", "ثانياً: ", "- ", "-\n", "• ", "(a) ", "# ",
            "## ", "===\n", "---\n",
        "```", "~~~", ">", "[", "](", ")", "<", "</", "p>", "div>", "<b>", "<li>", "<table><tr><td>", "<!--", "&amp;",
            "&#x", "|", "\\", "*", "_",
        "!", "\u202E", "\u200C", "\uFEFF", "\u0085", "é", "e\u0301", "سلام", "می\u200Cخواهم", "Privacy Policy",
            "Contents", "x", "WORDS",
        "published on ", "August 20, 2024", "17/07/2023م", "99/99/9999", "Last updated", "a sentence that ends.", "😀",
            "\u0000", "\u0007",
    ];

    [Fact]
    public void Importing_random_bytes_gives_a_text_or_a_named_refusal() => Prop
        .ForAll<byte[]>(bytes => Named(bytes, ImportFormat.Recognised))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Importing_random_strings_gives_a_text_or_a_named_refusal() => Prop
        .ForAll<string>(text => Named(Encoding.UTF8.GetBytes(text ?? ""), ImportFormat.Recognised))
        .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(ImportFormat.PlainText)]
    [InlineData(ImportFormat.Markdown)]
    [InlineData(ImportFormat.Html)]
    public void Importing_what_looks_like_a_text_gives_a_text_or_a_named_refusal(ImportFormat format) => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(1500),
        Prop.ForAll(Sources(), text => Named(Encoding.UTF8.GetBytes(text), format)));

    [Fact]
    public void Whatever_is_imported_is_rendered_inert() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(300),
        Prop.ForAll(Sources(), text =>
        {
            var imported = PolicyImport.Read(Encoding.UTF8.GetBytes(text), new("ar")).Value?.Text;
            foreach (var part in imported?.Parts ?? [])
                HtmlOracle.IsInert(PolicyMarkdown.ToHtml(part.Markdown, "ar"));
        }));

    [Fact]
    public void Plain_text_keeps_its_words() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(1500),
        Prop.ForAll(Sources(), text =>
        {
            var options = new ImportOptions("en") { Format = ImportFormat.PlainText, RemoveResidue = false };
            var clean = text.Replace("\u202E", "", StringComparison.Ordinal)
                .Replace("\uFEFF", "", StringComparison.Ordinal)
                .Replace("\u0085", "\n", StringComparison.Ordinal);
            var imported = PolicyImport.Read(Encoding.UTF8.GetBytes(clean), options).Value?.Text;

            return imported is null || Letters(clean) == Letters(string.Concat(imported.Parts.Select(part =>
                $"{part.Number} {part.Heading} {part.Markdown}")));
        }));

    [Fact]
    public void A_hash_survives_saving_and_reading() => Check.One(
        Config.QuickThrowOnFailure,
        Prop.ForAll(Sources(), Sources(), (heading, body) =>
        {
            var section = new PolicySection("k", 1, "1.", heading, body);
            var text = new PolicyText("en", [section], "t", body);
            var json = System.Text.Json.JsonSerializer.Serialize(text);

            return System.Text.Json.JsonSerializer.Deserialize<PolicyText>(json)!.Hash == text.Hash
                && PolicyHash.OfSection(heading.Normalize(NormalizationForm.FormD),
                    body.Replace("\n", "\r\n", StringComparison.Ordinal)) == section.Hash;
        }));

    [Fact]
    public void A_difference_gives_both_texts_again() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(500),
        Prop.ForAll(Sources(), Sources(), (old, next) =>
        {
            var runs = WordDiff.Between(old, next);

            return string.Concat(runs.Where(run => run.Kind != DiffKind.Added).Select(run => run.Text)) == old
                && string.Concat(runs.Where(run => run.Kind != DiffKind.Removed).Select(run => run.Text)) == next;
        }));

    [Fact]
    public void Any_tag_is_canonical_or_refused_and_canonical_tags_stay() => Prop
        .ForAll(Gen.Elements('a', 'F', '-', '1', 'x', '_', 'u').ArrayOf().Select(letters => new string(letters))
            .ToArbitrary(), tag =>
            !LanguageTag.TryCanonical(tag, out var canonical, out _) || LanguageTag.Canonical(canonical) == canonical)
        .QuickCheckThrowOnFailure();

    private static bool Named(byte[] bytes, ImportFormat format) =>
        PolicyImport.Read(bytes, new("en") { Format = format }) is var outcome
        && (outcome.Value is not null) == (outcome.Error is null)
        && (outcome.Error is null || outcome.Error.Code.StartsWith("policy.text_", StringComparison.Ordinal))
        && outcome.Value?.Text.Sections.Select(section => section.Key).Distinct(StringComparer.Ordinal)
            .Count() == outcome.Value?.Text.Sections.Length;

    private static Arbitrary<string> Sources() =>
        Gen.Elements(pieces).ArrayOf().Select(string.Concat).ToArbitrary();

    private static string Letters(string text) =>
        string.Concat(text.Where(char.IsLetter));
}
