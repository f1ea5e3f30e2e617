using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.Privacy;

/// <summary>What the value of a setting is.</summary>
public enum SettingKind
{
    /// <summary>One of <see cref="PrivacySetting.Allowed"/>; in a file, a string.</summary>
    Choice = 1,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Flag = 2,

    /// <summary>A whole number from 0 to <see cref="PrivacySetting.Most"/>.</summary>
    Number = 3,

    /// <summary>One line of text of at most <see cref="PrivacySetting.Most"/> characters.</summary>
    Text = 4,

    /// <summary>A BCP 47 tag in its one form, or empty.</summary>
    Language = 5,

    /// <summary>A list that is, as a whole, one of <see cref="PrivacySetting.Allowed"/>: <c>inProduct,email</c>.</summary>
    Channels = 6,

    /// <summary>A list of different items out of <see cref="PrivacySetting.Allowed"/>.</summary>
    Items = 7,
}

/// <summary>Who sees to it that a setting is kept.</summary>
public enum SettingEnforcement
{
    /// <summary>The software, by itself.</summary>
    Automatic = 1,

    /// <summary>People, with the software asking for it and keeping what they did.</summary>
    Procedural = 2,

    /// <summary>Nobody: it is a statement that readers are shown.</summary>
    StatementOnly = 3,
}

/// <summary>One setting that the software acts on: its values, and which of them protects people more.</summary>
/// <remarks>
/// A value is kept in one written form: <c>true</c>, <c>18</c>, <c>checkbox</c>, lists joined by commas. Which of two values
/// protects more is a partial order: by rank, or for lists of things asked of a person by having fewer items. Where
/// <see cref="Compares"/> is false, no layer can be weaker or stronger than another, so no law row may name the setting.
/// </remarks>
public sealed record PrivacySetting
{
    internal PrivacySetting(string path, SettingKind kind, params ImmutableArray<string> rules)
    {
        Path = path;
        Kind = kind;
        Rules = rules;
    }

    /// <summary>Dotted path: <c>acceptance.initial.mode</c>.</summary>
    public string Path { get; }

    /// <summary>What its value is.</summary>
    public SettingKind Kind { get; }

    /// <summary>Rules of the five policies that it serves, by id: M04.</summary>
    public ImmutableArray<string> Rules { get; }

    /// <summary>Who sees to it.</summary>
    public SettingEnforcement Enforcement { get; init; } = SettingEnforcement.Automatic;

    /// <summary>Values or items that are allowed, in order.</summary>
    public ImmutableArray<string> Allowed { get; init; } = [];

    /// <summary>A regular expression that a text matches where it is not empty; null for any text.</summary>
    public string? Pattern { get; init; }

    /// <summary>An example of such a text, for errors.</summary>
    public string Example { get; init; } = "";

    /// <summary>The largest number, or the most characters.</summary>
    public int Most { get; init; }

    /// <summary>Values from the one that protects least to the one that protects most; equals stand together.</summary>
    public ImmutableArray<ImmutableArray<string>> Order { get; init; } = [];

    /// <summary>The one value of a floor, which no school, law or person can lower; null for a school's setting.</summary>
    public string? Floor { get; init; }

    /// <summary>What the floor means, in English, for the table of settings; empty for a school's setting.</summary>
    public string Meaning { get; init; } = "";

    internal Func<SchoolRules, string> ReadFrom { get; init; } = _ => "";

    internal Func<SchoolRules, string, SchoolRules> WriteTo { get; init; } = (rules, _) => rules;

    /// <summary>True where one value can protect more than another.</summary>
    public bool Compares => Kind == SettingKind.Items || Kind == SettingKind.Number || Order.Length > 0;

    /// <summary>True where <paramref name="value"/> protects at least as much as <paramref name="other"/>.</summary>
    public bool AtLeast(string value, string other) =>
        value == other
        || (Kind == SettingKind.Items ? Split(value).All(Split(other).Contains) : Compares && Rank(value) >= Rank(other));

    /// <summary>The value that protects as much as both: one of them, or what two lists have in common.</summary>
    public string Stricter(string value, string other) =>
        AtLeast(value, other) || !Compares ? value
        : AtLeast(other, value) ? other
        : string.Join(',', Split(value).Where(Split(other).Contains));

    /// <summary>What would be right, in words for an error; null where the value is one.</summary>
    public string? Refuse(string value)
    {
        var fits = Kind switch
        {
            SettingKind.Choice or SettingKind.Channels or SettingKind.Flag => Allowed.Contains(value, StringComparer.Ordinal),
            SettingKind.Number => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= Most,
            SettingKind.Text => value.Length <= Most && !value.Any(char.IsControl)
                && (Pattern is null || value.Length == 0 || Regex.IsMatch(value, $"^{Pattern}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)),
            SettingKind.Language => value.Length == 0 || (LanguageTag.TryCanonical(value, out var canonical, out _) && canonical == value),
            _ => Split(value) is var items && items.All(Allowed.Contains) && items.Distinct(StringComparer.Ordinal).Count() == items.Length,
        };

        return fits && (Floor is null || value == Floor) ? null : Right;
    }

    /// <summary>What a file can say here, in words for an error.</summary>
    public string Right => Floor is not null ? ToJson(Floor).ToJsonString() : Kind switch
    {
        SettingKind.Number => string.Create(CultureInfo.InvariantCulture, $"a whole number from 0 to {Most}"),
        SettingKind.Text when Pattern is not null => $"text like \"{Example}\", or \"\"",
        SettingKind.Text => string.Create(CultureInfo.InvariantCulture, $"one line of text of at most {Most} characters"),
        SettingKind.Language => "a language tag like \"fa-AF\" (BCP 47, in its canonical form), or \"\"",
        SettingKind.Items => $"a list of different items out of {string.Join(", ", Allowed.Select(item => $"\"{item}\""))}",
        _ => string.Join(" or ", Allowed.Select(value => ToJson(value).ToJsonString())),
    };

    /// <summary>The value as a file has it.</summary>
    public JsonNode ToJson(string value) => Kind switch
    {
        SettingKind.Flag => JsonValue.Create(value == "true"),
        SettingKind.Number => JsonValue.Create(int.Parse(value, CultureInfo.InvariantCulture)),
        SettingKind.Channels or SettingKind.Items => new JsonArray([.. Split(value).Select(item => JsonValue.Create(item))]),
        _ => JsonValue.Create(value),
    };

    /// <summary>The value in its written form; null where the JSON has another type.</summary>
    public string? FromJson(JsonElement json) => (Kind, json.ValueKind) switch
    {
        (SettingKind.Flag, JsonValueKind.True) => "true",
        (SettingKind.Flag, JsonValueKind.False) => "false",
        (SettingKind.Number, JsonValueKind.Number) => json.TryGetInt32(out var number) ? number.ToString(CultureInfo.InvariantCulture) : null,
        (SettingKind.Channels or SettingKind.Items, JsonValueKind.Array) =>
            json.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
                ? string.Join(',', json.EnumerateArray().Select(item => item.GetString()))
                : null,
        (SettingKind.Choice or SettingKind.Text or SettingKind.Language, JsonValueKind.String) => json.GetString(),
        _ => null,
    };

    /// <summary>Items of a list in its written form.</summary>
    public static ImmutableArray<string> Split(string value) =>
        [.. value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    // Higher protects more.
    private int Rank(string value)
    {
        if (Kind == SettingKind.Number)
            return int.Parse(value, CultureInfo.InvariantCulture);

        for (var rank = 0; rank < Order.Length; rank++)
        {
            if (Order[rank].Contains(value, StringComparer.Ordinal))
                return rank;
        }

        return -1;
    }
}
