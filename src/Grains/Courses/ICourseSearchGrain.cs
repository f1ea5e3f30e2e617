namespace Darsgah.Grains.Courses;

/// <summary>What the published lessons of one course say, and what is said in their recordings, to be searched.</summary>
/// <remarks>
/// Key <c>tenant/{course}</c>. The texts are kept in segments that are written when lessons are published, and are in memory
/// from the first search on: a search reads no lesson, and the second one reads nothing at all. Questions of a quiz are not in
/// it, nor is any draft.
/// </remarks>
[Alias("courses.search")]
public interface ICourseSearchGrain : ITenantScopedGrain
{
    /// <summary>The course's published lessons have changed. What says what it said is not read again.</summary>
    [Alias("index")]
    Task Index(ImmutableArray<LessonHead> lessons);

    /// <summary>The lessons that have every word, in their title, text or captions, in the order given; those with one in the title first.</summary>
    /// <param name="words">Folded (<see cref="SearchText.Words"/>).</param>
    /// <param name="open">Lessons that are open to whoever asks: no other is found.</param>
    /// <param name="most">At most so many.</param>
    [Alias("find")]
    Task<ImmutableArray<LessonHit>> Find(ImmutableArray<string> words, ImmutableArray<LessonHead> open, int most);
}

/// <summary>Texts of some lessons of a course.</summary>
/// <remarks>Key <c>tenant/{course}.{n}</c>.</remarks>
[Alias("courses.texts")]
internal interface ICourseTextsGrain : ITenantScopedGrain
{
    [Alias("all")]
    Task<ImmutableArray<LessonText>> All();

    [Alias("keep")]
    Task Keep(ImmutableArray<LessonText> texts);
}

/// <summary>A lesson in which something was found.</summary>
/// <param name="InTitle">A word of it stands in the title.</param>
/// <param name="Fragment">Where in its text; nothing where the text is empty.</param>
[GenerateSerializer, Immutable, Alias("courses.lesson_hit")]
public sealed record LessonHit(LessonHead Lesson, bool InTitle, ImmutableArray<FoundPart> Fragment);

/// <summary>The words of a lesson.</summary>
[GenerateSerializer, Immutable, Alias("courses.lesson_text")]
internal sealed record LessonText(Id<Lesson> Lesson, string Text);
