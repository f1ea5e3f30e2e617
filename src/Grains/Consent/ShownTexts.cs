using Darsgah.Grains.Cookies;

namespace Darsgah.Grains.Consent;

/// <summary>Where a text that somebody was shown can be read, for as long as the school lasts.</summary>
public static class ShownTexts
{
    /// <summary>What notices about a provider of videos are called: <c>embed-youtube</c>.</summary>
    public const string Embed = "embed-";

    /// <summary>What the notice beside a live class is called (B19).</summary>
    public static Id<Document> LiveClass { get; } = Id<Document>.Parse("live-class");

    /// <summary>Its path at the school, without a language.</summary>
    public static string PathOf(Id<Document> document, int version) =>
        document == CookieAnswer.Document ? string.Create(CultureInfo.InvariantCulture, $"/privacy/cookies/versions/{version}")
        : document == LiveClass ? "/privacy/live-class"
        : document.Value.StartsWith(Embed, StringComparison.Ordinal) ? $"/privacy/videos/{document.Value[Embed.Length..]}"
        : string.Create(CultureInfo.InvariantCulture, $"/policies/{document}/versions/{version}");

    /// <summary>True for a document that the school publishes; false for what the software itself puts before people.</summary>
    public static bool IsPolicy(Id<Document> document) =>
        document != CookieAnswer.Document && document != LiveClass && !document.Value.StartsWith(Embed, StringComparison.Ordinal);
}
