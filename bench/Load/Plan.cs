using System.Text.Json;

namespace Darsgah.Load;

/// <summary>How much of everything a run does.</summary>
/// <param name="Rounds">Rounds of each measurement; the median counts.</param>
/// <param name="Seconds">Length of a round.</param>
/// <param name="Callers">Connections at a time.</param>
/// <param name="Writers">Writers of consents at a time.</param>
/// <param name="Schools">Numbers of schools to start with, rising.</param>
internal sealed record Plan(
    int Rounds, double Seconds, int Callers, int Writers, int Courses, int Lessons, int Starts, int[] Schools)
{
    public static Plan Smoke { get; } = new(1, 0.5, 2, 64, Courses: 3, Lessons: 12, Starts: 1, [1, 50]);

    public static Plan Full { get; } = new(5, 3, 16, 256, Courses: 12, Lessons: 40, Starts: 3, [1, 1_000, 10_000]);

    public TimeSpan Round => TimeSpan.FromSeconds(Seconds);

    /// <summary>As an argument of a child.</summary>
    public string Written() => JsonSerializer.Serialize(this);

    public static Plan Read(string written) => JsonSerializer.Deserialize<Plan>(written)!;
}
