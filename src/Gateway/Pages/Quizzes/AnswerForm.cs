using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Darsgah.Gateway.Pages.Admin;
using Darsgah.Grains.Quizzes;

namespace Darsgah.Gateway.Pages.Quizzes;

/// <summary>Answers as a page of questions sends them.</summary>
internal static class AnswerForm
{
    private const int LongestShort = 500;

    /// <summary>Name of a question's only field, or of the field of one of its parts.</summary>
    public static string Field(AskedQuestion question, int? part = null) => part is { } at
        ? string.Create(CultureInfo.InvariantCulture, $"a-{question.Id}-{at}")
        : "a-" + question.Id;

    /// <summary>Name of the field with the revision that the page shows.</summary>
    public static string Seen(string question) => "seen-" + question;

    /// <summary>Name of the field with a mark of the answer that the page shows.</summary>
    public static string Was(string question) => "was-" + question;

    /// <summary>A short mark of an answer, to see on its return whether she changed it here.</summary>
    public static string Mark(ImmutableArray<string> values) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001F', values))).AsSpan(0, 8));

    /// <summary>What she changed on this page.</summary>
    public static ImmutableArray<AnswerToSave> Read(IFormCollection form, IEnumerable<AskedQuestion> asked) =>
    [
        .. asked.Where(question => form.ContainsKey(Seen(question.Id)))
            .Select(question => new AnswerToSave(question.Id, Values(form, question), form.Number(Seen(question.Id))))
            .Where(answer => Mark(answer.Values) != FormText.First(form, Was(answer.Question))),
    ];

    private static ImmutableArray<string> Values(IFormCollection form, AskedQuestion question)
    {
        ImmutableArray<string> values = question.Kind switch
        {
            QuestionKind.ManyChoices => [.. form[Field(question)].OfType<string>().Select(Short).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            QuestionKind.Essay => [form.Block(Field(question))],
            QuestionKind.Matching or QuestionKind.Ordering or QuestionKind.FillIn =>
                [.. Enumerable.Range(0, question.Parts).Select(part => form.Line(Field(question, part), LongestShort))],
            _ => [form.Line(Field(question), LongestShort)],
        };

        return Marking.IsAnswered(values) ? values : [];
    }

    private static string Short(string value) => value.Length > LongestShort ? value[..LongestShort] : value;
}
