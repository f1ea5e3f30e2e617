using System.Collections.Immutable;
using Darsgah.Engine.Tests.Support;
using Orleans;
using Orleans.Serialization;

namespace Darsgah.Engine.Tests;

#pragma warning disable ORLEANS0004 // Members without [Id] are what is tested.

[GenerateSerializer]
public sealed class Basket
{
    [Id(0)] public List<string> Items { get; set; } = [];

    [Id(1)] public Basket? Inner { get; set; }

    /// <summary>Without a number, so it stays behind.</summary>
    public string? Scribble { get; set; }
}

[GenerateSerializer, Immutable]
public sealed class Stone
{
    [Id(0)] public List<string> Marks { get; set; } = [];
}

[GenerateSerializer]
public sealed record Parcel(string Name, ImmutableArray<Basket> Baskets, Dictionary<string, int[]> Weights)
{
    public int Unnumbered { get; set; } = 5;
}

#pragma warning restore ORLEANS0004

/// <summary>Lacks [GenerateSerializer]; declared as object, so that only sending it tells.</summary>
public sealed class Contraband
{
    public int Weight { get; set; }
}

public interface ICopyGrain : IGrainWithStringKey
{
    Task Keep(Basket basket);

    Task<Basket> Kept();

    Task<int> KeptCount();

    Task<Stone> Pass(Stone stone);

    Task<Parcel> PassParcel(Parcel parcel);

    Task<object?> PassAnything(object? thing);
}

public sealed class CopyGrain : Grain, ICopyGrain
{
    private Basket kept = new();

    public Task Keep(Basket basket)
    {
        kept = basket;
        kept.Items.Add("by the grain");
        return Task.CompletedTask;
    }

    public Task<Basket> Kept() => Task.FromResult(kept);

    public Task<int> KeptCount() => Task.FromResult(kept.Items.Count);

    public Task<Stone> Pass(Stone stone) => Task.FromResult(stone);

    public Task<Parcel> PassParcel(Parcel parcel) => Task.FromResult(parcel);

    public Task<object?> PassAnything(object? thing) => Task.FromResult(thing);
}

public sealed class CopyTests
{
    [Fact]
    public async Task An_argument_is_a_copy()
    {
        await using var silo = await TestSilo.Start();
        var basket = new Basket { Items = ["mine"] };
        await Probe.Soon(silo.Grain<ICopyGrain>().Keep(basket));
        basket.Items.Clear();

        Assert.Equal(2, await Probe.Soon(silo.Grain<ICopyGrain>().KeptCount()));
        Assert.Empty(basket.Items);
    }

    [Fact]
    public async Task A_result_is_a_copy()
    {
        await using var silo = await TestSilo.Start();
        var grain = silo.Grain<ICopyGrain>();
        await Probe.Soon(grain.Keep(new Basket()));
        (await Probe.Soon(grain.Kept())).Items.Clear();

        Assert.Equal(1, await Probe.Soon(grain.KeptCount()));
    }

    [Fact]
    public async Task A_member_without_a_number_stays_behind()
    {
        await using var silo = await TestSilo.Start();
        await Probe.Soon(silo.Grain<ICopyGrain>().Keep(new Basket { Scribble = "lost" }));

        Assert.Null((await Probe.Soon(silo.Grain<ICopyGrain>().Kept())).Scribble);
    }

    [Fact]
    public async Task A_positional_record_travels_with_its_parameters()
    {
        await using var silo = await TestSilo.Start();
        var sent = new Parcel("p", [new Basket { Items = ["a"] }], new(StringComparer.Ordinal) { ["w"] = [1, 2] })
        {
            Unnumbered = 9,
        };

        var got = await Probe.Soon(silo.Grain<ICopyGrain>().PassParcel(sent));

        Assert.Equal("p", got.Name);
        Assert.Equal(["a"], got.Baskets[0].Items);
        Assert.NotSame(sent.Baskets[0], got.Baskets[0]);
        Assert.Equal([1, 2], got.Weights["w"]);
        Assert.NotSame(sent.Weights["w"], got.Weights["w"]);
        Assert.NotEqual(9, got.Unnumbered);
    }

    [Fact]
    public async Task What_refers_to_itself_still_does()
    {
        await using var silo = await TestSilo.Start();
        var basket = new Basket();
        basket.Inner = basket;
        await Probe.Soon(silo.Grain<ICopyGrain>().Keep(basket));

        var kept = await Probe.Soon(silo.Grain<ICopyGrain>().Kept());

        Assert.Same(kept, kept.Inner);
        Assert.NotSame(basket, kept);
    }

    [Fact]
    public async Task What_is_immutable_is_not_copied()
    {
        await using var silo = await TestSilo.Start();
        var stone = new Stone();

        Assert.Same(stone, await Probe.Soon(silo.Grain<ICopyGrain>().Pass(stone)));
    }

    [Fact]
    public async Task A_type_that_cannot_travel_fails_the_call()
    {
        await using var silo = await TestSilo.Start();

        var failure = await Assert.ThrowsAsync<CodecNotFoundException>(
            () => Probe.Soon(silo.Grain<ICopyGrain>().PassAnything(new Contraband())));
        Assert.Contains(nameof(Contraband), failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData("text")]
    [InlineData(null)]
    [InlineData(DayOfWeek.Friday)]
    public async Task Plain_values_pass_as_they_are(object? value)
    {
        await using var silo = await TestSilo.Start();

        Assert.Equal(value, await Probe.Soon(silo.Grain<ICopyGrain>().PassAnything(value)));
    }

    [Fact]
    public async Task Collections_pass_by_what_is_in_them()
    {
        await using var silo = await TestSilo.Start();
        object[] all =
        [
            new List<int> { 1, 2 }, new Dictionary<string, Basket>(StringComparer.Ordinal) { ["k"] = new() },
            new HashSet<string>(StringComparer.Ordinal) { "x" },
            new Queue<int>([1, 2]), new Stack<int>([1, 2]), ImmutableList.Create("a"), ImmutableStack.Create(1, 2),
            ImmutableDictionary.Create<string, int>(StringComparer.Ordinal).Add("a", 1), (1, "two"), Tuple.Create(1),
            KeyValuePair.Create("a", 1),
            new SortedDictionary<string, int>(StringComparer.Ordinal) { ["b"] = 1 }, new[] { new[] { 1 } },
            default(ImmutableArray<Basket>),
        ];

        foreach (var thing in all)
            Assert.Equivalent(thing, await Probe.Soon(silo.Grain<ICopyGrain>().PassAnything(thing)));

        Assert.Equal([2, 1], (Stack<int>)(await silo.Grain<ICopyGrain>().PassAnything(new Stack<int>([1, 2])))!);
    }
}
