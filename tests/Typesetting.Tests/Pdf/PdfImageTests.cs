using System.IO.Compression;
using System.Text;
using Darsgah.Typesetting.Pdf;

namespace Darsgah.Typesetting.Tests.Pdf;

/// <summary>Pictures in a PDF: what is read of PNG and JPEG.</summary>
public class PdfImageTests
{
    public static TheoryData<byte, byte, string, string, string> Pixels => new()
    {
        // Kind, depth, rows with their filters, colours, opacity: two pixels side by side.
        { 2, 8, "00 0A0B0C 141516", "0A0B0C141516", "" },
        { 2, 8, "01 0A0B0C 0A0A0A", "0A0B0C141516", "" },
        { 0, 8, "00 10 20", "101010202020", "" },
        { 0, 1, "00 40", "000000FFFFFF", "" },
        { 0, 16, "00 1000 2000", "101010202020", "" },
        { 3, 8, "00 01 00", "040506010203", "FF80" },
        { 4, 8, "00 10FF 2000", "101010202020", "FF00" },
        { 6, 8, "04 0A0B0CFF 0A0A0A81", "0A0B0C141516", "FF80" },
    };

    [Theory]
    [MemberData(nameof(Pixels))]
    public void A_PNG_is_read_whatever_its_kind(byte kind, byte depth, string rows, string colours, string opacity)
    {
        var file = Png(2, 1, depth, kind, Convert.FromHexString(rows.Replace(" ", "", StringComparison.Ordinal)));

        var pixels = PngPixels.Read(file)!;

        Assert.Equal((2, 1), (pixels.Width, pixels.Height));
        Assert.Equal(colours, Convert.ToHexString(pixels.Colours));
        Assert.Equal(opacity, pixels.Opacity is { } seen ? Convert.ToHexString(seen) : "");
    }

    [Fact]
    public void Rows_are_made_of_the_row_above()
    {
        var pixels = PngPixels.Read(Png(1, 4, 8, 0, [0, 10, 2, 5, 3, 5, 4, 1]))!;

        Assert.Equal("0A0A0A0F0F0F0C0C0C0D0D0D", Convert.ToHexString(pixels.Colours));
    }

    [Fact]
    public void What_is_broken_or_huge_is_none()
    {
        var good = Png(2, 1, 8, 2, [0, 1, 2, 3, 4, 5, 6]);

        Assert.NotNull(PdfImage.Read(good));
        Assert.Null(PdfImage.Read(Png(2, 1, 8, 2, [0, 1, 2])));
        Assert.Null(PdfImage.Read(Png(100_000, 100_000, 8, 2, [0])));
        Assert.Null(PdfImage.Read(good[..40]));
        Assert.Null(PdfImage.Read([.. good[..41], .. "not packed at all"u8, .. good[58..]]));
        Assert.Null(PdfImage.Read("<svg/>"u8.ToArray()));
        Assert.Null(PdfImage.Read([]));
    }

    [Fact]
    public void A_picture_stands_in_the_file_once_with_its_opacity()
    {
        var image = PdfImage.Read(Png(2, 1, 8, 6, [0, 1, 2, 3, 255, 4, 5, 6, 0]))!;
        var document = new PdfDocument(new DocumentProperties("A", "B", "C", "en", DateTimeOffset.UnixEpoch));
        var page = document.AddPage(100, 100);
        page.Picture(image, new Box(10, 10, 40, 40));
        page.Picture(image, new Box(50, 10, 40, 40));

        var file = Encoding.Latin1.GetString(document.Save());

        Assert.Equal(2, file.Split("/Subtype/Image").Length - 1);
        Assert.Single(file.Split("/SMask").Skip(1));
        Assert.Contains("/XObject<</Im1 ", file, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, "/DeviceRGB")]
    [InlineData(1, "/DeviceGray")]
    [InlineData(4, null)]
    public void A_JPEG_goes_in_as_it_is(byte colours, string? space)
    {
        byte[] file = [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xC2, 0, 17, 8, 0, 30, 0, 40, colours, 1, 2, 3, 4, 5, 6, 7, 8, 9];

        var image = PdfImage.Read(file);

        Assert.Equal(space is null, image is null);

        if (image is null)
            return;

        var document = new PdfDocument(new DocumentProperties("A", "B", "C", "en", DateTimeOffset.UnixEpoch));
        document.AddPage(100, 100).Picture(image, new Box(0, 0, 10, 10));
        var written = Encoding.Latin1.GetString(document.Save());
        Assert.Equal((40, 30), (image.Width, image.Height));
        Assert.Contains(space!, written, StringComparison.Ordinal);
        Assert.Contains(Encoding.Latin1.GetString(file), written, StringComparison.Ordinal);
    }

    private static byte[] Png(int width, int height, byte depth, byte kind, byte[] rows)
    {
        using var packed = new MemoryStream();

        using (var zip = new ZLibStream(packed, CompressionMode.Compress, leaveOpen: true))
            zip.Write(rows);

        return
        [
            0x89, .. "PNG\r\n"u8, 0x1A, (byte)'\n',
            .. Chunk("IHDR", [.. Number(width), .. Number(height), depth, kind, 0, 0, 0]),
            .. kind == 3 ? Chunk("PLTE", [1, 2, 3, 4, 5, 6]) : [],
            .. kind == 3 ? Chunk("tRNS", [0x80]) : [],
            .. Chunk("IDAT", packed.ToArray()),
            .. Chunk("IEND", []),
        ];
    }

    // No reader here looks at the checksum.
    private static byte[] Chunk(string name, byte[] content) => [.. Number(content.Length), .. Encoding.ASCII.GetBytes(name), .. content, 0, 0, 0, 0];

    private static byte[] Number(int value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];
}
