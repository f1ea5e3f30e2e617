using Darsgah.Gateway.People;
using Darsgah.Grains.Common;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Darsgah.Gateway.Tests.People;

public class PasswordsTests
{
    private static readonly Id<Tenant> School = Id<Tenant>.Parse("north");

    [Fact]
    [Trait("Rule", "B01"), Trait("Rule", "Q12")]
    [Trait("Threat", "SEC-C01")]
    public async Task A_hash_says_PBKDF2_with_SHA512_210000_rounds_and_a_salt_of_128_bits()
    {
        using var gate = new PasswordGate(Options.Create(new PeopleOptions()));
        var hash = Convert.FromBase64String(
            await With(gate, new PeopleOptions().PasswordRounds).Hash(School, "correct horse", default));

        Assert.Equal(1, hash[0]); // Identity's version 3
        Assert.Equal(2u, ReadUInt32(hash, 1)); // KeyDerivationPrf.HMACSHA512
        Assert.Equal(210_000u, ReadUInt32(hash, 5));
        Assert.Equal(16u, ReadUInt32(hash, 9));
    }

    [Fact]
    [Trait("Threat", "SEC-C01")]
    public async Task A_hash_with_fewer_rounds_is_the_same_but_old()
    {
        using var gate = new PasswordGate(Options.Create(new PeopleOptions()));
        var old = await With(gate, 1000).Hash(School, "correct horse", default);

        Assert.Equal(PasswordMatch.SameButOld, await With(gate, 2000).Compare(School, old, "correct horse", default));
        Assert.Equal(PasswordMatch.Same, await With(gate, 1000).Compare(School, old, "correct horse", default));
        Assert.Equal(PasswordMatch.None, await With(gate, 2000).Compare(School, old, "correct Horse", default));
    }

    [Theory]
    [InlineData(null, "correct horse")]
    [InlineData("", "correct horse")]
    [InlineData(null, null)]
    [InlineData(null, "no password")]
    [Trait("Threat", "SEC-C02")]
    public async Task Where_there_is_nothing_to_compare_one_hash_is_made_all_the_same(string? stored, string? typed)
    {
        using var gate = new PasswordGate(Options.Create(new PeopleOptions()));
        var hasher = new CountingHasher();
        var passwords = new Passwords(
            hasher, gate, Options.Create(new PasswordHasherOptions { IterationCount = 1000 }));

        Assert.Equal(PasswordMatch.None, await passwords.Compare(School, stored, typed, default));
        Assert.Equal(1, hasher.Calls);
    }

    private static Passwords With(PasswordGate gate, int rounds)
    {
        var options = Options.Create(new PasswordHasherOptions { IterationCount = rounds });
        return new(new PasswordHasher<PersonUser>(options), gate, options);
    }

    private static uint ReadUInt32(byte[] bytes, int at) =>
        System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at));
}
