using System.Collections.Immutable;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;

namespace Darsgah.Grains.Tests.Courses;

/// <summary>The index of a course, over real files.</summary>
public sealed class CourseSearchTests : IAsyncLifetime
{
    private static readonly Id<Course> Algebra = Id<Course>.Parse("algebra");

    private RealSilo silo = null!;
    private Id<Tenant> school;

    public async ValueTask InitializeAsync()
    {
        silo = await RealSilo.Start();
        school = await silo.School("north");
        await In(tenant => tenant.Course(Algebra).Describe(new CourseDescription(Algebra, "en", "Algebra", "", "", "", Published: true), 0));
    }

    public ValueTask DisposeAsync() => silo.DisposeAsync();

    [Fact]
    public async Task What_is_published_is_found_and_no_draft_also_after_a_restart()
    {
        await Put("one", "One", "All about **parabolas**.");
        var draft = await Find("parabolas");
        await Publish();
        await Put("one", "One", "All about hyperbolas.");
        var before = await Find("parabolas");
        await silo.Restart();
        var after = await Find("parabolas");
        var changed = await Find("hyperbolas");
        await Publish();

        Assert.Empty(draft);
        Assert.Equal(["one", "one"], before.Concat(after));
        Assert.Empty(changed);
        Assert.Empty(await Find("parabolas"));
        Assert.Equal(["one"], await Find("hyperbolas"));
    }

    [Fact]
    public async Task A_lesson_that_is_not_open_to_her_or_was_taken_out_is_not_found()
    {
        await Put("one", "One", "parabolas");
        await Put("two", "Two", "parabolas too");
        await Publish();
        var outline = (await In(tenant => tenant.Course(Algebra).Outline()))!;

        var open = await In(tenant => tenant.CourseSearch(Algebra).Find(["parabolas"], [outline.Lessons[1]], 10));
        await In(tenant => tenant.Course(Algebra).RemoveLesson(Id<Lesson>.Parse("one")));
        await Publish();

        Assert.Equal("two", Assert.Single(open).Lesson.Id.Value);
        Assert.Equal(["two"], await Find("parabolas"));
        Assert.Empty(await In(tenant => tenant.CourseSearch(Algebra).Find(["parabolas"], [outline.Lessons[0]], 10)));
    }

    [Fact]
    public async Task Words_are_found_in_title_and_text_together_and_titles_come_first()
    {
        await Put("one", "First", "about circles");
        await Put("two", "Circles", "and more");
        await Publish();

        Assert.Equal(["two", "one"], await Find("circle"));
        Assert.Equal(["two"], await Find("more circles"));
    }

    [Fact]
    public async Task Long_texts_of_many_lessons_are_kept_in_segments_and_a_text_that_grows_moves_to_another()
    {
        var words = string.Join(' ', Enumerable.Range(0, 3_000).Select(number => $"word{number}"));

        for (var number = 0; number < 6; number++)
            await Put($"lesson-{number}", $"Lesson {number}", $"{words} only{number}");

        await Publish();
        await Put("lesson-0", "Lesson 0", $"{words} {words[..20_000]} grown");
        await Publish();
        await silo.Restart();

        Assert.Equal(["lesson-0"], await Find("grown"));
        Assert.Equal(["lesson-5"], await Find("only5"));
        Assert.Equal(6, (await Find("word2999")).Count);
        Assert.Empty(await Find("only0"));
    }

    [Fact]
    public void A_segment_is_never_too_full_unless_one_text_alone_is()
    {
        var random = new Random(7);
        var record = new CourseSearchRecord { Version = CourseSearchRecord.Newest };

        for (var step = 0; step < 400; step++)
        {
            var head = new LessonHead(Id<Lesson>.Parse($"lesson-{random.Next(60)}"), "Lesson") { Mark = $"{step}" };
            record = record.With(head, random.Next(10) == 0 ? 60_000 : random.Next(20_000));
            record = record.Only([.. record.Lessons.Where(_ => random.Next(30) > 0).Select(lesson => new LessonHead(lesson.Lesson, "Lesson"))]);
        }

        Assert.All(
            record.Lessons.GroupBy(lesson => lesson.Segment),
            segment => Assert.True(segment.Count() == 1 || segment.Sum(lesson => lesson.Length) <= CourseSearchRecord.MostCharacters));
        Assert.Equal(record.Lessons.Length, record.Lessons.Select(lesson => lesson.Lesson).Distinct().Count());
        Assert.InRange(record.Segments, 1, 60);
        Assert.Equal(CourseSearchRecord.Newest, record.Version);
    }

    private async Task<List<string>> Find(string query)
    {
        var outline = (await In(tenant => tenant.Course(Algebra).Outline()))!;
        var hits = await In(tenant => tenant.CourseSearch(Algebra).Find(SearchText.Words(query), outline.Lessons, 10));
        return [.. hits.Select(hit => hit.Lesson.Id.Value)];
    }

    private Task<Outcome<CourseOutline>> Put(string id, string title, string markdown) =>
        In(tenant => tenant.Course(Algebra).PutLesson(new LessonContent(Id<Lesson>.Parse(id), title, markdown)));

    private Task<Outcome<CourseOutline>> Publish() => In(tenant => tenant.Course(Algebra).PublishAll());

    private Task<T> In<T>(Func<TenantGrains, Task<T>> work) => silo.In(school, work, "grace");
}
