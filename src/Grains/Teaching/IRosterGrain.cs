using Darsgah.Grains.Purposes;

namespace Darsgah.Grains.Teaching;

/// <summary>The students of one course, in the order they came, in segments of bounded size.</summary>
/// <remarks>
/// Key <c>tenant/{course}</c>. One more student costs the same at 100 and at 100,000. It gives out places and seats, which are
/// its own; everything else it shows is a projection of the enrolments.
/// </remarks>
[Alias("teaching.roster"), ServesPurpose("teaching", DataCategory.Account, DataCategory.Profile, DataCategory.Learning)]
public interface IRosterGrain : ITenantScopedGrain
{
    /// <summary>Gives somebody a place, and a seat where seats are counted. Asking again before her line is there changes nothing.</summary>
    /// <param name="slot">The place she had before; null the first time.</param>
    /// <param name="seats">How many seats the course has; null for as many as come.</param>
    /// <returns>Her place; or <see cref="TeachingErrors.CourseFull"/>.</returns>
    [Alias("reserve")]
    Task<Outcome<int>> Reserve(Id<Person> person, int? slot, int? seats);

    /// <summary>Puts a line into its place where whether it holds a seat may be another thing than before.</summary>
    [Alias("put")]
    Task Put(RosterLine line);

    /// <summary>Takes a line out of its place for good, with its grades and the words it is found by; its seat is free. Repeating it changes nothing.</summary>
    [Alias("remove")]
    Task Remove(Id<Person> person, int slot);

    /// <summary>Numbers for lessons; what has none gets one.</summary>
    [Alias("columns")]
    Task<RosterColumns> Columns(ImmutableArray<Id<Lesson>> lessons, ImmutableArray<Id<Lesson>> graded);

    /// <summary>How many places and seats are taken, and the numbers of lessons.</summary>
    [Alias("facts")]
    Task<RosterFacts> Facts();

    /// <summary>A page, newest first.</summary>
    /// <param name="before">The cursor of the page before; null for the first.</param>
    [Alias("page")]
    Task<RosterPage> Page(string? before, int size);

    /// <summary>The grades of the people of a page, in the columns of a sheet: a list of cells for each line, in its order.</summary>
    /// <param name="sheet">From 0.</param>
    [Alias("grades")]
    Task<ImmutableArray<ImmutableArray<GradeCell?>>> Grades(ImmutableArray<RosterLine> lines, int sheet);
}

/// <summary>At most <see cref="RosterSegment.Most"/> lines of a roster.</summary>
/// <remarks>Key <c>tenant/{course}.{n}</c>.</remarks>
[Alias("teaching.roster_segment"), ServesPurpose("teaching", DataCategory.Account, DataCategory.Profile, DataCategory.Learning)]
internal interface IRosterSegmentGrain : ITenantScopedGrain
{
    /// <summary>Adds or replaces a line; returns how many of its lines hold a seat. The same line again writes nothing.</summary>
    [Alias("put")]
    Task<int> Put(RosterLine line);

    /// <summary>Takes the line of a place out; returns how many of the others hold a seat.</summary>
    [Alias("remove")]
    Task<int> Remove(int slot);

    /// <summary>The name in the line of a place; null where there is no line.</summary>
    [Alias("name_at")]
    Task<string?> NameAt(int slot);

    /// <summary>All lines, in the order of their places.</summary>
    [Alias("lines")]
    Task<ImmutableArray<RosterLine>> Lines();
}

/// <summary>The grades of the people of one segment, in one sheet's columns.</summary>
/// <remarks>Key <c>tenant/{course}.{segment}.{sheet}</c>.</remarks>
[Alias("teaching.grade_sheet"), ServesPurpose("teaching", DataCategory.Learning)]
internal interface IGradeSheetGrain : ITenantScopedGrain
{
    /// <summary>Replaces somebody's cells; empty for none. The same again writes nothing.</summary>
    [Alias("put")]
    Task Put(Id<Person> person, string cells);

    /// <summary>Cells of some of them, in their order; empty for who has none.</summary>
    [Alias("cells")]
    Task<ImmutableArray<string>> Cells(ImmutableArray<Id<Person>> people);
}

/// <summary>A course's roster, to be searched, filtered, sorted and counted. Nothing of it is stored.</summary>
/// <remarks>
/// Key <c>tenant/{course}</c>. Names are looked up (<see cref="IRosterWordsGrain"/>), and the lines of a page read. For what has
/// to be sorted or filtered it reads the segments into memory when it is first asked, and afterwards only those that changed; it
/// goes when nobody asks any more.
/// </remarks>
[Alias("teaching.roster_index"), ServesPurpose("teaching", DataCategory.Account, DataCategory.Profile, DataCategory.Learning)]
public interface IRosterIndexGrain : ITenantScopedGrain
{
    /// <summary>A page of the lines that a query finds.</summary>
    [Alias("find")]
    Task<RosterPage> Find(RosterQuery query);

    /// <summary>The places of all lines that a query finds, in its order; for a file, which is written from them piece by piece.</summary>
    [Alias("order")]
    Task<ImmutableArray<int>> Order(RosterQuery query);

    /// <summary>The lines of some places, in their order, as they are now; without those that are there no more.</summary>
    [Alias("lines")]
    Task<ImmutableArray<RosterLine>> Lines(ImmutableArray<int> slots);

    /// <summary>How far the course's students are, lesson by lesson; no line of anybody.</summary>
    /// <param name="lessons">The course's lessons in order.</param>
    [Alias("figures")]
    Task<LessonFigures> Figures(ImmutableArray<Id<Lesson>> lessons);

    /// <summary>A segment changed.</summary>
    [Alias("changed"), Orleans.Concurrency.OneWay]
    Task Changed(int segment);
}
