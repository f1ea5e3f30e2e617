using System.Diagnostics;

namespace Darsgah.Silo.Tests.Storage;

/// <summary>Runs <see cref="StoreWorker"/> as a process of its own.</summary>
internal sealed class Worker : IDisposable
{
    private readonly Process process;

    private Worker(Process process) => this.process = process;

    public static Worker Start(string folder, string mode, int start, int count, params string[] under)
    {
        string[] words = [.. under, "dotnet", "exec", typeof(Worker).Assembly.Location, "store-worker", folder, mode,
            $"{start}", $"{count}"];

        return new Worker(Process.Start(new ProcessStartInfo(words[0], words[1..])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!);
    }

    /// <summary>Lets it confirm some pairs, kills it, and gives every id that it had confirmed by then.</summary>
    public async Task<List<int>> KillAfter(int confirmed)
    {
        List<int> ids = [];

        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Split(' ') is ["ok", var id])
                ids.Add(int.Parse(id, null));

            // What is in the pipe already was confirmed, too.
            if (ids.Count == confirmed)
                process.Kill();
        }

        await process.WaitForExitAsync();
        return [.. ids.Distinct()];
    }

    /// <summary>Everything it said, at its own end.</summary>
    public async Task<string[]> ToEnd()
    {
        var trouble = process.StandardError.ReadToEndAsync();
        var lines = (await process.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await process.WaitForExitAsync();
        Assert.True(lines is [.., "end"], $"The worker broke off: {await trouble}");
        return lines;
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();

        process.Dispose();
    }
}
