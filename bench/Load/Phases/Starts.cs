using System.Diagnostics;
using System.Globalization;
using Darsgah.Load.Children;
using Darsgah.Load.Client;

namespace Darsgah.Load.Phases;

/// <summary>Starting with more and more schools on disk, their first pages, and the memory they take.</summary>
internal static class Starts
{
    private const int Cold = 100;

    public static async Task Run(Plan plan, string data, Report report)
    {
        var (before, alone) = (1, 0L);

        // Made where no write waits for a disk, and copied to one: founding a school is some sixteen syncs one after another.
        var made = Directory.CreateDirectory(
            Directory.Exists("/dev/shm") ? Path.Combine("/dev/shm", Path.GetFileName(data)) : Path.Combine(data, "made")).FullName;
        var disk = Path.Combine(data, "schools");

        foreach (var count in plan.Schools)
        {
            await Child.Run("seed", made, (plan with { Schools = [before, count], Courses = 3, Lessons = 3 }).Written());
            Copy(made, disk);
            var starts = new List<TimeSpan>();

            for (var start = 1; start < plan.Starts; start++)
            {
                await using var child = await Child.Listening("product", disk);
                starts.Add(await FirstPage(child, count));
                await child.Stop();
            }

            await using var product = await Child.Listening("product", disk);
            starts.Add(await FirstPage(product, count));
            report.Fact(
                $"process start to first page, {count:N0} schools on disk", Report.Ms(starts.Order().ElementAt(starts.Count / 2)));

            var idle = await Memory(product);
            alone = count == 1 ? idle : alone;
            report.Fact(
                $"memory, one page shown, {count:N0} schools",
                $"{idle / 1048576.0:N1} MB managed, {product.Resident / 1048576.0:N0} MB resident");

            if (count > 1)
                await Many(plan, product, report, count, idle, (double)(idle - alone) / (count - 1));

            await product.Stop();
            before = count;
        }

        Directory.Delete(made, recursive: true);
    }

    private static void Copy(string from, string to)
    {
        if (Directory.Exists(to))
            Directory.Delete(to, recursive: true);

        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    // From here on every number is of this process, which has served one page.
    private static async Task Many(Plan plan, Child product, Report report, int count, long idle, double each)
    {
        report.Fact($"memory of an idle school, of {count:N0}", $"{each / 1024:N2} KB managed");

        var resident = product.Resident;
        var most = Math.Min(Cold, count - 2);
        var visited = Enumerable.Range(0, most).Select(step => 2 + (step * (count - 2) / most)).ToArray();
        var taken = new List<TimeSpan>();
        using var wire = new Wire(product.Port);

        foreach (var number in visited)
        {
            var from = Stopwatch.GetTimestamp();
            await Get(wire, number);
            taken.Add(Stopwatch.GetElapsedTime(from));
        }

        taken.Sort();
        report.Fact(
            $"first page of a school after the start, {count:N0} schools",
            $"{Report.Ms(taken[taken.Count / 2])} median, {Report.Ms(taken[^1])} worst of {taken.Count}");
        report.Fact(
            $"memory of an active school, of {count:N0}",
            $"{(await Memory(product) - idle) / 1024.0 / most:N0} KB managed, "
            + $"{(product.Resident - resident) / 1024.0 / most:N0} KB resident");

        Rounds few = new(), many = new();

        foreach (var _ in Enumerable.Range(0, plan.Rounds))
        {
            few.Add(await Drive.Page(product, plan, [.. visited.Take(10).Select(Page)]));
            many.Add(await Drive.Page(product, plan, [.. visited.Select(Page)]));
        }

        report.Requests($"front pages of {most} of {count:N0} schools in turn", many, "the same of 10 schools in turn", few);
    }

    private static async Task<TimeSpan> FirstPage(Child product, int number)
    {
        using var wire = new Wire(product.Port);
        await Get(wire, number);
        return product.Age.Elapsed;
    }

    private static async Task Get(Wire wire, int number)
    {
        var (request, mark) = Page(number);
        var (status, body) = await wire.Send(request);
        PageVisit.Expect(request, status, 200, body, mark);
    }

    private static (byte[] Request, byte[] Mark) Page(int number) =>
        PageVisit.Of(Seed.Host(number), "/", $"School {number}");

    private static async Task<long> Memory(Child product) =>
        long.Parse(await product.Ask("memory"), CultureInfo.InvariantCulture);
}
