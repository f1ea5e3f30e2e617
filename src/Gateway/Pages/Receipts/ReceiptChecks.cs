using Darsgah.Gateway.Http;
using Darsgah.Gateway.People;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent.Receipts;

namespace Darsgah.Gateway.Pages.Receipts;

/// <summary>
/// Anybody's check of a receipt. One network may bring 30 texts in ten minutes that are no genuine ones; genuine ones are
/// not counted, and whoever has one learns of that consent and of nothing else.
/// </summary>
internal sealed class ReceiptChecks(TimeProvider clock)
{
    private const int Most = 30;

    private readonly AttemptWindow window = new(clock, TimeSpan.FromMinutes(10));

    /// <exception cref="TooManyAttemptsException">Nothing was looked at.</exception>
    public async Task<ReceiptFinding> Check(HttpContext http, TenantRequest request, string? text)
    {
        var network = $"{request.Tenant}/{RateLimits.Peer(http.Connection.RemoteIpAddress)}";

        if (!window.HasRoom(network, Most))
            throw new TooManyAttemptsException();

        var (finding, claims) = ReceiptExamination.Examine(text, await request.Grains.SigningKeys.Published(), request.School);

        if (claims is null)
        {
            window.TryTake(network, Most);
            return finding;
        }

        return finding with { Consent = await Standing(request.Grains, claims) };
    }

    private static async Task<ConsentNow> Standing(TenantGrains grains, ReceiptClaims claims)
    {
        var holder = grains.ReceiptHolder(claims.Pseudonym);

        if (await holder.Person() is not { } person)
            return ConsentNow.Unknown;

        var ledger = grains.ConsentLedger(person);
        var now = await ledger.Now(claims.Pseudonym, claims.Number, claims.Hash);

        // Her ledger went with her key: the last that leads from the receipt to her id goes, too.
        if (now == ConsentNow.Unknown && (await ledger.Entries()).IsEmpty)
            await holder.Forget();

        return now;
    }
}
