using System.Globalization;
using Darsgah.Grains.Quizzes;

namespace Darsgah.Grains.Tests.Quizzes;

public class QuestionTextTests
{
    [Theory]
    [InlineData("Capital?\nA) Kabul\nB. Herat\nANSWER: B", QuestionKind.OneChoice, "Herat")]
    [InlineData("Capital? {=Kabul ~Herat#No ~Balkh}", QuestionKind.OneChoice, "Kabul")]
    [InlineData("::Title:: Which? {~%50%a ~%50%b ~%-100%c}", QuestionKind.ManyChoices, "a,b")]
    [InlineData("Is it? {F}", QuestionKind.TrueFalse, "False")]
    [InlineData("Is it? {TRUE#Indeed}", QuestionKind.TrueFalse, "True")]
    [InlineData("Name? {=Ada =ada lovelace}", QuestionKind.ShortText, "Ada,ada lovelace")]
    [InlineData("Pi? {#3.14:0.01}", QuestionKind.Number, "3.14±0.01")]
    [InlineData("Between? {#1..5}", QuestionKind.Number, "3±2")]
    [InlineData("Match {=Kabul -> Afghanistan =Cairo -> Egypt}", QuestionKind.Matching, "Afghanistan,Egypt")]
    [InlineData("Why? {}", QuestionKind.Essay, "")]
    [InlineData("1 \\= 2 \\{here\\}? {=a\\~b ~c}", QuestionKind.OneChoice, "a~b")]
    public void A_question_is_read(string text, QuestionKind kind, string key)
    {
        var question = Assert.Single(Read(text).Questions);

        Assert.Equal((kind, key), (question.Kind, kind switch
        {
            QuestionKind.OneChoice or QuestionKind.ManyChoices => string.Join(',', question.Options.Where(option => option.IsRight).Select(option => option.Text)),
            QuestionKind.TrueFalse => question.IsTrue.ToString(),
            QuestionKind.ShortText => string.Join(',', question.Accepted),
            QuestionKind.Number => string.Create(CultureInfo.InvariantCulture, $"{question.Value:0.##}±{question.Tolerance:0.##}"),
            QuestionKind.Matching => string.Join(',', question.Options.Select(option => option.Match)),
            _ => "",
        }));
    }

    [Theory]
    [InlineData("No answers at all")]
    [InlineData("Two right ones? {=a =b ~c}")]
    [InlineData("Number? {#abc}")]
    [InlineData("{=a ~b}")]
    [InlineData("Bad answer\nA Kabul\nANSWER: A")]
    [InlineData("Nested {{=a}}")]
    public void What_cannot_be_read_is_named_by_its_line(string text)
    {
        var read = Read("// a comment\n\n" + text);

        Assert.Empty(read.Questions);
        Assert.Equal(3, Assert.Single(read.Refused).Line);
    }

    [Fact]
    public void Ten_thousand_questions_are_cut_off_with_a_refusal()
    {
        var read = Read(string.Join("\n\n", Enumerable.Range(0, 10_000).Select(n => $"Question {n}? {{T}}")));

        Assert.Equal(QuizRules.MostQuestions, read.Questions.Length);
        Assert.Equal("quiz.too_many_questions", Assert.Single(read.Refused).Why.Code);
    }

    private static QuestionTextResult Read(string text)
    {
        var number = 0;
        return QuestionText.Read(text, () => string.Create(CultureInfo.InvariantCulture, $"id{number++}"));
    }
}
