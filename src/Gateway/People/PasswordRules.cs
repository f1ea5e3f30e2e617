using System.Globalization;
using System.Text;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;

namespace Darsgah.Gateway.People;

/// <summary>
/// What a password has to be: long enough and not on everybody's list. Nothing else (OWASP ASVS 5.0, 6.2).
/// </summary>
internal static class PasswordRules
{
    /// <summary>Fewest characters (ASVS 6.2.1).</summary>
    public const int Shortest = 8;

    /// <summary>Most characters; nothing is ever cut off (ASVS 6.2.8, 6.2.9).</summary>
    public const int Longest = 256;

    /// <summary>A new password, in the form that is hashed.</summary>
    /// <param name="about">What is hers and is guessed first: her address, her names, the school's short name.</param>
    public static Outcome<string> Read(string? typed, IEnumerable<string> about, string field = "password")
    {
        if (string.IsNullOrEmpty(typed))
            return PeopleErrors.FieldRequired(field);

        // Before anything that takes time in proportion to the length (SEC-C11).
        if (typed.Length > Longest)
            return Error.Invalid("people.password_long", "That password is too long: at most 256 characters.", field);

        if (!Characters.WellFormed(typed))
            return Error.Invalid(
                "people.password_broken", "That password holds half a character. Type it again.", field);

        var password = Prepared(typed);

        if (new StringInfo(password).LengthInTextElements < Shortest)
        {
            return Error.Invalid(
                "people.password_short", "Choose at least 8 characters. Several words make a good password.", field);
        }

        return CommonPasswords.Contain(password) || about.Any(known => Same(known, password))
            ? Error.Invalid(
                "people.password_common", "That password is among the first that are tried. Choose another one.", field)
            : password;
    }

    /// <summary>
    /// A typed password in the form that is hashed: the same characters whatever the keyboard composes them of
    /// (NIST SP 800-63B, 5.1.1.2). Null where it cannot be anybody's, so that nothing long is ever hashed.
    /// </summary>
    public static string? Attempted(string? typed) =>
        typed is { Length: > 0 and <= Longest } && Characters.WellFormed(typed) ? Prepared(typed) : null;

    private static string Prepared(string typed) => typed.InForm(NormalizationForm.FormKC);

    private static bool Same(string known, string password) =>
        known.Length > 0
        && (string.Equals(known, password, StringComparison.OrdinalIgnoreCase)
            || string.Equals(known.Split('@')[0], password, StringComparison.OrdinalIgnoreCase));
}
