using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Darsgah.Gateway.Localization;

namespace Darsgah.Gateway.Tests.Localization;

/// <summary>What the sources ask for exists, and what exists is asked for.</summary>
public partial class TextUsageTests
{
    /// <summary>Areas whose pages are still being built; empty when the gateway is whole.</summary>
    private static readonly string[] Unbuilt =
    [
        "account", "admin", "certificate", "common", "confirm_email", "consent", "course", "lesson", "operator", "policy",
        "privacy", "progress", "reset_password", "sign_in", "sign_up", "verify",
    ];

    /// <summary>Built from a value at run time: refusals from their codes, language names from their tags.</summary>
    private static readonly string[] Dynamic = ["error.", "language."];

    private static readonly HashSet<string> Keys = TextCatalogue.Of(UiLanguages.English).Entries
        .Select(entry => entry.Key.Split('#')[0]).ToHashSet(StringComparer.Ordinal);

    private static readonly Lazy<string> Sources = new(() => string.Join('\n', Directory
        .EnumerateFiles(Gateway(), "*", SearchOption.AllDirectories)
        .Where(path => Path.GetExtension(path) is ".razor" or ".cs")
        .Select(File.ReadAllText)));

    [Fact]
    public void Every_text_a_source_asks_for_exists()
    {
        var asked = Asked().Matches(Sources.Value).Select(match => match.Groups["key"].Value).ToHashSet(StringComparer.Ordinal);

        Assert.NotEmpty(asked);
        Assert.Empty(asked.Except(Keys, StringComparer.Ordinal));
    }

    [Fact]
    public void Every_text_is_used_by_some_source()
    {
        var literals = Literal().Matches(Sources.Value).Select(match => match.Groups["key"].Value).ToHashSet(StringComparer.Ordinal);
        var prefixes = Interpolated().Matches(Sources.Value).Select(match => match.Groups["key"].Value).ToHashSet(StringComparer.Ordinal);

        var unused = Keys
            .Where(key => !literals.Contains(key) && !Unbuilt.Contains(key.Split('.')[0], StringComparer.Ordinal))
            .Where(key => !prefixes.Concat(Dynamic).Any(prefix => key.StartsWith(prefix, StringComparison.Ordinal)))
            .ToList();

        Assert.Empty(unused);
    }

    private static string Gateway([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../src/Gateway"));

    [GeneratedRegex("""(?:\b(?:T|Texts|texts)\[|\.(?:Format|Count|Parts)\(|\bKey=)\s*"(?<key>[a-z_]+\.[a-zA-Z0-9_.\-]+)"(?!\s*\+)""", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Asked();

    [GeneratedRegex("\"(?<key>[a-z_]+\\.[a-zA-Z0-9_.\\-]+)\"", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Literal();

    [GeneratedRegex("\\$\"(?<key>[a-z_]+\\.[a-z0-9_.]*)\\{", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Interpolated();
}
