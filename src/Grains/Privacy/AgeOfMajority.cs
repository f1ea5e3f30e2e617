using System.Text.Json;

namespace Darsgah.Grains.Privacy;

/// <summary>The calendar that years of age are counted in.</summary>
public enum AgeCalendar
{
    /// <summary>Solar years, as the Gregorian calendar has them.</summary>
    Gregorian = 1,

    /// <summary>Lunar years of the Hijri calendar, reckoned here by the Umm al-Qura calendar.</summary>
    LunarHijri = 2,
}

/// <summary>When somebody is of age in some countries, from a day on.</summary>
/// <param name="Countries">ISO 3166-1 alpha-2.</param>
/// <param name="Years">Completed years.</param>
/// <param name="Calendar">Of which kind.</param>
/// <param name="From">The first day it is in force.</param>
/// <param name="Until">The last day; null without end.</param>
/// <param name="Source">Where it can be read.</param>
/// <param name="Note">What to know about it.</param>
public sealed record MajorityRow(
    ImmutableArray<string> Countries,
    int Years,
    AgeCalendar Calendar,
    DateOnly From,
    LawSource Source,
    DateOnly? Until = null,
    string? Note = null);

/// <summary>The age of majority by country, effective-dated and aware of calendars (E02).</summary>
/// <param name="Rows">Rows as the file has them.</param>
/// <param name="Otherwise">Completed Gregorian years where no row is in force: the highest age known, so that nobody is let in too early.</param>
public sealed record AgeOfMajority(ImmutableArray<MajorityRow> Rows, int Otherwise)
{
    /// <summary>Name of the file.</summary>
    internal const string File = "age-of-majority.json";

    private static readonly Lazy<AgeOfMajority> Ours = new(() => Read(ProfileFiles.Text(File)));

    private static readonly UmAlQuraCalendar Hijri = new();

    /// <summary>The table that ships. Loaded once; hosts load it when they start.</summary>
    /// <exception cref="FormatException">It is broken; the message names row and what is wrong.</exception>
    public static AgeOfMajority Shipped => Ours.Value;

    /// <summary>The row in force; null where there is none.</summary>
    public MajorityRow? RowOf(string country, DateOnly on) => Rows.FirstOrDefault(row =>
        row.Countries.Contains(country, StringComparer.Ordinal) && row.From <= on && (row.Until is null || on <= row.Until));

    /// <summary>Whether somebody born on a day is of age in a country on another day.</summary>
    public bool IsReached(string country, DateOnly born, DateOnly on) => RowOf(country, on) is { } row
        ? YearsOn(row.Calendar, on, born) >= row.Years
        : YearsOn(AgeCalendar.Gregorian, on, born) >= Otherwise;

    /// <summary>The day on which somebody who is not of age will be, by the rows known today; a law to come counts from its own day.</summary>
    /// <param name="after">A day on which she is not.</param>
    public DateOnly ReachedOn(string country, DateOnly born, DateOnly after)
    {
        var rows = Rows.Where(row => row.Countries.Contains(country, StringComparer.Ordinal) && (row.Until is null || row.Until >= after)).ToList();

        // A birthday of one of the laws, or the day on which a law that asks for less begins.
        return rows.SelectMany(row => Birthdays(row.Calendar, row.Years, born).Append(row.From))
            .Concat(Birthdays(AgeCalendar.Gregorian, Otherwise, born))
            .Where(day => day > after && IsReached(country, born, day))
            .Min();
    }

    /// <summary>The first day on which somebody has completed a number of Gregorian years.</summary>
    public static DateOnly YearsReachedOn(int years, DateOnly born) =>
        Birthdays(AgeCalendar.Gregorian, years, born).First(day => YearsOn(AgeCalendar.Gregorian, day, born) >= years);

    // The days about a birthday, in order: which of them it is, the count of years decides.
    private static IEnumerable<DateOnly> Birthdays(AgeCalendar calendar, int years, DateOnly born)
    {
        var about = calendar == AgeCalendar.Gregorian ? born.AddYears(years) : born.AddDays((int)(years * 354.36708));
        return Enumerable.Range(-3, 7).Select(about.AddDays);
    }

    /// <summary>
    /// Completed years. A birthday that a year does not have (29 February; the 30th of a lunar month of 29 days) is the day
    /// after.
    /// </summary>
    public static int YearsOn(AgeCalendar calendar, DateOnly on, DateOnly born)
    {
        // Before 1900-04-30 the BCL's table has no dates; nobody born then is young by any calendar.
        if (calendar == AgeCalendar.Gregorian || born < DateOnly.FromDateTime(Hijri.MinSupportedDateTime).AddDays(1))
            return Years((on.Year, on.Month, on.Day), (born.Year, born.Month, born.Day));

        return Years(InHijri(on), InHijri(born));
    }

    /// <summary>Reads and checks the table.</summary>
    /// <exception cref="FormatException">The message names each row and what is wrong with it, a line each.</exception>
    internal static AgeOfMajority Read(string text)
    {
        AgeOfMajority table;

        try
        {
            table = JsonSerializer.Deserialize<AgeOfMajority>(text, ProfileFiles.Json) ?? throw new JsonException("The file is empty.");
        }
        catch (JsonException error)
        {
            throw new FormatException($"{File}: {error.Path ?? "$"}: {error.Message}", error);
        }

        var faults = table.Rows.SelectMany((row, index) => Check(row).Select(fault => (index, fault)))
            .Concat(table.Rows
                .SelectMany((row, index) => row.Countries.Select(country => (country, index, row)))
                .GroupBy(row => row.country, StringComparer.Ordinal)
                .SelectMany(group => ProfileFiles.Sequence(group.Select(row => (row.index, row.row.From, row.row.Until))))
                .Distinct())
            .Select(fault => string.Create(CultureInfo.InvariantCulture, $"{File}: rows[{fault.Item1}]: {fault.Item2}"))
            .ToList();

        if (table.Otherwise < table.Rows.Select(row => row.Years).DefaultIfEmpty(1).Max())
            faults.Add($"{File}: otherwise: where nothing is known, the highest age of any row is the least that is safe.");

        return faults.Count == 0 ? table : throw new FormatException(string.Join(Environment.NewLine, faults));
    }

    private static IEnumerable<string> Check(MajorityRow row)
    {
        if (row.Countries.IsDefaultOrEmpty)
            yield return "countries: name at least one.";

        foreach (var country in row.Countries)
        {
            if (ProfileFiles.Country(country) is { } fault)
                yield return $"countries: {fault}";
        }

        if (row.Years is < 15 or > 25)
            yield return string.Create(CultureInfo.InvariantCulture, $"years: {row.Years} is no age of majority.");

        if (row.Until < row.From)
            yield return $"until: {row.Until:O} is before {row.From:O}, on which it begins.";

        if (ProfileFiles.Source(row.Source, row.Note) is { } source)
            yield return source;
    }

    private static int Years((int Year, int Month, int Day) on, (int Year, int Month, int Day) born) =>
        on.Year - born.Year - ((on.Month, on.Day).CompareTo((born.Month, born.Day)) < 0 ? 1 : 0);

    private static (int Year, int Month, int Day) InHijri(DateOnly day)
    {
        var noon = day.ToDateTime(new TimeOnly(12, 0));
        return (Hijri.GetYear(noon), Hijri.GetMonth(noon), Hijri.GetDayOfMonth(noon));
    }
}
