using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Localization;
using Darsgah.Gateway.Shell;

namespace Darsgah.Gateway.Pages.Admin;

/// <summary>The languages that a school's own texts can be chosen to be in: policies, courses.</summary>
internal static class ContentLanguages
{
    private static readonly ImmutableArray<string> Tags =
        ["en", "fa-AF", "ar", "ps", "fa", "ur", "uz", "tr", "ru", "fr", "de", "es"];

    /// <summary>All of them, and whatever else is in use already.</summary>
    public static ImmutableArray<Choice> Choices(Texts texts, params ReadOnlySpan<string> inUse)
    {
        var tags = Tags.ToList();

        foreach (var tag in inUse)
        {
            if (tag.Length > 0 && !tags.Contains(tag))
                tags.Add(tag);
        }

        return [.. tags.Select(tag => new Choice(tag, texts.LanguageName(tag)))];
    }
}
