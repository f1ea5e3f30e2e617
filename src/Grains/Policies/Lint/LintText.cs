using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Grains.Policies.Lint;

/// <summary>One language's text cut into the clauses that rules look at.</summary>
internal sealed class LintText
{
    private readonly Lazy<DateOnly?> stated;

    public LintText(PolicyText text, Id<Document> document)
    {
        Source = text;
        Document = document;
        Parts = [.. text.Parts.Select(LintPart.Of)];
        stated = new(() => StatedDates.Find(
            Parts.SelectMany(part => part.Lines).Select((line, index) => new SourceLine(index + 1, line.Text)),
            text.Direction == TextDirection.RightToLeft,
            []));
    }

    public PolicyText Source { get; }

    public Id<Document> Document { get; }

    public ImmutableArray<LintPart> Parts { get; }

    /// <summary>The date that the text carries about itself; null for none that can be read.</summary>
    public DateOnly? Stated => stated.Value;

    public IEnumerable<LintClause> Clauses => Parts.SelectMany(part => part.Clauses);

    public IEnumerable<LintClause> Lines => Parts.SelectMany(part => part.Lines);

    public bool Says(Regex words) => Lines.Any(line => line.Says(words));

    public LintClause? First(Regex words) => Clauses.FirstOrDefault(clause => clause.Says(words));

    /// <summary>A finding at a clause.</summary>
    /// <param name="words">The words in it that matter, letter by letter; empty for all of it.</param>
    public LintFinding At(
        LintRule rule, LintSeverity severity, LintClause clause, string words, params ReadOnlySpan<(string Name, string Value)> values) =>
        Finding(rule, severity, clause.Section, clause.Text, words, values);

    /// <summary>A finding about what is nowhere in the text.</summary>
    public LintFinding Nowhere(LintRule rule, LintSeverity severity, params ReadOnlySpan<(string Name, string Value)> values) =>
        Finding(rule, severity, PolicyText.OpeningKey, "", "", values);

    /// <summary>A finding about what is nowhere in the text, one of several that a rule can have.</summary>
    /// <param name="subject">What tells them apart.</param>
    public LintFinding Nowhere(
        LintRule rule, LintSeverity severity, string subject, params ReadOnlySpan<(string Name, string Value)> values) =>
        Finding(rule, severity, PolicyText.OpeningKey, "", subject, values);

    private LintFinding Finding(
        LintRule rule, LintSeverity severity, string section, string quote, string words, ReadOnlySpan<(string Name, string Value)> values)
    {
        var named = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        named["words"] = words;

        foreach (var (name, value) in values)
            named[name] = value;

        return new LintFinding(
            rule.Code, rule.Answers, severity, Document, Source.Language, section, quote, named.ToImmutable(),
            Fingerprint(rule.Code, Document.Value, Source.Language, section, quote, words));
    }

    // Of everything that the finding is about, each part ended, so that no two can be read as one.
    private static string Fingerprint(params ReadOnlySpan<string> parts) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', parts).Normalize(NormalizationForm.FormC))).AsSpan(0, 20));
}

/// <summary>A section, or title and preamble.</summary>
/// <param name="Lines">Heading and paragraphs as a reader sees them.</param>
/// <param name="Clauses">The same, cut into sentences.</param>
/// <param name="Markdown">Its source, for links.</param>
internal sealed record LintPart(
    PolicySection Section, ImmutableArray<LintClause> Lines, ImmutableArray<LintClause> Clauses, string Markdown)
{
    public string Key => Section.Key;

    public static LintPart Of(PolicySection section)
    {
        // A text that cannot be rendered is refused elsewhere; its source is words enough for here.
        var plain = PolicyMarkdown.Check(section.Markdown) is null
            ? PolicyMarkdown.ToPlainText(section.Markdown)
            : section.Markdown;
        var lines = plain.Split('\n').Prepend(section.Heading).Select(line => line.Trim()).Where(line => line.Length > 0)
            .Select(line => new LintClause(section.Key, line)).ToImmutableArray();

        return new LintPart(
            section, lines, [.. lines.SelectMany(line => Sentences(line.Text)).Select(text => new LintClause(section.Key, text))],
            section.Markdown);
    }

    private static IEnumerable<string> Sentences(string line)
    {
        var start = 0;

        for (var at = 0; at < line.Length - 2; at++)
        {
            if (line[at] is '.' or '!' or '?' or '؟' or '۔' && line[at + 1] is ' ' && Begins(line[at + 2]))
            {
                yield return line[start..(at + 1)].Trim();
                start = at + 2;
            }
        }

        yield return line[start..].Trim();
    }

    // "No. 12" and "e.g. so" go on; in Arabic script every letter may begin a sentence.
    private static bool Begins(char first) =>
        first is '"' or '“' or '«' or '(' || (char.IsLetter(first) && !char.IsLower(first));
}

/// <summary>A sentence or a line.</summary>
/// <param name="Section">Key of the section it stands in.</param>
/// <param name="Text">Letter by letter.</param>
internal sealed record LintClause(string Section, string Text)
{
    private const int LongestName = 200;

    /// <summary>A whole section by its heading, or by how it begins where it has none.</summary>
    public static LintClause Naming(PolicySection section)
    {
        var words = section.Heading.Length > 0 ? section.Heading : section.Markdown;
        return new(section.Key, words.Length <= LongestName ? words : words[..LongestName]);
    }

    /// <summary>The text in one way of writing, of the same length.</summary>
    public string Folded { get; } = LintWords.Fold(Text);

    public bool Says(Regex words) => words.IsMatch(Folded);

    /// <summary>The words that a pattern finds, letter by letter; null for none.</summary>
    public string? Find(Regex words) => words.Match(Folded) is { Success: true } match ? Original(match) : null;

    /// <summary>What a pattern found in <see cref="Folded"/>, as it is written.</summary>
    public string Original(Capture found) => Text.Substring(found.Index, found.Length);
}
