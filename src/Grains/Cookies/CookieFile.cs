using System.Text.Json;
using System.Text.Json.Nodes;
using Darsgah.Grains.Privacy;
using Darsgah.Grains.Purposes;

namespace Darsgah.Grains.Cookies;

/// <summary>The declaration's part of a settings file: <c>cookies</c>, all that the school declares. A file without it leaves the declaration as it is.</summary>
public static class CookieFile
{
    private static readonly string[] Members = ["name", "category", "setBy", "days", "why"];

    /// <summary>The school's cookies as a file has them.</summary>
    public static JsonArray Write(CookieVersion declared)
    {
        ArgumentNullException.ThrowIfNull(declared);

        return [.. declared.Cookies.Select(cookie => new JsonObject
        {
            ["name"] = cookie.Name,
            ["category"] = CookieAnswer.Field(cookie.Category),
            ["setBy"] = cookie.SetBy,
            ["days"] = cookie.Days,
            ["why"] = new JsonObject(cookie.Why.OrderBy(why => why.Key, StringComparer.Ordinal)
                .Select(why => KeyValuePair.Create(why.Key, (JsonNode?)JsonValue.Create(why.Value)))),
        })];
    }

    /// <summary>What a file would change: names that come, that are declared anew, and that go.</summary>
    public static ImmutableArray<CookieDifference> Differences(CookieVersion now, ImmutableArray<CookieDeclaration>? next)
    {
        ArgumentNullException.ThrowIfNull(now);

        if (next is not { } cookies)
            return [];

        return
        [
            .. from name in now.Cookies.Concat(cookies).Select(cookie => cookie.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
               let before = now.Cookies.FirstOrDefault(cookie => cookie.Name == name)
               let after = cookies.FirstOrDefault(cookie => cookie.Name == name)
               where before is null || after is null || !CookieRegister.Same(before with { Since = 0 }, after with { Since = 0 })
               select new CookieDifference(name, before is null ? CookieChange.Added : after is null ? CookieChange.Removed : CookieChange.Changed),
        ];
    }

    /// <summary>Reads the list; faults are named with their JSON pointers.</summary>
    /// <param name="languages">The school's languages; null to read the form alone.</param>
    internal static ImmutableArray<CookieDeclaration> Read(
        JsonElement list, IReadOnlyList<string>? languages, ImmutableArray<SettingsFault>.Builder faults)
    {
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() > CookieRegister.MostCookies)
        {
            faults.Add(new("/cookies", "wrong_type", SettingsFile.Short(list), $"a list of at most {CookieRegister.MostCookies} cookies"));
            return [];
        }

        var before = faults.Count;
        var cookies = list.EnumerateArray()
            .Select((json, index) => One(json, string.Create(CultureInfo.InvariantCulture, $"/cookies/{index}"), faults)).ToImmutableArray();

        if (faults.Count > before)
            return [];

        for (var index = 0; index < cookies.Length; index++)
        {
            if (CookieRegister.Refuse(cookies[index], cookies, languages ?? []) is { } refusal)
                faults.Add(new(string.Create(CultureInfo.InvariantCulture, $"/cookies/{index}/{(refusal.Field == "set_by" ? "setBy" : refusal.Field)}"), "together", cookies[index].Name, refusal.Message));
        }

        return cookies;
    }

    private static CookieDeclaration One(JsonElement json, string at, ImmutableArray<SettingsFault>.Builder faults)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new(at, "wrong_type", SettingsFile.Short(json), $"an object with {string.Join(", ", Members)}"));
            return new("", default, "", 0, []);
        }

        foreach (var member in json.EnumerateObject().Where(member => !Members.Contains(member.Name, StringComparer.Ordinal)))
            faults.Add(new(at + SettingsFile.Pointer(member.Name), "unknown", SettingsFile.Short(json), $"A cookie has {string.Join(", ", Members)}."));

        var read = new PurposeReader(json, at, faults);

        if (!json.TryGetProperty("days", out var days) || !days.TryGetWhole(out var number))
        {
            faults.Add(new(at + "/days", "wrong_type", days.ValueKind == JsonValueKind.Undefined ? "nothing" : SettingsFile.Short(days), "a whole number of days"));
            number = 0;
        }

        return new(read.Text("name"), read.Choice<CookieCategory>("category") ?? default, read.Text("setBy"), number, read.Texts("why"));
    }

    private static bool TryGetWhole(this JsonElement json, out int number)
    {
        number = 0;
        return json.ValueKind == JsonValueKind.Number && json.TryGetInt32(out number);
    }
}

/// <summary>What a file would do to a cookie.</summary>
public enum CookieChange
{
    /// <summary>It is declared.</summary>
    Added = 1,

    /// <summary>It is declared anew.</summary>
    Changed = 2,

    /// <summary>It is declared no more.</summary>
    Removed = 3,
}

/// <param name="Name">As the cookie is sent.</param>
public sealed record CookieDifference(string Name, CookieChange Change);
