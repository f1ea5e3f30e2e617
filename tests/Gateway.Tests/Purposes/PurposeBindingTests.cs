using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using Darsgah.Gateway.Localization;
using Darsgah.Gateway.People;
using Darsgah.Gateway.Tests.Admin;
using Darsgah.Grains.People;
using Darsgah.Grains.Purposes;

namespace Darsgah.Gateway.Tests.Purposes;

/// <summary>What is read of people is read for a purpose, and one that does not allow it gets nothing and leaves a row.</summary>
public partial class PurposeBindingTests(Office office)
{
    [Theory]
    [InlineData("learning", 403, "purposes.category_outside", true)]
    [InlineData("contact,profile", 403, "purposes.category_outside", true)]
    [InlineData("contact", 200, null, false)]
    [InlineData("shoeSize", 422, "purposes.bad_category", false)]
    [InlineData("", 422, "purposes.bad_category", false)]
    [Trait("Rule", "E50")]
    [Trait("Rule", "M19")]
    public async Task Data_outside_the_purpose_are_refused_and_noted(string categories, int status, string? code, bool noted)
    {
        var school = await office.School();
        await office.Put(school, Registers.Terms);
        var admin = await office.SignedIn(school, Role.Admin);

        var answer = await admin.Get($"/api/v1/purposes/news/people?categories={categories}");
        using var body = JsonDocument.Parse(answer.Bytes);
        var denials = (await office.Audit(school)).Where(row => row.StartsWith("purpose.denied ", StringComparison.Ordinal)).ToList();

        Assert.Equal(status, answer.Status);
        Assert.Equal(code, body.RootElement.TryGetProperty("code", out var found) ? found.GetString() : null);
        Assert.Equal(noted ? [$"purpose.denied news news: {categories}: {code}"] : [], denials);
    }

    [Theory]
    [InlineData(PurposeState.Disabled)]
    [InlineData(PurposeState.Achieved)]
    [Trait("Rule", "E46")]
    [Trait("Rule", "E18")]
    [Trait("Rule", "Q05")]
    public async Task For_a_purpose_that_is_not_pursued_nothing_is_read(PurposeState state)
    {
        var school = await office.School();
        await office.Put(school, Registers.Terms);
        var ada = await office.SignedIn(school, Role.Student);
        await ada.Press("agree");
        await office.Put(school, Registers.Terms, state);

        var answer = await (await office.SignedIn(school, Role.Admin)).Get("/api/v1/purposes/news/people");

        Assert.Equal(403, answer.Status);
        Assert.Contains("purposes.not_pursued", answer.Body, StringComparison.Ordinal);
        Assert.Single(await office.Audit(school), row => row.StartsWith("purpose.denied news", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Rule", "E50")]
    [Trait("Rule", "M35")]
    [Trait("Rule", "N18")]
    [Trait("Rule", "Q06")]
    public async Task Without_her_consent_her_account_gives_nothing_and_with_it_the_asked_categories_only()
    {
        var school = await office.School();
        await office.Put(school, Registers.Terms with { Categories = [DataCategory.Contact, DataCategory.Profile] });
        var (ada, account) = await office.Enter(school, Role.Student);
        var use = new PurposeUse(Registers.News, DataCategory.Contact);

        var before = await office.Site.In(school, grains => grains.Person(account.Id).Read(use));
        await ada.Press("agree");
        var after = await office.Site.In(school, grains => grains.Person(account.Id).Read(use));
        await ada.Press("withdraw");
        var again = await office.Site.In(school, grains => grains.Person(account.Id).Read(use));
        var rows = (await office.Audit(school)).Where(row => row.StartsWith("purpose.denied ", StringComparison.Ordinal)).ToList();

        Assert.Equal("purposes.not_consented", before.Error!.Code);
        Assert.Equal((account.Email, "", "", true), (after.Value!.Email, after.Value.Name, after.Value.SecurityStamp, after.Value.IsPartial));
        Assert.Equal("purposes.not_consented", again.Error!.Code);
        Assert.Equal(2, rows.Count);
        Assert.All(rows, row => Assert.Equal($"purpose.denied {account.Id} news: contact: purposes.not_consented", row));
        Assert.DoesNotContain(rows, row => row.Contains(account.Email, StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Rule", "E50")]
    public async Task The_software_itself_is_refused_outside_its_purposes_and_what_is_cut_cannot_be_saved()
    {
        var school = await office.School();
        var (_, account) = await office.Enter(school, Role.Student);
        var mail = new PurposeUse(BuiltInPurposes.ServiceMail, DataCategory.Credentials);

        await Assert.ThrowsAsync<PurposeDeniedException>(() => office.Site.In(school, grains => grains.Person(account.Id).Account(mail)));
        await Assert.ThrowsAsync<PurposeDeniedException>(() => office.Site.In(school, grains => grains.Members.Page(null, 10, mail)));
        await Assert.ThrowsAsync<ArgumentException>(() => office.Site.In(school, async grains =>
            await grains.Person(account.Id).Save((await grains.Person(account.Id).Account(PurposeUses.ServiceLetter))!, [])));

        Assert.Equal(
            [$"purpose.denied {account.Id} service-mail: credentials: purposes.category_outside", "purpose.denied members.1 service-mail: credentials: purposes.category_outside"],
            (await office.Audit(school)).Where(row => row.StartsWith("purpose.denied ", StringComparison.Ordinal)));
        Assert.Equal("stamp", (await office.Site.In(school, grains => grains.Person(account.Id).Account(PurposeUses.AccountChange)))!.SecurityStamp);
    }

    [Fact]
    public void Every_letter_has_a_purpose_and_another_template_is_not_written()
    {
        var templates = TextCatalogue.Of(UiLanguages.English).Entries
            .Where(entry => entry.Key.StartsWith("mail.", StringComparison.Ordinal) && entry.Key.EndsWith(".subject", StringComparison.Ordinal))
            .Select(entry => entry.Key.Split('.')[1]).ToList();

        Assert.InRange(templates.Count, 10, 100);
        Assert.All(templates, template => Assert.NotNull(Letters.UseOf(template)));
        Assert.Null(Letters.UseOf("newsletter"));
    }

    /// <summary>Who uses people's data for what, file by file. A new use shows here first: read the difference as her lawyer would.</summary>
    [Fact]
    [Trait("Rule", "M19")]
    public void The_uses_of_personal_data_are_those_that_were_read()
    {
        var sources = Path.GetFullPath(Path.Combine(Here(), "../../../src"));
        var table = Directory.EnumerateFiles(sources, "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && Path.GetFileName(path) is not ("PurposeUses.cs" or "PurposeUse.cs"))
            .SelectMany(path => Uses().Matches(File.ReadAllText(path)).Select(match => (File: Path.GetRelativePath(sources, path).Replace('\\', '/'), Use: match.Groups["use"].Value)))
            .Distinct()
            .OrderBy(line => line.File, StringComparer.Ordinal).ThenBy(line => line.Use, StringComparer.Ordinal)
            .Select(line => string.Create(CultureInfo.InvariantCulture, $"{line.File}: {Described(line.Use)}"))
            .ToList();
        var file = Path.Combine(Here(), "uses.txt");

        if (Environment.GetEnvironmentVariable("DARSGAH_SWEEP") is "write")
            File.WriteAllLines(file, table);

        Assert.Equal(File.ReadAllLines(file), table);
    }

    private static string Described(string name) => name is "new"
        ? "a purpose of the school's, as asked"
        : typeof(PurposeUses).GetProperty(name)?.GetValue(null) is PurposeUse use
            ? $"{name}: {use.Purpose} ({string.Join(", ", use.Categories.Select(category => category.Written()))})"
            : throw new InvalidOperationException($"PurposeUses has no '{name}'.");

    private static string Here([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;

    [GeneratedRegex(@"PurposeUses\.(?<use>[A-Z]\w+)|(?<use>new) PurposeUse\(", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Uses();
}
