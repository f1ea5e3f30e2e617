using System.IO.Compression;
using System.Security.Cryptography;

namespace Darsgah.Typesetting.Pdf;

/// <summary>The numbered objects of a PDF file, and the file itself (ISO 32000-1, 7.5).</summary>
internal sealed class PdfObjects
{
    private readonly List<byte[]?> objects = [];

    /// <summary>A number for an object that is written later.</summary>
    public int Reserve()
    {
        objects.Add(null);
        return objects.Count;
    }

    public int Add(string content)
    {
        var number = Reserve();
        Put(number, content);
        return number;
    }

    public void Put(int number, string content) => objects[number - 1] = Encoding.Latin1.GetBytes(content);

    /// <param name="entries">The stream's dictionary without its length.</param>
    public int AddStream(string entries, byte[] content, bool compress = true)
    {
        var number = Reserve();
        var body = compress ? Compressed(content) : content;
        var filter = compress ? "/Filter/FlateDecode" : "";
        var head = Encoding.Latin1.GetBytes($"<<{entries}{filter}/Length {body.Length.ToString(CultureInfo.InvariantCulture)}>>\nstream\n");
        objects[number - 1] = [.. head, .. body, .. "\nendstream"u8];
        return number;
    }

    /// <summary>The file. The same objects make the same bytes.</summary>
    public byte[] Save(int catalogue, int properties)
    {
        using var file = new MemoryStream();
        file.Write([.. "%PDF-1.7\n%"u8, 0xE2, 0xE3, 0xCF, 0xD3, (byte)'\n']);
        var offsets = new List<long>();

        for (var index = 0; index < objects.Count; index++)
        {
            offsets.Add(file.Length);
            Write($"{index + 1} 0 obj\n");
            file.Write(objects[index] ?? throw new InvalidOperationException($"PDF object {index + 1} was numbered but never written."));
            file.Write("\nendobj\n"u8);
        }

        var id = Convert.ToHexString(SHA256.HashData(file.ToArray()).AsSpan(0, 16));
        var start = file.Length;
        Write($"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n");

        foreach (var offset in offsets)
            Write($"{offset:0000000000} 00000 n \n");

        Write($"trailer\n<</Size {objects.Count + 1}/Root {catalogue} 0 R/Info {properties} 0 R/ID[<{id}><{id}>]>>\nstartxref\n{start}\n%%EOF\n");
        return file.ToArray();

        void Write(FormattableString text) => file.Write(Encoding.Latin1.GetBytes(text.ToString(CultureInfo.InvariantCulture)));
    }

    private static byte[] Compressed(byte[] content)
    {
        using var target = new MemoryStream();

        using (var zip = new ZLibStream(target, CompressionLevel.SmallestSize))
            zip.Write(content);

        return target.ToArray();
    }
}

/// <summary>Values as a PDF file writes them.</summary>
internal static class PdfText
{
    public static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);

    /// <summary>A text string: UTF-16 with its mark, in hex.</summary>
    public static string String(string text) => $"<FEFF{Hex(text)}>";

    public static string Hex(string text) => Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text));

    /// <summary>A date in UTC (ISO 32000-1, 7.9.4).</summary>
    public static string Date(DateTimeOffset at) =>
        $"(D:{at.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)}Z)";
}
