using System.IO.Compression;
using System.Text;
using Darsgah.Gateway.Media;
using Darsgah.Grains.Common;

namespace Darsgah.Gateway.Pages.Admin.Courses.Transfer;

/// <summary>What a file from elsewhere may be like, before anything of it is read (SEC-F).</summary>
internal static class ZipGuard
{
    /// <summary>Entries of one file: media, and lessons with room for pictures beside a folder of Markdown.</summary>
    public const int MostEntries = PackedMedia.Most + 2_000;

    /// <summary>Bytes of one entry, unpacked; of media, the school says how large they may be.</summary>
    public const int LargestEntry = 1024 * 1024;

    /// <summary>Bytes of the manifest, unpacked: it names all media, and has every quiz.</summary>
    public const int LargestManifest = 32 * 1024 * 1024;

    /// <summary>Bytes of all entries but media, unpacked.</summary>
    public const long LargestWhole = 64L * 1024 * 1024;

    // Prose packs to a third, a table of zeros to a tenth; nothing that somebody wrote packs to a hundredth.
    private const int MostRatio = 100;
    private const int SmallEntry = 64 * 1024;
    private const int LongestName = 200;

    private const int LinkType = 0xA000;
    private const int TypeMask = 0xF000;

    /// <summary>Why the file is refused as a whole, naming the entry at fault; null where it can be read.</summary>
    /// <param name="length">Bytes of the file itself.</param>
    public static Error? Check(ZipArchive zip, long length)
    {
        if (zip.Entries.Count == 0)
            return TransferErrors.Empty();

        if (zip.Entries.Count > MostEntries)
            return TransferErrors.TooMany(MostEntries);

        var (whole, packed) = (0L, 0L);
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

        foreach (var entry in zip.Entries)
        {
            var name = entry.FullName;

            if (!IsPlain(name))
                return TransferErrors.BadPath(name);

            if (!names.Add(name))
                return TransferErrors.Twice(name);

            if (((entry.ExternalAttributes >> 16) & TypeMask) == LinkType)
                return TransferErrors.Link(name);

            var isMedia = name.StartsWith(PackedMedia.Folder, StringComparison.Ordinal);

            if (!isMedia && entry.Length > LargestOf(name))
                return TransferErrors.TooLarge(name);

            if (entry.Length > SmallEntry && entry.Length > (long)MostRatio * Math.Max(1, entry.CompressedLength))
                return TransferErrors.Bomb(name);

            whole += isMedia ? 0 : entry.Length;
            packed += entry.CompressedLength;

            // Together they take more than there is: some of them are the same bytes, said many times over.
            if (packed > length)
                return TransferErrors.Bomb(name);
        }

        return whole > LargestWhole ? TransferErrors.TooLarge("*") : null;
    }

    /// <summary>Bytes that an entry may have, unpacked; not of media.</summary>
    public static int LargestOf(string name) => name == CourseManifest.Name ? LargestManifest : LargestEntry;

    // Nothing is unpacked to a disk; a path that would leave its folder there is hostile all the same.
    private static bool IsPlain(string name) =>
        name.Length is > 0 and <= LongestName
        && !name.StartsWith('/') && !name.Contains('\\', StringComparison.Ordinal) && !name.Contains(':', StringComparison.Ordinal)
        && !name.Any(char.IsControl)
        && !name.Split('/').Any(part => part is ".." or ".");
}

/// <summary>The entries of a checked file, each read at most once into memory, and never more of it than it may be.</summary>
internal sealed class ZipFiles(ZipArchive zip)
{
    private static readonly UTF8Encoding strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private long read;

    /// <summary>Names of files, not of folders, in the order of their paths.</summary>
    public IEnumerable<string> Names => zip.Entries.Select(entry => entry.FullName).Where(name => !name.EndsWith('/')).Order(StringComparer.Ordinal);

    public bool Has(string name) => zip.GetEntry(name) is not null;

    /// <summary>A file as text; or why not, naming it.</summary>
    public Outcome<string> Text(string name)
    {
        if (zip.GetEntry(name) is not { } entry)
            return TransferErrors.Missing(name);

        // What an entry says of its own length is believed by nobody.
        var bytes = new byte[Math.Min(entry.Length, ZipGuard.LargestOf(name)) + 1];
        int length;

        try
        {
            using var from = entry.Open();
            length = from.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException)
        {
            return TransferErrors.Broken(name);
        }

        read += length;

        if (length > ZipGuard.LargestOf(name) || read > ZipGuard.LargestWhole)
            return TransferErrors.TooLarge(name);

        // Nor is half of one taken for the whole; the runtime does not look at the checksum when it reads.
        if (Crc32.Of(bytes.AsSpan(0, length)) != entry.Crc32)
            return TransferErrors.Broken(name);

        var start = bytes.AsSpan(0, length).StartsWith("\uFEFF"u8) ? 3 : 0;

        try
        {
            return Admin.FormText.Block(strict.GetString(bytes, start, length - start));
        }
        catch (DecoderFallbackException)
        {
            return TransferErrors.Encoding(name);
        }
    }
}
