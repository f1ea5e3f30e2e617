using System.Text.Json;
using Darsgah.Engine.Tests.Support;
using Orleans;
using Orleans.Runtime;

namespace Darsgah.Engine.Tests;

public interface IOrphanGrain : IGrainWithStringKey
{
    Task Touch();
}

public interface ITwinGrain : IGrainWithStringKey
{
    Task<string> Name();
}

public sealed class LeftTwinGrain : Grain, ITwinGrain
{
    public Task<string> Name() => Task.FromResult("left");
}

public sealed class RightTwinGrain : Grain, ITwinGrain
{
    public Task<string> Name() => Task.FromResult("right");
}

public interface INamedGrain : IGrainWithStringKey
{
    Task<string> Id();

    Task<bool> IsReferredToAs(INamedGrain reference);
}

[GrainType("my.name")]
public sealed class NamedGrain : Grain, INamedGrain
{
    public Task<string> Id() => Task.FromResult(IdentityString);

    public Task<bool> IsReferredToAs(INamedGrain reference) =>
        Task.FromResult(this.AsReference<INamedGrain>().Equals(reference));
}

public interface INumberedGrain : IGrainWithIntegerKey
{
    Task<long> Key();
}

public sealed class NumberedGrain : Grain, INumberedGrain
{
    public Task<long> Key() => Task.FromResult(this.GetPrimaryKeyLong());
}

public sealed class IdentityTests
{
    [Fact]
    public async Task The_type_is_the_class_in_lower_case_without_grain_unless_named()
    {
        await using var silo = await TestSilo.Start();

        var twin = silo.Grains.GetGrain<ITwinGrain>("k", typeof(LeftTwinGrain).FullName);

        Assert.Equal("lefttwin/k", twin.GetGrainId().ToString());
        Assert.Equal("my.name/k", await Probe.Soon(silo.Grain<INamedGrain>("k").Id()));
    }

    [Fact]
    public async Task A_null_or_blank_key_is_refused()
    {
        await using var silo = await TestSilo.Start();

        Assert.Throws<ArgumentNullException>(() => silo.Grain<INamedGrain>(null!));
        Assert.Throws<ArgumentException>(() => silo.Grain<INamedGrain>(""));
        Assert.Throws<ArgumentException>(() => silo.Grain<INamedGrain>("  "));
    }

    [Fact]
    public async Task An_interface_that_no_class_implements_is_refused_at_once()
    {
        await using var silo = await TestSilo.Start();

        var failure = Assert.Throws<ArgumentException>(() => silo.Grain<IOrphanGrain>());
        Assert.Contains(nameof(IOrphanGrain), failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interface_that_two_classes_implement_needs_the_prefix()
    {
        await using var silo = await TestSilo.Start();

        Assert.Throws<ArgumentException>(() => silo.Grain<ITwinGrain>());
        Assert.Equal("right", await Probe.Soon(
            silo.Grains.GetGrain<ITwinGrain>("k", typeof(RightTwinGrain).FullName).Name()));
    }

    [Fact]
    public async Task References_to_one_grain_are_equal()
    {
        await using var silo = await TestSilo.Start();
        var one = silo.Grain<INamedGrain>("a");
        var same = silo.Grain<INamedGrain>("a");
        var other = silo.Grain<INamedGrain>("b");

        Assert.True(one.Equals(same));
        Assert.Equal(one.GetHashCode(), same.GetHashCode());
        Assert.False(one.Equals(other));
    }

    [Fact]
    public async Task A_reference_travels_as_an_argument()
    {
        await using var silo = await TestSilo.Start();
        var grain = silo.Grain<INamedGrain>("a");

        Assert.True(await Probe.Soon(grain.IsReferredToAs(grain)));
    }

    [Fact]
    public async Task A_grain_can_be_had_by_its_id()
    {
        await using var silo = await TestSilo.Start();
        var id = GrainId.Create("my.name", "k");

        Assert.Equal("my.name/k", await Probe.Soon(silo.Grains.GetGrain<INamedGrain>(id).Id()));
        Assert.Equal("my.name/k", await Probe.Soon(silo.Grains.GetGrain(id).AsReference<INamedGrain>().Id()));
    }

    [Theory]
    [InlineData(26L, "1A")]
    [InlineData(-1L, "FFFFFFFFFFFFFFFF")]
    public async Task Integer_keys_are_hexadecimal(long key, string written)
    {
        await using var silo = await TestSilo.Start();
        var grain = silo.Grains.GetGrain<INumberedGrain>(key);

        Assert.Equal($"numbered/{written}", grain.GetGrainId().ToString());
        Assert.Equal(key, await Probe.Soon(grain.Key()));
    }

    [Fact]
    public void A_grain_id_is_a_string_in_json()
    {
        var id = GrainId.Create("consent.ledger", "north/ada");

        Assert.Equal("\"consent.ledger/north/ada\"", JsonSerializer.Serialize(id));
        Assert.Equal(id, JsonSerializer.Deserialize<GrainId>("\"consent.ledger/north/ada\""));
        Assert.Equal(("consent.ledger", "north/ada"), (id.Type.ToString(), id.Key.ToString()));
    }

    // The reference values of XXH32 with seed 0, their bytes in the reverse of the order in which the xxhash tool prints them.
    [Theory]
    [InlineData("", 0x055DCC02u)]
    [InlineData("a", 0x56740D55u)]
    [InlineData("abc", 0xFF53D132u)]
    [InlineData("Nobody inspects the spammish repetition", 0x2F3B29E2u)]
    public void The_uniform_hash_of_a_key_is_xxh32_of_its_utf8(string key, uint hash) =>
        Assert.Equal(hash, IdSpan.Create(key).GetUniformHashCode());

    [Fact]
    public void The_uniform_hash_of_a_grain_combines_those_of_its_type_and_its_key() => Assert.Equal(
        unchecked((IdSpan.Create("named").GetUniformHashCode() * 31) + IdSpan.Create("a").GetUniformHashCode()),
        GrainId.Create("named", "a").GetUniformHashCode());

    [Fact]
    public async Task Calls_before_the_silo_has_started_or_after_it_has_stopped_are_refused()
    {
        var silo = await TestSilo.Start();
        var grain = silo.Grain<INamedGrain>();
        await Probe.Soon(grain.Id());
        await silo.Stop();

        await Assert.ThrowsAnyAsync<OrleansMessageRejectionException>(() => Probe.Soon(grain.Id()));
        await silo.DisposeAsync();
    }
}
