using System.Globalization;
using Darsgah.Gateway.Http;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;
using Darsgah.Grains.People;
using Darsgah.Grains.Privacy;
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
public sealed record ThenModel(
    DateOnly Day,
    string Name,
    Id<Person>? Person,
    string Country,
    SchoolRevision? School,
    ImmutableArray<DocumentThen> Documents,
    ImmutableArray<ResolvedSetting> Settings,
    ImmutableArray<ConsentEntry> Entries)
{
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
            await ledger.Then(moment, country),
            school is null
                ? []
                : SettingResolver.All(
                    JurisdictionProfiles.Shipped.InForce(day, country, school.School.Profile.Country), school.School.Rules),
            [.. (await ledger.Entries()).TakeWhile(entry => entry.At <= moment).Reverse()]);
    }

    // The last tick of the day; where the clocks skip midnight, of what is left of it.
    private static DateTimeOffset EndOf(DateOnly day, string zoneId)
    {
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(zoneId, out var found) ? found : TimeZoneInfo.Utc;
        var midnight = day == DateOnly.MaxValue ? DateTime.MaxValue : day.AddDays(1).ToDateTime(TimeOnly.MinValue);

        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).AddTicks(-1);
    }
}
