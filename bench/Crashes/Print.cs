using System.Globalization;
using System.Reflection;

namespace Darsgah.Crashes;

/// <summary>What the command says.</summary>
internal static class Print
{
    private const int MostShown = 20;

    private static int planted;
    private static int caught;

    /// <summary>Progress, on standard error.</summary>
    public static void Progress(string line) => Console.Error.WriteLine(line);

    /// <summary>The result of a run. True where nothing is wrong.</summary>
    public static bool Result(string what, IReadOnlyCollection<string> wrong)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}; {wrong.Count} violations"));

        foreach (var violation in wrong.Take(MostShown))
            Console.WriteLine("  VIOLATION " + violation);

        return wrong.Count == 0;
    }

    /// <summary>The result of a run that has to find something. True where it did.</summary>
    public static bool Caught(string what, IReadOnlyCollection<string> wrong)
    {
        planted++;
        caught += wrong.Count > 0 ? 1 : 0;
        Console.WriteLine(wrong.Count > 0 ? $"known bad: {what} is caught: {wrong.First()}" : $"KNOWN BAD NOT CAUGHT: {what}");
        return wrong.Count > 0;
    }

    /// <summary>The last line: how many planted faults were found, and what of.</summary>
    public static void Summary() => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"planted faults caught: {caught} of {planted}; build {typeof(Print).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion}, "
        + $".NET {Environment.Version}, {Environment.ProcessorCount} cores"));
}
