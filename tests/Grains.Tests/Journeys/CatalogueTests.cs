using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;

namespace Darsgah.Grains.Tests.Journeys;

/// <summary>A school's catalogue over real files: in order, whatever its length, and whole after a restart.</summary>
public sealed class CatalogueTests : IAsyncLifetime
{
    private RealSilo silo = null!;

    public async ValueTask InitializeAsync() => silo = await RealSilo.Start();

    public ValueTask DisposeAsync() => silo.DisposeAsync();

    [Fact]
    public async Task Courses_beyond_a_segment_keep_their_order_and_change_in_their_place()
    {
        var school = await silo.School("north");
        string[] slugs = [.. Enumerable.Range(1, 250).Select(number => $"course-{number}")];

        foreach (var slug in slugs)
            await Put(school, slug, "First title");

        await Put(school, "course-3", "Other title");
        await Put(school, "course-150", "Other title");
        await silo.Restart();
        await Put(school, "course-249", "Other title");

        var cards = await silo.In(school, tenant => tenant.Catalogue.Cards());
        Assert.Equal(slugs, cards.Select(card => card.Slug.Value));
        Assert.Equal(
            ["course-3", "course-150", "course-249"],
            cards.Where(card => card.Title == "Other title").Select(card => card.Slug.Value));
    }

    [Fact]
    public async Task The_revision_moves_with_every_change_and_with_nothing_else()
    {
        var school = await silo.School("north");
        await Put(school, "algebra", "Algebra");
        var revision = await Revision(school);

        await Put(school, "algebra", "Algebra");
        Assert.Equal(revision, await Revision(school));

        await Put(school, "algebra", "Algebra I");
        Assert.Equal(revision + 1, await Revision(school));
    }

    [Fact]
    public async Task A_card_that_a_crash_kept_out_is_there_when_the_course_is_next_looked_at()
    {
        var school = await silo.School("north");
        var algebra = Id<Course>.Parse("algebra");
        await silo.In(school, tenant => tenant.Course(algebra).Describe(
            new CourseDescription(algebra, "en", "Algebra", "", "", "", Published: true), expectedRevision: 0));
        var card = (await silo.In(school, tenant => tenant.Catalogue.Cards())).Single();

        // As it was before: the crash came between the course and its card.
        await Put(school, "algebra", "Of yesterday");
        await silo.Restart();
        await silo.In(school, tenant => tenant.Course(algebra).Outline());

        Assert.Equal([card], await silo.In(school, tenant => tenant.Catalogue.Cards()));
    }

    private Task<int> Revision(Id<Tenant> school) => silo.In(school, tenant => tenant.Catalogue.Revision());

    private Task<bool> Put(Id<Tenant> school, string slug, string title) => silo.In(school, async tenant =>
    {
        await tenant.Catalogue.Put(new CourseCard(Id<Course>.Parse(slug), "en", title, "", "Nadia", Lessons: 1, Published: true));
        return true;
    });
}
