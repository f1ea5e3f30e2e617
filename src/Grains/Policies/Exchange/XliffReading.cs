using System.Xml.Linq;
using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Grains.Policies.Exchange;

/// <summary>What a translation file brings, section by section.</summary>
internal static class XliffReading
{
    private const int LongestHeading = 1000;

    public static XliffReport Of(string language, IReadOnlyDictionary<string, XElement> units, PolicyText authoritative, PolicyText? draft)
    {
        var sections = ImmutableArray.CreateBuilder<XliffSection>();

        foreach (var part in authoritative.Parts)
        {
            if (units.ContainsKey(part.Key + XliffFile.Heading) || units.ContainsKey(part.Key + XliffFile.Body))
                sections.Add(Section(part, units, draft?.Section(part.Key)));
        }

        foreach (var key in units.Keys.Select(Key).Distinct(StringComparer.Ordinal).Where(key => authoritative.Section(key) is null))
            sections.Add(new XliffSection(key, "", null, null, XliffErrors.SectionGone(key)));

        return new XliffReport(language, sections.ToImmutable(), Text(language, sections, authoritative, draft));
    }

    private static XliffSection Section(PolicySection source, IReadOnlyDictionary<string, XElement> units, PolicySection? draft)
    {
        var name = $"{source.Number} {source.Heading}".Trim();
        var heading = One(units.GetValueOrDefault(source.Key + XliffFile.Heading), source.Heading, draft?.Heading ?? "", MarkdownCodes.OfHeading);
        var body = One(units.GetValueOrDefault(source.Key + XliffFile.Body), source.Markdown, draft?.Markdown ?? "", MarkdownCodes.Of);

        // Another source than now: what was translated is not what stands there.
        if (heading.IsStale || body.IsStale)
            return Refused(XliffErrors.SourceChanged(source.Key));

        if (!heading.Fits || !body.Fits)
            return Refused(XliffErrors.MarksBroken(source.Key));

        if (heading.Text is null && body.Text is null)
            return new XliffSection(source.Key, name, draft, null, null);

        var after = new PolicySection(
            source.Key,
            source.Level,
            draft is null ? source.Number : draft.Number,
            (heading.Text ?? draft?.Heading ?? "").Replace('\n', ' ').Trim(),
            body.Text ?? draft?.Markdown ?? "",
            source.Hash);

        if (after.Heading.Length > LongestHeading)
            return Refused(XliffErrors.HeadingTooLong(source.Key, LongestHeading));

        return PolicyMarkdown.Check(after.Markdown) is { } refusal ? Refused(refusal) : new XliffSection(source.Key, name, draft, after, null);

        XliffSection Refused(Error why) => new(source.Key, name, draft, null, why);
    }

    // Text: the new words; null where nothing is translated, or what is there stays.
    private static (string? Text, bool IsStale, bool Fits) One(
        XElement? unit, string source, string draft, Func<string, ImmutableArray<MarkdownPiece>> pieces)
    {
        if (unit is null)
            return (null, source.Length > 0, true);

        var said = unit.Element(XliffUnit.Space + "source") is { } element ? XliffUnit.Text(element, names: null) : null;

        if (said is null || PolicyHash.OfSection("", said) != PolicyHash.OfSection("", source))
            return (null, true, true);

        if (unit.Element(XliffUnit.Space + "target") is not { } target)
            return (null, false, true);

        if (XliffUnit.Text(target, XliffUnit.Names(pieces(source), pieces(draft))) is not { } typed)
            return (null, false, false);

        var text = Clean(typed);

        // A target that a program has left empty is no translation.
        if (text.Trim().Length == 0 || PolicyHash.OfSection("", text) == PolicyHash.OfSection("", draft))
            return (null, false, true);

        var (marks, before, after) = (pieces(Clean(source)), pieces(Clean(draft)), pieces(text));
        return MarkdownCodes.Fit(marks, after) || (!before.IsEmpty && MarkdownCodes.Fit(before, after)) ? (text, false, true) : (null, false, false);
    }

    private static PolicyText? Text(string language, IEnumerable<XliffSection> sections, PolicyText authoritative, PolicyText? draft)
    {
        var taken = sections.Where(section => section.After is not null).ToDictionary(section => section.Key, section => section.After!, StringComparer.Ordinal);

        if (taken.Count == 0)
            return null;

        // As the translation has them; what is new stands where the text that binds has it.
        var next = (draft?.Sections ?? []).Select(section => taken.GetValueOrDefault(section.Key) is { } after ? after with { Level = section.Level } : section).ToList();
        var before = "";

        foreach (var part in authoritative.Sections)
        {
            if (taken.TryGetValue(part.Key, out var after) && next.All(section => section.Key != part.Key))
                next.Insert(next.FindIndex(section => section.Key == before) + 1, after);

            if (next.Any(section => section.Key == part.Key))
                before = part.Key;
        }

        var opening = taken.GetValueOrDefault(PolicyText.OpeningKey);

        return new PolicyText(
            language,
            [.. next],
            opening?.Heading ?? draft?.Title ?? "",
            opening is null ? draft?.PreambleMarkdown : opening.Markdown.Length > 0 ? opening.Markdown : null,
            opening is null ? draft?.OpeningBasedOn : opening.BasedOn);
    }

    private static string Key(string unit) => unit.EndsWith(XliffFile.Heading, StringComparison.Ordinal) ? unit[..^XliffFile.Heading.Length]
        : unit.EndsWith(XliffFile.Body, StringComparison.Ordinal) ? unit[..^XliffFile.Body.Length] : unit;

    // Invisible characters that reorder the text around them go (SEC-E20), and what no text holds.
    private static string Clean(string text) => string.Concat(text.InForm(System.Text.NormalizationForm.FormC).ReplaceLineEndings("\n").Where(character =>
        character is '\n' or '\t' || (!char.IsControl(character) && character is not ((>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069')))));
}

/// <summary>What a translation file brings.</summary>
/// <param name="Sections">Those of the file, in the order of the text that binds; then those that it has no more.</param>
/// <param name="Text">The translation with all that can be taken; null where that is nothing.</param>
public sealed record XliffReport(string Language, ImmutableArray<XliffSection> Sections, PolicyText? Text)
{
    /// <summary>Some section is not taken.</summary>
    public bool HasRefusals => Sections.Any(section => section.Refusal is not null);
}

/// <param name="Name">Number and heading in the text that binds.</param>
/// <param name="Before">The translation in the draft; null for none.</param>
/// <param name="After">What it becomes; null where it stays.</param>
/// <param name="Refusal">Why it is not taken; null where it is, or nothing is new in it.</param>
public sealed record XliffSection(string Key, string Name, PolicySection? Before, PolicySection? After, Error? Refusal);
