using System.Text;
using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Grains.Policies.Exchange;

/// <summary>Finds words in texts however their letters were typed, and puts others in their place.</summary>
/// <remarks>
/// Compared as search does: ي and ی, ك and ک are one letter, vowel signs, tatweel, joiners and case are nothing, digits of all
/// scripts are the same. What is replaced is exactly what was found, marks and all.
/// </remarks>
public static class TextSearch
{
    /// <summary>Characters that can be looked for.</summary>
    public const int LongestWords = 200;

    /// <summary>Places that are shown; there may be more.</summary>
    public const int MostPlaces = 500;

    /// <summary>Where the words stand, by language and as they stand in the text; at most <see cref="MostPlaces"/>.</summary>
    public static ImmutableArray<FoundPlace> In(IEnumerable<PolicyText> texts, string words)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var needle = Folded(words).Text;

        return needle.Trim().Length == 0
            ? []
            : [.. texts.SelectMany(text => text.Parts.SelectMany(part => In(text.Language, part, needle))).Take(MostPlaces)];
    }

    /// <summary>The texts that change when the words at these places become others; the rest of each stays letter by letter.</summary>
    public static ImmutableArray<PolicyText> Replace(IEnumerable<PolicyText> texts, IEnumerable<FoundPlace> places, string replacement)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var chosen = places.ToLookup(place => (place.Language, place.Section));

        return
        [
            .. texts.Where(text => text.Parts.Any(part => chosen.Contains((text.Language, part.Key)))).Select(text => text with
            {
                Title = Part(text, text.Opening).Heading,
                PreambleMarkdown = text.PreambleMarkdown is null ? null : Part(text, text.Opening).Markdown,
                Sections = [.. text.Sections.Select(section => Part(text, section))],
            }),
        ];

        PolicySection Part(PolicyText text, PolicySection part) => part with
        {
            Heading = Text(part.Heading, chosen[(text.Language, part.Key)].Where(place => place.InHeading)),
            Markdown = Text(part.Markdown, chosen[(text.Language, part.Key)].Where(place => !place.InHeading)),
        };

        string Text(string old, IEnumerable<FoundPlace> at) => at.OrderByDescending(place => place.Start)
            .Aggregate(old, (text, place) => string.Concat(text.AsSpan(0, place.Start), replacement, text.AsSpan(place.Start + place.Length)));
    }

    private static IEnumerable<FoundPlace> In(string language, PolicySection part, string needle) =>
        In(part.Heading, needle).Select(range => new FoundPlace(language, part.Key, true, range.Start, range.Length))
            .Concat(In(part.Markdown, needle).Select(range => new FoundPlace(language, part.Key, false, range.Start, range.Length)));

    private static IEnumerable<(int Start, int Length)> In(string text, string needle)
    {
        var (folded, places) = Folded(text);

        for (var at = folded.IndexOf(needle, StringComparison.Ordinal); at >= 0; at = folded.IndexOf(needle, at + needle.Length, StringComparison.Ordinal))
        {
            var last = places[at + needle.Length - 1];
            var end = last + 1;

            // Vowel signs belong to their letter; a joiner belongs to what comes after it.
            while (end < text.Length && CharUnicodeInfo.GetUnicodeCategory(text[end]) is UnicodeCategory.NonSpacingMark)
                end++;

            yield return (places[at], end - places[at]);
        }
    }

    // The folded text, and for each of its characters where it came from.
    private static (string Text, List<int> Places) Folded(string text)
    {
        var folded = new StringBuilder(text.Length);
        var places = new List<int>(text.Length);

        for (var at = 0; at < text.Length; at++)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                folded.Append(' ');
                places.Add(at);
                continue;
            }

            var pair = char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]);
            var letters = TextFold.Fold(pair ? text.Substring(at, 2) : text[at].ToString());

            foreach (var letter in letters)
            {
                folded.Append(letter);
                places.Add(at);
            }

            at += pair ? 1 : 0;
        }

        return (folded.ToString(), places);
    }
}

/// <summary>Where words were found.</summary>
/// <param name="Section">Key of the section.</param>
/// <param name="InHeading">In its heading, not in its body.</param>
/// <param name="Start">From which character on.</param>
/// <param name="Length">How many characters.</param>
public sealed record FoundPlace(string Language, string Section, bool InHeading, int Start, int Length)
{
    /// <summary>Names the place in a draft of one revision.</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"{Language}:{Section}:{(InHeading ? 'h' : 'b')}:{Start}");
}
