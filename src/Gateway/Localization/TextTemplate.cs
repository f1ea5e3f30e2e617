
namespace Darsgah.Gateway.Localization;

/// <summary>A piece of a text: words, or the name of what stands in their place.</summary>
/// <param name="Literal">The words; empty for a placeholder.</param>
/// <param name="Placeholder">The name between braces, or null for words.</param>
public sealed record TextPart(string Literal, string? Placeholder);

/// <summary>A text of a resource file cut at its named placeholders: <c>Version {number}, {date}</c>.</summary>
internal static class TextTemplate
{
    /// <exception cref="FormatException">A brace without its partner, or an empty name.</exception>
    public static ImmutableArray<TextPart> Parse(string text)
    {
        var parts = ImmutableArray.CreateBuilder<TextPart>();
        var from = 0;

        while (text.IndexOf('{', from) is var open and >= 0)
        {
            var close = text.IndexOf('}', open);

            if (close <= open + 1)
                throw new FormatException($"'{text}' has a '{{' at {open} that names nothing; expected {{name}}.");

            if (open > from)
                parts.Add(new(text[from..open], Placeholder: null));

            parts.Add(new("", text[(open + 1)..close]));
            from = close + 1;
        }

        if (from < text.Length)
            parts.Add(new(text[from..], Placeholder: null));

        return parts.ToImmutable();
    }
}
