using Darsgah.Gateway.Http;
using Darsgah.Gateway.Localization;
using Darsgah.Gateway.People;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;
using Darsgah.Grains.Consent.Behalf;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Teaching;

namespace Darsgah.Gateway.Consent;

/// <summary>A person's purposes and her answers to them: for the pages and the API.</summary>
internal static class PurposeAnswers
{
    /// <summary>The control that is pressed for a purpose.</summary>
    public const string Control = "purpose";

    /// <summary>Every purpose of the school with her standing, as she reads it.</summary>
    public static async Task<ImmutableArray<PurposeRow>> Rows(TenantRequest request)
    {
        var account = request.Account!;
        var ledger = request.Grains.ConsentLedger(account.Id);
        var (register, entries, rules) = (await request.Grains.Purposes.All(), (await ledger.Entries()).CountingAt(request.Clock.GetUtcNow()), request.Rules);

        return
        [
            .. register.Purposes.Select(purpose => new PurposeRow(
                purpose, PurposeWords.Text(purpose, request), PurposeStanding.Of(purpose, entries, rules))),
        ];
    }

    /// <summary>Records what she decided, with the words of the control as evidence.</summary>
    /// <returns>The entry; or as <see cref="IConsentLedgerGrain.Answer"/> refuses.</returns>
    public static async Task<Outcome<ConsentEntry>> Take(
        TenantRequest request, Id<Purpose> key, PurposeDecision decision, int version, string? hash, string? language, string surface)
    {
        if (await request.Grains.Purposes.Find(key) is not { } purpose)
            return PurposeErrors.NoSuchPurpose(key.Value);

        var texts = Texts.Of(request.UiLanguage);
        var read = PurposeText.Of(purpose, language is { Length: > 0 } ? language : request.UiLanguage.Tag, request.School.Profile.Languages);

        var answered = await request.Grains.ConsentLedger(request.Account!.Id).Answer(new AnswerPurpose(
            key,
            version,
            hash ?? "",
            read.Language,
            request.Account.Country,
            decision,
            $"{Control}-{decision.Written()}",
            decision switch
            {
                PurposeDecision.Agree => texts.Format("purpose.agree_to", ("title", read.Title)),
                PurposeDecision.Refuse => texts.Format("purpose.refuse_to", ("title", read.Title)),
                _ => texts["purpose.withdraw"],
            },
            surface,
            // The control names the purpose and has no other aim (N19).
            Explicit: decision == PurposeDecision.Agree));

        // Whether she is counted in figures about courses counts from now on.
        if (key == LessonFigures.Purpose && answered.Error is null)
            await Accounts.Refresh(request.Grains, request.Account.Id);

        return answered;
    }
}

/// <summary>A purpose as a person sees it.</summary>
/// <param name="Text">Its words in her language.</param>
/// <param name="Standing">Where she stands with it.</param>
public sealed record PurposeRow(Purpose Purpose, PurposeText Text, PurposeStanding Standing);
