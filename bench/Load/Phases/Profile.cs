using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Darsgah.Load.Children;
using Darsgah.Load.Client;

namespace Darsgah.Load.Phases;

/// <summary>Where the processor time of one mix goes, as perf(1) sees it, and what each visit allocates.</summary>
/// <remarks>
/// For no seconds perf is not asked, and the figures of the visits are all there is: what two builds are compared by. perf sees managed code, the runtime, SQLite and the kernel alike; the runtime writes it a map of its methods' addresses.
/// It comes with Debian's linux-perf and needs root, or kernel.perf_event_paranoid at most 1.
/// </remarks>
internal static partial class Profile
{
    private const int Frequency = 997;
    private const int Lines = 300;

    public static async Task Run(string data, string mix, int seconds, TextWriter output)
    {
        // Enough lessons that a student finishes another one each time.
        var courses = mix == "progress" ? 250 : 4;
        var plan = Plan.Full with { Callers = 4, Courses = courses, Readers = 1_000, Members = 16_000, Schools = [1] };
        var report = new Report(plan, DataFolder.FileSystem(data));
        await Child.Run("seed", data, plan.Written());
        var town = Town.Read(await Child.Run("town", data, plan.Written()));
        await Members.Run(plan, data, report);

        await using var product = await Child.Profiled("product", data);
        await using var limits = await Child.Listening("limits", data);
        var stage = new Stage(plan, product, limits, report);
        var classroom = await Classroom.Open(plan, product.Port);
        var mixes = new Mixes(stage, town, classroom);
        var change = new PolicyChange(stage, town);
        var page = PageVisit.Of(Seed.Host(1), Classroom.Path(1, 1), Seed.LessonTitle(1, 1), classroom.Cookies(1));

        Action<bool>? recording = null;
        var go = mix switch
        {
            "lesson" => Driven(product, Drive.Readers(product, plan, page)),
            "learners" => Driven(product, mixes.Learners()),
            "progress" => Driven(product, stage.Each(student => new LessonVisit(product.Port, classroom.Way(student)))),
            "readers" => Driven(product, mixes.Readers()),
            "admin" => Driven(product, mixes.Admin()),
            "sign-ups" => Driven(product, mixes.Rush()),
            "sign-ins" => Driven(product, await mixes.SignIns(1)),
            "consents" => Answering(change, on => recording?.Invoke(on)),
            _ => throw new WrongAnswerException(
                $"'{mix}' is no mix; there are lesson, learners, progress, readers, admin, sign-ups, sign-ins and consents."),
        };

        // Until the compiler has seen the hot methods often enough to have done its best with them.
        await go(TimeSpan.FromSeconds(15));
        var before = long.Parse(await product.Ask("allocated"), CultureInfo.InvariantCulture);
        Rounds counted = new();

        for (var round = 0; round < 5; round++)
            counted.Add(await go(TimeSpan.FromSeconds(2)));

        var allocated = long.Parse(await product.Ask("allocated"), CultureInfo.InvariantCulture) - before;
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{mix}: {counted.PerSecond:N0} visits/s, {counted.Processor.TotalMilliseconds:N3} ms of processor and {allocated / counted.Visits:N0} bytes allocated each"));

        if (seconds == 0)
            return;

        await product.Ask("types");
        await go(TimeSpan.FromSeconds(2));
        await output.WriteLineAsync("\nAllocated, by type\n");

        foreach (var share in (await product.Ask("types")).Split('\t'))
            await output.WriteLineAsync(share.Split('=') is [var percent, var type] ? $"{percent,7} %  {type}" : share);

        var samples = Path.Combine(data, "perf.data");
        using var recorder = Perf(
            "record", "-q", "-D", "-1", "--control", "fd:0", "-F", $"{Frequency}", "-g", "-e", "cpu-clock", "-o", samples, "-p", $"{product.Id}");
        recorder.StandardInput.AutoFlush = true;

        // What else a mix has to do before its clock runs is not recorded.
        if (mix == "consents")
            recording = on => recorder.StandardInput.WriteLine(on ? "enable" : "disable");
        else
            await recorder.StandardInput.WriteLineAsync("enable");

        await go(TimeSpan.FromSeconds(seconds));
        await recorder.StandardInput.WriteLineAsync("stop");
        await recorder.WaitForExitAsync();
        await Print("In the method itself", output, samples, "--no-children");
        await Print("With all that it calls (a method that calls itself is counted more than once)", output, samples, "--children");
    }

    private static Func<TimeSpan, Task<Round>> Driven(Child product, IVisit[] visits) => time => Drive.Run(product, time, visits);

    private static Func<TimeSpan, Task<Round>> Answering(PolicyChange change, Action<bool> clock) => async time =>
    {
        var since = Stopwatch.StartNew();
        Round round;

        do
            round = await change.Answers(clock);
        while (since.Elapsed < time);

        return round;
    };

    // Share by share, the largest first; what differs in nothing but its signature or its type arguments is one line.
    private static async Task Print(string title, TextWriter output, string samples, string way)
    {
        using var perf = Perf("report", "-i", samples, "--stdio", "-g", "none", way, "--sort", "dso,symbol", "-t", "\t");
        var shares = new Dictionary<string, double>(StringComparer.Ordinal);

        while (await perf.StandardOutput.ReadLineAsync() is { } line)
        {
            // Share, with children also the method's own, library, symbol, and what no report of ours has.
            if (line.Split('\t') is [var share, .., var library, var symbol, _] && share.Trim() is [.. var percent, '%'])
            {
                var name = Name(library.Trim(), symbol.Trim());
                shares[name] = shares.GetValueOrDefault(name) + double.Parse(percent, CultureInfo.InvariantCulture);
            }
        }

        await perf.WaitForExitAsync();
        await output.WriteLineAsync($"\n{title}\n");

        foreach (var (name, share) in shares.OrderByDescending(each => each.Value).Take(Lines))
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{share,7:N2} %  {name}"));
    }

    // Code without a name counts as its library's.
    private static string Name(string library, string symbol) =>
        symbol.Contains("] 0x", StringComparison.Ordinal) ? $"({library})"
        : Method().Match(symbol) is { Success: true } method ? method.Groups["name"].Value
        : symbol;

    [GeneratedRegex("""(?<name>[^\s\]]+::[^(\s]+)\(""", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Method();

    private static Process Perf(params string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("perf", arguments)
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
        }
        catch (Win32Exception)
        {
            throw new WrongAnswerException("There is no perf(1) on the path; on Debian it is in the package linux-perf.");
        }
    }
}
