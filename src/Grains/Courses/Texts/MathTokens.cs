namespace Darsgah.Grains.Courses.Texts;

/// <summary>What a piece of LaTeX is.</summary>
internal enum MathTokenKind
{
    /// <summary><c>\alpha</c>, without its backslash.</summary>
    Command,

    /// <summary>One letter, or whatever sign is none of the others.</summary>
    Sign,

    /// <summary>Digits with at most one point.</summary>
    Number,

    /// <summary>One of <c>{ } ^ _ &amp;</c>.</summary>
    Mark,

    /// <summary><c>\\</c>.</summary>
    NewLine,

    /// <summary>The whole of <c>\text{…}</c>, without its braces.</summary>
    Words,

    /// <summary>Behind the last.</summary>
    End,
}

/// <summary>A piece of LaTeX.</summary>
internal readonly record struct MathToken(MathTokenKind Kind, string Text);

/// <summary>LaTeX of a formula, cut into its pieces in one pass.</summary>
internal static class MathTokens
{
    /// <exception cref="MathFormatException">A brace of <c>\text</c> is never closed.</exception>
    public static List<MathToken> Of(string latex)
    {
        var tokens = new List<MathToken>();

        for (var at = 0; at < latex.Length;)
        {
            var sign = latex[at];

            if (char.IsWhiteSpace(sign))
                at++;
            else if (sign == '\\')
                at = Command(latex, at, tokens);
            else if (IsDigit(sign))
                at = Number(latex, at, tokens);
            else if (sign is '{' or '}' or '^' or '_' or '&')
                tokens.Add(new(MathTokenKind.Mark, latex[at++].ToString()));
            else
                at = Sign(latex, at, tokens);
        }

        return tokens;
    }

    private static int Command(string latex, int at, List<MathToken> tokens)
    {
        var end = at + 1;

        while (end < latex.Length && char.IsAsciiLetter(latex[end]))
            end++;

        // One sign that is no letter: \{ \, \\
        if (end == at + 1)
        {
            if (end >= latex.Length)
                throw new MathFormatException("a backslash stands alone");

            tokens.Add(latex[end] == '\\' ? new(MathTokenKind.NewLine, "") : new(MathTokenKind.Command, latex[end].ToString()));
            return end + 1;
        }

        var name = latex[(at + 1)..end];

        if (name is not ("text" or "mathrm" or "textrm" or "operatorname" or "mathbf" or "mathbb" or "mathcal" or "begin" or "end"))
        {
            tokens.Add(new(MathTokenKind.Command, name));
            return end;
        }

        while (end < latex.Length && latex[end] == ' ')
            end++;

        var close = end < latex.Length && latex[end] == '{' ? latex.IndexOf('}', end) : -1;

        if (close < 0)
            throw new MathFormatException($"\\{name} has no words in braces");

        tokens.Add(new(MathTokenKind.Command, name));
        tokens.Add(new(MathTokenKind.Words, latex[(end + 1)..close]));
        return close + 1;
    }

    private static int Number(string latex, int at, List<MathToken> tokens)
    {
        var end = at;

        while (end < latex.Length && (IsDigit(latex[end]) || (latex[end] is '.' or '٫' && end + 1 < latex.Length && IsDigit(latex[end + 1]))))
            end++;

        tokens.Add(new(MathTokenKind.Number, latex[at..end]));
        return end;
    }

    private static int Sign(string latex, int at, List<MathToken> tokens)
    {
        var length = char.IsHighSurrogate(latex[at]) && at + 1 < latex.Length ? 2 : 1;

        tokens.Add(new(MathTokenKind.Sign, latex.Substring(at, length)));
        return at + length;
    }

    private static bool IsDigit(char sign) => char.IsAsciiDigit(sign) || sign is (>= '٠' and <= '٩') or (>= '۰' and <= '۹');
}

/// <summary>A formula that this converter does not understand; its reader sees it as it was written.</summary>
internal sealed class MathFormatException(string problem) : FormatException(problem);
