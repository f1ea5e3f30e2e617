using Darsgah.Gateway.Localization;
using Darsgah.Grains.Policies;

namespace Darsgah.Gateway.Pages.Policies;

/// <summary>Whom a document is for, in words.</summary>
internal static class AudienceWords
{
    /// <summary>All of them, in a row.</summary>
    public static string Of(SchoolDocument document, Texts texts) =>
        string.Join(texts["policy.list_comma"] + " ", document.Audience.Select(reader => Of(reader, texts)));

    /// <summary>One of them.</summary>
    public static string Of(Audience reader, Texts texts) => texts[$"policy.audience_{reader.ToString().ToLowerInvariant()}"];
}
