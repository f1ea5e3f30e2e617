using System.Text;
using Darsgah.Grains.Media;

namespace Darsgah.Grains.Tests.Media;

/// <summary>Captions: read leniently where nothing is lost, refused by line where something would be, and never more than words.</summary>
public sealed class CaptionTrackTests
{
    [Fact]
    public void WebVTT_is_read_with_its_notes_and_styles_left_out()
    {
        var track = Read("""
            WEBVTT - A title

            STYLE
            ::cue { background: url(https://evil.example) }

            NOTE nobody sees this

            one
            00:01.000 --> 00:02.500 align:start line:10% region:x
            <v Ada><b>Salam</b></v>

            01:00:00.000 --> 01:00:01.000
            Two
            lines
            """);

        Assert.Equal([new CaptionCue(1000, 2500, "Salam", "align:start line:10%"), new CaptionCue(3_600_000, 3_601_000, "Two\nlines")], track.Cues);
    }

    [Fact]
    public void SubRip_becomes_WebVTT()
    {
        var track = Read("\uFEFF1\r\n00:00:01,000 --> 00:00:02,000\r\n<i>One</i>\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nسلام\r\n");

        Assert.Equal("WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nOne\n\n00:00:03.000 --> 00:00:04.000\nسلام\n", track.ToVtt());
        Assert.Equal(track.Cues.AsEnumerable(), Read(track.ToVtt()).Cues);
    }

    [Fact, Trait("SEC", "E01")]
    public void Nothing_in_a_cue_is_more_than_words()
    {
        var track = Read("WEBVTT\n\n00:01.000 --> 00:02.000\n<script>alert(1)</script>&lt;img src=x onerror=alert(1)&gt; 1 < 2 --&gt;\u0007\n");

        var cue = Assert.Single(track.Cues);
        Assert.Equal("alert(1)<img src=x onerror=alert(1)> 1 < 2 →", cue.Text);
        Assert.DoesNotContain("<img", track.ToVtt(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_of_a_language_that_runs_from_the_right_starts_there_whatever_it_begins_with()
    {
        var track = Read("WEBVTT\n\n00:01.000 --> 00:02.000\nHTML یک زبان است\n2 + 2\n");

        Assert.EndsWith("\n\u200FHTML یک زبان است\n\u200F2 + 2\n", track.ToVtt(isRightToLeft: true), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("WEBVTT\n\n00:01.000 -> 00:02.000\nOne", "media.captions_time", "4")]
    [InlineData("WEBVTT\n\n00:01.00 --> 00:02.000\nOne", "media.captions_time", "3")]
    [InlineData("WEBVTT\n\none\n00:61.000 --> 00:62.000\nOne", "media.captions_time", "4")]
    [InlineData("1\n00:00:01,000 --> 00:00:02,000\nOne\n\n2\n00:00:09,000 --> 00:00:08,000\nTwo", "media.captions_order", "6")]
    [InlineData("WEBVTT\n\nWords without a time", "media.captions_time", "3")]
    [InlineData("WEBVTT\n\n", "media.captions_empty", null)]
    [InlineData("", "media.captions_empty", null)]
    public void A_broken_file_is_refused_by_its_line(string file, string code, string? line)
    {
        var refusal = CaptionTrack.Read(Encoding.UTF8.GetBytes(file)).Error!;

        Assert.Equal((code, line), (refusal.Code, refusal.Values.GetValueOrDefault("line")));
    }

    [Fact]
    public void A_file_that_is_no_UTF_8_is_refused_by_its_line()
    {
        var refusal = CaptionTrack.Read([.. "WEBVTT\n\n00:01.000 --> 00:02.000\n"u8, 0xE9, 0x0A]).Error!;

        Assert.Equal(("media.captions_text", "4"), (refusal.Code, refusal.Values["line"]));
    }

    [Fact]
    public void Too_many_captions_and_too_large_a_file_are_refused()
    {
        var many = "WEBVTT\n" + string.Concat(Enumerable.Repeat("\n00:01.000 --> 00:02.000\nOne\n", CaptionTrack.MostCues + 1));

        Assert.Equal("media.captions_many", CaptionTrack.Read(Encoding.UTF8.GetBytes(many)).Error!.Code);
        Assert.Equal("media.captions_large", CaptionTrack.Read(new byte[CaptionTrack.Largest + 1]).Error!.Code);
    }

    private static CaptionTrack Read(string file)
    {
        var read = CaptionTrack.Read(Encoding.UTF8.GetBytes(file));
        return read.Value ?? throw new InvalidOperationException(read.Error!.Message);
    }
}
