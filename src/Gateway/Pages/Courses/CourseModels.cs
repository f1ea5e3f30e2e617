using Darsgah.Gateway.Localization;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Learning;
using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Gateway.Pages.Courses;

/// <param name="Cards">Published courses that were found.</param>
/// <param name="Query">What was looked for, as typed; empty for everything.</param>
/// <param name="Any">The school has published a course at all.</param>
public sealed record CourseListModel(ImmutableArray<CourseCard> Cards, string Query, bool Any)
{
    private const int LongestQuery = 100;

    /// <summary>The published cards whose title, summary or teacher has every word of the query, whatever keyboard typed it.</summary>
    public static CourseListModel Of(ImmutableArray<CourseCard> cards, string? query)
    {
        var asked = (query ?? "").Trim();
        asked = asked.Length > LongestQuery ? asked[..LongestQuery] : asked;
        ImmutableArray<CourseCard> published = [.. cards.Where(card => card.Published)];
        var words = TextFold.Fold(WellFormed(asked)).Split(' ', StringSplitOptions.RemoveEmptyEntries);

        return new([.. published.Where(card => Matches(card, words))], asked, !published.IsEmpty);
    }

    private static bool Matches(CourseCard card, string[] words)
    {
        if (words.Length == 0)
            return true;

        var text = TextFold.Fold($"{card.Title} {card.Summary} {card.Instructor}");
        return words.All(word => text.Contains(word, StringComparison.Ordinal));
    }

    // Cutting may leave half a character, which normalisation refuses.
    private static string WellFormed(string text) => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text));
}

/// <param name="Enrollment">Her place in the course, or null.</param>
/// <param name="SignedIn">Somebody is signed in.</param>
public sealed record CoursePageModel(CourseOutline Outline, Enrollment? Enrollment, bool SignedIn)
{
    /// <summary>Her way through it, where she is in it.</summary>
    public CourseWay? Way => Enrollment is null ? null : new(Outline, Enrollment);

    /// <summary>What its page says.</summary>
    public CourseDescription Description => Outline.Description;

    /// <summary><c>ltr</c> or <c>rtl</c>, of the course's language.</summary>
    public string Direction => LanguageTag.HtmlDirection(Description.Language);

    /// <summary>Its address.</summary>
    public string Address => $"/courses/{Description.Slug}";
}

/// <param name="Lesson">What it says.</param>
public sealed record LessonPageModel(CourseOutline Outline, Enrollment Enrollment, LessonContent Lesson)
{
    /// <summary>Her way through the course.</summary>
    public CourseWay Way => new(Outline, Enrollment);

    /// <summary>Language of the content.</summary>
    public string Language => Outline.Description.Language;

    /// <summary><c>ltr</c> or <c>rtl</c>, of the content.</summary>
    public string Direction => LanguageTag.HtmlDirection(Language);

    /// <summary>Address of the course.</summary>
    public string Course => $"/courses/{Outline.Description.Slug}";

    /// <summary>Address of a lesson of it.</summary>
    public string Address(LessonHead lesson) => $"{Course}/lessons/{lesson.Id}";

    /// <summary>When she finished it; null before.</summary>
    public DateTimeOffset? DoneAt => Enrollment.Completed.FirstOrDefault(done => done.Lesson == Lesson.Id)?.At;
}

/// <param name="Ways">Her courses, the one she was in last first.</param>
public sealed record LearnPageModel(ImmutableArray<CourseWay> Ways)
{
    /// <summary>The course to go on with: the last one that is not finished.</summary>
    public CourseWay? Continue => Ways.FirstOrDefault(way => way.Continue is not null);

    /// <summary>Her courses; one that is gone counts no more.</summary>
    public static LearnPageModel Of(IEnumerable<CourseWay?> ways) =>
        new([.. ways.OfType<CourseWay>().OrderByDescending(way => way.LastAt)]);
}
