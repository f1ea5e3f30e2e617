using System.Runtime.CompilerServices;

namespace Darsgah.Gateway.Tests.Journeys;

/// <summary>The policies of five real schools. They are somebody's, so they are read where they lie, beside the repository.</summary>
internal static class RealPolicies
{
    /// <summary>The bytes of a file; the test skips where it is absent.</summary>
    public static byte[] Read(string name, [CallerFilePath] string here = "")
    {
        for (var folder = new DirectoryInfo(Path.GetDirectoryName(here)!); folder is not null; folder = folder.Parent)
        {
            var file = Path.Combine(folder.FullName, "shared", "policies", name);

            if (File.Exists(file))
                return File.ReadAllBytes(file);
        }

        Assert.Skip($"The real policy '{name}' is not here: it is looked for as shared/policies/{name} beside the repository or above it.");
        return [];
    }
}
