using System.Security.Cryptography;
using System.Text;
using Darsgah.Gateway.Pages.Receipts;
using Darsgah.Grains.Consent.Receipts;

namespace Darsgah.Gateway.Tests.Receipts;

/// <summary>What a text is found to be, whoever made it.</summary>
public class ReceiptExaminationTests
{
    private static readonly Forge School = new();

    [Fact]
    public void A_genuine_receipt_is_found_genuine_also_when_it_was_broken_into_lines()
    {
        var text = School.Sign(School.Payload());

        Assert.Equal(ReceiptVerdict.Genuine, Verdict(text));
        Assert.Equal(ReceiptVerdict.Genuine, Verdict(" " + string.Join("\r\n", text.Chunk(76).Select(line => new string(line))) + "\n"));
    }

    /// <summary>Every character of all three parts, one bit in turn: no other text is ever taken for the same receipt.</summary>
    [Fact, Trait("Threat", "SEC-I07")]
    public void A_receipt_with_one_bit_changed_anywhere_is_not_genuine()
    {
        var text = School.Sign(School.Payload());
        var payload = text.IndexOf('.', StringComparison.Ordinal) + 1;

        for (var position = 0; position < text.Length; position++)
        {
            var changed = text.ToCharArray();
            changed[position] ^= (char)(1 << (position % 7));
            var verdict = Verdict(new string(changed));

            Assert.NotEqual(ReceiptVerdict.Genuine, verdict);
            Assert.True(
                position < payload || verdict is ReceiptVerdict.Changed or ReceiptVerdict.NotAReceipt, $"position {position}: {verdict}");
        }
    }

    /// <summary>The bytes themselves, so that the text stays base64url and only the signature can tell.</summary>
    [Fact]
    public void One_bit_of_the_signature_or_of_what_is_signed_is_a_change()
    {
        var parts = School.Sign(School.Payload()).Split('.');

        foreach (var part in new[] { 1, 2 })
        {
            var bytes = System.Buffers.Text.Base64Url.DecodeFromChars(parts[part]);

            for (var index = 0; index < bytes.Length; index++)
            {
                bytes[index] ^= (byte)(1 << (index % 8));
                var changed = (string[])parts.Clone();
                changed[part] = System.Buffers.Text.Base64Url.EncodeToString(bytes);

                Assert.Equal(ReceiptVerdict.Changed, Verdict(string.Join('.', changed)));
                bytes[index] ^= (byte)(1 << (index % 8));
            }
        }
    }

    [Theory]
    [InlineData("""{"alg":"none","typ":"consent-receipt+jwt","kid":"KID"}""")]
    [InlineData("""{"alg":"HS256","typ":"consent-receipt+jwt","kid":"KID"}""")]
    [InlineData("""{"alg":"ES384","typ":"consent-receipt+jwt","kid":"KID"}""")]
    [InlineData("""{"alg":"es256","typ":"consent-receipt+jwt","kid":"KID"}""")]
    [InlineData("""{"alg":"ES256","typ":"JWT","kid":"KID"}""")]
    [InlineData("""{"alg":"ES256","kid":"KID"}""")]
    [InlineData("""{"alg":"ES256","typ":"consent-receipt+jwt"}""")]
    [InlineData("""{"alg":"ES256","typ":"consent-receipt+jwt","kid":1}""")]
    [InlineData("""{"alg":"ES256","typ":"consent-receipt+jwt","kid":"KID","crit":["exp"],"exp":1}""")]
    [InlineData("""{"alg":"none","alg":"ES256","typ":"consent-receipt+jwt","kid":"KID"}""")]
    [InlineData("""{"alg":"ES256","typ":"consent-receipt+jwt","kid":"KID","x":[[[[[[[[1]]]]]]]]}""")]
    [InlineData("""["ES256"]""")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("")]
    public void Another_header_makes_it_no_receipt_however_it_is_signed(string header)
    {
        header = header.Replace("KID", School.KeyId, StringComparison.Ordinal);

        Assert.Equal(ReceiptVerdict.NotAReceipt, Verdict(Forge.Sign(header, School.Payload(), School.Es256)));
        Assert.Equal(ReceiptVerdict.NotAReceipt, Verdict(Forge.Sign(header, School.Payload(), input => HMACSHA256.HashData(School.Point, input))));
        Assert.Equal(ReceiptVerdict.NotAReceipt, Verdict(Forge.Sign(header, School.Payload(), static _ => [])));
    }

    [Fact]
    public void A_key_that_the_receipt_brings_along_counts_for_nothing()
    {
        using var own = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var point = own.ExportParameters(includePrivateParameters: false).Q;
        var header = $$"""
            {"alg":"ES256","typ":"{{SignedReceipt.Type}}","kid":"{{School.KeyId}}","jwk":{"kty":"EC","crv":"P-256","x":"{{Text(point.X!)}}","y":"{{Text(point.Y!)}}"} }
            """;

        Assert.Equal(ReceiptVerdict.Changed, Verdict(Forge.Sign(header, School.Payload(), input => own.SignData(input, HashAlgorithmName.SHA256))));
    }

    [Fact]
    public void A_signature_of_another_form_or_curve_is_a_change()
    {
        var header = $$"""{"alg":"ES256","typ":"{{SignedReceipt.Type}}","kid":"{{School.KeyId}}"}""";
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);

        Assert.Equal(ReceiptVerdict.Genuine, Verdict(Forge.Sign(header, School.Payload(), School.Es256)));
        Assert.Equal(ReceiptVerdict.Changed, Verdict(Forge.Sign(header, School.Payload(), School.Der)));
        Assert.Equal(ReceiptVerdict.Changed, Verdict(Forge.Sign(header, School.Payload(), input => other.SignData(input, HashAlgorithmName.SHA256))));
        Assert.Equal(ReceiptVerdict.Changed, Verdict(Forge.Sign(header, School.Payload(), static _ => new byte[64])));
        Assert.Equal(ReceiptVerdict.Changed, Verdict(Forge.Sign(header, School.Payload(), static _ => [])));
    }

    [Fact]
    public void Another_schools_receipt_is_told_from_one_that_nobody_here_signed()
    {
        var other = new Forge();

        Assert.Equal(ReceiptVerdict.OtherSchool, Verdict(other.Sign(other.Payload("https://south.example"))));
        Assert.Equal(ReceiptVerdict.UnknownKey, Verdict(other.Sign(other.Payload())));
        Assert.Equal(ReceiptVerdict.UnknownKey, Verdict(other.Sign("{}")));
        Assert.Equal(ReceiptVerdict.UnknownKey, Verdict(other.Sign("not JSON")));
        Assert.Equal(ReceiptVerdict.Changed, Verdict(other.Sign(other.Payload(), School.KeyId)));
    }

    [Fact]
    public void The_copy_to_read_is_told_from_what_is_no_receipt()
    {
        Assert.Equal(ReceiptVerdict.NotSigned, Verdict(School.Payload()));
        Assert.Equal(ReceiptVerdict.NotAReceipt, Verdict("""{"schema_version":7}"""));
        Assert.Equal(ReceiptVerdict.NotAReceipt, Verdict("""{"schema_version":"""));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("\0")]
    [InlineData("..")]
    [InlineData("a.b.c")]
    [InlineData("a.b.c.d")]
    [InlineData("e30.e30.e30")]
    [InlineData("e30=.e30=.")]
    [InlineData("\ud800.\udfff.☃")]
    [InlineData("Hello. This is. Nothing.")]
    public void Whatever_else_somebody_sends_is_no_receipt(string? text) => Assert.Equal(ReceiptVerdict.NotAReceipt, Verdict(text));

    [Fact]
    public void Nothing_that_is_huge_or_deep_is_looked_into()
    {
        var deep = new string('[', 30_000);

        Assert.Equal(ReceiptVerdict.NotAReceipt, Verdict(new string('A', 10_000_000)));
        Assert.Equal(ReceiptVerdict.NotAReceipt, Verdict(new string('.', 60_000)));
        Assert.Equal(ReceiptVerdict.NotAReceipt, Verdict("{\"a\":" + deep));
        Assert.Equal(ReceiptVerdict.NotAReceipt, Verdict(Forge.Sign(deep, deep[..1000], School.Es256)));
        Assert.Equal(ReceiptVerdict.NotAReceipt, Verdict(School.Sign(deep)));
        Assert.Equal(ReceiptVerdict.UnknownKey, Verdict(School.Sign(deep, keyId: "unknown")));
    }

    /// <summary>Signed by the school, so nobody but a school gone mad makes them; still no exception.</summary>
    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("""{"record":{"processing":[]}}""")]
    [InlineData("""{"record":null,"evidence":{}}""")]
    [InlineData("""{"record":{},"record":{}}""")]
    public void Something_else_that_the_school_signed_is_no_receipt(string payload) =>
        Assert.Equal(ReceiptVerdict.NotAReceipt, Verdict(School.Sign(payload)));

    private static ReceiptVerdict Verdict(string? text) => ReceiptExamination.Examine(text, School.Keys, School.School).Finding.Verdict;

    private static string Text(byte[] bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);
}
