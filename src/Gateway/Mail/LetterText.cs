using System.Text;
using Darsgah.Gateway.Localization;

namespace Darsgah.Gateway.Mail;

/// <summary>What a letter says, before it is drawn as text and as HTML.</summary>
/// <param name="Paragraphs">In order, plain text.</param>
/// <param name="Button">The link's words; null for a letter without a link.</param>
/// <param name="Link">Where it leads, absolute; null likewise.</param>
/// <param name="After">Paragraphs behind the link.</param>
/// <param name="Footer">Why she gets this letter.</param>
/// <param name="Controller">Who answers for her data, by name in law (E01); empty where the school has not said it.</param>
public sealed record LetterText(
    UiLanguage Language,
    string School,
    string Colour,
    string TextOnColour,
    string Subject,
    string Greeting,
    ImmutableArray<string> Paragraphs,
    string? Button,
    string? Link,
    ImmutableArray<string> After,
    string LinkPlain,
    string Footer,
    string Controller)
{
    /// <summary>The plain-text twin.</summary>
    public string ToPlainText()
    {
        var text = new StringBuilder();
        text.Append(Greeting).Append("\r\n\r\n");

        foreach (var paragraph in Paragraphs)
            text.Append(paragraph).Append("\r\n\r\n");

        if (Link is not null)
            text.Append(Button).Append(":\r\n").Append(Link).Append("\r\n\r\n");

        foreach (var paragraph in After)
            text.Append(paragraph).Append("\r\n\r\n");

        text.Append("-- \r\n").Append(School).Append("\r\n").Append(Footer).Append("\r\n");

        if (Controller.Length > 0)
            text.Append(Controller).Append("\r\n");

        return text.ToString();
    }
}
