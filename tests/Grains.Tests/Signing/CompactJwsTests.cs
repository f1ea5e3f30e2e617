using System.Text;
using Darsgah.Grains.Signing;

namespace Darsgah.Grains.Tests.Signing;

/// <summary>The examples printed in the RFCs.</summary>
public class CompactJwsTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    /// <summary>RFC 7515, A.3.1.</summary>
    [Fact]
    public void The_ES256_signature_of_RFC_7515_is_found_good_and_is_not_good_for_anything_else()
    {
        var key = new PublishedKey(
            "", "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0", Monday, RetiredAt: null);
        const string input =
            "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
        var signature = System.Buffers.Text.Base64Url.DecodeFromChars(
            "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q");
        var jws = new CompactJws("", "", Encoding.ASCII.GetBytes(input), ReadOnlyMemory<byte>.Empty, signature);

        Assert.True(jws.IsSignedBy(key));
        Assert.False((jws with { Input = Encoding.ASCII.GetBytes(input + "A") }).IsSignedBy(key));
        Assert.False((jws with { Signature = signature.AsMemory(1) }).IsSignedBy(key));
        Assert.False(jws.IsSignedBy(SigningKey.Make(Monday).Public));
    }

    /// <summary>RFC 7638, 3.1.</summary>
    [Fact]
    public void The_thumbprint_of_RFC_7638_comes_out() => Assert.Equal(
        "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs",
        CompactJws.Thumbprint(
            ("e", "AQAB"),
            ("kty", "RSA"),
            ("n",
                "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMs"
                + "tn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5ha"
                + "jrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw")));

    /// <summary>RFC 9449, 6.1: the <c>jkt</c> of the P-256 key in its figure 1.</summary>
    [Fact]
    public void The_thumbprint_of_a_P_256_key_is_that_of_RFC_9449() => Assert.Equal(
        "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I",
        CompactJws.Thumbprint("l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs", "9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA"));

    [Fact]
    public void A_retired_key_has_no_private_half_left_and_a_key_never_writes_its_own_down()
    {
        var first = SigningKey.Make(Monday);
        var ring = new SigningKeyRing().With(first).With(SigningKey.Make(Monday.AddDays(1)));

        Assert.Equal((null, Monday.AddDays(1)), (ring.Keys[1].Secret, ring.Keys[1].RetiredAt));
        Assert.Throws<InvalidOperationException>(() => ring.Keys[1].Sign("x"u8));
        Assert.DoesNotContain(first.Secret!, $"{first} {ring}", StringComparison.Ordinal);
        Assert.DoesNotContain("Secret", typeof(PublishedKey).GetProperties().Select(member => member.Name), StringComparer.Ordinal);
    }

    [Fact]
    public void A_key_signs_until_the_day_it_is_too_old()
    {
        var ring = new SigningKeyRing().With(SigningKey.Make(Monday));
        var year = TimeSpan.FromDays(365);

        Assert.NotNull(ring.Active(Monday + year - TimeSpan.FromTicks(1), year));
        Assert.Null(ring.Active(Monday + year, year));
        Assert.Null(new SigningKeyRing().Active(Monday, year));
    }
}
