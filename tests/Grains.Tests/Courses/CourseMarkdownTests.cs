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

    private static CourseFile Read(string markdown) => CourseMarkdown.Read(Id<Course>.Parse("bread"), "en", markdown).Value!;
}
