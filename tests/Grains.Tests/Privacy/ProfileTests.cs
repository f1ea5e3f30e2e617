using System.Collections.Immutable;
using Darsgah.Grains.Privacy;

namespace Darsgah.Grains.Tests.Privacy;

/// <summary>Jurisdiction profiles are data: dated, sourced, and refused where they are broken.</summary>
public class ProfileTests
{
    private const string Good =
        """
        {
          "id": "xx", "name": "XX", "countries": ["XA", "XB"], "reaches": { "readers": true, "schools": false },
          "rows": [
            { "path": "change.any.channels", "value": [], "from": "2020-01-01", "until": "2020-12-31", "reach": "always",
              "source": { "law": "Act", "article": "1", "document": "gazette", "seen": "2026-11-22" } },
            { "path": "change.any.channels", "value": ["inProduct"], "from": "2021-01-01", "reach": "always",
              "source": { "law": "Act", "article": "1", "document": "gazette", "seen": "2026-11-22" } }
          ]
        }
        """;

    [Fact]
    public void What_ships_is_none_the_EU_the_US_California_and_the_Emirates_with_a_source_in_every_row()
    {
        var all = JurisdictionProfiles.Shipped.All;

        Assert.Equal(["ae", "eu-gdpr", "none", "us", "us-ca"], all.Select(profile => profile.Id));
        Assert.Empty(all.Single(profile => profile.Id == "none").Rows);
        Assert.All(all.SelectMany(profile => profile.Rows), row =>
            Assert.True(row.Source.Law.Length > 0 && row.Source.Article.Length > 0 && (row.Source.Seen is not null || row.Note is not null)));
    }

    [Fact]
    public void A_later_day_has_the_later_row()
    {
        var profiles = ProfileFiles.Read([("xx.json", Good)]);

        Assert.Equal("", Assert.Single(profiles.InForce(new(2020, 12, 31), "XA", "")).Row.Value);
        Assert.Equal("inProduct", Assert.Single(profiles.InForce(new(2021, 1, 1), "XA", "")).Row.Value);
        Assert.Empty(profiles.InForce(new(2019, 12, 31), "XA", ""));
        Assert.Empty(profiles.InForce(new(2021, 1, 1), "XC", "XA")); // it reaches readers, and she is elsewhere
    }

    public static TheoryData<string, string, string> Broken => new()
    {
        { "\"path\": \"change.any.channels\", \"value\": []", "\"path\": \"change.any.chanels\", \"value\": []", "rows[0]: path: there is no setting 'change.any.chanels'. Did you mean 'change.any.channels'?" },
        { "\"value\": []", "\"value\": [\"pigeon\"]", "rows[0]: value: [\"pigeon\"] is none of change.any.channels" },
        { "\"value\": []", "\"value\": true", "rows[0]: value: true" },
        { "\"path\": \"change.any.channels\", \"value\": []", "\"path\": \"acceptance.refusal\", \"value\": \"stopUsing\"", "rows[0]: path: layers cannot be compared" },
        { "\"path\": \"change.any.channels\", \"value\": []", "\"path\": \"payment.storePan\", \"value\": true", "rows[0]: path: 'payment.storePan' is the floor" },
        { "\"from\": \"2021-01-01\"", "\"from\": \"2020-12-31\"", "rows[1]: from: it begins on 2020-12-31 while rows[0] is still in force." },
        { "\"from\": \"2021-01-01\"", "\"from\": \"2021-02-01\"", "rows[1]: from: nothing is in force between 2020-12-31 and 2021-02-01; begin on 2021-01-01." },
        { "\"until\": \"2020-12-31\"", "\"until\": \"2019-12-31\"", "rows[0]: until: 2019-12-31 is before 2020-01-01" },
        { "\"XB\"", "\"Xb\"", "countries: 'Xb' is no country" },
        { "\"XB\"", "\"XA\"", "countries: a country stands there twice." },
        { "\"id\": \"xx\"", "\"id\": \"yy\"", "id: 'yy' is not what the file is called." },
        { "\"article\": \"1\", \"document\": \"gazette\", \"seen\": \"2026-11-22\" } },", "\"article\": \"1\", \"document\": \"gazette\", \"seen\": null } },", "rows[0]: source.seen: a source that nobody looked at needs a note" },
        { "\"law\": \"Act\", \"article\": \"1\", \"document\": \"gazette\", \"seen\": \"2026-11-22\" } },", "\"law\": \"\", \"article\": \"1\", \"document\": \"gazette\", \"seen\": \"2026-11-22\" } },", "rows[0]: source: law, article and document" },
        { "\"reach\": \"always\",", "\"reach\": \"sometimes\",", "$.rows[0].reach" },
        { "\"name\": \"XX\"", "\"name\": \"XX\", \"nmae\": 1", "nmae" },
        { "\"reaches\"", "\"region\": \"XA-1\", \"reaches\"", "unknownRegion: a profile with a region says how" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_broken_profile_names_its_file_its_row_and_what_is_wrong(string right, string wrong, string message)
    {
        var at = Good.IndexOf(right, StringComparison.Ordinal);
        var text = Good[..at] + wrong + Good[(at + right.Length)..];

        var refused = Assert.Throws<FormatException>(() => ProfileFiles.Read([("xx.json", text)]));

        Assert.StartsWith("xx.json: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
    }

    /// <summary>
    /// GDPR Art. 8(1) with the ages that national law chose, and COPPA; Denmark changed its own on 1 January 2024.
    /// </summary>
    [Theory]
    [InlineData("DE", "2026-11-22", 16)]
    [InlineData("AT", "2026-11-22", 14)]
    [InlineData("FR", "2026-11-22", 15)]
    [InlineData("BE", "2026-11-22", 13)]
    [InlineData("DK", "2023-12-31", 13)]
    [InlineData("DK", "2024-01-01", 15)]
    [InlineData("DK", "2018-05-24", 0)]
    [InlineData("AF", "2026-11-22", 0)]
    [InlineData("US", "2000-04-20", 0)]
    [InlineData("US", "2000-04-21", 13)]
    [InlineData("US", "2026-11-22", 13)]
    public void A_school_that_asks_the_age_asks_at_least_for_its_own_laws(string school, string day, int years)
    {
        var law = JurisdictionProfiles.Shipped.InForce(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), "", school);
        var ten = new Darsgah.Grains.Tenancy.SchoolRules { Age = new(Darsgah.Grains.Tenancy.AgeBasis.Fixed, 10) };
        var silent = new Darsgah.Grains.Tenancy.SchoolRules();

        Assert.Equal(Math.Max(10, years), SettingResolver.InForce(law, ten).Age.Years);
        Assert.Equal(silent.Age, SettingResolver.InForce(law, silent).Age); // it asks nobody, and knows of nobody
    }
}
