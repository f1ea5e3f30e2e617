using System.Globalization;
using Darsgah.Grains.Common;

namespace Darsgah.Gateway.Pages.Admin.Teaching;

/// <summary>Addresses of what a course's staff see of its people.</summary>
internal static class TeachingPlaces
{
    public static string People(Id<Course> course) => $"{AdminPlaces.Course(course)}/people";

    public static string Student(Id<Course> course, Id<Person> person) => $"{People(course)}/{person}";

    public static string Chosen(Id<Course> course) => $"{People(course)}/chosen";

    /// <summary>Where a teacher writes to a student.</summary>
    public static string Message(Id<Course> course, Id<Person> person) => $"/courses/{course}/messages/{person}";

    public static string AtRisk(Id<Course> course) => $"{People(course)}/at-risk";

    public static string PeopleFile(Id<Course> course) => $"{People(course)}/export";

    public static string Grades(Id<Course> course) => $"{AdminPlaces.Course(course)}/grades";

    public static string GradesFile(Id<Course> course) => $"{Grades(course)}/export";

    public static string Cohorts(Id<Course> course) => $"{AdminPlaces.Course(course)}/cohorts";

    public static string Invitations(Id<Course> course) => $"{AdminPlaces.Course(course)}/invitations";

    public static string Import(Id<Course> course) => $"{Invitations(course)}/import";

    public static string Figures(Id<Course> course) => $"{AdminPlaces.Course(course)}/figures";

    /// <summary>An address with those of the values that are not empty.</summary>
    public static string With(string path, params (string Name, string? Value)[] values)
    {
        var query = string.Join('&', values
            .Where(pair => !string.IsNullOrEmpty(pair.Value))
            .Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Name}={Uri.EscapeDataString(pair.Value!)}")));

        return query.Length > 0 ? $"{path}?{query}" : path;
    }
}
