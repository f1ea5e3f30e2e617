using Darsgah.Gateway.Localization;
using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Gateway.Consent;

/// <summary>Names of the languages that texts are written in, in the language of the interface.</summary>
public static class LanguageNames
{
    /// <summary>The language's name; that of its wider form (<c>de</c> for <c>de-AT</c>); or the tag itself.</summary>
    public static string LanguageName(this Texts texts, string tag)
    {
        ArgumentNullException.ThrowIfNull(texts);

        if (!LanguageTag.TryCanonical(tag, out _, out _))
            return tag;

        var key = LanguageTag.Fallbacks(tag).Select(wider => $"language.{wider}").FirstOrDefault(texts.Has);
        return key is null ? tag : texts[key];
    }
}
