using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Darsgah.Gateway.People;

/// <summary>
/// The keys of cookies and links, one file each, readable by the product's user alone (0600 in a folder of 0700).
/// </summary>
internal sealed class KeyRingFiles(string folder) : IXmlRepository
{
    private const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode FolderMode = FileMode | UnixFileMode.UserExecute;

    public IReadOnlyCollection<XElement> GetAllElements() => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, "*.xml").Order(StringComparer.Ordinal).Select(XElement.Load)]
        : [];

    // Whole or not at all: written aside with its mode, synced, then renamed.
    public void StoreElement(XElement element, string friendlyName)
    {
        MakeFolder();
        var path = Path.Combine(folder, $"{FileName(friendlyName)}.xml");
        var aside = path + ".new";
        File.Delete(aside);

        var options = new FileStreamOptions { Mode = System.IO.FileMode.CreateNew, Access = FileAccess.Write };

        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = FileMode;

        using (var file = new FileStream(aside, options))
        {
            element.Save(file);
            file.Flush(flushToDisk: true);
        }

        File.Move(aside, path, overwrite: true);
    }

    private void MakeFolder()
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, FolderMode);
    }

    private static string FileName(string friendlyName) =>
        string.Concat(friendlyName.Where(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_'));
}
