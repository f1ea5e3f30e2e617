using System.Security.Cryptography;
using System.Text;

namespace Darsgah.Gateway.People;

/// <summary>Ten codes that each sign in once in place of the second factor. Shown once; only hashes are kept.</summary>
internal static class RecoveryCodes
{
    private const int Count = 10;
    private const string Alphabet = "abcdefghjkmnpqrstuvwxyz23456789"; // without i, l, o, 0, 1

    /// <summary>New codes, like <c>k3mf7-q9wpx-2hv4d</c>.</summary>
    public static ImmutableArray<string> New() =>
    [
        .. Enumerable.Range(0, Count).Select(_ => string.Join('-',
            Enumerable.Range(0, 3).Select(_ => RandomNumberGenerator.GetString(Alphabet, 5)))),
    ];

    /// <summary>
    /// What is kept of a code. A plain hash will do: 74 random bits cannot be guessed from it, as a chosen password
    /// could.
    /// </summary>
    public static string Hash(string code)
    {
        var letters = code.Where(char.IsAsciiLetterOrDigit).Select(char.ToLowerInvariant);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(letters))));
    }
}
