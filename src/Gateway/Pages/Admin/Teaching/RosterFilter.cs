using Darsgah.Gateway.Http;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Learning;
using Darsgah.Grains.Teaching;

namespace Darsgah.Gateway.Pages.Admin.Teaching;

/// <summary>What somebody looks for in a roster.</summary>
/// <param name="Words">As typed.</param>
public sealed record RosterFilter(string Words, EnrollmentState? State, string Cohort, RosterSort Sort)
{
    private const int LongestWords = 100;

    /// <summary>Everybody, newest first.</summary>
    public static RosterFilter None { get; } = new("", null, "", RosterSort.Newest);

    /// <summary>True where nothing is looked for and nothing sorted.</summary>
    public bool IsPlain => this == None;

    /// <summary>The filter that an address says; what it cannot say is left out.</summary>
    public static RosterFilter Of(string? words, string? state, string? cohort, string? sort) => new(
        Cut(FormText.Line(words ?? "")),
        Choice<EnrollmentState>(state),
        cohort is { Length: > 0 and <= 20 } ? cohort : "",
        Choice<RosterSort>(sort) ?? RosterSort.Newest);

    internal RosterQuery ToQuery(CourseOutline outline, string? after, int size) => new(
        TextFold.Fold(Words), State, Cohort, Risk: null, Sort, [.. CompletionRules.Needed(outline).Select(lesson => lesson.Id)], after, size);

    /// <summary>A page of who is found. The plain list costs the same at any number; what is searched or sorted is looked up in memory.</summary>
    internal Task<Grains.Teaching.RosterPage> Page(TenantRequest request, CourseOutline outline, string? after, int size) => IsPlain
        ? request.Grains.Roster(outline.Description.Slug).Page(after, size)
        : request.Grains.RosterIndex(outline.Description.Slug).Find(ToQuery(outline, after, size));

    internal string Address(string path, string? after, params ReadOnlySpan<(string Name, string? Value)> more) => TeachingPlaces.With(
        path,
        [
            ("q", Words),
            ("state", State?.ToString().ToLowerInvariant()),
            ("cohort", Cohort),
            ("sort", Sort == RosterSort.Newest ? null : Sort.ToString().ToLowerInvariant()),
            ("after", after),
            .. more,
        ]);

    private static T? Choice<T>(string? value)
        where T : struct, Enum =>
        Enum.GetNames<T>().FirstOrDefault(name => string.Equals(name.ToLowerInvariant(), value, StringComparison.Ordinal)) is { } found
            ? Enum.Parse<T>(found)
            : null;

    private static string Cut(string words)
    {
        if (words.Length <= LongestWords)
            return words;

        return words[..(char.IsHighSurrogate(words[LongestWords - 1]) ? LongestWords - 1 : LongestWords)];
    }
}
