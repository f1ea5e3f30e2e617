using System.Text.Json;
using System.Text.Json.Nodes;

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
            },
        };
    }

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
