using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Darsgah.Crashes.Product;

/// <summary>The product as a process of its own, to be killed.</summary>
internal sealed class Victim : IAsyncDisposable
{
    private const int Stop = 19; // SIGSTOP

    private readonly Process process;
    private readonly Task<string> trouble;

    private Victim(Process process)
    {
        this.process = process;
        trouble = process.StandardError.ReadToEndAsync();
    }

    public int Id => process.Id;

    public bool IsAlive => !process.HasExited;

    /// <summary>What it said on standard error by its end.</summary>
    public Task<string> Trouble => trouble;

    /// <summary>Starts it and waits until it listens.</summary>
    public static async Task<Victim> Start(Place place, Promise promise, bool deliver = true)
    {
        var victim = Begin(place, promise, deliver);

        if (await victim.process.StandardOutput.ReadLineAsync() is not "listening")
            throw new ViolationException($"the product did not start on {place.Folder}: {await victim.Trouble}");

        return victim;
    }

    /// <summary>Starts it and does not wait.</summary>
    public static Victim Begin(Place place, Promise promise, bool deliver = true)
    {
        string[] words = ["product", place.Folder, Text(place.Port), Text(place.MailPort), promise.ToString(), deliver ? "deliver" : "silent"];

        return new(Process.Start(new ProcessStartInfo(Environment.ProcessPath!, words)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,

            // It never runs long enough to earn what profiling itself costs.
            Environment = { ["DOTNET_TieredPGO"] = "0" },
        })!);
    }

    /// <summary>SIGKILL: it ends between one instruction and the next.</summary>
    public async Task Kill()
    {
        if (!process.HasExited)
            process.Kill();

        await process.WaitForExitAsync();
    }

    /// <summary>SIGSTOP, and waits until every thread stands still.</summary>
    public void Freeze()
    {
        if (SendSignal(Id, Stop) != 0)
            throw new InvalidOperationException($"kill -STOP {Id}: errno {Marshal.GetLastPInvokeError()}");

        while (!Directory.EnumerateDirectories($"/proc/{Text(Id)}/task").All(IsStopped))
            Thread.Yield();
    }

    /// <summary>SIGCONT.</summary>
    public void Thaw() => _ = SendSignal(Id, 18);

    /// <summary>SIGTERM: it may finish what it has begun.</summary>
    public void Ask() => _ = SendSignal(Id, 15);

    public Task<int> Exit() => process.WaitForExitAsync().ContinueWith(
        _ => process.ExitCode, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);

    public async ValueTask DisposeAsync()
    {
        await Kill();
        process.Dispose();
    }

    // A thread that waits inside the kernel for a disk is not stopped yet.
    private static bool IsStopped(string thread)
    {
        try
        {
            var stat = File.ReadAllText(Path.Combine(thread, "stat"));
            return stat[(stat.LastIndexOf(')') + 2)..][0] is 'T' or 'Z';
        }
        catch (IOException)
        {
            return true; // it has ended
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SendSignal(int process, int signal);
}

/// <summary>The product did not keep a promise; the message says which.</summary>
internal class ViolationException(string message) : Exception(message);
