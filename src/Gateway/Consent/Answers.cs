using Darsgah.Gateway.Http;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Consent;

/// <summary>What a signed-in person was shown and what she answers, from the page or over the API.</summary>
/// <param name="Answer"><see cref="ConsentControl.Agree"/> or <see cref="ConsentControl.Refuse"/>.</param>
/// <param name="Ticked">She ticked the box, where there is one.</param>
/// <param name="Version">Number of the version that was before her.</param>
/// <param name="Hash">Hash of the text that was before her.</param>
/// <param name="Surface">Where: a path of the site.</param>
internal sealed record ConsentAnswer(string? Answer, bool Ticked, int Version, string? Hash, string Surface);

/// <summary>Takes what people answer when they are asked to agree.</summary>
internal static class Answers
{
    /// <summary>The version in force as she can accept it; null where none is.</summary>
    /// <param name="language">The language she asked for, or null.</param>
    public static async Task<PolicyShown?> Shown(TenantRequest request, Id<Document> document, string? language) =>
        (await request.Grains.Policy(document).Current()).Value is { } version
            ? PolicyShown.ToAccept(version, request.Rules, language, request.UiLanguage.Tag)
            : null;

    /// <summary>Why what she was shown is not what is in force, or null (SEC-L04).</summary>
    public static Error? Superseded(PolicyShown shown, int version, string? hash) =>
        version != shown.Version.Head.Number || hash != shown.Rendering.ShownHash
            ? ConsentErrors.VersionSuperseded(version, shown.Version.Head.Number)
            : null;

    /// <summary>Records the answer, and before it that the text was put before her.</summary>
    /// <returns>The entry; or why it was not taken.</returns>
    public static async Task<Outcome<ConsentEntry>> Take(TenantRequest request, PolicyShown shown, ConsentAnswer sent)
    {
        if (Refusal(shown, request.Rules.Acceptance, sent) is { } refusal)
            return refusal;

        var ledger = request.Grains.ConsentLedger(request.Account!.Id);
        await ledger.ServeNotice(shown.Text, sent.Surface);

        if (sent.Answer is ConsentControl.Refuse)
            return await ledger.Refuse(shown.Text, sent.Surface);

        var control = ConsentControl.Of(request, shown.Version.Document);

        return await ledger.Accept(new AcceptDocument(
            shown.Text,
            control.Mode,
            ConsentControl.Id,
            control.Label,
            control.Mode == AcceptanceMode.Checkbox ? [ConsentControl.Id] : [],
            sent.Surface,
            Explicit: true));
    }

    // In the order in which each makes the next meaningless: another text, a text nobody can accept, no answer.
    private static Error? Refusal(PolicyShown shown, AcceptanceRule rule, ConsentAnswer sent) =>
        Superseded(shown, sent.Version, sent.Hash) ?? sent.Answer switch
        {
            ConsentControl.Refuse => null,
            ConsentControl.Agree when shown.Blocked is { } blocked => blocked,
            ConsentControl.Agree when rule.Mode is not (AcceptanceMode.Checkbox or AcceptanceMode.CheckboxOrButton) => null,
            ConsentControl.Agree when sent.Ticked => null,
            _ => Error.Invalid("consent.choose", "Choose whether you agree or not.", ConsentControl.Id),
        };
}
