using System.Text;
using Darsgah.Grains.Common;
using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Grains.Tests.Policies.Texts;

public class PolicyImportTests
{
    private const string Simple =
        "Privacy Policy\n\n1. Scope\n\nThis applies to all of us.\n\n2. Rights\n\nYou may ask what we hold.\n";

    [Fact]
    public void An_empty_file_is_refused() => Refused([], "policy.text_empty");

    [Fact]
    public void A_file_of_blank_lines_is_refused() => Refused(" \n\u00A0\n\t\n"u8, "policy.text_empty");

    [Fact]
    public void A_file_beyond_a_mebibyte_is_refused() =>
        Refused(new byte[PolicyImport.LargestFile + 1], "policy.text_too_large");

    [Theory]
    [InlineData("%PDF-1.7\n1 0 obj")]
    [InlineData("PK\u0003\u0004word/document.xml")]
    [InlineData("{\\rtf1\\ansi Policy}")]
    [InlineData("GIF89a")]
    public void Another_kind_of_file_is_refused_by_its_name(string start) =>
        Refused(Encoding.UTF8.GetBytes(start), "policy.text_binary");

    [Fact]
    public void A_nul_is_refused_with_its_place()
    {
        var refusal = Refused("Privacy\0Policy"u8, "policy.text_nul");

        Assert.Equal("7", refusal.Values["offset"]);
    }

    [Fact]
    public void A_control_character_is_refused_with_its_place()
    {
        var refusal = Refused("Privacy \u0007Policy"u8, "policy.text_control_character");

        Assert.Equal(("8", "0007"), (refusal.Values["offset"], refusal.Values["code"]));
    }

    [Fact]
    public void Latin_1_is_refused_with_its_place()
    {
        var refusal = Refused(Encoding.Latin1.GetBytes("Privacy\nCafé"), "policy.text_not_utf8");

        Assert.Equal(("11", "E9", "2"), (refusal.Values["offset"], refusal.Values["value"], refusal.Values["line"]));
    }

    [Fact]
    public void Utf_8_cut_in_the_middle_is_refused() =>
        Assert.Equal("5", Refused([.. "Priv "u8, 0xD8], "policy.text_not_utf8").Values["offset"]);

    [Fact]
    public void The_place_counts_the_byte_order_mark() =>
        Assert.Equal("5", Refused([0xEF, 0xBB, 0xBF, .. "ab"u8, 0xFF], "policy.text_not_utf8").Values["offset"]);

    [Fact]
    public void Utf_32_is_refused() =>
        Refused([.. Encoding.UTF32.GetPreamble(), .. Encoding.UTF32.GetBytes(Simple)], "policy.text_not_utf16");

    [Fact]
    public void Half_a_character_in_utf_16_is_refused() =>
        Assert.Equal("4", Refused([0xFF, 0xFE, (byte)'a', 0, 0x3D, 0xD8, (byte)'b', 0], "policy.text_not_utf16")
            .Values["offset"]);

    [Fact]
    public void An_odd_byte_in_utf_16_is_refused() => Refused([0xFF, 0xFE, (byte)'a', 0, 0], "policy.text_not_utf16");

    [Fact]
    public void A_language_with_an_underscore_is_refused() =>
        Assert.Equal("language", PolicyImport.Read("Text."u8, new("fa_AF")).Error!.Field);

    [Fact]
    public void Every_encoding_of_unicode_gives_the_same_text()
    {
        var hash = Read(Encoding.UTF8.GetBytes(Simple)).Text.Hash;

        Assert.All<Encoding>(
            [Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode],
            encoding => Assert.Equal(hash, Read([.. encoding.GetPreamble(), .. encoding.GetBytes(Simple)]).Text.Hash));
    }

    [Theory]
    [InlineData(Simple)]
    [InlineData("سياسة الخصوصية\n\nنحن نحترم خصوصيتك.\n")]
    public void Utf_16_without_a_mark_is_recognised(string source)
    {
        var hash = Read(Encoding.UTF8.GetBytes(source)).Text.Hash;

        Assert.Equal(hash, Read(Encoding.Unicode.GetBytes(source)).Text.Hash);
        Assert.Equal(hash, Read(Encoding.BigEndianUnicode.GetBytes(source)).Text.Hash);
    }

    [Fact]
    public void Characters_that_reorder_a_text_are_removed_and_named()
    {
        var report = Read("Policy\n\nWe \u202Enever\u202C sell.\u200F\n"u8);

        var finding = Assert.Single(report.Findings, finding => finding.Code == ImportFindings.BidiControl);
        Assert.Equal("We never sell.", report.Text.PreambleMarkdown);
        Assert.Contains("U+202E at line 3, column 4", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Joiners_stay()
    {
        var report = Read(Encoding.UTF8.GetBytes("حریم خصوصی\n\nما نمی\u200Cفروشیم. \u0644\u200D\n"), "fa-AF");

        Assert.Equal("ما نمی\u200Cفروشیم. \u0644\u200D", report.Text.PreambleMarkdown);
        Assert.DoesNotContain(report.Findings, finding => finding.Code == ImportFindings.Control);
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\r")]
    [InlineData("\u2028")]
    public void Any_line_end_will_do(string lineEnd) =>
        Assert.Equal(
            Read(Encoding.UTF8.GetBytes(Simple)).Text.Hash,
            Read(Encoding.UTF8.GetBytes(Simple.Replace("\n", lineEnd, StringComparison.Ordinal))).Text.Hash);

    [Fact]
    public void A_text_of_too_many_sections_is_refused() => Refused(
        Encoding.UTF8.GetBytes(
            string.Concat(Enumerable.Range(1, 501).Select(number => $"# Part {number}\n\nText.\n\n"))),
        "policy.text_too_many_sections");

    [Fact]
    public void A_section_too_long_to_show_is_refused() => Refused(
        Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("All of this is one paragraph without end. ", 2000))),
        "policy.text_section_too_long");

    [Theory]
    [InlineData("<p>", "policy.text_empty")]
    [InlineData("<div>", "policy.text_too_deep")]
    [InlineData("<b a=1>", "policy.text_too_deep")]
    [InlineData("<div><table><td></div>", "policy.text_too_deep")]
    [InlineData("<svg><g>", "policy.text_too_deep")]
    [InlineData("<p>word ", "policy.text_too_complex")]
    [InlineData("a\n", "policy.text_section_too_long")]
    [InlineData("1.\n", "policy.text_section_too_long")]
    [InlineData(">", "policy.text_section_too_long")]
    [InlineData("[", "policy.text_section_too_long")]
    public void A_mebibyte_of_nonsense_is_refused_quickly(string piece, string code)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();

        var copies = piece == "<p>" ? 49_000 : PolicyImport.LargestFile / piece.Length;
        Refused(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(piece, copies))), code);

        // Loose on purpose: it tells linear from quadratic, on any machine.
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    private static ImportReport Read(ReadOnlySpan<byte> bytes, string language = "en") =>
        PolicyImport.Read(bytes, new(language)).Value!;

    private static Error Refused(ReadOnlySpan<byte> bytes, string code)
    {
        var refusal = PolicyImport.Read(bytes, new("en")).Error;

        Assert.Equal(code, refusal?.Code);
        Assert.NotEmpty(refusal!.Message);
        return refusal;
    }
}
