using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.FileProviders;

namespace Darsgah.Gateway.Shell;

/// <summary>Addresses of the files under wwwroot with a version of their content, so that they may be cached for ever.</summary>
public sealed class ShellAssets(IFileProvider files)
{
    private readonly ConcurrentDictionary<string, string> urls = new(StringComparer.Ordinal);

    /// <param name="path">Below wwwroot, without a leading slash: <c>css/site.css</c>.</param>
    /// <returns><c>/css/site.css?v=</c> and 12 characters of the content's SHA-256.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public string Url(string path) => urls.GetOrAdd(path, Versioned);

    private string Versioned(string path)
    {
        var file = files.GetFileInfo(path);

        if (!file.Exists)
            throw new FileNotFoundException($"wwwroot has no '{path}', which a page links to.", path);

        using var stream = file.CreateReadStream();
        return $"/{path}?v={Version(SHA256.HashData(stream))}";
    }

    internal static string Version(byte[] hash) => Convert.ToHexStringLower(hash)[..12];
}
