namespace Darsgah.Grains.Tenancy;

/// <summary>Host names and slugs: what can be one, and the one form each is kept in.</summary>
/// <remarks>RFC 1123 labels in lower-case ASCII (A-labels, RFC 5890); no port, no trailing dot, no address literal.</remarks>
public static class HostNames
{
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true, AllowUnassigned = false };

    private static readonly ImmutableHashSet<string> Reserved = ImmutableHashSet.Create(
        StringComparer.Ordinal,
        "admin", "api", "app", "assets", "auth", "billing", "blog", "cdn", "console", "darsgah", "dev", "docs", "files",
        "ftp", "help", "host", "imap", "internal", "localhost", "login", "mail", "media", "mx", "news", "ns", "operator",
        "operators", "platform", "pop", "postmaster", "root", "security", "shop", "sign-in", "sign-up", "smtp", "static",
        "staging", "status", "support", "system", "test", "tenant", "tenants", "verify", "webmail", "webmaster", "www");

    /// <summary>Checks a slug. Null when it is fine.</summary>
    public static Error? RefuseSlug(string slug)
    {
        if (slug is not { Length: >= 3 and <= 40 } || slug[0] is not ((>= 'a' and <= 'z') or (>= '0' and <= '9')) ||
            !Id<Tenant>.TryParse(slug, out _) || slug.StartsWith("xn--", StringComparison.Ordinal))
        {
            return TenancyErrors.BadSlug(slug);
        }

        return Reserved.Contains(slug) ? TenancyErrors.ReservedSlug(slug) : null;
    }

    /// <summary>The form a host name is kept in; null where the text is no host name.</summary>
    /// <param name="host">With or without capitals, a trailing dot, or letters beyond ASCII; never with a port.</param>
    public static string? Normalise(string? host)
    {
        if (host is not { Length: > 0 and <= 255 })
            return null;

        if (host[^1] == '.')
            host = host[..^1];

        string ascii;

        try
        {
            ascii = Idn.GetAscii(host).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return null;
        }

        return ascii.Length <= 253 && ascii.Split('.').All(IsLabel) && !char.IsAsciiDigit(ascii[^1]) ? ascii : null;
    }

    private static bool IsLabel(string label) =>
        label is { Length: > 0 and <= 63 } && label[0] != '-' && label[^1] != '-' &&
        label.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
