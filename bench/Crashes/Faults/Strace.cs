using System.Diagnostics;
using System.Globalization;

namespace Darsgah.Crashes.Faults;

/// <summary>strace, attached to a running process: it counts system calls, makes them fail, or kills at one of them.</summary>
internal sealed class Strace : IAsyncDisposable
{
    private readonly Process process;

    private Strace(Process process) => this.process = process;

    /// <summary>Attaches to every thread of a process and returns once it has.</summary>
    /// <param name="output">File for the trace.</param>
    public static async Task<Strace> Attach(int victim, string output, params string[] words)
    {
        Process started;

        try
        {
            started = Process.Start(new ProcessStartInfo(
                "strace", ["-f", "-p", victim.ToString(CultureInfo.InvariantCulture), "-o", output, .. words])
            {
                UseShellExecute = false,
                RedirectStandardError = true,
            })!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new RefusedByMachineException("There is no strace here; 'apt-get install strace' brings it on Debian.");
        }

        var strace = new Strace(started);

        while (await started.StandardError.ReadLineAsync() is { } line)
        {
            if (line.Contains("attached", StringComparison.Ordinal))
            {
                _ = started.StandardError.ReadToEndAsync();
                return strace;
            }

            if (line.Contains("ptrace", StringComparison.Ordinal))
                throw new RefusedByMachineException($"strace may not attach here: {line}");
        }

        throw new RefusedByMachineException("strace ended before it was attached.");
    }

    /// <summary>Lets the process go on without it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            using var interrupt = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
            await interrupt.WaitForExitAsync();
        }

        await process.WaitForExitAsync();
        process.Dispose();
    }
}
