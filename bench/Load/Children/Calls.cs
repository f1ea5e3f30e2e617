using System.Diagnostics;
using System.Text.Json;
using Darsgah.Gateway.Operations;

namespace Darsgah.Load.Children;

/// <summary>Calls a second with so many callers.</summary>
internal sealed record CallRate(int Callers, double Grain, double Plain);

/// <summary>Calls of a school's grain, with the guard between tenants, beside calls of an object with no grain.</summary>
internal static class Calls
{
    private const int InARow = 64;

    public static async Task<string> Run(Schools schools, Plan plan)
    {
        var school = (await schools.Find(Seed.Slug(1))).OrThrow();
        var answer = Task.FromResult(school);
        var rates = new List<CallRate>();

        foreach (var callers in (int[])[1, 16, 128])
        {
            List<double> grains = [], plains = [];

            for (var round = 0; round < plan.Rounds; round++)
            {
                grains.Add(await Measure(plan, callers, caller => schools.In(school.Id, async tenant =>
                {
                    var course = tenant.Course(Seed.Course(1 + (caller % plan.Courses)));
                    var found = 0;

                    for (var call = 0; call < InARow; call++)
                        found += (await course.Outline())!.Lessons.Length;

                    return found == InARow * plan.Lessons
                        ? InARow
                        : throw new InvalidOperationException("A call had another's answer.");
                })));
                plains.Add(await Measure(plan, callers, async _ =>
                {
                    for (var call = 0; call < InARow; call++)
                        await answer;

                    return InARow;
                }));
            }

            rates.Add(new(callers, Median(grains), Median(plains)));
        }

        return JsonSerializer.Serialize(rates);
    }

    private static async Task<double> Measure(Plan plan, int callers, Func<int, Task<int>> call)
    {
        var clock = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var count = 0L;

            // Callers take turns, as they would if they came over the wire.
            for (; clock.Elapsed < plan.Round; await Task.Yield())
                count += await call(caller);

            return count;
        })));

        return counts.Sum() / clock.Elapsed.TotalSeconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
