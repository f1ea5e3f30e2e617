using System.Globalization;

namespace Darsgah.Crashes;

/// <summary>What the command says.</summary>
internal static class Print
{
    private const int MostShown = 20;

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
        Console.WriteLine(wrong.Count > 0 ? $"known bad: {what} is caught: {wrong.First()}" : $"KNOWN BAD NOT CAUGHT: {what}");
        return wrong.Count > 0;
    }
}
