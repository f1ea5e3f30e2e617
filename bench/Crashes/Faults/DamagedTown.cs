using Darsgah.Crashes.Product;
using Darsgah.Crashes.Town;
using Darsgah.Silo.Storage;

namespace Darsgah.Crashes.Faults;

/// <summary>What was read of a town of which one school was damaged.</summary>
/// <param name="Trouble">Reads of that school that were refused or wrong.</param>
/// <param name="Elsewhere">The same of the other one.</param>
internal sealed record DamageLook(IReadOnlyList<string> Trouble, IReadOnlyList<string> Elsewhere, IReadOnlyCollection<CheckFinding> Findings);

/// <summary>A data folder with two schools in which things were done, to be put up and looked at again and again.</summary>
internal sealed class DamagedTown : IDisposable
{
    private readonly Ground ground = new();
    private readonly PostOffice post = new();
    private readonly List<Deed> deeds = [];
    private readonly List<Deed> elsewhere = [];
    private readonly Place place;

    private DamagedTown() => place = ground.Place(post);

    /// <summary>Id of the school that is damaged.</summary>
    public string North { get; private set; } = "";

    private string Kept => Path.Combine(ground.Root, "kept");

    public static async Task<DamagedTown> Build(int students)
    {
        var town = new DamagedTown();

        await using (var witness = await Witness.Open(town.place))
        {
            var seed = await Seed.Plant(witness);
            town.North = (await witness.Schools.Find(Seed.North)).OrThrow().Id.Value;

            foreach (var number in Enumerable.Range(1, students))
                town.deeds.AddRange(new Student(town.place, town.post, $"s{number}@north.example").Story);

            town.deeds.Add(new Teacher(town.place).Announce(1));
            var office = new Office(town.place, seed.SchoolKey, seed.OperatorKey);
            town.elsewhere.AddRange([office.SaveDraft(1), office.MakeCourse(1), office.Publish(1)]);

            foreach (var deed in town.deeds.Concat(town.elsewhere))
                await deed.Do();
        }

        Ground.Copy(town.place.Folder, town.Kept);
        return town;
    }

    /// <summary>Puts everything back as it was.</summary>
    public void Restore()
    {
        Directory.Delete(place.Folder, recursive: true);
        Ground.Copy(Kept, place.Folder);
    }

    /// <summary>Puts the damaged school's folder back, and nothing else.</summary>
    public void PutBack()
    {
        Directory.Delete(FolderIn(place.Folder), recursive: true);
        Ground.Copy(FolderIn(Kept), FolderIn(place.Folder));
    }

    /// <summary>Files of the school that is damaged, none of them empty.</summary>
    public string[] Files() =>
        [.. Directory.EnumerateFiles(FolderIn(place.Folder), "*", SearchOption.AllDirectories)
            .Where(file => new FileInfo(file).Length > 0).Order(StringComparer.Ordinal)];

    public async Task<DamageLook> Look()
    {
        await using var witness = await Witness.Open(place);
        var trouble = await Read(witness, deeds);
        var others = await Read(witness, elsewhere);

        return new DamageLook(trouble, others, (await witness.Services.GetRequiredService<StoreCheck>().All()).Findings);
    }

    public void Dispose()
    {
        post.Dispose();
        ground.Dispose();
    }

    private static async Task<List<string>> Read(Witness witness, List<Deed> some)
    {
        var trouble = new List<string>();

        foreach (var deed in some)
        {
            try
            {
                if (await deed.Fault(witness.Schools) is { } fault)
                    trouble.Add($"{fault}: {deed.What}");
            }
            catch (Exception error)
            {
                trouble.Add($"{error.GetType().Name}: {deed.What}");
            }
        }

        return trouble;
    }

    private string FolderIn(string data) => Path.Combine(data, "tenants", North);
}
