using System.Runtime.CompilerServices;

namespace Darsgah.Browser.Tests.Support;

/// <summary>The policy of a real school. It is somebody's, so it is read where it lies, beside the repository.</summary>
internal static class RealPolicy
{
    /// <summary>The path of a policy's file; the test skips where it is absent.</summary>
    public static string Path(string name, [CallerFilePath] string here = "")
    {
        foreach (var start in new[] { AppContext.BaseDirectory, System.IO.Path.GetDirectoryName(here)! })
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                var file = System.IO.Path.Combine(folder.FullName, "shared", "policies", name);

                if (File.Exists(file))
                    return file;
            }
        }

        Assert.Skip($"The real policy '{name}' is not here: it is looked for as shared/policies/{name} beside the repository or above it.");
        return "";
    }
}
