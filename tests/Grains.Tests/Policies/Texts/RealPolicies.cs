using System.Runtime.CompilerServices;
using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Grains.Tests.Policies.Texts;

/// <summary>Five policies of real schools, kept beside the repository because they are not ours to publish.</summary>
internal static class RealPolicies
{
    public static readonly TheoryData<string, string> All = new()
    {
        { "11classes.en.txt", "en" },
        { "belimon.en.txt", "en" },
        { "mathacademyequation.en.txt", "en" },
        { "mbtelm.en.txt", "en" },
        { "qalam.ar.txt", "ar" },
    };

    /// <summary>The file's bytes; the test is skipped where the folder is absent.</summary>
    public static byte[] Bytes(string file)
    {
        var folder = Folder();
        Assert.SkipUnless(folder is not null,
            "The real policies (shared/policies beside the repository) are not on this machine.");
        return File.ReadAllBytes(Path.Combine(folder!, file));
    }

    public static ImportReport Import(string file, string language) =>
        PolicyImport.Read(Bytes(file), new(language)) is { Error: null, Value: { } report }
            ? report
            : throw new InvalidOperationException($"{file} was refused.");

    private static string? Folder([CallerFilePath] string here = "")
    {
        foreach (var start in new[] { here, AppContext.BaseDirectory })
        {
            for (var folder = Path.GetDirectoryName(start); folder is not null; folder = Path.GetDirectoryName(folder))
            {
                if (Directory.Exists(Path.Combine(folder, "shared", "policies")))
                    return Path.Combine(folder, "shared", "policies");
            }
        }

        return null;
    }
}
