using System.Diagnostics;
using Darsgah.Load.Children;
using Darsgah.Load.Client;

namespace Darsgah.Load.Phases;

/// <summary>Starting with more and more schools on disk, their first pages, and the memory they take.</summary>
internal static class Starts
{
    private const int Cold = 100;

    public static async Task Run(Plan plan, string data, Report report)
    {
        var before = plan.Schools[0];
        var (alone, open, first) = (0L, 0, TimeSpan.Zero);

        // Made where no write waits for a disk, and copied to one: founding a school is some sixteen syncs one after another.
        var made = Directory.CreateDirectory(
            Directory.Exists("/dev/shm") ? Path.Combine("/dev/shm", Path.GetFileName(data)) : Path.Combine(data, "made")).FullName;
        var disk = Path.Combine(data, "schools");

        foreach (var count in plan.Schools)
        {
            await Child.Run("seed", made, (plan with { Schools = [before, count], Courses = 3, Lessons = 3, Callers = 1 }).Written());
            Copy(made, disk);
            var starts = new List<TimeSpan>();

            for (var number = 1; number < plan.Starts; number++)
            {
                await using var child = await Child.Listening("product", disk);
                starts.Add(await FirstPage(child, count));
                await child.Stop();
            }

            await using var product = await Child.Listening("product", disk);
            starts.Add(await FirstPage(product, count));
            starts.Sort();
            var start = starts[starts.Count / 2];
            report.Fact($"process start to first page, {count:N0} schools on disk", Report.Ms(start));

            var (idle, files) = (await product.Memory(), product.OpenFiles(disk));
            report.Fact(
                $"memory, one page shown, {count:N0} schools",
                $"{Report.Megabytes(idle)} managed, {Report.Megabytes(product.Resident)} resident, {files} files open");

            if (count == plan.Schools[0])
            {
                (alone, open, first) = (idle, files, start);
            }
            else
            {
                var each = (idle - alone) / 1024.0 / (count - plan.Schools[0]);
                report.Goal($"a school that nobody visited, of {count:N0}", "≤ 4 KB", $"{each:N2} KB managed", each <= 4);
                report.Goal(
                    $"files open for {count - plan.Schools[0]:N0} schools that nobody visited", "none", $"{files - open}", files <= open);
                report.AtLeast($"start with {plan.Schools[0]:N0} schools, of that with {count:N0}", 0.9, first / start);
                await Many(plan, product, report, count, idle);
            }

            await product.Stop();

            if (count == plan.Schools[^1])
            {
                await Left(plan, report, disk, count);
                await Busy(plan, report, disk, count);
            }

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
    private static async Task Many(Plan plan, Child product, Report report, int count, long idle)
    {
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
            $"{(await product.Memory() - idle) / 1024.0 / most:N0} KB managed, "
            + $"{(product.Resident - resident) / 1024.0 / most:N0} KB resident");

        Rounds one = new(), last = new(), zipf = new();

        foreach (var round in Enumerable.Range(0, plan.Rounds + 1))
        {
            var (first, other, mixed) = (
                await Drive.Page(product, plan, Page(2)),
                await Drive.Page(product, plan, Page(count)),
                await Drive.Page(product, plan, Zipf(count)));

            // The first round is for the compiler.
            if (round == 0)
                continue;

            one.Add(first);
            last.Add(other);
            zipf.Add(mixed);
        }

        report.Requests($"front page of school {count:N0}", last, "the same of school 2", one);
        report.AtLeast($"page of school {count:N0}, of the rate of school 2", 0.9, last, one);
        report.Requests($"mix: {count:N0} schools, Zipf", zipf, "front page of one school", one);
    }

    // Schools that were visited and left: grains, keys and kept pages were there, and the files were open.
    private static async Task Left(Plan plan, Report report, string disk, int count)
    {
        var most = Math.Min(1_000, count / 2);
        await using var product = await Child.Listening("product", disk, "restful");
        var (before, open, _) = await Visited(plan, product, disk, 1, Math.Min(50, most));
        var (after, files, active) = await Visited(plan, product, disk, most + 1, most);
        var each = (after - before) / 1024.0 / most;

        report.Goal(
            $"an idle school, of {most:N0} that were visited and left", "≤ 4 KB",
            $"{each:N2} KB managed; {(active - before) / 1024.0 / most:N0} KB as it was visited", each <= 4);
        report.Goal($"files open for {most:N0} schools that were visited and left", "none", $"{files - open}", files <= open);
        await product.Stop();
    }

    private static async Task<(long Memory, int Files, long Active)> Visited(Plan plan, Child product, string disk, int from, int count)
    {
        using (var wire = new Wire(product.Port))
        {
            for (var number = from; number < from + count; number++)
                await Get(wire, number);
        }

        var active = await product.Memory();

        if (plan.Rests)
            await Task.Delay(Product.Rest);

        return (await product.Memory(), product.OpenFiles(disk), active);
    }

    private static async Task Busy(Plan plan, Report report, string disk, int count)
    {
        await using var product = await Child.Listening("product", disk, "restful");
        await Soak.Run(plan, product, report, $"{count:N0} schools, Zipf", Drive.Readers(product, plan, Zipf(count)));
        await product.Stop();
    }

    // The school of rank n is visited 1/n times as often as the first; ranks are spread over the numbers.
    private static (byte[] Request, byte[] Mark)[] Zipf(int count)
    {
        var reached = new double[count];
        var sum = 0.0;

        for (var rank = 1; rank <= count; rank++)
            reached[rank - 1] = sum += 1.0 / rank;

        // The same visits in every run.
        var chance = new Random(1);
        var pages = new (byte[], byte[])[2 * count];

        for (var visit = 0; visit < pages.Length; visit++)
        {
            var rank = Array.BinarySearch(reached, chance.NextDouble() * sum) is var found && found < 0 ? ~found : found;
            pages[visit] = Page(1 + (int)((rank * 7919L) % count));
        }

        return pages;
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
}
