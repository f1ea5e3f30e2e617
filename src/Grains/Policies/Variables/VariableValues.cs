using Darsgah.Grains.Privacy;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.Policies.Variables;

/// <summary>What the names in a text stand for, in each language.</summary>
/// <param name="Effective">The day from which the version is in force, where the school is.</param>
/// <param name="Number">Of the version.</param>
public sealed record VariableValues(SchoolProfile Profile, string Host, DateOnly Effective, int Number)
{
    /// <summary>All names, in the order in which they are offered.</summary>
    public static ImmutableArray<string> Names { get; } =
    [
        "school.name", "school.site", "contact.email", "controller.name", "controller.licence", "controller.address", "effective.date",
        "version.number",
    ];

    /// <summary>The values of a school for a version.</summary>
    /// <param name="effective">From when it is in force, UTC.</param>
    public static VariableValues Of(School school, DateTimeOffset effective, int number)
    {
        ArgumentNullException.ThrowIfNull(school);
        return new(school.Profile, school.Hosts.FirstOrDefault(""), school.DayAt(effective), number);
    }

    /// <summary>A value in a language; empty where the school has not set it, null where there is no such name.</summary>
    public string? Of(string name, string language) => name switch
    {
        "school.name" => Profile.NameIn(language),
        "school.site" => Host.Length > 0 ? $"https://{Host}" : "",
        "contact.email" => Profile.Contact,
        "controller.name" => Profile.Controller.Name,
        "controller.licence" => Profile.Controller.Licence,
        "controller.address" => Profile.Controller.Address.ReplaceLineEndings(", "),
        "effective.date" => WrittenDay.In(Effective, language),
        "version.number" => WrittenDay.Digits(Number.ToString(CultureInfo.InvariantCulture), language),
        _ => null,
    };
}
