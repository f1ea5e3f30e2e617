using System.Collections.Immutable;
using Darsgah.Grains.Quizzes;
using FsCheck;
using FsCheck.Fluent;

namespace Darsgah.Grains.Tests.Quizzes;

public class MarkingTests
{
    [Theory]
    [InlineData("a", 1)]
    [InlineData("b", 0)]
    [InlineData("", 0)]
    [InlineData("zzz", 0)]
    [InlineData("a,b", 0)]
    public void One_choice_is_right_or_wrong(string answer, int points) =>
        Assert.Equal(points, Points(Questions.OneChoice(), answer));

    [Theory]
    [InlineData("a,b", 2)]
    [InlineData("b,a", 2)]
    [InlineData("a", 1)]
    [InlineData("a,c", 0)]
    [InlineData("a,b,c", 1)]
    [InlineData("a,b,c,d", 0)]
    [InlineData("c,d", 0)]
    public void Of_several_choices_a_wrong_one_takes_off_what_a_right_one_gives(string answer, int points) =>
        Assert.Equal(points, Points(Questions.ManyChoices(), answer));

    [Theory]
    [InlineData("می‌روم", 1)]
    [InlineData("می روم", 1)]
    [InlineData("ميروم", 1)]
    [InlineData("  KABUL ", 1)]
    [InlineData("Kábul", 1)]
    [InlineData("مدرسه", 1)]
    [InlineData("مَدرَسَة", 1)]
    [InlineData("Herat", 0)]
    [InlineData("\u200C", 0)]
    public void A_short_text_is_right_whatever_keyboard_typed_it(string answer, int points) =>
        Assert.Equal(points, Points(Questions.ShortText(), answer));

    [Theory]
    [InlineData("don't", "don’t", true)]
    [InlineData("don’t", "DON'T.", true)]
    [InlineData("well-known", "well–known", true)]
    [InlineData("he said \"yes\"", "he said «yes»", true)]
    [InlineData("من رفتم", "من رفتم۔", true)]
    [InlineData("U.S.", "u.s", true)]
    [InlineData("5!", "5", false)]
    [InlineData("C#", "C", false)]
    [InlineData("don't", "dont", false)]
    [InlineData(".", "..", false)]
    public void Signs_that_a_telephone_types_and_a_full_stop_at_the_end_make_no_other_answer(string accepted, string typed, bool isRight) =>
        Assert.Equal(isRight, AnswerText.IsAny(typed, [accepted]));

    [Theory]
    [InlineData("3.14", 1)]
    [InlineData("3,14", 1)]
    [InlineData("۳٫۱۴", 1)]
    [InlineData("٣٫١٥", 1)]
    [InlineData("۳/۱۴", 1)]
    [InlineData("٣،١٤", 1)]
    [InlineData("3.151", 0)]
    [InlineData("-3.14", 0)]
    [InlineData("3.14 metres", 0)]
    [InlineData("1e0", 0)]
    [InlineData("99999999999999999999999999999999999999", 0)]
    public void A_number_is_right_within_its_tolerance_in_any_digits(string answer, int points) =>
        Assert.Equal(points, Points(Questions.Number(), answer));

    [Theory]
    [InlineData("1,234", "1234;1.234")]
    [InlineData("1,234,567", "1234567")]
    [InlineData("1,234.5", "1234.5")]
    [InlineData("۱٬۲۳۴٫۵", "1234.5")]
    [InlineData("0,125", "0.125")]
    [InlineData("−5", "-5")]
    [InlineData("1 000", "1000")]
    [InlineData("1/2", "")]
    [InlineData("", "")]
    public void A_comma_may_group_or_divide(string typed, string numbers) => Assert.Equal(
        numbers, string.Join(';', AnswerText.Numbers(typed).Select(number => number.ToString(System.Globalization.CultureInfo.InvariantCulture))));

    [Theory]
    [InlineData("a>a,b>b,c>c", 3)]
    [InlineData("a>a,b>c,c>b", 3)]
    [InlineData("a>b,b>b,c>c", 2)]
    [InlineData("a>a", 1)]
    [InlineData("a>b", 0)]
    public void Pairs_with_the_same_other_side_are_right_whichever_is_put_where(string answer, int points) =>
        Assert.Equal(points, Points(Questions.Matching(), answer));

    [Theory]
    [InlineData("a,b,c,d", 4)]
    [InlineData("b,a,c,d", 2)]
    [InlineData("d,a,b,c", 0)]
    [InlineData("a,,,", 1)]
    public void Things_count_at_their_own_place(string answer, int points) =>
        Assert.Equal(points, Points(Questions.Ordering(), answer));

    [Theory]
    [InlineData("kabul,۴", 2)]
    [InlineData("کابل,", 1)]
    [InlineData(",five", 0)]
    public void Each_gap_counts(string answer, int points) => Assert.Equal(points, Points(Questions.FillIn(), answer));

    [Fact]
    public void Without_partial_points_it_is_whole_or_nothing()
    {
        var settings = Questions.Settings with { PartialPoints = false };

        Assert.Equal(0, Points(Questions.ManyChoices(), "a", settings));
        Assert.Equal(2, Points(Questions.ManyChoices(), "a,b", settings));
        Assert.Equal(0, Points(Questions.Ordering(), "b,a,c,d", settings));
    }

    [Fact]
    public void A_wrong_choice_takes_points_off_and_no_answer_takes_none()
    {
        var settings = Questions.Settings with { Penalty = 25 };

        Assert.Equal(-0.25m, Points(Questions.OneChoice(), "b", settings));
        Assert.Equal(-0.5m, Points(Questions.ManyChoices(), "c,d", settings));
        Assert.Equal(-0.25m, Points(Questions.TrueFalse(), "false", settings));
        Assert.Equal(0, Points(Questions.OneChoice(), "", settings));
        Assert.Equal(0, Points(Questions.ShortText(), "Herat", settings));
        Assert.Equal(0, Marking.Total([-1, 0.5m]));
    }

    [Fact]
    public void An_essay_waits_for_a_person_and_an_empty_one_does_not()
    {
        Assert.Null(Points(Questions.Essay(), "Because."));
        Assert.Equal(0, Points(Questions.Essay(), "  "));
    }

    [Theory]
    [InlineData(5, 10, 50, true)]
    [InlineData(4.99, 10, 50, false)]
    [InlineData(0, 10, 0, true)]
    [InlineData(2, 3, 67, false)]
    public void Passing_is_decided_without_rounding(double points, double outOf, int percent, bool passed) =>
        Assert.Equal(passed, Marking.Passes((decimal)points, (decimal)outOf, percent));

    [Fact]
    public void No_answer_earns_more_than_the_question_has_or_loses_more_than_the_penalty()
    {
        string[] values = ["a", "b", "c", "d", "", "true", "a>a", "b>c", "c>b", "4", "۴", "Kabul", "3.14", "x", "\u200C", "\uD800"];
        var questions = Questions.Every().Questions;

        Prop.ForAll(
            Gen.Elements(values).ArrayOf().Zip(Gen.Elements([.. questions])).Zip(Gen.Choose(0, 100)).ToArbitrary(),
            drawn =>
            {
                var ((answer, question), penalty) = drawn;
                var points = Marking.Points(question, [.. answer], Questions.Settings with { Penalty = penalty });
                return points is null || (points <= question.Points && points >= -question.Points * penalty / 100m);
            }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_order_of_several_choices_changes_nothing()
    {
        string[] ids = ["a", "b", "c", "d"];

        Prop.ForAll(Gen.Elements(ids).ArrayOf().ToArbitrary(), answer =>
            Marking.Points(Questions.ManyChoices(), [.. answer], Questions.Settings)
            == Marking.Points(Questions.ManyChoices(), [.. answer.Reverse()], Questions.Settings)).QuickCheckThrowOnFailure();
    }

    // A comma stands between values, but in a text or a number it is a part of it.
    private static decimal? Points(Question question, string answer, QuizSettings? settings = null) => Marking.Points(
        question,
        question.Kind is QuestionKind.Number or QuestionKind.ShortText ? [answer] : [.. answer.Split(',')],
        settings ?? Questions.Settings);
}
