using System.Text;
using Darsgah.Grains.Media;

namespace Darsgah.Grains.Tests.Media;

/// <summary>What a file is, by its content alone.</summary>
public sealed class MediaFactsTests
{
    [Theory]
    [InlineData("%PDF-1.7\n", "application/pdf")]
    [InlineData("OggS\0\u0002", "audio/ogg")]
    [InlineData("ID3\u0004\0\0\0\0\0\0", "audio/mpeg")]
    [InlineData("RIFF\u0010\0\0\0WAVEfmt ", "audio/wav")]
    [InlineData("PK\u0003\u0004", "application/zip")]
    [InlineData("fLaC\0\0", "audio/flac")]
    [InlineData("WEBVTT\n\n00:01.000 --> 00:02.000\nOne", "text/vtt")]
    [InlineData("\uFEFF1\r\n00:00:01,000 --> 00:00:02,000\r\nOne", "text/vtt")]
    [InlineData("<!doctype html><script>alert(1)</script>", "application/octet-stream")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "application/octet-stream")]
    [InlineData("#!/bin/sh\n", "application/octet-stream")]
    [InlineData("GIF8<script>", "application/octet-stream")]
    [InlineData("WEBVTTX\n", "application/octet-stream")]
    [InlineData("", "application/octet-stream")]
    public void A_type_is_told_by_the_first_bytes(string start, string mime) =>
        Assert.Equal(mime, MediaSniffer.Read(Encoding.UTF8.GetBytes(start)).Mime);

    [Theory]
    [InlineData("vide", "video/mp4", 640)]
    [InlineData("soun", "audio/mp4", 0)]
    public async Task An_MP4_says_what_plays_in_it_and_for_how_long(string handler, string mime, int width)
    {
        var facts = (await Facts(Made.Mp4(95, handler)))!;

        Assert.Equal((mime, 95, width), (facts.Type.Mime, facts.Seconds, facts.Width));
    }

    [Theory]
    [InlineData(1, "video/webm")]
    [InlineData(2, "audio/webm")]
    public async Task A_WebM_says_what_plays_in_it_and_for_how_long(byte track, string mime)
    {
        var facts = (await Facts(Made.WebM(12.2, track)))!;

        Assert.Equal((mime, 13), (facts.Type.Mime, facts.Seconds));
    }

    [Fact]
    public async Task Pictures_say_how_large_they_are()
    {
        byte[] gif = [.. "GIF89a"u8, 0x40, 0x01, 0xC8, 0x00];
        byte[] lossy = [.. "RIFF"u8, 0, 0, 0, 0, .. "WEBPVP8 "u8, 0, 0, 0, 0, 0, 0, 0, 0x9D, 0x01, 0x2A, 0x40, 0x01, 0xC8, 0x00];
        byte[] jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xFF, 0xC0, 0, 17, 8, 0, 0xC8, 0x01, 0x40, 3];

        foreach (var picture in (byte[][])[gif, lossy, jpeg, Made.Png(320, 200)])
        {
            var facts = (await Facts(picture))!;
            Assert.Equal((320, 200), (facts.Width, facts.Height));
        }
    }

    [Fact]
    public async Task What_only_starts_like_a_video_or_a_picture_is_none()
    {
        byte[][] broken =
        [
            [.. Made.Mp4(5)[..60]], Made.Mp4(5, media: false), Made.Mp4(5, "text"), [.. Made.WebM(5)[..30]],
            [0x1A, 0x45, 0xDF, 0xA3], [0x1A, 0x45, 0xDF, 0xA3, 0xFF, 0xFF], Made.Png(0, 5), [0xFF, 0xD8, 0xFF, 0xD9], Encoding.ASCII.GetBytes("GIF89a"),
        ];

        foreach (var file in broken)
            Assert.Null(await Facts(file));
    }

    [Fact]
    public async Task No_bytes_behind_a_head_make_the_reader_fail()
    {
        var random = new Random(5);

        foreach (var whole in (byte[][])[Made.Mp4(5), Made.WebM(5)])
        {
            for (var i = 0; i < 500; i++)
            {
                var bytes = whole.ToArray();
                bytes[random.Next(4, bytes.Length)] = (byte)random.Next(256);
                bytes[random.Next(4, bytes.Length)] = (byte)random.Next(256);
                var facts = await Facts(bytes[..random.Next(bytes.Length / 2, bytes.Length)]);
                Assert.True(facts is null or { Seconds: >= 0, Width: >= 0, Height: >= 0 });
            }
        }
    }

    private static Task<MediaFacts?> Facts(byte[] file) =>
        MediaFacts.Read(file.AsMemory(0, Math.Min(4096, file.Length)), new MemoryStream(file));
}
