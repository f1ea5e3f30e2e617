using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Grains.Community;

/// <summary>What a text that people write to each other can be.</summary>
public static class PostText
{
    /// <summary>Characters of a text: 20 of them fit a state, in any script.</summary>
    public const int Longest = 5_000;

    /// <summary>Characters of a question's title.</summary>
    public const int LongestTitle = 160;

    /// <summary>Why a text cannot be kept; null where it can.</summary>
    public static Error? Check(string text)
    {
        ArgumentNullException.ThrowIfNull(text);

        return string.IsNullOrWhiteSpace(text) ? CommunityErrors.TextMissing()
            : text.Length > Longest ? CommunityErrors.TextTooLong(Longest)
            : PolicyMarkdown.Check(text) is { } refusal ? refusal with { Field = "text" }
            : null;
    }

    /// <summary>Why a title cannot be kept; null where it can.</summary>
    public static Error? CheckTitle(string title)
    {
        ArgumentNullException.ThrowIfNull(title);
        return title.Trim().Length is 0 or > LongestTitle ? CommunityErrors.TitleMissing(LongestTitle) : null;
    }
}
