using System.Text.Json;

namespace Darsgah.Load;

/// <summary>How much of everything a run does.</summary>
/// <param name="Rounds">Rounds of each measurement; the median counts.</param>
/// <param name="Seconds">Length of a round.</param>
/// <param name="Callers">Connections at a time.</param>
/// <param name="Writers">Writers of consents at a time.</param>
/// <param name="Readers">People who are asked again in a round of a policy's change.</param>
/// <param name="Members">Members of the large school, in whole segments of its list.</param>
/// <param name="Soak">Seconds for which each mix goes on while its memory is watched.</param>
/// <param name="Rests">Whether what is left in memory is looked at when everything has been put away.</param>
/// <param name="Schools">Numbers of schools to start with, rising.</param>
internal sealed record Plan(
    int Rounds,
    double Seconds,
    int Callers,
    int Writers,
    int Courses,
    int Lessons,
    int Readers,
    int Members,
    double Soak,
    bool Rests,
    int Starts,
    int[] Schools)
{
    public static Plan Smoke { get; } =
        new(1, 0.4, 2, 64, Courses: 3, Lessons: 12, Readers: 4, Members: 2_000, Soak: 0.5, Rests: false, Starts: 1, [1, 50]);

    public static Plan Full { get; } = new(
        3, 2, 16, 256, Courses: 16, Lessons: 40, Readers: 1_600, Members: 1_000_000, Soak: 15, Rests: true, Starts: 3, [10, 1_000, 10_000]);

    public TimeSpan Round => TimeSpan.FromSeconds(Seconds);

    /// <summary>As an argument of a child.</summary>
    public string Written() => JsonSerializer.Serialize(this);

    public static Plan Read(string written) => JsonSerializer.Deserialize<Plan>(written)!;
}
