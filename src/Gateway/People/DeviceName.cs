namespace Darsgah.Gateway.People;

/// <summary>
/// Browser and system in a few words, for a person's list of sign-ins. Coarse on purpose: no versions, no models.
/// </summary>
internal static class DeviceName
{
    private static readonly (string Mark, string Name)[] Browsers =
    [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"),
        ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"),
    ];

    private static readonly (string Mark, string Name)[] Systems =
    [
        ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"),
        ("CrOS", "ChromeOS"), ("Linux", "Linux"),
    ];

    /// <summary><c>Firefox, Windows</c>; empty where nothing is known.</summary>
    public static string From(string? userAgent)
    {
        var agent = userAgent is { Length: > 512 } ? userAgent[..512] : userAgent ?? "";
        return string.Join(", ", ((string?[])[Find(Browsers, agent), Find(Systems, agent)]).OfType<string>());
    }

    private static string? Find((string Mark, string Name)[] known, string agent) => known
        .Where(entry => agent.Contains(entry.Mark, StringComparison.Ordinal))
        .Select(entry => entry.Name)
        .FirstOrDefault();
}
