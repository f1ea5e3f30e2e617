using System.Text.Json;
using System.Text.Json.Nodes;
using Darsgah.Grains.Cookies;
using Darsgah.Grains.Purposes;

namespace Darsgah.Grains.Privacy;

/// <summary>The JSON Schema (2020-12) of a settings file, made from the catalogue.</summary>
/// <remarks>
/// What <see cref="SettingsFile"/> refuses beside it are settings that do not go together; a schema for that would be longer
/// than the settings.
/// </remarks>
public static class SettingsSchema
{
    private static readonly Lazy<string> Text = new(() => Document().ToJsonString(new JsonSerializerOptions { WriteIndented = true }));

    /// <summary>The schema, indented.</summary>
    public static string Json => Text.Value;

    private static JsonObject Document()
    {
        var settings = new JsonObject();

        foreach (var setting in SettingCatalogue.All)
            settings[setting.Path] = Member(setting);

        return new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["$id"] = "urn:darsgah:schema:privacy-settings-1",
            ["title"] = "Privacy settings of a school",
            ["type"] = "object",
            ["required"] = new JsonArray("format", "settings"),
            ["additionalProperties"] = false,
            ["properties"] = new JsonObject
            {
                ["$schema"] = new JsonObject { ["type"] = "string" },
                ["format"] = new JsonObject { ["const"] = SettingsFile.Format },
                ["settings"] = new JsonObject
                {
                    ["type"] = "object",
                    ["additionalProperties"] = false,
                    ["properties"] = settings,
                },
                ["purposes"] = new JsonObject
                {
                    ["type"] = "array",
                    ["maxItems"] = PurposeRegisterRecord.Most,
                    ["items"] = Purpose(),
                    ["description"] = "Purposes to add or to change, by key; one that is left out stays as it is.",
                },
                ["cookies"] = new JsonObject
                {
                    ["type"] = "array",
                    ["maxItems"] = CookieRegister.MostCookies,
                    ["items"] = Cookie(),
                    ["description"] = "The cookies that the school declares, all of them: one that is left out is declared no more. Without this member they stay as they are.",
                },
            },
        };
    }

    private static JsonObject Cookie() => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray("name", "category", "setBy", "days", "why"),
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject
        {
            ["name"] = new JsonObject { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = 64, ["description"] = "As it is sent; * at the end stands for any end." },
            ["category"] = new JsonObject { ["enum"] = new JsonArray("functional", "analytics", "social") },
            ["setBy"] = new JsonObject { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = 80 },
            ["days"] = new JsonObject { ["type"] = "integer", ["minimum"] = 0, ["maximum"] = CookieRegister.LongestLife },
            ["why"] = Texts(CookieRegister.LongestWords),
        },
    };

    private static JsonObject Purpose() => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray("key", "dpvPurpose", "basis", "categories", "operations", "retention"),
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject
        {
            ["key"] = new JsonObject { ["type"] = "string", ["pattern"] = "^[a-z][a-z0-9-]{0,38}[a-z0-9]$" },
            ["state"] = Choice<PurposeState>(),
            ["title"] = Texts(PurposeRules.LongestTitle),
            ["description"] = Texts(PurposeRules.LongestDescription),
            ["dpvPurpose"] = new JsonObject { ["enum"] = new JsonArray([.. DpvPurposes.All.Select(term => JsonValue.Create(term))]) },
            ["basis"] = Choice<LawfulBasis>(),
            ["categories"] = List(Choice<DataCategory>()),
            ["operations"] = List(Choice<DataOperation>()),
            ["channels"] = List(Choice<PurposeChannel>()),
            ["recipients"] = List(new JsonObject
            {
                ["type"] = "object",
                ["required"] = new JsonArray("name", "role"),
                ["properties"] = new JsonObject { ["name"] = new JsonObject { ["type"] = "string" }, ["role"] = Choice<RecipientRole>() },
            }),
            ["retention"] = new JsonObject
            {
                ["type"] = "object",
                ["required"] = new JsonArray("kind"),
                ["properties"] = new JsonObject
                {
                    ["kind"] = Choice<RetentionKind>(),
                    ["period"] = new JsonObject { ["type"] = "string", ["description"] = "ISO 8601: P3Y, P6M, P30D." },
                    ["words"] = Texts(PurposeRules.LongestLine),
                },
            },
            ["withdrawable"] = new JsonObject { ["type"] = "boolean" },
            ["survivesRestriction"] = new JsonObject { ["type"] = "boolean" },
            ["clause"] = new JsonObject { ["type"] = "string", ["maxLength"] = PurposeRules.LongestLine },
        },
    };

    private static JsonObject Choice<T>()
        where T : struct, Enum => new() { ["enum"] = new JsonArray([.. Enum.GetValues<T>().Select(value => JsonValue.Create(value.Written()))]) };

    private static JsonObject List(JsonObject items) => new() { ["type"] = "array", ["items"] = items };

    private static JsonObject Texts(int most) => new()
    {
        ["type"] = "object",
        ["additionalProperties"] = new JsonObject { ["type"] = "string", ["maxLength"] = most },
    };

    private static JsonObject Member(PrivacySetting setting)
    {
        var value = setting switch
        {
            { Floor: { } floor } => new JsonObject { ["const"] = setting.ToJson(floor) },
            { Kind: SettingKind.Flag } => new JsonObject { ["type"] = "boolean" },
            { Kind: SettingKind.Number } => new JsonObject { ["type"] = "integer", ["minimum"] = 0, ["maximum"] = setting.Most },
            { Kind: SettingKind.Text, Pattern: { } pattern } => new JsonObject { ["type"] = "string", ["pattern"] = $"^({pattern})?$" },
            { Kind: SettingKind.Text } => new JsonObject { ["type"] = "string", ["maxLength"] = setting.Most },
            { Kind: SettingKind.Language } => new JsonObject { ["type"] = "string", ["maxLength"] = 35 },
            { Kind: SettingKind.Items } => new JsonObject
            {
                ["type"] = "array",
                ["uniqueItems"] = true,
                ["items"] = new JsonObject { ["enum"] = Values(setting, value => JsonValue.Create(value)) },
            },
            _ => new JsonObject { ["enum"] = Values(setting, setting.ToJson) },
        };

        value["description"] = string.Join(
            ' ',
            new[] { setting.Meaning, $"Rules: {string.Join(", ", setting.Rules)}." }.Where(part => part.Length > 0));

        return new JsonObject
        {
            ["type"] = "object",
            ["required"] = new JsonArray("value"),
            ["additionalProperties"] = false,
            ["properties"] = new JsonObject
            {
                ["value"] = value,
                ["clause"] = new JsonObject
                {
                    ["type"] = "string",
                    ["minLength"] = 1,
                    ["maxLength"] = SettingsFile.LongestClause,
                    ["description"] = "Where the school's policy says so; or that it was decided by default.",
                },
            },
        };
    }

    private static JsonArray Values(PrivacySetting setting, Func<string, JsonNode> write) => [.. setting.Allowed.Select(write)];
}
