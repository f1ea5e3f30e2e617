namespace Darsgah.Gateway.Cookies;

/// <summary>Global Privacy Control, as a browser sends it with every request (https://w3c.github.io/gpc/).</summary>
internal static class PrivacySignal
{
    /// <summary>The header.</summary>
    public const string Header = "Sec-GPC";

    /// <summary>
    /// Whether it is sent: one of the headers is exactly <c>1</c>. Anything else is none, as the specification has it.
    /// </summary>
    public static bool IsSent(HttpRequest request) =>
        request.Headers[Header].Any(value => string.Equals(value, "1", StringComparison.Ordinal));
}
