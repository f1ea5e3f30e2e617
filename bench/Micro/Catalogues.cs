using System.Globalization;
using Darsgah.Gateway.Pages.Courses;
using Darsgah.Grains.Courses;

namespace Darsgah.Micro;

/// <summary>What a page of the catalogue, a search in it and one more course cost in a school of 100, 1,000 and 10,000 courses.</summary>
internal static class Catalogues
{
    public static async Task<int> Run(ImmutableArray<int> sizes, int rounds)
    {
        var figures = new List<Dictionary<string, double>>();

        foreach (var size in sizes)
        {
            var folder = Directory.CreateTempSubdirectory("darsgah-catalogue-").FullName;

            try
            {
                figures.Add(await Measure(folder, size, rounds));
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }

        Console.WriteLine($"milliseconds, median of {rounds}; courses of the school");
        BenchSchool.Print(sizes, figures);
        return 0;
    }

    private static async Task<Dictionary<string, double>> Measure(string folder, int size, int rounds)
    {
        Id<Tenant> school;

        using (var first = await BenchSchool.Start(folder))
        {
            var founded = await BenchSchool.Found(first.Services);
            school = founded.Tenant;
            await TenantScope.Run(
                school,
                async () =>
                {
                    for (var number = 0; number < size; number++)
                        await Describe(founded, number);

                    return Done.Value;
                },
                "bench");
            await first.StopAsync();
        }

        using var host = await BenchSchool.Start(folder);
        var grains = new TenantGrains(host.Services.GetRequiredService<IGrainFactory>(), school);
        var random = new Random(size);
        var next = size;
        var found = new Dictionary<string, double>(StringComparer.Ordinal)
        {
            ["first page after a start (reads it all)"] = await BenchSchool.Once(school, () => Page("")),
            ["first search after a start"] = await BenchSchool.Once(school, () => Page("algebra 7")),
            ["a page of the catalogue, anywhere"] = await BenchSchool.Median(school, rounds, () => Page("", random.Next(1, size / 24 + 2))),
            ["its state, which a kept page is compared with"] = await BenchSchool.Median(school, rounds, () => grains.Catalogue.Revision()),
            ["a search that finds one"] = await BenchSchool.Median(school, rounds, () => Page($"algebra {Number(random.Next(size))}x")),
            ["a search that finds a third"] = await BenchSchool.Median(school, rounds, () => Page("algebra 7")),
            ["a search that finds all"] = await BenchSchool.Median(school, rounds, () => Page("general solution")),
            ["a search that finds nothing"] = await BenchSchool.Median(school, rounds, () => Page("algebra geometry")),
            ["one more course"] = await BenchSchool.Median(school, rounds, () => Describe(grains, next++)),
        };
        await host.StopAsync();
        return found;

        Task Page(string query, int page = 1) => CourseListModel.Of(grains.Catalogue, query, page);
    }

    private static async Task Describe(TenantGrains grains, int number)
    {
        var slug = Id<Course>.Parse($"course-{Number(number)}");
        var title = $"Algebra {Number(number)}x";
        var described = await grains.Course(slug).Describe(
            new CourseDescription(slug, "en", title, "From the balance to the general solution.", "All about it.", "Ahmad Wali", Published: true), 0);

        if (described.Error is { } refusal)
            throw new InvalidOperationException(refusal.Message);
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
