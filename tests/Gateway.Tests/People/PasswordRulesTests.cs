using System.Diagnostics;
using Darsgah.Gateway.People;

namespace Darsgah.Gateway.Tests.People;

[Trait("Threat", "SEC-C11")]
public class PasswordRulesTests
{
    [Theory]
    [InlineData("correct horse")]
    [InlineData("        spaces")]
    [InlineData("UPPER lower 1")]
    [InlineData("رمز عبور دراز من")]
    [InlineData("🐎🔋📎🪓🐎🔋📎🪓")]
    [InlineData("nul\0inside it")]
    public void Any_characters_make_a_password(string typed) =>
        Assert.Equal(typed, PasswordRules.Read(typed, []).Value);

    [Theory]
    [InlineData("", "people.field_required")]
    [InlineData("seven77", "people.password_short")]
    [InlineData("🐎🔋📎🪓", "people.password_short")]
    [InlineData("password", "people.password_common")]
    [InlineData("PassWord123", "people.password_common")]
    [InlineData("p@ssw0rd", "people.password_common")]
    [InlineData("football2024!", "people.password_common")]
    [InlineData("12345678", "people.password_common")]
    [InlineData("۱۲۳۴۵۶۷۸", "people.password_common")]
    [InlineData("qwertyuiop", "people.password_common")]
    [InlineData("aaaaaaaaaa", "people.password_common")]
    [InlineData("abcabcabcabc", "people.password_common")]
    [InlineData("ada@school.example", "people.password_common")]
    [InlineData("ADA LOVELACE", "people.password_common")]
    public void What_is_guessed_first_is_refused(string typed, string code) =>
        Assert.Equal(code, PasswordRules.Read(typed, ["ada@school.example", "Ada Lovelace"]).Error?.Code);

    [Fact]
    public void Half_a_character_is_refused()
    {
        Assert.Equal("people.password_broken", PasswordRules.Read("half \ud83d character", []).Error?.Code);
        Assert.Null(PasswordRules.Attempted("half \ud83d character"));
    }

    [Fact]
    public void Nothing_is_cut_off()
    {
        var typed = string.Concat(Enumerable.Range(0, 64).Select(index => $"{index:D2}é "));

        Assert.Equal(256, typed.Length);
        Assert.Equal(typed, PasswordRules.Read(typed, []).Value);
        Assert.Equal("people.password_long", PasswordRules.Read(typed + "x", []).Error?.Code);
        Assert.NotEqual(PasswordRules.Attempted(typed), PasswordRules.Attempted(typed[..^1]), StringComparer.Ordinal);
        Assert.Null(PasswordRules.Attempted(typed + "x"));
    }

    [Fact]
    public void A_megabyte_is_refused_without_being_looked_at()
    {
        var megabyte = new string('ß', 1 << 20);
        var watch = Stopwatch.StartNew();

        var refusal = PasswordRules.Read(megabyte, []).Error;

        Assert.Equal("people.password_long", refusal?.Code);
        Assert.True(watch.Elapsed < TimeSpan.FromMilliseconds(50), $"took {watch.Elapsed}");
    }

    [Fact]
    public void The_same_password_from_two_keyboards_is_one() =>
        Assert.Equal(PasswordRules.Attempted("caf\u00E9 au lait"), PasswordRules.Attempted("cafe\u0301 au lait"));
}
