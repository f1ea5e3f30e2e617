using System.Text.Json;
using System.Text.Json.Nodes;
using Darsgah.Grains.Privacy;

namespace Darsgah.Grains.Purposes;

/// <summary>The register's part of a settings file: <c>purposes</c>, a list of objects. A purpose that it leaves out stays as it is.</summary>
public static class PurposeFile
{
    private static readonly string[] Members =
    [
        "key", "state", "title", "description", "dpvPurpose", "basis", "categories", "operations", "channels", "recipients",
        "retention", "withdrawable", "survivesRestriction", "clause",
    ];

    /// <summary>Purposes as a file has them: the school's own, and those of the software that it describes.</summary>
    public static JsonArray Write(PurposeRegister register)
    {
        ArgumentNullException.ThrowIfNull(register);

        return [.. register.Purposes.Where(purpose => !purpose.BuiltIn || IsDescribed(purpose)).Select(Write)];
    }

    /// <summary>What the next register would be different in, by key: added, or changed to which version.</summary>
    public static ImmutableArray<PurposeDifference> Differences(PurposeRegister now, ImmutableArray<PutPurpose> next)
    {
        ArgumentNullException.ThrowIfNull(now);

        return
        [
            .. from command in next
               let before = now.Purposes.FirstOrDefault(purpose => purpose.Key == command.Key)
               let after = before is null ? null : before.With(PurposeRules.Normal(command.Terms), command.State)
               where before is null || after is null || PurposeText.Edition(after) != PurposeText.Edition(before) || after.State != before.State
               select new PurposeDifference(command.Key, before?.Version ?? 0, after?.Version ?? 1, command.State),
        ];
    }

    /// <summary>Reads the list; faults are named with their JSON pointers.</summary>
    /// <param name="limits">What the school allows; null to read the form alone.</param>
    internal static ImmutableArray<PutPurpose> Read(
        JsonElement list, PurposeLimits? limits, ImmutableArray<SettingsFault>.Builder faults)
    {
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() > PurposeRegisterRecord.Most)
        {
            faults.Add(new("/purposes", "wrong_type", Short(list), "a list of at most 60 purposes"));
            return [];
        }

        var commands = list.EnumerateArray()
            .Select((json, index) => One(json, string.Create(CultureInfo.InvariantCulture, $"/purposes/{index}"), limits, faults))
            .OfType<PutPurpose>()
            .ToImmutableArray();

        foreach (var twice in commands.GroupBy(command => command.Key).Where(group => group.Count() > 1))
            faults.Add(new("/purposes", "together", $"\"{twice.Key}\"", $"The purpose '{twice.Key}' stands there twice."));

        return commands;
    }

    private static PutPurpose? One(
        JsonElement json, string at, PurposeLimits? limits, ImmutableArray<SettingsFault>.Builder faults)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new(at, "wrong_type", Short(json), "an object with key, title, description, dpvPurpose, basis, categories, retention …"));
            return null;
        }

        foreach (var member in json.EnumerateObject().Where(member => !Members.Contains(member.Name, StringComparer.Ordinal)))
            faults.Add(new($"{at}/{Escaped(member.Name)}", "unknown", Short(member.Name), $"A purpose has {string.Join(", ", Members)}."));

        var read = new PurposeReader(json, at, faults);
        var before = faults.Count;
        var key = read.Text("key");

        if (!Id<Purpose>.TryParse(key, out var id))
            faults.Add(new(at + "/key", "bad_value", $"\"{Short(key)}\"", "2 to 40 of a-z, 0-9 and '-', starting with a letter"));

        var command = new PutPurpose(id, read.Choice<PurposeState>("state") ?? PurposeState.Enabled, PurposeRules.Normal(new PurposeTerms
        {
            Titles = read.Texts("title"),
            Descriptions = read.Texts("description"),
            DpvPurpose = read.Text("dpvPurpose"),
            Basis = read.Choice<LawfulBasis>("basis"),
            Categories = read.Choices<DataCategory>("categories"),
            Operations = read.Choices<DataOperation>("operations"),
            Channels = read.Choices<PurposeChannel>("channels"),
            Recipients = read.Recipients("recipients"),
            Retention = read.Retention("retention"),
            Withdrawable = read.Flag("withdrawable"),
            SurvivesRestriction = read.Flag("survivesRestriction"),
            Clause = read.Text("clause"),
        }));

        if (faults.Count == before && limits is not null)
        {
            faults.AddRange(PurposeRules.Check(id, command.Terms, limits)
                .Select(error => new SettingsFault(at, "together", key, $"{key}: {error.Message}")));
        }

        return faults.Count == before ? command : null;
    }

    private static JsonObject Write(Purpose purpose)
    {
        var terms = purpose.Terms;
        var json = new JsonObject
        {
            ["key"] = purpose.Key.Value,
            ["state"] = purpose.State.Written(),
            ["title"] = Texts(terms.Titles),
            ["description"] = Texts(terms.Descriptions),
            ["dpvPurpose"] = terms.DpvPurpose,
            ["basis"] = terms.Basis?.Written(),
            ["categories"] = List(terms.Categories),
            ["operations"] = List(terms.Operations),
            ["channels"] = List(terms.Channels),
            ["recipients"] = new JsonArray([.. terms.Recipients.Select(recipient => (JsonNode)new JsonObject
            {
                ["name"] = recipient.Name,
                ["role"] = recipient.Role.Written(),
            })]),
            ["retention"] = new JsonObject { ["kind"] = terms.Retention?.Kind.Written() },
            ["withdrawable"] = terms.Withdrawable,
            ["survivesRestriction"] = terms.SurvivesRestriction,
            ["clause"] = terms.Clause,
        };

        if (terms.Retention is { Period.Length: > 0 } retention)
            json["retention"]!["period"] = retention.Period;

        if (terms.Retention is { Words.IsEmpty: false } worded)
            json["retention"]!["words"] = Texts(worded.Words);

        return json;
    }

    private static bool IsDescribed(Purpose purpose) =>
        purpose.Version > 1 || !purpose.Terms.Titles.IsEmpty || !purpose.Terms.Descriptions.IsEmpty || purpose.Terms.Clause.Length > 0
        || !purpose.Terms.Recipients.IsEmpty;

    private static JsonObject Texts(ImmutableDictionary<string, string> texts) =>
        new(texts.OrderBy(text => text.Key, StringComparer.Ordinal).Select(text => KeyValuePair.Create(text.Key, (JsonNode?)JsonValue.Create(text.Value))));

    private static JsonArray List<T>(ImmutableArray<T> items)
        where T : struct, Enum => [.. items.Select(item => JsonValue.Create(item.Written()))];

    private static string Escaped(string name) =>
        name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    private static string Short(JsonElement json) => Short(json.GetRawText());

    private static string Short(string text) => text.Length > 80 ? text[..79] + "…" : text;
}

/// <summary>A purpose that a file would add or change.</summary>
/// <param name="Now">Its version now; 0 where there is none.</param>
/// <param name="Next">Its version then.</param>
public sealed record PurposeDifference(Id<Purpose> Key, int Now, int Next, PurposeState State);
