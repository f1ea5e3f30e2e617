using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Darsgah.Grains.Cookies;
using Darsgah.Grains.Privacy;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.Tests.Privacy;

/// <summary>One file a school: what goes out comes in again, and what is wrong is named with its place.</summary>
public class SettingsFileTests
{
    public static TheoryData<string, SchoolRules> Examples => new()
    {
        { "mbtelm", RulesPresets.ConvenienceTranslations("fa-AF") },
        { "belimon", RulesPresets.DatedChanges },
        { "mathacademy", RulesPresets.ExplicitConsent },
        { "qalam", RulesPresets.NoticeOnly },
        { "11classes", RulesPresets.TermsAbovePolicy },
    };

    [Theory]
    [MemberData(nameof(Examples), DisableDiscoveryEnumeration = true)]
    public void A_schools_example_says_what_its_preset_says_and_survives_a_round(string school, SchoolRules preset)
    {
        var text = Example(school);
        var read = Read(text, new SchoolRules()).Rules!;

        Assert.Empty(SettingsFile.Differences(preset, read with { Clauses = preset.Clauses }));
        Assert.Null(read.PolicyLanguage.Confirmed);
        Assert.Equal(Members(text), Members(SettingsFile.Write(read)));
        Assert.Empty(SettingsFile.Differences(read, Read(SettingsFile.Write(read), RulesPresets.Cautious("x")).Rules!));
    }

    [Fact]
    public void What_a_file_leaves_out_stays_as_it_is()
    {
        var now = RulesPresets.TermsAbovePolicy;
        var next = Read("""{"format":1,"settings":{"age.minimum":{"value":21,"clause":"7"}}}""", now).Rules!;

        var difference = Assert.Single(SettingsFile.Differences(now, next));
        Assert.Equal(("age.minimum", "18", "21", "7"), (difference.Setting.Path, difference.Now, difference.Next, difference.ClauseNext));
    }

    [Theory]
    [InlineData("{}", "/cookies", "wrong_type")]
    [InlineData("[1]", "/cookies/0", "wrong_type")]
    [InlineData("""[{"name":"_ga","category":"analytics","setBy":"A","days":1,"why":{},"x":1}]""", "/cookies/0/x", "unknown")]
    [InlineData("""[{"name":"_ga","category":"advertising","setBy":"A","days":1,"why":{}}]""", "/cookies/0/category", "bad_value")]
    [InlineData("""[{"name":"_ga","category":"essential","setBy":"A","days":1,"why":{}}]""", "/cookies/0/category", "together")]
    [InlineData("""[{"name":"_ga","category":"analytics","setBy":"A","days":1.5,"why":{}}]""", "/cookies/0/days", "wrong_type")]
    [InlineData("""[{"name":"_ga","category":"analytics","setBy":"A","days":401,"why":{}}]""", "/cookies/0/days", "together")]
    [InlineData("""[{"name":"_ga","category":"analytics","setBy":"","days":1,"why":{}}]""", "/cookies/0/setBy", "together")]
    [InlineData("""[{"name":"a b","category":"analytics","setBy":"A","days":1,"why":{}}]""", "/cookies/0/name", "together")]
    [Trait("Rule", "M31"), Trait("Rule", "B31")]
    public void A_cookie_that_cannot_be_declared_is_named_with_its_pointer(string cookies, string at, string code)
    {
        var reading = Read("{\"format\":1,\"settings\":{},\"cookies\":" + cookies + "}", new SchoolRules());

        Assert.Null(reading.Rules);
        Assert.Equal((at, code), (reading.Faults[0].At, reading.Faults[0].Code));
    }

    [Fact]
    public void Declared_cookies_survive_a_round_and_their_differences_are_told()
    {
        var ga = new CookieDeclaration("_ga", CookieCategory.Analytics, "Counters", 30, Why("Counts."), Since: 2);
        var now = new CookieVersion(2, DateTimeOffset.UnixEpoch, "test", [ga, ga with { Name = "old" }, ga with { Name = "same" }]);
        var text = SettingsFile.Write(new SchoolRules(), cookies: now with { Cookies = [ga with { Why = Why("Counts more.") }, ga with { Name = "new" }, ga with { Name = "same" }] });

        var read = Read(text, new SchoolRules()).Cookies;

        Assert.Equal(
            [("_ga", CookieChange.Changed), ("new", CookieChange.Added), ("old", CookieChange.Removed)],
            CookieFile.Differences(now, read).Select(change => (change.Name, change.Change)));
        Assert.Empty(CookieFile.Differences(now, Read(SettingsFile.Write(new SchoolRules(), cookies: now), new SchoolRules()).Cookies));
        Assert.Null(Read(SettingsFile.Write(new SchoolRules()), new SchoolRules()).Cookies);
        Assert.Empty(CookieFile.Differences(now, null));
    }

    private static ImmutableDictionary<string, string> Why(string english) => ImmutableDictionary<string, string>.Empty.Add("en", english);

    public static TheoryData<string, string, string, string> Faults => new()
    {
        // what stands in settings, the pointer, the code, part of what would be right
        { """ "acceptance.intial.mode": {"value":"none"} """, "/settings/acceptance.intial.mode", "unknown", "Did you mean 'acceptance.initial.mode'?" },
        { """ "a/b~c": {"value":1} """, "/settings/a~1b~0c", "unknown", "Did you mean" },
        { """ "age.minimum": {"value":"18"} """, "/settings/age.minimum/value", "wrong_type", "a whole number from 0 to 120" },
        { """ "age.minimum": {"value":18.5} """, "/settings/age.minimum/value", "wrong_type", "a whole number" },
        { """ "age.minimum": {"value":-1} """, "/settings/age.minimum/value", "bad_value", "a whole number" },
        { """ "age.minimum": {"value":99999999999} """, "/settings/age.minimum/value", "wrong_type", "a whole number" },
        { """ "age.minimum": 18 """, "/settings/age.minimum", "wrong_type", "an object with value" },
        { """ "age.minimum": {"valeu":18} """, "/settings/age.minimum", "wrong_type", "an object with value" },
        { """ "age.basis": {"value":"none","why":"x"} """, "/settings/age.basis/why", "unknown", "value and clause" },
        { """ "age.basis": {"value":"none","clause":""} """, "/settings/age.basis/clause", "bad_value", "1 to 200 characters" },
        { """ "acceptance.initial.mode": {"value":"Checkbox"} """, "/settings/acceptance.initial.mode/value", "bad_value", "\"checkbox\"" },
        { """ "change.newPurpose.needsAct": {"value":"true"} """, "/settings/change.newPurpose.needsAct/value", "wrong_type", "false or true" },
        { """ "change.any.channels": {"value":["email"]} """, "/settings/change.any.channels/value", "bad_value", "[\"inProduct\",\"email\"]" },
        { """ "change.any.channels": {"value":[1]} """, "/settings/change.any.channels/value", "wrong_type", "[\"inProduct\"]" },
        { """ "registration.required.student": {"value":["email","password","shoeSize"]} """, "/settings/registration.required.student/value", "bad_value", "\"firstName\"" },
        { """ "registration.required.student": {"value":["email","email"]} """, "/settings/registration.required.student/value", "bad_value", "different" },
        { """ "registration.required.student": {"value":["name"]} """, "/settings/registration.required.student/value", "together", "\"email\" and \"password\"" },
        { """ "policy.authoritativeLanguage": {"value":"prs"} """, "/settings/policy.authoritativeLanguage/value", "bad_value", "fa-AF" },
        { """ "policy.precedence": {"value":"authoritativePrevails"} """, "/settings/policy.authoritativeLanguage/value", "together", "name the language" },
        { """ "policy.precedence": {"value":"otherDocumentPrevails"} """, "/settings/policy.prevailingDocument/value", "together", "terms" },
        { """ "acceptance.initial.mode": {"value":"button"} """, "/settings/acceptance.label/value", "together", "words" },
        { """ "age.basis": {"value":"fixed"} """, "/settings/age.minimum/value", "together", "1 to 120" },
        { """ "age.minimum": {"value":18} """, "/settings/age.minimum/value", "together", "else 0" },
        { """ "payment.storePan": {"value":true} """, "/settings/payment.storePan/value", "floor", "false" },
        { """ "consent.impliedUnlocksPurpose": {"value":true} """, "/settings/consent.impliedUnlocksPurpose/value", "floor", "false" },
        { """ "acceptance.label": {"value":"a\nb"} """, "/settings/acceptance.label/value", "bad_value", "one line" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_is_named_with_its_pointer_and_what_would_be_right(string member, string at, string code, string right)
    {
        var reading = Read("{\"format\":1,\"settings\":{" + member + "}}", new SchoolRules());

        Assert.Null(reading.Rules);
        var fault = Assert.Single(reading.Faults);
        Assert.Equal((at, code), (fault.At, fault.Code));
        Assert.Contains(right, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "", "not_json")]
    [InlineData("[]", "", "wrong_type")]
    [InlineData("{\"format\":1,\"settings\":{},}", "", "not_json")]
    [InlineData("{\"format\":1,\"settings\":{\"age.minimum\":{\"value\":0},\"age.minimum\":{\"value\":0}}}", "", "not_json")]
    [InlineData("{\"format\":2,\"settings\":{}}", "/format", "bad_value")]
    [InlineData("{\"settings\":{}}", "/format", "bad_value")]
    [InlineData("{\"format\":1}", "/settings", "wrong_type")]
    [InlineData("{\"format\":1,\"settings\":{},\"school\":\"x\"}", "/school", "unknown")]
    public void A_file_that_is_none_is_refused(string text, string at, string code)
    {
        var fault = Assert.Single(Read(text, new SchoolRules()).Faults);

        Assert.Equal((at, code), (fault.At, fault.Code));
    }

    [Fact]
    public void Every_fault_of_a_file_is_named_at_once() => Assert.Equal(
        ["/settings/age.basis/value", "/settings/ages", "/settings/payment.storePan/value"],
        Read("""{"format":1,"settings":{"ages":{"value":1},"age.basis":{"value":7},"payment.storePan":{"value":true}}}""", new SchoolRules())
            .Faults.Select(fault => fault.At).Order(StringComparer.Ordinal));

    [Fact]
    public void A_floor_may_be_stated_and_a_byte_order_mark_may_stand_before_it() => Assert.Empty(
        Read("\uFEFF" + """{"format":1,"settings":{"payment.storePan":{"value":false}}}""", new SchoolRules()).Faults);

    [Fact]
    public void Too_large_a_file_is_not_read() =>
        Assert.Equal("not_json", Assert.Single(Read(new string(' ', SettingsFile.Largest + 1), new SchoolRules()).Faults).Code);

    [Fact]
    public void The_schema_has_every_setting_and_what_it_allows()
    {
        using var schema = JsonDocument.Parse(SettingsSchema.Json);
        var settings = schema.RootElement.GetProperty("properties").GetProperty("settings").GetProperty("properties");

        Assert.Equal("https://json-schema.org/draft/2020-12/schema", schema.RootElement.GetProperty("$schema").GetString());
        Assert.Equal(SettingCatalogue.All.Select(setting => setting.Path), settings.EnumerateObject().Select(member => member.Name));
        Assert.False(settings.GetProperty("payment.storePan").GetProperty("properties").GetProperty("value").GetProperty("const").GetBoolean());
        Assert.Equal(
            ["none", "continuedUse", "checkbox", "button", "checkboxOrButton"],
            settings.GetProperty("acceptance.initial.mode").GetProperty("properties").GetProperty("value").GetProperty("enum")
                .EnumerateArray().Select(value => value.GetString()));
    }

    [Fact]
    [Trait("Rule", "T03")]
    public void Another_answer_about_languages_is_not_confirmed_by_a_file()
    {
        var confirmed = new Confirmation("owner", new(2026, 11, 22, 0, 0, 0, TimeSpan.Zero));
        var now = RulesPresets.ConvenienceTranslations("fa-AF");
        now = now with { PolicyLanguage = now.PolicyLanguage with { Confirmed = confirmed } };

        Assert.Equal(confirmed, SettingsFile.Confirmed(now, now with { Refusal = RefusalAction.PartialFunctions }, null).PolicyLanguage.Confirmed);
        Assert.Null(SettingsFile.Confirmed(
            now, now with { PolicyLanguage = now.PolicyLanguage with { Authoritative = "ar" } }, null).PolicyLanguage.Confirmed);
    }

    [Fact]
    public void The_handbook_lists_every_setting()
    {
        var handbook = File.ReadAllText(Root("docs/settings.md"));

        Assert.All(SettingCatalogue.All, setting => Assert.Contains(
            $"| `{setting.Path}` | {string.Join(", ", setting.Rules)} |", handbook, StringComparison.Ordinal));
    }

    private static SettingsReading Read(string text, SchoolRules now) => SettingsFile.Read(Encoding.UTF8.GetBytes(text), now);

    private static string[] Members(string file)
    {
        using var json = JsonDocument.Parse(file);
        return [.. json.RootElement.GetProperty("settings").EnumerateObject().Select(member => JsonSerializer.Serialize(member.Value) + member.Name)];
    }

    private static string Example(string school) => File.ReadAllText(Root($"src/Gateway/Demo/Schools/{school}/settings.json"));

    private static string Root(string path, [CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../..", path));
}
