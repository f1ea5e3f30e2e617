using System.Globalization;
using Darsgah.Gateway.Cookies;
using Darsgah.Gateway.Localization;

namespace Darsgah.Gateway.Shell;

/// <summary>
/// What every page of one request shares: whose school it is, in which language and zone it is read, and by whom. Made
/// once per request by the pipeline and put into the request's features; pages and parts have it injected.
/// </summary>
public sealed record PageContext
{
    public required SchoolBrand Brand { get; init; }

    /// <summary>The language of the interface. A policy or a lesson may be in another.</summary>
    public required UiLanguage Language { get; init; }

    /// <summary>The zone that moments are shown in: the reader's, else the school's.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>The languages that this school offers, in the order of the switcher.</summary>
    public ImmutableArray<UiLanguage> Languages { get; init; } = UiLanguages.All;

    /// <summary>Who is signed in, or null.</summary>
    public Viewer? Viewer { get; init; }

    /// <summary>The published policies, for the footer.</summary>
    public ImmutableArray<ShellLink> Policies { get; init; } = [];

    /// <summary>What the page has to say about cookies; null for nothing.</summary>
    public CookiePrompt? CookiePrompt { get; init; }

    /// <summary>Path of the address, without query: <c>/courses/algebra</c>.</summary>
    public required string Path { get; init; }

    /// <summary>Query of the address with its question mark, or empty.</summary>
    public string Query { get; init; } = "";

    /// <summary>Scheme and host of the school's main address, for canonical links; null where there is none.</summary>
    public Uri? Origin { get; init; }

    /// <summary>The response's CSP nonce; empty when the policy needs none.</summary>
    public string Nonce { get; init; } = "";

    /// <summary>The texts of <see cref="Language"/>, with what the school calls things itself.</summary>
    public Texts Texts => Texts.Of(Language).With(Names);

    /// <summary>What the school calls things itself, by the key of the text it stands for: its documents.</summary>
    public ImmutableDictionary<string, string> Names { get; init; } = ImmutableDictionary<string, string>.Empty;

    public Dates Dates => new(Language, Zone);

    /// <summary>This page in another language of the interface.</summary>
    public string InLanguage(UiLanguage language)
    {
        var kept = Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Where(pair => !pair.StartsWith("ui=", StringComparison.Ordinal));

        return $"{Path}?{string.Join('&', kept.Append($"ui={language.Tag}"))}";
    }
}

/// <summary>A school's face.</summary>
/// <param name="Name">As the school writes it, in any script.</param>
/// <param name="LogoUrl">A picture of this host, or null to draw the first letter of the name.</param>
/// <param name="Tagline">One line for the footer and the front page, or null.</param>
public sealed record SchoolBrand(string Name, BrandColour Colour, string? LogoUrl = null, string? Tagline = null)
{
    /// <summary>The first letter as a reader sees it, for a school without a logo.</summary>
    public string Initial => Name.Length == 0 ? "•" : StringInfo.GetNextTextElement(Name).ToUpperInvariant();
}

/// <summary>Who is signed in, as far as the frame of a page needs to know.</summary>
/// <param name="ManagesSchool">Sees the way to the school's administration.</param>
/// <param name="OperatesPlatform">Sees the way to the operator's pages.</param>
/// <param name="Unread">Notifications that she has not read.</param>
/// <param name="Teaches">Sees the way to the courses she teaches.</param>
/// <param name="DraftsPolicies">Sees the ways to write the school's documents.</param>
/// <param name="ApprovesPolicies">Sees the ways to review and approve them.</param>
public sealed record Viewer(
    string DisplayName,
    bool ManagesSchool = false,
    bool OperatesPlatform = false,
    int Unread = 0,
    bool Teaches = false,
    bool DraftsPolicies = false,
    bool ApprovesPolicies = false)
{
    /// <summary>Works on the school's documents.</summary>
    public bool WorksOnPolicies => DraftsPolicies || ApprovesPolicies;
}

/// <summary>A link that a page hands to the shell.</summary>
public sealed record ShellLink(string Text, string Url);
