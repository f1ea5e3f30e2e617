using System.Text.RegularExpressions;

namespace Darsgah.Grains.Quizzes;

/// <summary>A text with gaps: <c>The capital is [[Kabul|کابل]].</c></summary>
public static partial class GapText
{
    /// <summary>Its parts in order: literal text, and gaps with what each accepts.</summary>
    public static ImmutableArray<GapPart> Parts(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = ImmutableArray.CreateBuilder<GapPart>();
        var end = 0;

        foreach (var match in Gap().EnumerateMatches(text))
        {
            if (match.Index > end)
                parts.Add(new GapPart(text[end..match.Index], []));

            end = match.Index + match.Length;
            var accepted = text[(match.Index + 2)..(end - 2)]
                .Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            parts.Add(new GapPart("", [.. accepted]) { IsGap = true });
        }

        if (end < text.Length)
            parts.Add(new GapPart(text[end..], []));

        return parts.ToImmutable();
    }

    /// <summary>What each gap accepts, in order.</summary>
    public static ImmutableArray<ImmutableArray<string>> Gaps(string text) =>
        [.. Parts(text).Where(part => part.IsGap).Select(part => part.Accepted)];

    [GeneratedRegex(@"\[\[[^\[\]]*\]\]", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Gap();
}

/// <param name="Literal">Text between gaps; empty for a gap.</param>
/// <param name="Accepted">What a gap accepts.</param>
public sealed record GapPart(string Literal, ImmutableArray<string> Accepted)
{
    public bool IsGap { get; init; }
}
