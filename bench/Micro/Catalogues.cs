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
        var next = size;
        var found = new Dictionary<string, double>(StringComparer.Ordinal)
        {
            ["first page after a start (reads it all)"] = await BenchSchool.Once(school, () => Page("")),
            ["a page of the catalogue"] = await BenchSchool.Median(school, rounds, () => Page("")),
            ["its state, which a kept page is compared with"] = await BenchSchool.Median(school, rounds, () => grains.Catalogue.Revision()),
            ["a search"] = await BenchSchool.Median(school, rounds, () => Page("algebra 7")),
            ["one more course"] = await BenchSchool.Median(school, rounds, () => Describe(grains, next++)),
        };
        await host.StopAsync();
        return found;

        async Task Page(string query) => CourseListModel.Of(await grains.Catalogue.Cards(), query);
    }

    private static async Task Describe(TenantGrains grains, int number)
    {
        var slug = Id<Course>.Parse(string.Create(CultureInfo.InvariantCulture, $"course-{number}"));
        var title = string.Create(CultureInfo.InvariantCulture, $"Algebra {number}");
        var described = await grains.Course(slug).Describe(
            new CourseDescription(slug, "en", title, "From the balance to the general solution.", "All about it.", "Ahmad Wali", Published: true), 0);

        if (described.Error is { } refusal)
            throw new InvalidOperationException(refusal.Message);
    }
}
