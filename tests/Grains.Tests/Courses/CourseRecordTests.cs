using System.Collections.Immutable;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;

namespace Darsgah.Grains.Tests.Courses;

/// <summary>Sections and lessons of a course in order, as drafted and as published.</summary>
public class CourseRecordTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly Id<Section> Basics = Id<Section>.Parse("basics");
    private static readonly Id<Section> Further = Id<Section>.Parse("further");

    [Theory]
    [InlineData("c", "basics", 0, "x | basics: c a b | further: d")]
    [InlineData("c", "basics", 1, "x | basics: a c b | further: d")]
    [InlineData("c", "basics", 9, "x | basics: a b c | further: d")]
    [InlineData("a", "basics", 1, "x | basics: b a | further: c d")]
    [InlineData("a", "", 0, "a x | basics: b | further: c d")]
    [InlineData("x", "further", 1, "basics: a b | further: c x d")]
    public void A_lesson_is_put_where_it_is_dropped(string lesson, string section, int place, string expected)
    {
        var moved = Course().PlaceLesson(Lesson(lesson), section.Length > 0 ? Id<Section>.Parse(section) : default, place).Value!;

        Assert.Equal(expected, Shape(moved.Course!));
    }

    [Theory]
    [InlineData("b", 1, "x | basics: a | further: b c d")]
    [InlineData("c", -1, "x | basics: a b c | further: d")]
    [InlineData("a", -1, "x a | basics: b | further: c d")]
    [InlineData("x", 1, "basics: x a b | further: c d")]
    [InlineData("a", 1, "x | basics: b a | further: c d")]
    public void One_step_goes_over_the_edge_of_a_section_into_the_next(string lesson, int step, string expected)
    {
        var course = Course();

        var (section, place) = CourseStructure.Step(course.Course!, Lesson(lesson), step)!.Value;

        Assert.Equal(expected, Shape(course.PlaceLesson(Lesson(lesson), section, place).Value!.Course!));
    }

    [Theory]
    [InlineData("x", -1)]
    [InlineData("d", 1)]
    public void There_is_no_step_beyond_the_ends(string lesson, int step) =>
        Assert.Null(CourseStructure.Step(Course().Course!, Lesson(lesson), step));

    [Fact]
    public void A_section_moves_with_its_lessons_and_leaves_them_to_the_one_before()
    {
        var course = Course();

        Assert.Equal("x | further: c d | basics: a b", Shape(course.MoveSection(Further, 0).Value!.Course!));
        Assert.Equal("x | basics: a b c d", Shape(course.RemoveSection(Further).Value!.Course!));
        Assert.Equal("x a b | further: c d", Shape(course.RemoveSection(Basics).Value!.Course!));
    }

    [Fact]
    public void Nothing_of_a_draft_is_seen_before_it_is_published()
    {
        var course = Course();

        Assert.Empty(course.Open!.Lessons);
        Assert.Empty(course.Open.Sections);
        Assert.Equal(6, CourseChanges.Of(course.Course!, course.Open).Count);
        Assert.Equal("x | basics: a b | further: c d", Shape(course.PublishAll().Value!.Open!));
    }

    [Theory]
    [InlineData("d", "further: d")]
    [InlineData("x", "x")]
    [InlineData("d c", "further: c d")]
    [InlineData("c a x d b", "x | basics: a b | further: c d")]
    public void A_lesson_is_published_in_the_place_that_it_has_in_the_draft(string lessons, string expected)
    {
        var course = lessons.Split(' ').Aggregate(Course(), (now, lesson) => now.PublishLesson(Lesson(lesson)).Value!);

        Assert.Equal(expected, Shape(course.Open!));
    }

    [Fact]
    public void What_is_taken_out_or_moved_stays_where_students_know_it_until_that_is_published()
    {
        var published = Course().PublishAll().Value!;

        var edited = published.RemoveLesson(Lesson("a")).Value!.PlaceLesson(Lesson("d"), Basics, 0).Value!;
        var changes = CourseChanges.Of(edited.Course!, edited.Open!);

        Assert.Equal("x | basics: a b | further: c d", Shape(edited.Open!));
        Assert.Equal((0, "a", true), (changes.Lessons.Length, Assert.Single(changes.Removed).Id.Value, changes.Arrangement));
        Assert.Equal("x | basics: d b | further: c", Shape(edited.PublishAll().Value!.Open!));
    }

    [Fact]
    public void A_changed_lesson_is_told_from_a_new_one_and_from_one_that_was_saved_unchanged()
    {
        var published = Course().PublishAll().Value!;

        var same = published.PutLesson(Content("a")).Value!;
        var edited = published.PutLesson(Content("a") with { Markdown = "Other." }).Value!.PutLesson(Content("new")).Value!;
        var changes = CourseChanges.Of(edited.Course!, edited.Open!);

        Assert.Same(published, same);
        Assert.Equal(LessonState.Changed, changes.StateOf(Lesson("a")));
        Assert.Equal(LessonState.New, changes.StateOf(Lesson("new")));
        Assert.Equal(LessonState.Published, changes.StateOf(Lesson("b")));
    }

    [Fact]
    public void Of_a_course_stored_before_there_were_drafts_students_see_all_and_keep_it_through_an_edit()
    {
        var old = new CourseRecord { Course = Course().Course! with { Sections = [], Lessons = [new(Lesson("a"), "a"), new(Lesson("b"), "b")] } };

        var edited = old.PutLesson(Content("c")).Value!.RemoveLesson(Lesson("a")).Value!;

        Assert.Equal("a b", Shape(old.Open!));
        Assert.Equal("a b", Shape(edited.Open!));
        Assert.Equal("b c", Shape(edited.PublishAll().Value!.Open!));
    }

    [Theory]
    [InlineData(ReleaseKind.OnDate)]
    [InlineData(ReleaseKind.AfterDays)]
    [InlineData(ReleaseKind.AfterLesson)]
    [InlineData(ReleaseKind.AfterScore)]
    public void A_release_rule_that_lacks_what_belongs_to_it_is_refused(ReleaseKind kind) =>
        Assert.Equal("course.bad_field", Course().SetLesson(Lesson("b"), new LessonTerms { Release = new ReleaseRule(kind) }).Error!.Code);

    [Theory]
    [InlineData(LessonKind.Text, "course.no_points")]
    [InlineData(LessonKind.Video, "course.no_points")]
    [InlineData(LessonKind.Quiz, null)]
    [InlineData(LessonKind.Assignment, null)]
    public void A_lesson_waits_for_a_score_only_where_there_is_one_to_have(LessonKind kind, string? code)
    {
        var course = Course().PutLesson(Content("a") with { Kind = kind }).Value!;
        var rule = new ReleaseRule(ReleaseKind.AfterScore) { Lesson = Lesson("a"), Percent = 50 };

        Assert.Equal(code, course.SetLesson(Lesson("b"), new LessonTerms { Release = rule }).Error?.Code);
    }

    [Fact]
    public void Lessons_never_wait_for_each_other_in_a_circle()
    {
        var waiting = Course()
            .SetLesson(Lesson("b"), After("a")).Value!
            .SetLesson(Lesson("c"), After("b")).Value!;

        Assert.Equal("course.release_circle", waiting.SetLesson(Lesson("a"), After("c")).Error!.Code);
        Assert.Equal("course.release_circle", waiting.SetLesson(Lesson("a"), After("a")).Error!.Code);
        Assert.Null(waiting.SetLesson(Lesson("a"), After("x")).Error);
    }

    [Fact]
    public void Making_the_same_course_twice_is_once_even_where_its_page_has_lists()
    {
        var course = Course();
        var said = Description() with { Tags = ["one", "two"], Objectives = ["To count"] };
        var made = course.Describe(said, course.Course!.Revision, Monday).Value!;

        Assert.Same(made, made.Describe(Description() with { Tags = ["one", "two"], Objectives = ["To count"] }, 0, Monday).Value);
        Assert.Equal("course.slug_taken", made.Describe(said with { Tags = ["two"] }, 0, Monday).Error!.Code);
    }

    [Fact]
    public void A_lesson_is_saved_with_its_terms_and_its_place_or_not_at_all()
    {
        var course = Course();

        var refused = course.SaveLesson(Content("new"), After("nowhere"), Basics, seen: null);
        var saved = course.SaveLesson(Content("new"), After("a"), Basics, seen: null).Value!;

        Assert.Equal("course.bad_field", refused.Error!.Code);
        Assert.Equal("x | basics: a b new | further: c d", Shape(saved.Course!));
        Assert.Equal(After("a"), saved.Course!.Find(Lesson("new"))!.Terms);
    }

    [Fact]
    public void Who_saves_a_lesson_over_other_words_or_other_terms_is_refused()
    {
        var course = Course();
        var seen = LessonMark.Of(course.Course!.Find(Lesson("b"))!);
        var (other, moved) = (Content("b") with { Markdown = "Mine." }, course.PlaceLesson(Lesson("b"), Further, 0).Value!);

        Assert.Equal("course.changed", course.PutLesson(Content("b") with { Markdown = "Theirs." }).Value!.SaveLesson(other, LessonTerms.Usual, null, seen).Error!.Code);
        Assert.Equal("course.changed", course.SetLesson(Lesson("b"), After("a")).Value!.SaveLesson(other, LessonTerms.Usual, null, seen).Error!.Code);
        Assert.Equal("course.no_such_lesson", course.RemoveLesson(Lesson("b")).Value!.SaveLesson(other, LessonTerms.Usual, null, seen).Error!.Code);
        Assert.Null(moved.SaveLesson(other, LessonTerms.Usual, null, seen).Error);
    }

    [Fact]
    public void A_lesson_that_was_taken_out_is_put_back_as_it_was()
    {
        var course = Course().SetLesson(Lesson("b"), After("a")).Value!.PublishAll().Value!;
        var head = course.Course!.Find(Lesson("b"));

        var without = course.RemoveLesson(Lesson("d")).Value!.RemoveLesson(Lesson("b")).Value!.PublishAll().Value!;
        var back = without.PutBack(Lesson("b")).Value!;

        Assert.Equal(["b", "d"], without.OutOfDraft.Select(lesson => lesson.Id.Value));
        Assert.Equal("x | basics: a b | further: c", Shape(back.Course!));
        Assert.Equal(head, back.Course!.Find(Lesson("b")));
        Assert.Equal(["d"], back.OutOfDraft.Select(lesson => lesson.Id.Value));
        Assert.Equal("course.no_such_lesson", course.PutBack(Lesson("e")).Error!.Code);
    }

    [Fact]
    public void What_was_taken_out_before_that_was_remembered_is_put_back_while_students_see_it()
    {
        var course = Course().PublishAll().Value!;
        var old = new CourseRecord { Course = course.RemoveLesson(Lesson("c")).Value!.Course, Published = course.Published };

        Assert.Equal(["c"], old.OutOfDraft.Select(lesson => lesson.Id.Value));
        Assert.Equal("x | basics: a b | further: d c", Shape(old.PutBack(Lesson("c")).Value!.Course!));
    }

    private static LessonTerms After(string lesson) =>
        new() { Release = new ReleaseRule(ReleaseKind.AfterLesson) { Lesson = Lesson(lesson) } };

    // x | basics: a b | further: c d
    private static CourseRecord Course()
    {
        var course = new CourseRecord().Describe(Description(), 0, Monday).Value!.PutLesson(Content("x")).Value!;
        course = course.PutSection(Basics, "Basics").Value!.PutLesson(Content("a")).Value!.PutLesson(Content("b")).Value!;
        return course.PutSection(Further, "Further").Value!.PutLesson(Content("c")).Value!.PutLesson(Content("d")).Value!;
    }

    private static CourseDescription Description() => new(Id<Course>.Parse("algebra"), "en", "Algebra", "", "", "", Published: true);

    private static LessonContent Content(string id) => new(Lesson(id), id, $"Text of {id}.");

    private static Id<Lesson> Lesson(string id) => Id<Lesson>.Parse(id);

    private static string Shape(CourseOutline course) => string.Join(" | ", course.Parts.Select(part =>
        (part.Section is { } section ? section.Id + ": " : "") + string.Join(' ', part.Lessons.Select(lesson => lesson.Id.Value))));
}
