using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Darsgah.Grains.Common;
using Darsgah.Grains.Privacy;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.Tests.Purposes;

/// <summary>The register as part of a settings file: what goes out comes in again, and what is wrong is named with its place.</summary>
public class PurposeFileTests
{
    private const string Good = """
        {"key":"marketing","title":{"en":"News","ar":"أخبار"},"description":{"en":"Mail.","ar":"رسائل."},"dpvPurpose":"DirectMarketing",
         "basis":"consent","categories":["contact"],"operations":["use"],"channels":["email"],"recipients":[{"name":"Bank","role":"partner"}],
         "retention":{"kind":"afterLastActivity","period":"P3Y"},"clause":"7"}
        """;

    public static TheoryData<string, string, string, string> Faults => new()
    {
        // what is changed in the good one, the pointer, the code, part of what would be right
        { """ {"basis":"sympathy"} """, "/purposes/0/basis", "bad_value", "\"legitimateInterest\"" },
        { """ {"basis":7} """, "/purposes/0/basis", "bad_value", "\"consent\"" },
        { """ {"basis":null} """, "/purposes/0/basis", "bad_value", "\"consent\"" },
        { """ {"categories":["shoeSize"]} """, "/purposes/0/categories", "bad_value", "\"contact\"" },
        { """ {"categories":"contact"} """, "/purposes/0/categories", "bad_value", "a list" },
        { """ {"recipients":["Bank"]} """, "/purposes/0/recipients", "bad_value", "name and role" },
        { """ {"retention":"P3Y"} """, "/purposes/0/retention", "bad_value", "kind" },
        { """ {"retention":{"kind":"forever"}} """, "/purposes/0/retention", "bad_value", "\"untilAccountDeleted\"" },
        { """ {"retention":{"kind":"period","period":"3 years"}} """, "/purposes/0", "together", "P3Y" },
        { """ {"title":"News"} """, "/purposes/0/title", "bad_value", "each language" },
        { """ {"title":{"en":"News"}} """, "/purposes/0", "together", "'ar'" },
        { """ {"key":"A key"} """, "/purposes/0/key", "bad_value", "a-z" },
        { """ {"withdrawable":"yes"} """, "/purposes/0/withdrawable", "bad_value", "true or false" },
        { """ {"colour":"red"} """, "/purposes/0/colour", "unknown", "A purpose has key" },
        { """ {"basis":"legitimateInterest"} """, "/purposes/0", "together", "profile AE" },
        { """ {"categories":["biometric"]} """, "/purposes/0", "together", "forbid 'biometric'" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    [Trait("Rule", "E47")]
    public void A_fault_is_named_with_its_pointer_and_what_would_be_right(string change, string at, string code, string right)
    {
        var purpose = JsonNode.Parse(Good)!.AsObject();

        foreach (var (name, value) in JsonNode.Parse(change)!.AsObject())
            purpose[name] = value?.DeepClone();

        var fault = Assert.Single(Read(purpose.ToJsonString()).Faults);

        Assert.Equal((at, code), (fault.At, fault.Code));
        Assert.Contains(right, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}", "/purposes")]
    [InlineData("[7]", "/purposes/0")]
    public void A_list_that_is_none_is_refused(string purposes, string at) =>
        Assert.Equal(at, Assert.Single(Whole(purposes).Faults).At);

    [Fact]
    public void A_purpose_stands_there_once() =>
        Assert.Equal("together", Assert.Single(Whole($"[{Good},{Good}]").Faults).Code);

    [Fact]
    public void What_goes_out_comes_in_again_and_changes_nothing()
    {
        var register = Put(Read(Good).Purposes);
        var file = SettingsFile.Write(new SchoolRules(), register: register);
        var again = SettingsFile.Read(Encoding.UTF8.GetBytes(file), new SchoolRules(), _ => Limits);

        Assert.Empty(again.Faults);
        Assert.Empty(PurposeFile.Differences(register, again.Purposes));
        Assert.Equal(register.Purposes.Where(purpose => !purpose.BuiltIn).Select(PurposeText.Edition), Put(again.Purposes).Purposes.Where(purpose => !purpose.BuiltIn).Select(PurposeText.Edition));
    }

    [Fact]
    public void What_would_change_is_told_before_it_does()
    {
        var register = Put(Read(Good).Purposes);
        var more = Read(Good.Replace("[\"contact\"]", "[\"contact\",\"learning\"]", StringComparison.Ordinal)).Purposes;
        var words = Read(Good.Replace("\"News\"", "\"Offers\"", StringComparison.Ordinal)).Purposes;

        Assert.Equal((1, 2), (PurposeFile.Differences(register, more).Single().Now, PurposeFile.Differences(register, more).Single().Next));
        Assert.Equal((1, 1), (PurposeFile.Differences(register, words).Single().Now, PurposeFile.Differences(register, words).Single().Next));
        Assert.Equal((0, 1), (PurposeFile.Differences(new(0, []), words).Single().Now, PurposeFile.Differences(new(0, []), words).Single().Next));
    }

    [Fact]
    public void The_schema_knows_every_value()
    {
        using var schema = JsonDocument.Parse(SettingsSchema.Json);
        var purpose = schema.RootElement.GetProperty("properties").GetProperty("purposes").GetProperty("items").GetProperty("properties");

        Assert.Equal(DataCategories.All.Select(category => category.Written()), Values(purpose.GetProperty("categories").GetProperty("items")));
        Assert.Equal(DpvPurposes.All, Values(purpose.GetProperty("dpvPurpose")));
        Assert.Equal(
            JsonNode.Parse(SettingsFile.Write(new SchoolRules(), register: Put(Read(Good).Purposes)))!["purposes"]!.AsArray().Single()!.AsObject().Select(member => member.Key),
            purpose.EnumerateObject().Select(member => member.Name));

        static IEnumerable<string?> Values(JsonElement choice) => choice.GetProperty("enum").EnumerateArray().Select(value => value.GetString());
    }

    [Theory]
    [InlineData("mathacademy", "AE", new[] { "en", "ar" })]
    [InlineData("11classes", "US", new[] { "en" })]
    [InlineData("qalam", "SA", new[] { "ar" })]
    [InlineData("belimon", "", new[] { "en" })]
    [InlineData("mbtelm", "AF", new[] { "fa-AF", "en" })]
    public void The_examples_are_whole_under_their_own_rules_and_law(string school, string country, string[] languages)
    {
        var reading = Example(school, country, languages);

        Assert.Empty(reading.Faults);
        Assert.NotEmpty(reading.Purposes);
    }

    [Fact]
    [Trait("Rule", "E40")]
    [Trait("Rule", "E46")]
    [Trait("Rule", "E47")]
    public void The_letters_of_the_academy_stand_as_its_policy_has_them()
    {
        var purposes = Example("mathacademy", "AE", ["en", "ar"]).Purposes.ToDictionary(purpose => purpose.Key.Value, StringComparer.Ordinal);

        Assert.Equal(12, purposes.Count); // (a) to (k), and (b) is two
        Assert.All(purposes.Values.Where(purpose => purpose.Key != BuiltInPurposes.Accounts), purpose => Assert.Equal(LawfulBasis.Consent, purpose.Terms.Basis));
        Assert.Equal(["j-other-services", "k-other-law"], purposes.Where(purpose => purpose.Value.State == PurposeState.Disabled).Select(purpose => purpose.Key).Order(StringComparer.Ordinal));
        Assert.Equal([DataCategory.Aggregated], purposes["d-statistics"].Terms.Categories);
        Assert.Equal([PurposeChannel.Email, PurposeChannel.Phone], purposes["e-marketing"].Terms.Channels);
        Assert.Equal(RetentionKind.UntilAccountDeleted, purposes["accounts"].Terms.Retention!.Kind);
        Assert.All(purposes.Values.Select(purpose => purpose.Terms.Retention!.Period), period => Assert.True(period is "" or "P3Y", period));
    }

    [Fact]
    [Trait("Rule", "Q05")]
    [Trait("Rule", "Q06")]
    public void Social_use_is_off_and_testimonials_wait_for_consent()
    {
        var purposes = Example("qalam", "SA", ["ar"]).Purposes.ToDictionary(purpose => purpose.Key.Value, StringComparer.Ordinal);

        Assert.Equal((PurposeState.Disabled, LawfulBasis.Consent), (purposes["social-use"].State, purposes["social-use"].Terms.Basis));
        Assert.Equal((PurposeState.Enabled, LawfulBasis.Consent), (purposes["testimonials"].State, purposes["testimonials"].Terms.Basis));
    }

    private static PurposeLimits Limits => Examples.Limits with
    {
        Bases = [LawfulBasis.Consent, LawfulBasis.Contract],
        Unlawful = ImmutableDictionary<LawfulBasis, string>.Empty.Add(LawfulBasis.LegitimateInterest, "AE"),
        Forbidden = [DataCategory.Biometric],
    };

    private static SettingsReading Read(string purpose) => Whole($"[{purpose}]");

    private static SettingsReading Whole(string purposes) => SettingsFile.Read(
        Encoding.UTF8.GetBytes($$"""{"format":1,"settings":{},"purposes":{{purposes}}}"""), new SchoolRules(), _ => Limits);

    private static PurposeRegister Put(ImmutableArray<PutPurpose> commands) =>
        commands.Aggregate(new PurposeRegisterRecord(), (register, command) => register.Put(command, Limits).Value!).Merged(Limits.Bases);

    private static SettingsReading Example(string school, string country, string[] languages, [CallerFilePath] string here = "")
    {
        var path = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../src/Gateway/Demo/Schools", school, "settings.json"));
        var like = new School(
            Id<Tenant>.Parse("t"), school, SchoolStatus.Active,
            new SchoolProfile(
                languages.ToImmutableDictionary(language => language, _ => school, StringComparer.Ordinal),
                ImmutableDictionary<string, string>.Empty, [.. languages], "#000000", "UTC", country, ""),
            new SchoolRules(), [], 1, Examples.At);

        return SettingsFile.Read(File.ReadAllBytes(path), new SchoolRules(), rules => PurposeLimits.Of(like, Examples.At, rules));
    }
}
