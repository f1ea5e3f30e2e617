using System.Globalization;
using System.Text;
using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Gateway.Pages.Policies;

/// <summary>A published text as one Markdown file: what a person keeps of what she accepted.</summary>
/// <remarks>UTF-8 without a mark, LF line ends. Made from the published text alone, so it is byte-identical for ever (M03).</remarks>
internal static class PolicyPlainText
{
    public static byte[] Of(PolicyText text)
    {
        var file = new StringBuilder();
        Block(file, text.Title.Length > 0 ? $"# {text.Title}" : "");
        Block(file, text.PreambleMarkdown ?? "");

        foreach (var section in text.Sections)
        {
            var heading = string.Join(' ', new[] { section.Number, section.Heading }.Where(part => !string.IsNullOrEmpty(part)));
            var marks = new string('#', Math.Clamp(section.Level + 1, 2, 6));
            Block(file, heading.Length > 0 ? string.Create(CultureInfo.InvariantCulture, $"{marks} {heading}") : "");
            Block(file, section.Markdown);
        }

        return Encoding.UTF8.GetBytes(file.ToString());
    }

    private static void Block(StringBuilder file, string content)
    {
        var clean = content.ReplaceLineEndings("\n").Trim('\n');

        if (clean.Length > 0)
            file.Append(file.Length > 0 ? "\n" : "").Append(clean).Append('\n');
    }
}
