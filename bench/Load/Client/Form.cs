using System.Net;
using System.Text.RegularExpressions;

namespace Darsgah.Load.Client;

/// <summary>Fills in a form of a page as a browser does: its hidden fields, and what is typed.</summary>
internal static partial class Form
{
    /// <summary>The body to send.</summary>
    /// <param name="action">Where the form's address begins.</param>
    /// <exception cref="WrongAnswerException">The page has no such form.</exception>
    public static string Fill(string page, string action, params (string Name, string Value)[] typed)
    {
        var form = page.Split("<form").FirstOrDefault(part => part.Contains($"action=\"{action}", StringComparison.Ordinal))
            ?.Split("</form>")[0]
            ?? throw new WrongAnswerException($"There is no form to {action} on the page: {page}");
        var hidden = Hidden().Matches(form).Select(match => (
            Name: match.Groups["name"].Value, Value: WebUtility.HtmlDecode(match.Groups["value"].Value)));

        return string.Join('&', hidden.Concat(typed).Select(
            field => $"{Uri.EscapeDataString(field.Name)}={Uri.EscapeDataString(field.Value)}"));
    }

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]+)" value="(?<value>[^"]*)""", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Hidden();
}
