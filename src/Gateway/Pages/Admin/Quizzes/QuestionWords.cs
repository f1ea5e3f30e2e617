using Darsgah.Grains.Courses.Texts;
using Darsgah.Grains.Quizzes;

namespace Darsgah.Gateway.Pages.Admin.Quizzes;

/// <summary>Questions in lists.</summary>
internal static class QuestionWords
{
    private const int Longest = 80;

    /// <summary>The text that names a kind.</summary>
    public static string Kind(QuestionKind kind) => kind switch
    {
        QuestionKind.OneChoice => "admin_quiz.kind_one",
        QuestionKind.ManyChoices => "admin_quiz.kind_many",
        QuestionKind.TrueFalse => "admin_quiz.kind_truth",
        QuestionKind.ShortText => "admin_quiz.kind_short",
        QuestionKind.Number => "admin_quiz.kind_number",
        QuestionKind.Matching => "admin_quiz.kind_match",
        QuestionKind.Ordering => "admin_quiz.kind_order",
        QuestionKind.FillIn => "admin_quiz.kind_gaps",
        _ => "admin_quiz.kind_essay",
    };

    /// <summary>Its first line without Markdown's signs, cut.</summary>
    public static string Short(Question question)
    {
        var line = LessonMarkdown.ToPlainText(question.Text).Split('\n', 2)[0].Trim();
        return line.Length <= Longest ? line : string.Concat(line.AsSpan(0, char.IsHighSurrogate(line[Longest - 1]) ? Longest - 1 : Longest), "…");
    }
}
