using System.Text.Json.Serialization;
using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Grains.Courses;

/// <summary>What people see of all courses before they open one, in segments of bounded size.</summary>
/// <remarks>Key <c>tenant/catalogue</c>. One more course costs the same at 10 and at 10,000.</remarks>
[Alias("courses.catalogue")]
public interface ICatalogueGrain : ITenantScopedGrain
{
    /// <summary>All cards, in the order they were made; those not published too. For what has to go through every course.</summary>
    [Alias("cards")]
    Task<ImmutableArray<CourseCard>> Cards();

    /// <summary>The cards that visitors find by all of some words, in their title, what stands under it, teacher or tags.</summary>
    /// <param name="words">Words or pieces of words, folded (<see cref="TextFold"/>); empty for all cards.</param>
    /// <param name="page">From 1; one that does not exist is the nearest that does.</param>
    /// <param name="size">Cards of a page, 1 to 100.</param>
    [Alias("page")]
    Task<CataloguePage> Page(string words, int page, int size);

    /// <summary>The cards that the school's own people find by all of some words, those not published too.</summary>
    /// <param name="teacher">Only what she teaches; null for every course.</param>
    /// <param name="archived">Those that are archived, instead of all others.</param>
    /// <param name="words">Words or pieces of words, folded (<see cref="TextFold"/>); empty for all cards.</param>
    /// <param name="page">From 1; one that does not exist is the nearest that does.</param>
    /// <param name="size">Cards of a page, 1 to 100.</param>
    [Alias("staff_page")]
    Task<CataloguePage> StaffPage(Id<Person>? teacher, bool archived, string words, int page, int size);

    /// <summary>The cards after a course's, in the order they were made; from the first where that course has none.</summary>
    /// <param name="course">An address; empty for the first.</param>
    /// <param name="most">Cards at most.</param>
    /// <param name="drafts">Those too that visitors do not find.</param>
    [Alias("after")]
    Task<ImmutableArray<CourseCard>> After(Id<Course> course, int most, bool drafts);

    /// <summary>How many courses there are, and how far they are.</summary>
    [Alias("counts")]
    Task<CatalogueCounts> Counts();

    /// <summary>The cards of some courses, in their order, published or not; a course that has none is left out.</summary>
    [Alias("of")]
    Task<ImmutableArray<CourseCard>> Of(ImmutableArray<Id<Course>> courses);

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

/// <summary>How many courses a school has, and how far they are.</summary>
/// <param name="All">Drafts too.</param>
/// <param name="Published">Those that are no drafts.</param>
/// <param name="Written">Those that have a lesson.</param>
/// <param name="Ready">Those that are no drafts and have a lesson.</param>
[GenerateSerializer, Immutable, Alias("courses.catalogue_counts")]
public sealed record CatalogueCounts(int All, int Published, int Written, int Ready)
{
    /// <summary>Of one course.</summary>
    public static CatalogueCounts Of(CourseCard card)
    {
        if (card.IsGone)
            return new(0, 0, 0, 0);

        var (published, written) = (card.Published ? 1 : 0, card.Lessons > 0 ? 1 : 0);
        return new(1, published, written, published * written);
    }

    /// <summary>Both together.</summary>
    public static CatalogueCounts operator +(CatalogueCounts one, CatalogueCounts other) =>
        new(one.All + other.All, one.Published + other.Published, one.Written + other.Written, one.Ready + other.Ready);

    /// <summary>One without the other.</summary>
    public static CatalogueCounts operator -(CatalogueCounts one, CatalogueCounts other) =>
        new(one.All - other.All, one.Published - other.Published, one.Written - other.Written, one.Ready - other.Ready);
}

/// <summary>A page of what somebody finds in the catalogue.</summary>
/// <param name="Cards">In the order they were made.</param>
/// <param name="Number">Which page it is, from 1.</param>
/// <param name="Found">How many were found on all pages.</param>
/// <param name="IsMore">There are more than <paramref name="Found"/>: they are not counted further.</param>
/// <param name="Listed">How many courses there are for her without any words.</param>
[GenerateSerializer, Immutable, Alias("courses.catalogue_page")]
public sealed record CataloguePage(ImmutableArray<CourseCard> Cards, int Number, int Found, bool IsMore, int Listed);

/// <summary>A course in the catalogue.</summary>
/// <param name="Slug">Its id and the last part of its address.</param>
/// <param name="Language">Language of the content, BCP 47.</param>
/// <param name="Title">Its title.</param>
/// <param name="Summary">A sentence or two.</param>
/// <param name="Instructor">Who teaches it; empty for nobody named.</param>
/// <param name="Lessons">How many students see.</param>
/// <param name="Published">It is no draft.</param>
[GenerateSerializer, Immutable, Alias("courses.card")]
public sealed record CourseCard(
    Id<Course> Slug, string Language, string Title, string Summary, string Instructor, int Lessons, bool Published)
{
    /// <summary>A line under the title.</summary>
    [Id(7)] public string Subtitle { get; init; } = "";

    /// <summary>Id of a picture among the school's files; empty for none.</summary>
    [Id(8)] public string Cover { get; init; } = "";

    /// <summary>For whom it is.</summary>
    [Id(9)] public CourseLevel Level { get; init; }

    /// <summary>Words that it is found by.</summary>
    [Id(10)] public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>Who finds it, once it is no draft.</summary>
    [Id(11)] public CourseAccess Access { get; init; }

    /// <summary>The direction of the content; null for that of its language.</summary>
    [Id(12)] public TextDirection? Direction { get; init; }

    /// <summary>Who teaches it; for the school's own people, never for visitors.</summary>
    [Id(13)] public ImmutableArray<Id<Person>> Teachers { get; init; } = [];

    /// <summary>The course was deleted; its place is kept and nobody finds it.</summary>
    [Id(14), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsGone { get; init; }

    /// <summary>Visitors find it.</summary>
    [JsonIgnore]
    public bool IsListed => Published && Access == CourseAccess.Public;

    /// <summary>Nobody finds or joins the course any more; who is in it goes on.</summary>
    [JsonIgnore]
    public bool IsArchived => Access == CourseAccess.Archived;

    /// <summary><c>ltr</c> or <c>rtl</c>, of the content.</summary>
    [JsonIgnore]
    public string HtmlDirection => LanguageTag.HtmlDirection(Language, Direction);
}
