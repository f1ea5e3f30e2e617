using System.Collections.Immutable;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;

namespace Darsgah.Grains.Tests.Courses;

/// <summary>A whole course from one Markdown file, and from a copy.</summary>
public class CourseMarkdownTests
{
    private const string Bread = """
        # Bread
        > In short.
        Instructor: Joan
        Subtitle: With patience
        Level: beginner
        Tags: bread, خمیر، flour
        Learn: Bake
        Learn: Wait
        Need: An oven

        # At home {#home}

        ## Flour {#flour}
        Words.

        # No section: it has no id

        ## Oven
        <!-- optional -->
        <!-- after: flour -->

        Hot.
        """;

    [Fact]
    public void A_file_says_what_its_page_says_its_sections_and_its_terms()
    {
        var file = Read(Bread);

        Assert.Equal(("Joan", "With patience", CourseLevel.Beginner), (file.Description.Instructor, file.Description.Subtitle, file.Description.Level));
        Assert.Equal(["bread", "خمیر", "flour"], file.Description.Tags);
        Assert.Equal((2, 1), (file.Description.Objectives.Length, file.Description.Requirements.Length));
        Assert.Equal([new SectionHead(Id<Section>.Parse("home"), "At home")], file.Sections);
        Assert.Equal(["Words.\n\n# No section: it has no id", "Hot."], file.Lessons.Select(lesson => lesson.Markdown));
        Assert.Equal(["home", "home"], file.Heads.Select(head => head.Section.Value));
        Assert.Equal((true, "flour"), (file.Heads[1].Terms.Optional, file.Heads[1].Terms.Release!.Lesson.Value));
    }

    [Fact]
    public void A_file_of_old_has_no_sections_and_says_what_it_said()
    {
        var file = Read("# Algebra\n\nSummary.\n\n## One\n\nInstructor: is no label here.\n\n# A heading\n");

        Assert.Equal("Summary.", file.Description.Description);
        Assert.Equal("Instructor: is no label here.\n\n# A heading", Assert.Single(file.Lessons).Markdown);
        Assert.Empty(file.Sections);
        Assert.Equal("lesson-1", file.Lessons[0].Id.Value);
    }

    [Theory]
    [InlineData(1, "course.bad_field")]
    [InlineData(2, "course.bad_field")]
    [InlineData(3, "course.bad_field")]
    [InlineData(4, "course.slug_taken")]
    [InlineData(5, "course.release_circle")]
    [InlineData(0, null)]
    public void A_copy_is_made_whole_or_not_at_all(int fault, string? refusal)
    {
        var file = Read(Bread);
        var copy = new CourseCopy(file.Description, file.Sections, file.Heads, file.Lessons);
        var record = new CourseRecord();

        copy = fault switch
        {
            1 => copy with { Contents = copy.Contents.RemoveAt(0) },
            2 => copy with { Sections = [copy.Sections[0], copy.Sections[0]] },
            3 => copy with { Contents = [.. copy.Contents.Select(content => content with { Title = "" })] },
            5 => copy with { Lessons = [.. copy.Lessons.Select(lesson => lesson with { Terms = new LessonTerms { Release = new ReleaseRule(ReleaseKind.AfterLesson) { Lesson = lesson.Id } } })] },
            _ => copy,
        };

        if (fault == 4)
            record = record.Take(copy, DateTimeOffset.UnixEpoch).Value!;

        var made = record.Take(copy, DateTimeOffset.UnixEpoch);

        Assert.Equal(refusal, made.Error?.Code);
        Assert.True(made.Error is not null || (!made.Value!.Course!.Description.Published && made.Value.Open!.Lessons.IsEmpty && made.Value.Course.Lessons.Length == 2));
    }

    [Fact]
    public void A_file_changes_what_it_says_of_a_course_and_leaves_the_rest()
    {
        var monday = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
        var (flour, oven) = (Id<Lesson>.Parse("flour"), Id<Lesson>.Parse("lesson-2"));
        var kept = new CourseDescription(Id<Course>.Parse("bread"), "de", "Old", "", "", "", Published: false)
        {
            Access = CourseAccess.Invitation,
            Cover = "cover",
            Seats = 12,
            JoinFrom = monday,
            JoinUntil = monday.AddDays(7),
            Prerequisites = [Id<Course>.Parse("fire")],
            Direction = Darsgah.Grains.Policies.Texts.TextDirection.RightToLeft,
            WatchPercent = 70,
            Tags = ["old"],
        };
        var draft = new CourseOutline(
            kept,
            [
                new LessonHead(flour, "Flour") { Kind = LessonKind.Video, Terms = new LessonTerms { Release = new ReleaseRule(ReleaseKind.OnDate) { At = monday } } },
                new LessonHead(oven, "Oven") { Terms = new LessonTerms { Release = new ReleaseRule(ReleaseKind.OnDate) { At = monday } } },
            ],
            Revision: 3,
            monday);
        var film = new LessonContent(flour, "Film", "Old words.") { Kind = LessonKind.Video, Media = new Darsgah.Grains.Media.LessonMedia(Id<Darsgah.Grains.Media.MediaFile>.Parse("film")) };

        var file = Read(Bread).Over(draft, [film, new LessonContent(oven, "Oven", "Cold.")]);

        Assert.Equal(
            kept with { Title = "", Tags = [], Prerequisites = [] },
            file.Description with
            {
                Language = "de",
                Title = "",
                Subtitle = "",
                Summary = "",
                Instructor = "",
                Level = CourseLevel.All,
                Tags = [],
                Objectives = [],
                Requirements = [],
                Prerequisites = [],
            });
        Assert.Equal(("en", "Bread", 3, "fire"), (file.Description.Language, file.Description.Title, file.Description.Tags.Length, Assert.Single(file.Description.Prerequisites).Value));
        Assert.Equal(film with { Title = "Flour", Markdown = "Words.\n\n# No section: it has no id" }, file.Lessons[0]);
        Assert.Equal(new LessonContent(oven, "Oven", "Hot."), file.Lessons[1]);
        Assert.Equal([ReleaseKind.OnDate, ReleaseKind.AfterLesson], file.Heads.Select(head => head.Terms.Release!.Kind));
    }

    private static CourseFile Read(string markdown) => CourseMarkdown.Read(Id<Course>.Parse("bread"), "en", markdown).Value!;
}
