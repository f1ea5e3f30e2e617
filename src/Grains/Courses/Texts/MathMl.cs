using System.Net;
using System.Text;

namespace Darsgah.Grains.Courses.Texts;

/// <summary>LaTeX of a formula as MathML Core, which browsers draw by themselves: the subset that lessons use.</summary>
/// <remarks>
/// Letters, numbers, operators, fractions, roots, powers and indices, sums and integrals, brackets that grow, accents,
/// matrices and cases, and words in between. What else is written is no error of the reader's: she sees the LaTeX.
/// Everything that is written into the answer is encoded, so that nothing in a formula runs (SEC-E01).
/// </remarks>
public static class MathMl
{
    /// <summary>Characters of one formula.</summary>
    public const int Longest = 2_000;

    /// <summary>Groups inside each other.</summary>
    public const int Deepest = 48;

    /// <summary>The formula as a <c>math</c> element; null where it cannot be understood.</summary>
    /// <param name="block">It stands by itself, not inside a sentence.</param>
    public static string? Of(string latex, bool block)
    {
        ArgumentNullException.ThrowIfNull(latex);

        if (latex.Length > Longest || string.IsNullOrWhiteSpace(latex))
            return null;

        try
        {
            var body = new Reader(MathTokens.Of(latex), block).Whole();

            // A formula reads from the left in every language.
            return $"<math dir=\"ltr\"{(block ? " display=\"block\"" : "")}><semantics>{body}<annotation encoding=\"application/x-tex\">{WebUtility.HtmlEncode(latex.Trim())}</annotation></semantics></math>";
        }
        catch (MathFormatException)
        {
            return null;
        }
    }

    private sealed class Reader(List<MathToken> tokens, bool block)
    {
        private int at;
        private int depth;

        private MathToken Now => at < tokens.Count ? tokens[at] : new(MathTokenKind.End, "");

        public string Whole()
        {
            var row = Row(() => Now.Kind == MathTokenKind.End);
            return $"<mrow>{row}</mrow>";
        }

        private string Row(Func<bool> ends)
        {
            if (++depth > Deepest)
                throw new MathFormatException("its groups are too deep");

            var row = new StringBuilder();

            while (!ends())
            {
                if (Now.Kind == MathTokenKind.End)
                    throw new MathFormatException("something is never closed");

                row.Append(Scripted());
            }

            depth--;
            return row.ToString();
        }

        // Something with what stands below and above it.
        private string Scripted()
        {
            var large = Now.Kind == MathTokenKind.Command && MathNames.Large.ContainsKey(Now.Text);
            var something = Atom();
            string? low = null, high = null;

            while (Is("_") || Is("^") || (Now is { Kind: MathTokenKind.Sign, Text: "'" }))
            {
                if (Now.Text is "'")
                {
                    at++;
                    high = (high ?? "") + "<mo>′</mo>";
                    continue;
                }

                var below = Now.Text is "_";
                at++;
                var script = Atom();

                if ((below && low is not null) || (!below && high is not null && !high.Contains('′', StringComparison.Ordinal)))
                    throw new MathFormatException("two powers or two indices follow each other");

                if (below)
                    low = script;
                else
                    high = high is null ? script : $"<mrow>{high}{script}</mrow>";
            }

            high = high is not null && high.StartsWith("<mo>′</mo><mo>", StringComparison.Ordinal) ? $"<mrow>{high}</mrow>" : high;
            var (sub, sup, both) = large && block ? ("munder", "mover", "munderover") : ("msub", "msup", "msubsup");

            return (low, high) switch
            {
                ({ } l, { } h) => $"<{both}>{something}{l}{h}</{both}>",
                ({ } l, null) => $"<{sub}>{something}{l}</{sub}>",
                (null, { } h) => $"<{sup}>{something}{h}</{sup}>",
                _ => something,
            };
        }

        private string Atom()
        {
            if (++depth > Deepest)
                throw new MathFormatException("its groups are too deep");

            var atom = AtomOf();
            depth--;
            return atom;
        }

        private string AtomOf()
        {
            var token = Now;
            at++;

            switch (token.Kind)
            {
                case MathTokenKind.Number:
                    return $"<mn>{token.Text}</mn>";

                case MathTokenKind.Sign:
                    return Sign(token.Text);

                case MathTokenKind.Command:
                    return Command(token.Text);

                case MathTokenKind.Mark when token.Text is "{":
                    var group = Row(() => Is("}"));
                    at++;
                    return $"<mrow>{group}</mrow>";

                default:
                    throw new MathFormatException("it ends too early, or a mark stands alone");
            }
        }

        private static string Sign(string sign) => sign switch
        {
            "-" => "<mo>−</mo>",
            "*" => "<mo>∗</mo>",
            _ when sign is ['(' or ')' or '[' or ']' or '|'] => $"<mo stretchy=\"false\">{sign}</mo>",
            _ when char.IsLetter(sign, 0) => $"<mi>{sign}</mi>",
            _ => $"<mo>{WebUtility.HtmlEncode(sign)}</mo>",
        };

        private string Command(string name)
        {
            if (MathNames.Letters.TryGetValue(name, out var letter))
                return $"<mi>{letter}</mi>";

            if (MathNames.Operators.TryGetValue(name, out var sign))
                return $"<mo>{WebUtility.HtmlEncode(sign)}</mo>";

            if (MathNames.Large.TryGetValue(name, out var large))
                return char.IsAsciiLetter(large[0]) ? $"<mo movablelimits=\"false\">{large}</mo>" : $"<mo>{large}</mo>";

            if (MathNames.Integrals.TryGetValue(name, out var integral))
                return $"<mo>{integral}</mo>";

            if (MathNames.Functions.Contains(name))
                return $"<mi>{name}</mi>";

            if (MathNames.Spaces.TryGetValue(name, out var width))
                return $"<mspace width=\"{width}\"></mspace>";

            if (MathNames.Accents.TryGetValue(name, out var accent))
                return $"<mover accent=\"true\">{Atom()}<mo>{accent}</mo></mover>";

            return name switch
            {
                "frac" or "dfrac" or "tfrac" => $"<mfrac>{Atom()}{Atom()}</mfrac>",
                "binom" => $"<mrow><mo>(</mo><mfrac linethickness=\"0\">{Atom()}{Atom()}</mfrac><mo>)</mo></mrow>",
                "sqrt" => Root(),
                "left" => Fenced(),
                "begin" => Table(Words()),
                "text" or "textrm" => $"<mtext>{WebUtility.HtmlEncode(Words())}</mtext>",
                "mathrm" or "operatorname" => $"<mi mathvariant=\"normal\">{WebUtility.HtmlEncode(Words())}</mi>",
                "mathbf" => $"<mi>{Letters(Words(), MathAlphabet.Bold)}</mi>",
                "mathbb" => $"<mi>{Letters(Words(), MathAlphabet.Double)}</mi>",
                "mathcal" => $"<mi>{Letters(Words(), MathAlphabet.Script)}</mi>",
                "overbrace" => $"<mover>{Atom()}<mo>⏞</mo></mover>",
                "underbrace" => $"<munder>{Atom()}<mo>⏟</mo></munder>",
                " " => "<mspace width=\"0.25em\"></mspace>",
                "displaystyle" or "limits" or "nolimits" => "",
                _ => throw new MathFormatException($"\\{name} is not known"),
            };
        }

        private string Root()
        {
            if (Now is not { Kind: MathTokenKind.Sign, Text: "[" })
                return $"<msqrt>{Atom()}</msqrt>";

            at++;
            var degree = Row(() => Now is { Kind: MathTokenKind.Sign, Text: "]" });
            at++;
            return $"<mroot>{Atom()}<mrow>{degree}</mrow></mroot>";
        }

        private string Fenced()
        {
            var open = Bracket();
            var body = Row(() => Now is { Kind: MathTokenKind.Command, Text: "right" });
            at++;
            var close = Bracket();

            return $"<mrow>{open}{body}{close}</mrow>";
        }

        private string Bracket()
        {
            var token = Now;
            at++;

            return token.Kind is MathTokenKind.Sign or MathTokenKind.Command && MathNames.Brackets.TryGetValue(token.Text, out var bracket)
                ? bracket is "." ? "" : $"<mo stretchy=\"true\">{bracket}</mo>"
                : throw new MathFormatException("a bracket is missing after \\left or \\right");
        }

        private string Table(string name)
        {
            var (open, close) = name switch
            {
                "matrix" or "aligned" or "align" or "align*" => ("", ""),
                "pmatrix" => ("(", ")"),
                "bmatrix" => ("[", "]"),
                "vmatrix" => ("|", "|"),
                "cases" => ("{", ""),
                _ => throw new MathFormatException($"the environment {name} is not known"),
            };

            var table = new StringBuilder("<mtr>");

            while (!IsEnd())
            {
                table.Append("<mtd>").Append(Row(() => Is("&") || Now.Kind == MathTokenKind.NewLine || IsEnd())).Append("</mtd>");

                if (Now.Kind == MathTokenKind.NewLine)
                    table.Append("</mtr><mtr>");

                if (!IsEnd())
                    at++;
            }

            at++;

            if (Words() != name)
                throw new MathFormatException("an environment is closed by another's name");

            return $"<mrow>{Fence(open)}<mtable>{table}</mtr></mtable>{Fence(close)}</mrow>";
        }

        private static string Fence(string bracket) => bracket.Length == 0 ? "" : $"<mo stretchy=\"true\">{bracket}</mo>";

        private string Words()
        {
            var words = Now.Kind == MathTokenKind.Words ? Now.Text : throw new MathFormatException("words in braces are missing");
            at++;
            return words;
        }

        private bool IsEnd() => Now is { Kind: MathTokenKind.Command, Text: "end" } or { Kind: MathTokenKind.End };

        private bool Is(string mark) => Now.Kind == MathTokenKind.Mark && Now.Text == mark;

        private static string Letters(string words, MathAlphabet alphabet) => string.Concat(words.Select(letter => MathAlphabets.Of(letter, alphabet)));
    }
}
