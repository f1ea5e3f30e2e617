using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Http;
using Darsgah.Grains.Audit;
using Darsgah.Grains.Common;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Privacy.Promises;
using Darsgah.Grains.Purposes;

namespace Darsgah.Gateway.Pages.Policies;

/// <summary>A document's register of promises with its clauses' words and the figures of the last twelve months.</summary>
/// <param name="Text">The text in force that the clauses are taken from; null while none is.</param>
/// <param name="Figures">How often each thing was done since <paramref name="Since"/>, by action; none is 0.</param>
/// <param name="Since">First day of the figures: eleven whole months and the one that runs, UTC.</param>
/// <param name="Purposes">Titles of the school's purposes in the reader's language.</param>
public sealed record PromisesShown(
    Id<Document> Document,
    PromiseRegister Register,
    PolicyText? Text,
    ImmutableDictionary<string, long> Figures,
    DateOnly Since,
    ImmutableDictionary<Id<Purpose>, string> Purposes)
{
    /// <summary>How often each thing was done about one purpose, by action.</summary>
    public ImmutableDictionary<string, long> FiguresOf(Id<Purpose> purpose) => PromiseFigures.OfPurposes.ToImmutableDictionary(
        action => action, action => Figures.GetValueOrDefault(AuditCount.OfPurpose(action, purpose.Value)), StringComparer.Ordinal);

    /// <summary>The register as it is now.</summary>
    public static async Task<PromisesShown> Of(TenantRequest request, Id<Document> document, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(request);
        var register = await request.Grains.Promises(document).Register();
        var version = register.Version == 0 ? null : (await request.Grains.Policy(document).Version(register.Version)).Value;
        var since = now.ToUniversalTime().AddMonths(-11);
        var counts = await request.Grains.Audit.Months(AuditCount.MonthOf(since));

        return new(
            document,
            register,
            version?.Texts.GetValueOrDefault(register.Language),
            counts.GroupBy(count => count.Action, StringComparer.Ordinal)
                .ToImmutableDictionary(group => group.Key, group => group.Sum(count => count.Count), StringComparer.Ordinal),
            new DateOnly(since.Year, since.Month, 1),
            (await request.Grains.Purposes.All()).Purposes.ToImmutableDictionary(
                purpose => purpose.Key, purpose => PurposeWords.Text(purpose, request).Title));
    }
}
