using System.Text.RegularExpressions;

namespace Darsgah.Grains.Quizzes;

/// <summary>Questions from text in one of two forms that teachers bring: GIFT and Aiken, of each the part described here.</summary>
/// <remarks>
/// Aiken: the question on one line, answers as <c>A) …</c> or <c>A. …</c>, then <c>ANSWER: B</c>. GIFT: an optional
/// <c>::title::</c>, the question, and in braces one choice (<c>=right ~wrong #feedback</c>), several choices
/// (<c>~%50%right ~%-50%wrong</c>), true or false (<c>T</c>, <c>FALSE</c>), short text (only <c>=…</c>), a number
/// (<c>#3.14:0.01</c>, <c>#1..5</c>), pairs (<c>=left -> right</c>) or nothing for an essay. Questions stand apart by empty lines; lines
/// that start with <c>//</c> are comments. What cannot be read is reported with its line and left out.
/// </remarks>
public static partial class QuestionText
{
    /// <summary>Reads a text. Stops where a quiz is full.</summary>
    /// <param name="newId">Makes an id for each question and answer.</param>
    public static QuestionTextResult Read(string text, Func<string> newId)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(newId);
        var questions = ImmutableArray.CreateBuilder<Question>();
        var refused = ImmutableArray.CreateBuilder<RefusedText>();

        foreach (var (line, lines) in Blocks(text))
        {
            if (questions.Count == QuizRules.MostQuestions || refused.Count == QuizRules.MostQuestions)
            {
                refused.Add(new RefusedText(line, QuizErrors.TooManyQuestions(questions.Count + 1)));
                break;
            }

            var read = Aiken(lines, newId) ?? Gift(string.Join('\n', lines), newId);

            if (!read.Succeeded(out var question, out var fault) || (fault = QuizRules.Check(question)) is not null)
                refused.Add(new RefusedText(line, fault));
            else
                questions.Add(question);
        }

        return new QuestionTextResult(questions.ToImmutable(), refused.ToImmutable());
    }

    private static IEnumerable<(int Line, List<string> Lines)> Blocks(string text)
    {
        var (start, block) = (0, new List<string>());
        var number = 0;

        foreach (var line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            number++;

            if (line.TrimStart().StartsWith("//", StringComparison.Ordinal) || line.StartsWith("$CATEGORY", StringComparison.Ordinal))
                continue;

            if (line.Trim().Length > 0)
            {
                start = block.Count == 0 ? number : start;
                block.Add(line.Trim());
            }
            else if (block.Count > 0)
            {
                yield return (start, block);
                block = [];
            }
        }

        if (block.Count > 0)
            yield return (start, block);
    }

    // Null where it is no Aiken at all.
    private static Outcome<Question>? Aiken(List<string> lines, Func<string> newId)
    {
        if (lines.Count < 2 || !AikenAnswer().IsMatch(lines[^1]))
            return null;

        var right = AikenAnswer().Match(lines[^1]).Groups["letter"].Value;
        var answers = lines.Skip(1).SkipLast(1).Select(line => AikenOption().Match(line)).ToArray();

        if (answers.Any(answer => !answer.Success))
            return Unread("Each answer stands on a line of its own: A) or A. and its words.");

        return new Question
        {
            Id = newId(),
            Kind = QuestionKind.OneChoice,
            Text = lines[0],
            Options = [.. answers.Select(answer => new AnswerOption(newId(), answer.Groups["text"].Value.Trim())
            {
                IsRight = string.Equals(answer.Groups["letter"].Value, right, StringComparison.OrdinalIgnoreCase),
            })],
        };
    }

    private static Outcome<Question> Gift(string text, Func<string> newId)
    {
        // Escaped signs stand as letters of nobody's until the text is cut.
        var source = Escaped().Replace(text, match => ((char)('\uE000' + match.Value[1])).ToString());
        var parts = GiftShape().Match(source);

        if (!parts.Success)
            return Unread("A question ends with its answers in braces: {=right ~wrong}, or with ANSWER: A.");

        var after = parts.Groups["after"].Value.Trim();
        var asked = Plain(parts.Groups["text"].Value) + (after.Length > 0 ? $" _____ {Plain(after)}" : "");
        var body = parts.Groups["answers"].Value.Trim();
        var question = new Question { Id = newId(), Text = asked };

        if (body.Length == 0)
            return question with { Kind = QuestionKind.Essay };

        if (Truth().Match(body) is { Success: true } truth)
            return question with { Kind = QuestionKind.TrueFalse, IsTrue = truth.Value[0] is 'T' };

        if (body[0] == '#')
            return Number(question, body[1..].Trim().TrimStart('='));

        var answers = GiftAnswer().Matches(body).Select(match => new GiftLine(match)).ToArray();

        if (answers.Length == 0)
            return Unread("Answers in braces start with = or ~.");

        if (answers.All(answer => answer.IsRight && answer.Text.Contains("->", StringComparison.Ordinal)))
        {
            return question with
            {
                Kind = QuestionKind.Matching,
                Options = [.. answers.Select(answer => answer.Text.Split("->", 2)).Select(pair =>
                    new AnswerOption(newId(), Plain(pair[0])) { Match = Plain(pair[1]) })],
            };
        }

        if (answers.All(answer => answer.IsRight && answer.Percent is null))
            return question with { Kind = QuestionKind.ShortText, Accepted = [.. answers.Select(answer => Plain(answer.Text))] };

        return question with
        {
            Kind = answers.Any(answer => answer.Percent is not null) ? QuestionKind.ManyChoices : QuestionKind.OneChoice,
            Options = [.. answers.Select(answer => new AnswerOption(newId(), Plain(answer.Text))
            {
                IsRight = answer.Percent is { } percent ? percent > 0 : answer.IsRight,
                Feedback = Plain(answer.Feedback),
            })],
        };
    }

    private static Outcome<Question> Number(Question question, string body)
    {
        var range = body.Split("..", 2);
        var value = body.Split(':', 2);

        if (range.Length == 2 && One(range[0]) is { } low && One(range[1]) is { } high && low <= high)
            return question with { Kind = QuestionKind.Number, Value = (low + high) / 2, Tolerance = (high - low) / 2 };

        return One(value[0]) is { } exact && (value.Length == 1 ? 0 : One(value[1])) is { } tolerance
            ? question with { Kind = QuestionKind.Number, Value = exact, Tolerance = tolerance }
            : Unread("A number is written {#3.14:0.01} or {#1..5}.");
    }

    private static decimal? One(string text) => AnswerText.Numbers(text.Trim()) is [var number, ..] ? number : null;

    private static Error Unread(string message) => QuizErrors.Field("text_unread", "text", message, ("problem", message));

    private static string Plain(string text) =>
        string.Concat(text.Select(character => character is >= '\uE000' and < '\uE080' ? (char)(character - '\uE000') : character)).Trim();

    private sealed class GiftLine(Match match)
    {
        public bool IsRight => match.Groups["sign"].Value == "=";

        public decimal? Percent => match.Groups["percent"].Success ? One(match.Groups["percent"].Value) : null;

        public string Text => match.Groups["text"].Value;

        public string Feedback => match.Groups["feedback"].Value;
    }

    [GeneratedRegex(@"^ANSWER:\s*(?<letter>[A-Z])\s*$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex AikenAnswer();

    [GeneratedRegex(@"^(?<letter>[A-Z])[.)]\s+(?<text>.+)$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex AikenOption();

    [GeneratedRegex(@"\\[~=#{}:\\]", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Escaped();

    [GeneratedRegex(@"^(::(?<title>[^:]*)::)?\s*(\[[a-z]+\])?(?<text>[^{}]+)\{(?<answers>[^{}]*)\}(?<after>[^{}]*)$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex GiftShape();

    [GeneratedRegex(@"^(TRUE|FALSE|T|F)\s*(#.*)?$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex Truth();

    [GeneratedRegex(@"(?<sign>[=~])\s*(%(?<percent>-?[0-9.]+)%)?(?<text>[^=~#]+)(#(?<feedback>[^=~]*))?", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex GiftAnswer();
}

/// <param name="Questions">What could be read, in order.</param>
/// <param name="Refused">What could not, and why.</param>
public sealed record QuestionTextResult(ImmutableArray<Question> Questions, ImmutableArray<RefusedText> Refused);

/// <param name="Line">Line of the text it starts on, from 1.</param>
public sealed record RefusedText(int Line, Error Why);
