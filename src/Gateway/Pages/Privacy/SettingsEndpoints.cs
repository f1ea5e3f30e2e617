using Darsgah.Gateway.Http;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Consent;
using Darsgah.Grains.Consent.Behalf;
using Darsgah.Grains.Privacy;

namespace Darsgah.Gateway.Pages.Privacy;

/// <summary>Every setting as it holds for her, with the layer and the clause that it comes from.</summary>
internal static class SettingsEndpoints
{
    /// <summary>Maps <c>/account/privacy/settings</c>.</summary>
    public static void MapMySettings(this IEndpointRouteBuilder privacy) => privacy.MapGet("/settings", Show);

    private static async Task<IResult> Show(TenantRequest request)
    {
        var (account, now) = (request.Account!, request.Clock.GetUtcNow());
        var entries = (await request.Grains.ConsentLedger(account.Id).Entries()).CountingAt(now);

        // What she did herself: of any document that people like her are asked about.
        var refused = request.Rules.Documents.AskedOf(account.Roles, account.GuardedUntil > now).Any(document => entries.LastOrDefault(entry =>
            entry.Purpose is null && entry.Act != ConsentAct.NoticeServed && entry.Shown.Document == document.Id)
            is { Act: ConsentAct.Refused or ConsentAct.Withdrawn });
        var law = JurisdictionProfiles.Shipped.InForce(request.School.DayAt(now), account.Country ?? "", request.School.Profile.Country);

        return Page.Of<MySettingsPage, MySettingsModel>(
            new(account.Country ?? "", SettingResolver.All(law, request.School.Rules, new PersonWord(refused))));
    }
}

/// <param name="Country">The country whose law counts for her; empty for none.</param>
/// <param name="Settings">All of them, the floors last.</param>
public sealed record MySettingsModel(string Country, ImmutableArray<ResolvedSetting> Settings);
