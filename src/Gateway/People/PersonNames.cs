using System.Text;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;

namespace Darsgah.Gateway.People;

/// <summary>Names of people, as typed into forms.</summary>
internal static class PersonNames
{
    private const int Longest = 100;

    /// <summary>A full name or first name: 1 to 100 characters of any script, without control characters.</summary>
    public static Outcome<string> Read(string? typed, string field)
    {
        var text = (typed ?? "").Trim();

        if (text.Length == 0)
            return PeopleErrors.FieldRequired(field);

        return text.Length <= Longest && Characters.WellFormed(text) && !text.Any(Characters.SpoilsName)
            ? text.InForm(NormalizationForm.FormC)
            : PeopleErrors.FieldBad(field, "A name has at most 100 characters, without line breaks or invisible ones.");
    }

    /// <summary>
    /// A user name: 3 to 32 Latin letters, digits and single hyphens inside, so that no two look alike.
    /// </summary>
    public static Outcome<string> ReadUserName(string? typed, string field = "user_name")
    {
        var text = (typed ?? "").Trim();

        if (text.Length == 0)
            return PeopleErrors.FieldRequired(field);

        return IsUserName(text)
            ? text
            : PeopleErrors.FieldBad(field, "A user name has 3 to 32 Latin letters, digits or hyphens.");
    }

    /// <summary>The one form a user name is found by.</summary>
    public static string NormalUserName(string userName) => userName.Trim().ToLowerInvariant();

    private static bool IsUserName(string text) =>
        text.Length is >= 3 and <= 32
        && text[0] != '-' && text[^1] != '-' && !text.Contains("--", StringComparison.Ordinal)
        && text.All(character => char.IsAsciiLetterOrDigit(character) || character == '-');
}
