using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Learning;

namespace Darsgah.Grains.Tests.Learning;

/// <summary>When lessons open, what completes them, and when a course is finished.</summary>
public class ReleaseRulesTests
{
    private static readonly DateTimeOffset Joined = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly Id<Course> Algebra = Id<Course>.Parse("algebra");
    private static readonly Id<Lesson> First = Id<Lesson>.Parse("first");
    private static readonly Id<Lesson> Second = Id<Lesson>.Parse("second");

    [Theory]
    [InlineData(0, false)]
    [InlineData(71.99, false)]
    [InlineData(72, true)]
    public void After_days_counts_from_joining(double hours, bool open)
    {
        var standing = Standing(new ReleaseRule(ReleaseKind.AfterDays) { Days = 3 }, In(), Joined.AddHours(hours));

        Assert.Equal((open, open ? null : Joined.AddDays(3)), (standing.IsOpen, standing.OpensAt));
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    public void On_a_date_it_opens_for_everybody_in_that_moment(int seconds, bool open)
    {
        var at = Joined.AddDays(30);

        Assert.Equal(open, Standing(new ReleaseRule(ReleaseKind.OnDate) { At = at }, In(), at.AddSeconds(seconds)).IsOpen);
    }

    [Fact]
    public void After_a_lesson_it_opens_when_that_is_done()
    {
        var rule = new ReleaseRule(ReleaseKind.AfterLesson) { Lesson = First };

        Assert.Equal("first", Standing(rule, In(), Joined).Lesson!.Id.Value);
        Assert.True(Standing(rule, In(First), Joined).IsOpen);
    }

    [Theory]
    [InlineData(6.9, 10, false)]
    [InlineData(7, 10, true)]
    [InlineData(0, 0, false)]
    public void After_a_score_it_opens_with_enough_points(double points, double outOf, bool open)
    {
        var graded = In() with { Grades = [new Grade(First, 1, (decimal)points, (decimal)outOf, Passed: false, Joined)] };

        Assert.Equal(open, Standing(new ReleaseRule(ReleaseKind.AfterScore) { Lesson = First, Percent = 70 }, graded, Joined).IsOpen);
    }

    [Fact]
    public void An_edit_never_throws_out_who_has_done_the_lesson_nor_keeps_it_closed_for_a_lesson_that_is_gone()
    {
        var later = new ReleaseRule(ReleaseKind.OnDate) { At = Joined.AddYears(1) };
        var gone = new ReleaseRule(ReleaseKind.AfterLesson) { Lesson = Id<Lesson>.Parse("gone") };

        Assert.True(Standing(later, In(Second), Joined).IsOpen);
        Assert.True(Standing(gone, In(), Joined).IsOpen);
    }

    [Theory]
    [InlineData(LessonKind.Text, CompletedBy.Reading, true)]
    [InlineData(LessonKind.Text, CompletedBy.Quiz, false)]
    [InlineData(LessonKind.Quiz, CompletedBy.Reading, false)]
    [InlineData(LessonKind.Quiz, CompletedBy.Watching, false)]
    [InlineData(LessonKind.Quiz, CompletedBy.Quiz, true)]
    [InlineData(LessonKind.Assignment, CompletedBy.Reading, false)]
    [InlineData(LessonKind.Assignment, CompletedBy.Assignment, true)]
    [InlineData(LessonKind.Video, CompletedBy.Reading, false)]
    [InlineData(LessonKind.Video, CompletedBy.Watching, true)]
    [InlineData(LessonKind.Live, CompletedBy.Reading, true)]
    public void A_kind_is_completed_by_what_it_asks(LessonKind kind, CompletedBy by, bool accepted) =>
        Assert.Equal(accepted, CompletionRules.Accepts(CompletionRules.Of(Head(First, kind), Said(), LearningRules.Unset), by));

    [Theory]
    [InlineData(0, 0, 90)]
    [InlineData(75, 0, 75)]
    [InlineData(75, 50, 50)]
    public void How_much_is_watched_says_the_lesson_else_the_course_else_the_product(int course, int lesson, int expected)
    {
        var head = Head(First, LessonKind.Video) with
        {
            Terms = lesson == 0 ? LessonTerms.Usual : new LessonTerms { Completion = new CompletionRule(CompletedBy.Watching, lesson) },
        };

        Assert.Equal(new CompletionRule(CompletedBy.Watching, expected), CompletionRules.Of(head, Said() with { WatchPercent = course }, LearningRules.Unset));
    }

    [Fact]
    public void A_video_may_be_completed_by_her_word_where_its_author_says_so_and_a_quiz_never()
    {
        var byWord = new LessonTerms { Completion = new CompletionRule(CompletedBy.Reading) };

        Assert.Equal(CompletedBy.Reading, CompletionRules.Of(Head(First, LessonKind.Video) with { Terms = byWord }, Said(), LearningRules.Unset).By);
        Assert.Equal(CompletedBy.Quiz, CompletionRules.Of(Head(First, LessonKind.Quiz) with { Terms = byWord }, Said(), LearningRules.Unset).By);
    }

    [Fact]
    public void The_course_is_finished_with_all_that_is_needed_and_never_by_nothing()
    {
        var optional = new LessonTerms { Optional = true };
        var one = Course(Head(First), Head(Second) with { Terms = optional });
        var none = Course(Head(First) with { Terms = optional }, Head(Second) with { Terms = optional });

        Assert.Equal(0, CompletionRules.Left(one, In(First)));
        Assert.Equal(1, CompletionRules.Left(one, In(Second)));
        Assert.Equal(2, CompletionRules.Left(none, In()));
        Assert.Equal(1, CompletionRules.Left(Course(), In(First)));
    }

    [Fact]
    public void Completing_what_is_not_open_or_by_the_wrong_thing_is_refused()
    {
        var course = Course(Head(First, LessonKind.Quiz), Head(Second) with { Terms = new LessonTerms { Release = new(ReleaseKind.AfterLesson) { Lesson = First } } });
        var record = new EnrollmentRecord { Enrollment = In() };

        Assert.Equal("learning.not_released", record.Complete(Second, CompletedBy.Reading, course, LearningRules.Unset, null, Joined).Error!.Code);
        Assert.Equal("learning.pass_first", record.Complete(First, CompletedBy.Reading, course, LearningRules.Unset, null, Joined).Error!.Code);
        Assert.Equal("learning.not_released", record.Closed(Second, course, null, Joined)!.Code);

        var passed = record.Complete(First, CompletedBy.Quiz, course, LearningRules.Unset, null, Joined).Value!;
        Assert.Null(passed.Complete(Second, CompletedBy.Reading, course, LearningRules.Unset, null, Joined).Error);
        Assert.Null(passed.Closed(Second, course, null, Joined));
    }

    [Theory]
    [InlineData(false, CourseAccess.Public, 0, "course.no_such_course")]
    [InlineData(true, CourseAccess.Public, 0, null)]
    [InlineData(true, CourseAccess.Unlisted, 0, null)]
    [InlineData(true, CourseAccess.Invitation, 0, "learning.by_invitation")]
    [InlineData(true, CourseAccess.Public, -1, "learning.join_later")]
    [InlineData(true, CourseAccess.Public, 10, "learning.join_over")]
    public void Who_may_join_is_a_matter_of_visibility_and_of_the_day(bool published, CourseAccess access, int days, string? refusal)
    {
        var said = Said() with { Published = published, Access = access, JoinFrom = Joined, JoinUntil = Joined.AddDays(10) };

        Assert.Equal(refusal, JoinRules.Check(said, Joined.AddDays(days))?.Code);
    }

    [Fact]
    public void Notes_have_an_end_and_an_empty_one_is_gone()
    {
        var notes = new StudyNotes().With(First, "Remember this.", Joined).Value!;

        Assert.Same(notes, notes.With(First, "Remember this.", Joined.AddDays(1)).Value);
        Assert.Empty(notes.With(First, "", Joined).Value!.Notes);
        Assert.Equal("learning.note_too_long", notes.With(First, new string('x', StudyNotes.Longest + 1), Joined).Error!.Code);
        var full = Enumerable.Range(1, StudyNotes.MostCharacters / StudyNotes.Longest)
            .Aggregate(new StudyNotes(), (now, number) => now.With(Id<Lesson>.Parse($"l{number}"), new string('x', StudyNotes.Longest), Joined).Value!);
        Assert.Equal("learning.notes_full", full.With(First, "x", Joined).Error!.Code);
    }

    private static ReleaseStanding Standing(ReleaseRule rule, Enrollment enrollment, DateTimeOffset now)
    {
        var lesson = Head(Second) with { Terms = new LessonTerms { Release = rule } };
        return ReleaseRules.Of(lesson, Course(Head(First), lesson), enrollment, now);
    }

    private static Enrollment In(params Id<Lesson>[] done) =>
        new(Algebra, Joined, [.. done.Select(lesson => new LessonDone(lesson, Joined))], null, null);

    private static LessonHead Head(Id<Lesson> id, LessonKind kind = LessonKind.Text) => new(id, id.Value) { Kind = kind };

    private static CourseDescription Said() => new(Algebra, "en", "Algebra", "", "", "", Published: true);

    private static CourseOutline Course(params LessonHead[] lessons) => new(Said(), [.. lessons], 1, Joined);
}
