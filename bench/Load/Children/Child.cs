using System.Diagnostics;
using System.Globalization;
using Darsgah.Load.Client;

namespace Darsgah.Load.Children;

/// <summary>Another process of this program, which has one job.</summary>
internal sealed class Child : IAsyncDisposable
{
    private readonly Process process;

    private Child(Process process) => this.process = process;

    /// <summary>The loopback port it listens on, once it has said so.</summary>
    public int Port { get; private set; }

    /// <summary>As the system knows it.</summary>
    public int Id => process.Id;

    /// <summary>Since it was started.</summary>
    public Stopwatch Age { get; } = Stopwatch.StartNew();

    /// <summary>Processor time it has used on all cores.</summary>
    public TimeSpan Processor
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Memory it has in use, as the system sees it, in bytes.</summary>
    public long Resident
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    /// <summary>The most memory it has had in use since <see cref="ForgetPeak"/>, in bytes.</summary>
    public long Peak
    {
        get
        {
            process.Refresh();
            return process.PeakWorkingSet64;
        }
    }

    /// <summary>Bytes it has sent to the disk; 0 where the system does not tell.</summary>
    public long DiskWritten
    {
        get
        {
            var counters = $"/proc/{process.Id}/io";
            return File.Exists(counters)
                ? long.Parse(
                    File.ReadLines(counters).First(line => line.StartsWith("write_bytes:", StringComparison.Ordinal))[12..],
                    CultureInfo.InvariantCulture)
                : 0;
        }
    }

    /// <summary>How many files it has open below a folder; 0 where the system does not tell.</summary>
    public int OpenFiles(string folder)
    {
        var open = new DirectoryInfo($"/proc/{process.Id}/fd");
        return open.Exists
            ? open.GetFiles().Count(file => file.LinkTarget?.StartsWith(folder, StringComparison.Ordinal) ?? false)
            : 0;
    }

    /// <summary>Lets <see cref="Peak"/> begin anew, where the system can (proc(5), clear_refs).</summary>
    public void ForgetPeak()
    {
        if (File.Exists($"/proc/{process.Id}/clear_refs"))
            File.WriteAllText($"/proc/{process.Id}/clear_refs", "5");
    }

    /// <summary>Memory it has in use after a full collection, in bytes: of objects only.</summary>
    public async Task<long> Memory() => long.Parse(await Ask("memory"), CultureInfo.InvariantCulture);

    /// <summary>Memory of its objects as it is, with those that nothing refers to any more, in bytes.</summary>
    public async Task<long> Heap() => long.Parse(await Ask("heap"), CultureInfo.InvariantCulture);

    public static Child Start(params string[] arguments) => new(Process.Start(Of(arguments))!);

    /// <summary>Starts a server and waits until it listens.</summary>
    public static async Task<Child> Listening(params string[] arguments)
    {
        var child = Start(arguments);
        await child.Listen();
        return child;
    }

    /// <summary>The same, and the runtime writes the names of its methods where perf(1) looks for them.</summary>
    public static async Task<Child> Profiled(params string[] arguments)
    {
        var start = Of(arguments);
        start.Environment["DOTNET_PerfMapEnabled"] = "1";
        // Else the code lies in memory that perf takes for a file's.
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        var child = new Child(Process.Start(start)!);
        await child.Listen();
        return child;
    }

    /// <summary>Runs one that ends by itself, and takes its last word.</summary>
    public static async Task<string> Run(params string[] arguments)
    {
        await using var child = Start(arguments);
        var word = await child.Line();
        await child.Stop();
        return word;
    }

    /// <summary>The next line it says.</summary>
    public async Task<string> Line() => await process.StandardOutput.ReadLineAsync()
        ?? throw new WrongAnswerException($"'{process.StartInfo.ArgumentList[0]}' ended without an answer.");

    /// <summary>Says something to it.</summary>
    public async Task<string> Ask(string question)
    {
        await process.StandardInput.WriteLineAsync(question);
        await process.StandardInput.FlushAsync();
        return await Line();
    }

    /// <summary>Ends it in an orderly way and waits.</summary>
    public async Task Stop()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync();

        if (process.ExitCode != 0)
            throw new WrongAnswerException($"'{process.StartInfo.ArgumentList[0]}' ended with {process.ExitCode}.");
    }

    /// <summary>Ends it as a power cut would, between one instruction and the next.</summary>
    public async Task Kill()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    private static ProcessStartInfo Of(string[] arguments) => new(Environment.ProcessPath!, arguments)
    {
        UseShellExecute = false,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    };

    private async Task Listen() => Port = int.Parse(await Line(), CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
            await Kill();

        process.Dispose();
    }
}
