using System.Text.Json;
using System.Text.Json.Serialization;

namespace Darsgah.Grains.Privacy;

/// <summary>Reads jurisdiction profiles and refuses what is wrong with them, all of it at once.</summary>
internal static class ProfileFiles
{
    /// <summary>Names of the files that are no profile of settings.</summary>
    private const string Prefix = "Privacy/Profiles/";

    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>The files inside the program, by name.</summary>
    public static ImmutableArray<(string Name, string Text)> Shipped() =>
    [
        .. typeof(ProfileFiles).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && name != Prefix + AgeOfMajority.File)
            .Order(StringComparer.Ordinal)
            .Select(name => (name[Prefix.Length..], Resource(name))),
    ];

    /// <summary>The text of one file inside the program.</summary>
    public static string Text(string file) => Resource(Prefix + file);

    /// <summary>Reads and checks them.</summary>
    /// <exception cref="FormatException">The message names each file, row and what is wrong with it, a line each.</exception>
    public static JurisdictionProfiles Read(ImmutableArray<(string Name, string Text)> files)
    {
        var faults = new List<string>();
        var profiles = files.Select(file => Read(file.Name, file.Text, faults)).OfType<JurisdictionProfile>().ToList();

        return faults.Count == 0
            ? new JurisdictionProfiles([.. profiles.OrderBy(profile => profile.Id, StringComparer.Ordinal)])
            : throw new FormatException(string.Join(Environment.NewLine, faults));
    }

    /// <summary>What is wrong with a country code, or null.</summary>
    internal static string? Country(string code) => code.Length == 2 && code.All(char.IsAsciiLetterUpper)
        ? null
        : $"'{code}' is no country: two capital letters, ISO 3166-1.";

    /// <summary>What is wrong with where a row can be read, or null.</summary>
    internal static string? Source(LawSource source, string? note) =>
        string.IsNullOrWhiteSpace(source.Law) || string.IsNullOrWhiteSpace(source.Article) || string.IsNullOrWhiteSpace(source.Document)
            ? "source: law, article and document are all needed."
            : source.Seen is null && string.IsNullOrWhiteSpace(note)
            ? "source.seen: a source that nobody looked at needs a note that says so."
            : null;

    /// <summary>Overlaps and gaps between rows about one thing, each named with the later row's index.</summary>
    internal static IEnumerable<(int Row, string Fault)> Sequence(IEnumerable<(int Row, DateOnly From, DateOnly? Until)> rows)
    {
        var ordered = rows.OrderBy(row => row.From).ToList();

        foreach (var (before, next) in ordered.Zip(ordered.Skip(1)))
        {
            if (before.Until is not { } until || next.From <= until)
                yield return (next.Row, $"from: it begins on {next.From:O} while rows[{before.Row}] is still in force.");
            else if (next.From != until.AddDays(1))
                yield return (next.Row, $"from: nothing is in force between {until:O} and {next.From:O}; begin on {until.AddDays(1):O}.");
        }
    }

    private static JurisdictionProfile? Read(string name, string text, List<string> faults)
    {
        ProfileFile file;

        try
        {
            file = JsonSerializer.Deserialize<ProfileFile>(text, Json) ?? throw new JsonException("The file is empty.");
        }
        catch (JsonException error)
        {
            faults.Add($"{name}: {error.Path ?? "$"}: {error.Message}");
            return null;
        }

        faults.AddRange(Check(name, file).Select(fault => $"{name}: {fault}"));

        var rows = file.Rows.Select((row, index) => Row(name, file, row, index, faults)).ToList();
        var named = rows.Select((row, index) => (Row: row, Index: index)).Where(pair => pair.Row is not null).ToList();

        // A country has one row at a time for a setting; a row without countries stands for all of the profile's.
        var clashes = named
            .SelectMany(pair => (pair.Row!.Countries.IsEmpty ? [""] : pair.Row.Countries).Select(country => (country, pair.Row, pair.Index)))
            .GroupBy(pair => (pair.country, pair.Row.Path, pair.Row.Reach))
            .SelectMany(group => Sequence(group.Select(pair => (pair.Index, pair.Row.From, pair.Row.Until))))
            .Distinct();

        faults.AddRange(clashes.Select(clash => $"{name}: rows[{clash.Row}]: {clash.Fault}"));

        return new JurisdictionProfile(
            file.Id, file.Name, file.Countries, file.Region, file.UnknownRegion, file.Reaches.Readers, file.Reaches.Schools,
            [.. rows.OfType<LawRow>()]);
    }

    private static IEnumerable<string> Check(string name, ProfileFile file)
    {
        if (name != file.Id + ".json")
            yield return $"id: '{file.Id}' is not what the file is called.";

        foreach (var country in file.Countries)
        {
            if (Country(country) is { } fault)
                yield return $"countries: {fault}";
        }

        if (file.Countries.Distinct(StringComparer.Ordinal).Count() != file.Countries.Length)
            yield return "countries: a country stands there twice.";

        if ((file.Region is null) != string.IsNullOrWhiteSpace(file.UnknownRegion))
            yield return "unknownRegion: a profile with a region says how people of unknown region are treated and why; another says nothing.";
    }

    private static LawRow? Row(string name, ProfileFile file, RowFile row, int index, List<string> faults)
    {
        var setting = SettingCatalogue.Find(row.Path);
        var value = setting?.FromJson(row.Value);
        var countries = row.Countries.IsDefault ? [] : row.Countries;
        var fault = setting is null ? $"path: there is no setting '{row.Path}'. Did you mean '{SettingCatalogue.Nearest(row.Path)}'?"
            : setting.Floor is not null ? $"path: '{row.Path}' is the floor, which no law lowers and none needs to raise."
            : !setting.Compares ? $"path: layers cannot be compared in '{row.Path}', so no law can raise it."
            : value is null || setting.Refuse(value) is not null ? $"value: {row.Value.GetRawText()} is none of {row.Path}: {setting.Right}."
            : row.Until < row.From ? $"until: {row.Until:O} is before {row.From:O}, on which it begins."
            : countries.FirstOrDefault(country => !file.Countries.Contains(country, StringComparer.Ordinal)) is { } odd
                ? $"countries: '{odd}' is none of the profile's."
            : Source(row.Source, row.Note);

        if (fault is null)
            return new LawRow(file.Id, countries, row.Path, value!, row.From, row.Until, row.Reach, row.Source, row.Note);

        faults.Add(string.Create(CultureInfo.InvariantCulture, $"{name}: rows[{index}]: {fault}"));
        return null;
    }

    private static string Resource(string name)
    {
        using var stream = typeof(ProfileFiles).Assembly.GetManifestResourceStream(name)
            ?? throw new FormatException($"'{name}' is not in the program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private sealed record ProfileFile(
        string Id,
        string Name,
        ImmutableArray<string> Countries,
        ReachFile Reaches,
        ImmutableArray<RowFile> Rows,
        string? Region = null,
        string? UnknownRegion = null);

    private sealed record ReachFile(bool Readers, bool Schools);

    private sealed record RowFile(
        string Path,
        JsonElement Value,
        DateOnly From,
        LawReach Reach,
        LawSource Source,
        DateOnly? Until = null,
        ImmutableArray<string> Countries = default,
        string? Note = null);
}
