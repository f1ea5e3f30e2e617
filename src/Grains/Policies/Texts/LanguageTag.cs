using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Darsgah.Grains.Policies.Texts;

/// <summary>Language tags of texts: well-formed BCP 47 (RFC 5646), each language written in one way only.</summary>
/// <remarks>
/// Replaced names are those of Unicode CLDR's alias table; Dari (<c>prs</c>) becomes <c>fa-AF</c> there.
/// </remarks>
public static class LanguageTag
{
    private const int LongestTag = 35;
    private const int MostKept = 256;

    // Asked for with every piece of text that is shown, of a handful of tags.
    private static readonly ConcurrentDictionary<string, TextDirection> directions = new(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> aliases = new Dictionary<string, string>(
        StringComparer.Ordinal)
    {
        ["prs"] = "fa-AF",
        ["pes"] = "fa",
        ["fas"] = "fa",
        ["per"] = "fa",
        ["arb"] = "ar",
        ["ara"] = "ar",
        ["pus"] = "ps",
        ["pbu"] = "ps",
        ["urd"] = "ur",
        ["uzn"] = "uz",
        ["uzb"] = "uz",
        ["tuk"] = "tk",
        ["tgk"] = "tg",
        ["eng"] = "en",
        ["deu"] = "de",
        ["ger"] = "de",
        ["fra"] = "fr",
        ["fre"] = "fr",
        ["spa"] = "es",
        ["rus"] = "ru",
        ["tur"] = "tr",
        ["hin"] = "hi",
        ["heb"] = "he",
        ["iw"] = "he",
        ["in"] = "id",
        ["ji"] = "yi",
        ["mo"] = "ro",
        ["cmn"] = "zh",
        ["zho"] = "zh",
        ["chi"] = "zh",
        ["tl"] = "fil",
        ["no"] = "nb",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> notALanguage =
        new[] { "und", "mul", "mis", "zxx", "root", "iv" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>
    /// The one way to write <paramref name="tag"/>: <c>EN</c> → <c>en</c>, <c>prs</c> → <c>fa-AF</c>.
    /// </summary>
    /// <exception cref="FormatException">The tag is not well-formed; the message says what would be right.</exception>
    public static string Canonical(string tag) =>
        TryCanonical(tag, out var canonical, out var problem) ? canonical : throw new FormatException(problem);

    /// <summary>As <see cref="Canonical"/>, with the reason instead of an exception.</summary>
    public static bool TryCanonical(
        string? tag, [NotNullWhen(true)] out string? canonical, [NotNullWhen(false)] out string? problem)
    {
        canonical = null;
        problem = Objection(tag);
        if (problem is not null)
            return false;

        var subtags = tag!.ToLowerInvariant().Split('-');
        if (!WellFormed(subtags, out var extended))
        {
            problem = $"“{tag}” is not a language tag. Write language, script and region as in “fa-AF”, “ar” or "
                + "“uz-Arab-AF” (BCP 47).";
            return false;
        }

        if (notALanguage.Contains(subtags[0]))
        {
            problem = $"“{tag}” names no language. Write the language of the text, as “en” or “fa-AF”.";
            return false;
        }

        // An extended language stands for itself: "ar-arb" is "arb".
        canonical = Assembled(extended == 0 ? subtags : subtags[extended..]);
        return true;
    }

    /// <summary>The tag itself, then each tag it may fall back to, widest last: <c>fa-AF</c>, <c>fa</c>.</summary>
    /// <exception cref="FormatException">The tag is not well-formed.</exception>
    public static ImmutableArray<string> Fallbacks(string tag)
    {
        var chain = ImmutableArray.CreateBuilder<string>();

        for (var rest = Canonical(tag); rest.Length > 0; rest = Shortened(rest))
            chain.Add(rest);

        return chain.ToImmutable();
    }

    /// <summary>The language alone: <c>fa</c> of <c>fa-AF</c>.</summary>
    public static string LanguageOnly(string tag) => Fallbacks(tag)[^1];

    /// <summary>The direction of the language's usual script, or of the script the tag names.</summary>
    public static TextDirection DirectionOf(string tag)
    {
        ArgumentNullException.ThrowIfNull(tag);

        if (directions.TryGetValue(tag, out var known))
            return known;

        if (directions.Count >= MostKept)
            directions.Clear();

        var direction = WritingDirection.Of(Canonical(tag));
        return directions[tag] = direction;
    }

    /// <summary><c>rtl</c> or <c>ltr</c>, as the <c>dir</c> attribute wants it.</summary>
    /// <param name="said">The direction that somebody set by hand; null for that of the language.</param>
    public static string HtmlDirection(string tag, TextDirection? said = null) =>
        (said ?? DirectionOf(tag)) == TextDirection.RightToLeft ? "rtl" : "ltr";

    private static string? Objection([NotNull] string? tag)
    {
        tag ??= "";
        if (string.IsNullOrWhiteSpace(tag))
            return "The language is empty. Write a tag such as “en”, “ar” or “fa-AF” (Dari).";

        if (tag.Contains('_', StringComparison.Ordinal))
            return $"“{tag}” is written with an underscore. A language tag has hyphens: “{tag.Replace('_', '-')}”.";

        return tag.Length > LongestTag
            ? $"A language tag has at most {LongestTag} characters; this has {tag.Length}."
            : null;
    }

    // RFC 5646 section 2.1: language[-extlang][-script][-region]*[-variant]*[-extension][-x-private].
    private static bool WellFormed(string[] subtags, out int extended)
    {
        var at = 1;
        extended = 0;
        if (subtags[0] is not { Length: 2 or 3 or (>= 5 and <= 8) } || !Letters(subtags[0]))
            return false;

        while (at < subtags.Length && at <= 3 && subtags[0].Length < 4 && subtags[at].Length == 3
            && Letters(subtags[at]))
            extended = at++;

        if (at < subtags.Length && subtags[at].Length == 4 && Letters(subtags[at]))
            at++;

        if (at < subtags.Length && IsRegion(subtags[at]))
            at++;

        while (at < subtags.Length && IsVariant(subtags[at]))
            at++;

        while (at < subtags.Length && subtags[at].Length == 1 && char.IsAsciiLetterOrDigit(subtags[at][0]))
        {
            var shortest = subtags[at++][0] == 'x' ? 1 : 2;
            var first = at;
            while (at < subtags.Length && subtags[at].Length >= shortest && subtags[at].Length <= 8
                && Word(subtags[at]))
                at++;

            if (at == first)
                return false;
        }

        return at == subtags.Length;
    }

    private static string Assembled(string[] subtags)
    {
        var replaced = aliases.GetValueOrDefault(subtags[0], subtags[0]).Split('-');
        var rest = subtags[1..].ToList();
        var script = rest.Count > 0 && rest[0].Length == 4 && Letters(rest[0]) ? rest[0] : null;
        if (script is not null)
            rest.RemoveAt(0);

        var named = rest.Count > 0 && IsRegion(rest[0]) ? rest[0] : null;
        if (named is not null)
            rest.RemoveAt(0);

        var region = named ?? (replaced.Length > 1 ? replaced[1] : null);
        string?[] written =
        [
            replaced[0], script is null ? null : char.ToUpperInvariant(script[0]) + script[1..],
            region?.ToUpperInvariant(), .. rest,
        ];

        return string.Join('-', written.Where(subtag => subtag is not null));
    }

    // RFC 4647 section 3.4: cut the last subtag, and a singleton that would be left at the end with it.
    private static string Shortened(string tag)
    {
        var cut = tag.LastIndexOf('-');
        if (cut < 0)
            return "";

        return cut >= 2 && tag[cut - 2] == '-' ? tag[..(cut - 2)] : tag[..cut];
    }

    private static bool IsRegion(string subtag) =>
        (subtag.Length == 2 && Letters(subtag)) || (subtag.Length == 3 && subtag.All(char.IsAsciiDigit));

    private static bool IsVariant(string subtag) =>
        Word(subtag) && (subtag.Length is >= 5 and <= 8 || (subtag.Length == 4 && char.IsAsciiDigit(subtag[0])));

    private static bool Letters(string subtag) => subtag.All(char.IsAsciiLetter);

    private static bool Word(string subtag) => subtag.Length > 0 && subtag.All(char.IsAsciiLetterOrDigit);
}
