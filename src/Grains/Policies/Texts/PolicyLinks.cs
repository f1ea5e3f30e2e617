using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace Darsgah.Grains.Policies.Texts;

/// <summary>
/// Addresses a policy may link to: http, https, mailto, tel, paths on the same site, and places on the page.
/// </summary>
public static class PolicyLinks
{
    private const int LongestAddress = 2048;

    private static readonly FrozenSet<string> schemes =
        new[] { "http", "https", "mailto", "tel" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>True for an address that a browser can only follow, never run.</summary>
    /// <remarks>
    /// Browsers drop tabs and line ends anywhere in an address, control characters and spaces around it, and read a
    /// backslash as a slash; so an address that has any of these is refused rather than understood.
    /// </remarks>
    public static bool Allows([NotNullWhen(true)] string? address)
    {
        if (string.IsNullOrEmpty(address) || address.Length > LongestAddress
            || address.Any(symbol => char.IsControl(symbol) || symbol is '\\' || char.IsWhiteSpace(symbol)))
            return false;

        if (address.StartsWith("//", StringComparison.Ordinal))
            return false;

        var colon = address.IndexOf(':', StringComparison.Ordinal);
        var path = address.AsSpan().IndexOfAny('/', '?', '#');

        return colon < 0 || (path >= 0 && path < colon) || (colon > 0 && schemes.Contains(address[..colon]));
    }

    /// <summary>True for http and https.</summary>
    public static bool LeavesSite(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.StartsWith("http:", StringComparison.OrdinalIgnoreCase)
            || address.StartsWith("https:", StringComparison.OrdinalIgnoreCase);
    }
}
