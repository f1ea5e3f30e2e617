namespace Darsgah.Gateway.People;

/// <summary>Where a person goes after signing in: a path of this site and nothing else (SEC-C18).</summary>
internal static class ReturnPath
{
    private const int Longest = 1000;

    /// <summary>The path as it came, or <c>/</c> for anything that a browser might take for another site.</summary>
    /// <remarks>
    /// Browsers read <c>\</c> as <c>/</c> and drop tabs and line ends, so <c>/\evil</c> and <c>/%09/evil</c> would
    /// leave the
    /// site; a path here starts with one slash, has no backslash and no character below a space, decoded or not.
    /// </remarks>
    public static string Clean(string? wanted)
    {
        if (wanted is not { Length: > 0 and <= Longest } || !IsPath(wanted) || !IsPath(Uri.UnescapeDataString(wanted)))
            return "/";

        // Back to where she signs in or out would be a circle.
        return wanted.StartsWith("/sign-", StringComparison.OrdinalIgnoreCase) ? "/" : wanted;
    }

    private static bool IsPath(string text) =>
        text[0] == '/'
        && !text.StartsWith("//", StringComparison.Ordinal)
        && !text.Contains('\\', StringComparison.Ordinal)
        && text.All(character => character > ' ' && character != '\u007F' && !Characters.IsInvisible(character)
            && !char.IsWhiteSpace(character) && !char.IsSurrogate(character));
}
