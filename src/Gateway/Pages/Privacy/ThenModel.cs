using System.Globalization;
using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Http;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;
using Darsgah.Grains.Consent.Behalf;
using Darsgah.Grains.People;
using Darsgah.Grains.Privacy;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Pages.Privacy;

/// <summary>What held for one person at the end of one day.</summary>
/// <param name="Day">The day, in the school's zone.</param>
/// <param name="Name">Whom it is about; empty on her own page.</param>
/// <param name="Person">Her id; null on her own page.</param>
/// <param name="Country">The country whose law counted for her: the one in her account today; empty for none.</param>
/// <param name="School">The school as it was; null where it was not there yet or its changes were not kept.</param>
/// <param name="Settings">What counted of each setting, with the layer and the clause; empty where <paramref name="School"/> is null.</param>
/// <param name="Entries">Lines of her ledger until then, the newest first.</param>
/// <param name="Purposes">The purposes of that day and where she stood with each; null where they were not kept.</param>
public sealed record ThenModel(
    DateOnly Day,
    string Name,
    Id<Person>? Person,
    string Country,
    SchoolRevision? School,
    ImmutableArray<DocumentThen> Documents,
    ImmutableArray<ResolvedSetting> Settings,
    ImmutableArray<ConsentEntry> Entries,
    ImmutableArray<PurposeRow>? Purposes)
{
    /// <summary>Who got data that day beside the school, each with the purposes it was for.</summary>
    public IEnumerable<(PurposeRecipient Partner, ImmutableArray<PurposeRow> For)> Partners => (Purposes ?? [])
        .Where(row => row.Purpose.State == PurposeState.Enabled)
        .SelectMany(row => row.Purpose.Terms.Recipients.Select(partner => (partner, row)))
        .GroupBy(pair => pair.partner, pair => pair.row)
        .Select(group => (group.Key, group.ToImmutableArray()));

    /// <summary>What held for her on a day.</summary>
    /// <param name="date">The day as <c>2026-11-22</c>; anything else means today.</param>
    /// <param name="isHers">It is shown to herself.</param>
    public static async Task<ThenModel> Of(TenantRequest request, PersonAccount account, string? date, bool isHers, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(account);

        var today = request.School.DayAt(now);
        var day = DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked) && asked < today
            ? asked : today;
        var moment = day == today ? now : EndOf(day, request.School.Profile.TimeZone);
        var country = account.Country ?? "";
        var ledger = request.Grains.ConsentLedger(account.Id);
        var school = await request.Grains.School.At(moment);

        return new(
            day,
            isHers ? "" : account.DisplayName,
            isHers ? null : account.Id,
            country,
            school,
            await ledger.Then(moment, new GateReader(country, account.Roles, account.CreatedAt)),
            school is null
                ? []
                : SettingResolver.All(
                    JurisdictionProfiles.Shipped.InForce(day, country, school.School.Profile.Country), school.School.Rules),
            [.. (await ledger.Entries()).WrittenBy(moment).Reverse()],
            school is null ? null : await Standings(request, school.School, await ledger.Entries(), moment, country));
    }

    private static async Task<ImmutableArray<PurposeRow>?> Standings(
        TenantRequest request, School school, ImmutableArray<ConsentEntry> entries, DateTimeOffset moment, string country)
    {
        if (await request.Grains.Purposes.At(moment) is not { } register)
            return null;

        var known = entries.WrittenBy(moment).CountingAt(moment);
        var rules = SettingResolver.InForce(school, country, moment);

        return
        [
            .. register.Purposes.Select(purpose => new PurposeRow(
                purpose, PurposeWords.Text(purpose, request), PurposeStanding.Of(purpose, known, rules))),
        ];
    }

    // The last tick of the day; where the clocks skip midnight, of what is left of it.
    private static DateTimeOffset EndOf(DateOnly day, string zoneId)
    {
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(zoneId, out var found) ? found : TimeZoneInfo.Utc;
        var midnight = day == DateOnly.MaxValue ? DateTime.MaxValue : day.AddDays(1).ToDateTime(TimeOnly.MinValue);

        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).AddTicks(-1);
    }
}
