using System.Collections.Concurrent;
using Darsgah.Gateway.Operations;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Darsgah.TestKit;
using Orleans.Runtime;

namespace Darsgah.Gateway.Tests.Faults;

/// <summary>A name that at most one person holds, under callers at once and a storage that fails (SEC-L01).</summary>
public class LinearisabilityTests
{
    private const int Histories = 100;
    private const int Callers = 4;
    private const int CallsEach = 5;

    private static readonly Id<Person>[] People = [.. Enumerable.Range(0, Callers).Select(number => Id<Person>.Parse($"p{number}"))];

    [Fact]
    [Trait("Threat", "SEC-L01")]
    public async Task Every_history_of_a_claim_has_an_order_that_explains_it_also_when_writes_fail()
    {
        var seed = Random.Shared.Next();
        var faults = new Random(seed);
        var failed = 0;
        await using var site = await Site.Open(new SiteOptions
        {
            Services = services => FaultyStorage.Around(services, grain =>
                grain.Key.ToString().Contains("/email.", StringComparison.Ordinal) ? Decide() : WriteFault.None),
        });
        var school = await site.CreateSchool("north");

        for (var number = 0; number < Histories; number++)
        {
            var key = $"h{number}@north.example";
            var history = await site.In(school, grains => Run(grains, key, seed + number));
            failed += history.Count(call => call.Ended == int.MaxValue);

            Assert.True(History.IsLinearisable(history, ""), $"History {number} of seed {seed} has no order.");
        }

        Assert.True(failed > Histories, $"only {failed} calls failed");

        WriteFault Decide()
        {
            lock (faults)
                return faults.Next(4) switch { 0 => WriteFault.Lost, 1 => WriteFault.Unanswered, _ => WriteFault.None };
        }
    }

    [Fact]
    [Trait("Threat", "SEC-L01")]
    public void A_history_that_no_order_explains_is_told()
    {
        // Both took it, one after another, and nobody gave it up.
        Assert.False(History.IsLinearisable([Take(0, 1, "a", true), Take(2, 3, "b", true)], ""));

        // She reads what was there before a write that had ended.
        Assert.False(History.IsLinearisable([Take(0, 1, "a", true), Holder(2, 3, "")], ""));

        // A failed call may have happened, but not both ways.
        Assert.True(History.IsLinearisable([Take(0, int.MaxValue, "a", true), Holder(2, 3, "a")], ""));
        Assert.False(History.IsLinearisable([Take(0, int.MaxValue, "a", true), Holder(2, 3, "a"), Holder(4, 5, "")], ""));
    }

    private static async Task<List<Call<string>>> Run(TenantGrains grains, string key, int seed)
    {
        var calls = new ConcurrentQueue<Call<string>>();
        var moment = 0;

        await Task.WhenAll(People.Select((person, caller) => Task.Run(async () =>
        {
            var random = new Random(seed * Callers + caller);

            for (var number = 0; number < CallsEach; number++)
            {
                var begun = Interlocked.Increment(ref moment);
                var kind = random.Next(3);

                try
                {
                    var call = kind switch
                    {
                        0 => Take(begun, 0, person.Value, (await grains.EmailAddress(key).Take(person)).Error is null),
                        1 => await Release(grains, key, person, begun),
                        _ => Holder(begun, 0, (await grains.EmailAddress(key).Holder())?.Value ?? ""),
                    };
                    calls.Enqueue(call with { Ended = Interlocked.Increment(ref moment) });
                }
                catch (OrleansException)
                {
                    calls.Enqueue(kind is 0 ? Take(begun, int.MaxValue, person.Value, true) : Release(begun, int.MaxValue, person.Value));
                }
            }
        })));

        return [.. calls];
    }

    private static async Task<Call<string>> Release(TenantGrains grains, string key, Id<Person> person, int begun)
    {
        await grains.EmailAddress(key).Release(person);
        return Release(begun, 0, person.Value);
    }

    // The model: the holder's id, or nothing. Time stands still, so nobody's claim runs out.
    private static Call<string> Take(int begun, int ended, string person, bool taken) => new(
        begun, ended, holder => ((holder.Length == 0 || holder == person) == taken, taken ? person : holder));

    private static Call<string> Release(int begun, int ended, string person) => new(
        begun, ended, holder => (true, holder == person ? "" : holder));

    private static Call<string> Holder(int begun, int ended, string seen) => new(
        begun, ended, holder => (holder == seen, holder));
}
