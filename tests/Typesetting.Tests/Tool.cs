using System.Diagnostics;

namespace Darsgah.Typesetting.Tests;

/// <summary>A program that what is made here is checked with.</summary>
internal static class Tool
{
    /// <summary>What it says. Skips the test where it is not installed.</summary>
    public static string Run(string program, string package, params string[] arguments)
    {
        var path = $"/usr/bin/{program}";
        Assert.SkipUnless(File.Exists(path), $"{program} checks this; install the Debian package {package}.");

        using var process = Process.Start(new ProcessStartInfo(path, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();

        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {process.ExitCode}\n{output}\n{errors.Result}");
        return output;
    }

    /// <summary>The path of a file that a Debian package brings. Skips the test where it is not there.</summary>
    public static string Shared(string path, string package)
    {
        Assert.SkipUnless(File.Exists(path), $"{path} is the oracle; install the Debian package {package}.");
        return path;
    }
}

/// <summary>A file that is gone after the test.</summary>
internal sealed class ScratchFile : IDisposable
{
    public ScratchFile(byte[] content) => File.WriteAllBytes(Path, content);

    public ScratchFile(IEnumerable<string> lines) => File.WriteAllText(Path, string.Join('\n', lines) + "\n");

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), System.IO.Path.GetRandomFileName());

    public void Dispose() => File.Delete(Path);
}
