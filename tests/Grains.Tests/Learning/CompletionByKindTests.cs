using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Learning;

namespace Darsgah.Grains.Tests.Learning;

/// <summary>What completes a lesson says the lesson, else its course, else the school, else the product.</summary>
public class CompletionByKindTests
{
    private static readonly DateTimeOffset Joined = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly Id<Course> Algebra = Id<Course>.Parse("algebra");
    private static readonly Id<Lesson> Test = Id<Lesson>.Parse("test");

    [Theory]
    [InlineData(null, null, null, CompletedBy.Quiz)]
    [InlineData(null, null, CompletedBy.HandingIn, CompletedBy.HandingIn)]
    [InlineData(null, CompletedBy.Quiz, CompletedBy.HandingIn, CompletedBy.Quiz)]
    [InlineData(CompletedBy.HandingIn, CompletedBy.Quiz, null, CompletedBy.HandingIn)]
    [InlineData(CompletedBy.Reading, null, CompletedBy.HandingIn, CompletedBy.HandingIn)]
    public void The_nearest_that_says_it_counts(CompletedBy? lesson, CompletedBy? course, CompletedBy? school, CompletedBy expected)
    {
        var head = Head(LessonKind.Quiz) with { Terms = new LessonTerms { Completion = lesson is { } own ? new CompletionRule(own) : null } };
        var rule = CompletionRules.Of(head, Said(new() { Quiz = course }), School(new() { Quiz = school }));

        Assert.Equal(new CompletionRule(expected), rule);
    }

    [Theory]
    [InlineData(LessonKind.Video, CompletedBy.Reading)]
    [InlineData(LessonKind.Audio, CompletedBy.Reading)]
    [InlineData(LessonKind.Quiz, CompletedBy.HandingIn)]
    [InlineData(LessonKind.Assignment, CompletedBy.HandingIn)]
    [InlineData(LessonKind.Text, CompletedBy.Reading)]
    [InlineData(LessonKind.Live, CompletedBy.Reading)]
    public void Each_kind_has_its_own(LessonKind kind, CompletedBy expected)
    {
        var said = new CompletionByKind { Recording = CompletedBy.Reading, Quiz = CompletedBy.HandingIn, Assignment = CompletedBy.HandingIn };

        Assert.Equal(expected, CompletionRules.Of(Head(kind), Said(said), LearningRules.Unset).By);
        Assert.Equal(expected, CompletionRules.Of(Head(kind), Said(CompletionByKind.Unsaid), School(said)).By);
    }

    [Theory]
    [InlineData(CompletedBy.HandingIn, CompletedBy.HandingIn, true)]
    [InlineData(CompletedBy.HandingIn, CompletedBy.Quiz, true)]
    [InlineData(CompletedBy.HandingIn, CompletedBy.Assignment, true)]
    [InlineData(CompletedBy.HandingIn, CompletedBy.Reading, false)]
    [InlineData(CompletedBy.Quiz, CompletedBy.HandingIn, false)]
    [InlineData(CompletedBy.Assignment, CompletedBy.HandingIn, false)]
    [InlineData(CompletedBy.Reading, CompletedBy.Watching, true)]
    [InlineData(CompletedBy.Watching, CompletedBy.Reading, false)]
    public void More_than_is_asked_is_enough_and_less_is_not(CompletedBy asked, CompletedBy done, bool accepted) =>
        Assert.Equal(accepted, CompletionRules.Accepts(new CompletionRule(asked), done));

    [Fact]
    public void A_course_or_school_cannot_ask_of_a_kind_what_it_does_not_have()
    {
        Assert.True(CompletionRules.Fits(new CompletionByKind { Recording = CompletedBy.Watching, Quiz = CompletedBy.Quiz, Assignment = CompletedBy.Assignment }));
        Assert.False(CompletionRules.Fits(new CompletionByKind { Recording = CompletedBy.HandingIn }));
        Assert.False(CompletionRules.Fits(new CompletionByKind { Quiz = CompletedBy.Reading }));
        Assert.False(CompletionRules.Fits(new CompletionByKind { Assignment = CompletedBy.Quiz }));
        Assert.Equal("course.bad_field", new CourseRecord().Describe(Said(new() { Quiz = CompletedBy.Watching }), 0, Joined).Error!.Code);
    }

    [Fact]
    public void Who_was_graded_before_handing_in_was_enough_completes_it_by_her_word_and_nobody_else_does()
    {
        var course = new CourseOutline(Said(new() { Quiz = CompletedBy.HandingIn }), [Head(LessonKind.Quiz)], 1, Joined);
        var blank = new EnrollmentRecord { Enrollment = new Enrollment(Algebra, Joined, [], null, null) };
        var failed = new EnrollmentRecord { Enrollment = blank.Enrollment with { Grades = [new Grade(Test, 1, 1, 10, Passed: false, Joined)] } };

        Assert.Equal("learning.answer_first", Finish(blank).Error!.Code);
        Assert.Single(Finish(failed).Value!.Enrollment!.Completed);

        Outcome<EnrollmentRecord> Finish(EnrollmentRecord record) =>
            record.Complete(Test, CompletedBy.Reading, course, LearningRules.Unset, null, Joined);
    }

    [Fact]
    public void What_is_complete_stays_complete_when_more_is_asked()
    {
        var lenient = new CourseOutline(Said(new() { Quiz = CompletedBy.HandingIn }), [Head(LessonKind.Quiz)], 1, Joined);
        var strict = lenient with { Description = Said(new() { Quiz = CompletedBy.Quiz }) };
        var record = new EnrollmentRecord { Enrollment = new Enrollment(Algebra, Joined, [], null, null) };

        var done = record.Complete(Test, CompletedBy.HandingIn, lenient, LearningRules.Unset, null, Joined).Value!;
        var again = done.Complete(Test, CompletedBy.HandingIn, strict, LearningRules.Unset, null, Joined.AddDays(1)).Value!;

        Assert.Equal((Joined, Joined), (again.Enrollment!.FinishedAt, again.Enrollment.Completed.Single().At));
        Assert.Equal("learning.pass_first", record.Complete(Test, CompletedBy.HandingIn, strict, LearningRules.Unset, null, Joined).Error!.Code);
    }

    private static LessonHead Head(LessonKind kind) => new(Test, "Test") { Kind = kind };

    private static LearningRules School(CompletionByKind said) => LearningRules.Unset with { Completion = said };

    private static CourseDescription Said(CompletionByKind said) =>
        new(Algebra, "en", "Algebra", "", "", "", Published: true) { Completion = said };
}
