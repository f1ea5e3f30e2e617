using System.Globalization;
using System.Text;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;

namespace Darsgah.Gateway.People;

/// <summary>An e-mail address as typed, and the one normal form it is found by (SEC-H08).</summary>
/// <param name="Text">As typed, without compatibility forms: <c>Ada@Müller.example</c>. Mail goes here.</param>
/// <param name="Normal">Lower case, the domain as A-labels: <c>ada@xn--mller-kva.example</c>.</param>
/// <remarks>
/// The local part takes the unquoted characters of RFC 5322 (<c>dot-atom</c>) and nothing else: quoted local parts,
/// comments and characters outside ASCII are what header and look-alike attacks are made of, and next to nobody has
/// them.
/// </remarks>
public sealed record EmailAddress(string Text, string Normal)
{
    private const int Longest = 254; // RFC 5321, 4.5.3.1.3 (erratum 1690)
    private const int LongestLocalPart = 64;
    private const string AtomSymbols = "!#$%&'*+-/=?^_`{|}~";

    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true, AllowUnassigned = false };

    /// <summary>Reads an address; refused where it cannot be one.</summary>
    /// <param name="field">The form field to blame.</param>
    public static Outcome<EmailAddress> Read(string? typed, string field = "email")
    {
        var text = (typed ?? "").Trim();

        if (text.Length == 0)
            return PeopleErrors.FieldRequired(field);

        return Parse(text) is { } address
            ? address
            : PeopleErrors.FieldBad(field, "That is no e-mail address. Write it like name@example.org.");
    }

    private static EmailAddress? Parse(string typed)
    {
        if (typed.Length > Longest || !Characters.WellFormed(typed))
            return null;

        var text = typed.InForm(NormalizationForm.FormKC);
        var at = text.IndexOf('@', StringComparison.Ordinal);

        if (at is <= 0 or > LongestLocalPart || !IsLocalPart(text[..at]) || Domain(text[(at + 1)..]) is not { } domain)
            return null;

        var normal = $"{text[..at].ToLowerInvariant()}@{domain}";
        return normal.Length > Longest ? null : new(text, normal);
    }

    private static bool IsLocalPart(string text) =>
        text[0] != '.' && text[^1] != '.' && !text.Contains("..", StringComparison.Ordinal)
        && text.All(character =>
            char.IsAsciiLetterOrDigit(character) || character == '.'
            || AtomSymbols.Contains(character, StringComparison.Ordinal));

    private static string? Domain(string text)
    {
        if (!text.Contains('.', StringComparison.Ordinal) || text.Any(Characters.IsInvisible))
            return null;

        try
        {
            return Idn.GetAscii(text).ToLowerInvariant() is { Length: <= 253 } domain && !domain.EndsWith('.')
                ? domain
                : null;
        }
        catch (ArgumentException)
        {
            return null; // the only way IdnMapping says no
        }
    }
}
