using System.Xml.Linq;
using Darsgah.Silo.Storage;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Darsgah.Gateway.People;

/// <summary>
/// The keys of cookies and links, one file each, readable by the product's user alone (0600 in a folder of 0700).
/// </summary>
internal sealed class KeyRingFiles(string folder) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, "*.xml").Order(StringComparer.Ordinal).Select(XElement.Load)]
        : [];

    // Durable before anything is sealed with it: a key lost in a power cut takes every session and mailed link with it.
    public void StoreElement(XElement element, string friendlyName)
    {
        using var content = new MemoryStream();
        element.Save(content);
        Durable.MakeFolder(folder);
        Durable.Write(Path.Combine(folder, $"{FileName(friendlyName)}.xml"), content.ToArray());
    }

    private static string FileName(string friendlyName) =>
        string.Concat(friendlyName.Where(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_'));
}
