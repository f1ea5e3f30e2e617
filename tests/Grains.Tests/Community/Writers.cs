using Darsgah.Grains.Common;
using Darsgah.Grains.Community;

namespace Darsgah.Grains.Tests.Community;

/// <summary>People and places of the tests on what people write to each other.</summary>
internal static class Writers
{
    public static readonly DateTimeOffset At = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public static Id<Course> Course { get; } = Id<Course>.Parse("algebra");

    public static Id<Lesson> Lesson { get; } = Id<Lesson>.Parse("one");

    public static Poster Ada { get; } = new(Id<Person>.Parse("ada"), "Ada", Teaches: false);

    public static Poster Bashir { get; } = new(Id<Person>.Parse("bashir"), "Bashir", Teaches: false);

    public static Poster Nadia { get; } = new(Id<Person>.Parse("nadia"), "Nadia", Teaches: true);

    public static Id<Post> Id(int number) => Id<Post>.Parse(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"p{number:0000}"));

    public static Post Post(Poster by, string text = "Why?", int number = 1) => new(Id(number), by, text, At);
}
