namespace Darsgah.Grains.Courses;

/// <summary>What a visitor can see of all courses, in segments of bounded size.</summary>
/// <remarks>Key <c>tenant/catalogue</c>. One more course costs the same at 10 and at 10,000.</remarks>
[Alias("courses.catalogue")]
public interface ICatalogueGrain : ITenantScopedGrain
{
    /// <summary>All cards, in the order they were made; those not published too.</summary>
    [Alias("cards")]
    Task<ImmutableArray<CourseCard>> Cards();

    /// <summary>One more with each change of a card.</summary>
    [Alias("revision")]
    Task<int> Revision();

    /// <summary>Adds or replaces a card.</summary>
    [Alias("put")]
    Task Put(CourseCard card);
}

/// <summary>At most 100 cards of the catalogue, after those that it keeps itself.</summary>
/// <remarks>Key <c>tenant/catalogue.{n}</c>.</remarks>
[Alias("courses.catalogue_segment")]
internal interface ICatalogueSegmentGrain : ITenantScopedGrain
{
    /// <summary>The cards, oldest first.</summary>
    [Alias("cards")]
    Task<ImmutableArray<CourseCard>> Cards();

    /// <summary>Adds or replaces a card.</summary>
    [Alias("put")]
    Task Put(CourseCard card);
}

/// <summary>A course in the catalogue.</summary>
/// <param name="Slug">Its id and the last part of its address.</param>
/// <param name="Language">Language of the content, BCP 47.</param>
/// <param name="Title">Its title.</param>
/// <param name="Summary">A sentence or two.</param>
/// <param name="Instructor">Who teaches it; empty for nobody named.</param>
/// <param name="Lessons">How many it has.</param>
/// <param name="Published">Visitors see it.</param>
[GenerateSerializer, Immutable, Alias("courses.card")]
public sealed record CourseCard(
    Id<Course> Slug, string Language, string Title, string Summary, string Instructor, int Lessons, bool Published);
