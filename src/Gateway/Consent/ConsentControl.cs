using Darsgah.Gateway.Http;
using Darsgah.Gateway.Localization;
using Darsgah.Grains.Common;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Consent;

/// <summary>The control that agreement is given with, and its words: they are kept as evidence (E06, E07).</summary>
/// <param name="Mode">A box, or a button.</param>
/// <param name="Label">Its words.</param>
public sealed record ConsentControl(AcceptanceMode Mode, string Label)
{
    /// <summary>Name of the box, and the control's id in a record.</summary>
    public const string Id = "agree";

    /// <summary>The form's answer that agrees.</summary>
    public const string Agree = "agree";

    /// <summary>The form's answer that does not.</summary>
    public const string Refuse = "refuse";

    /// <summary>The control for one document of a school: the school's own words where they name it, else ours with its name.</summary>
    public static ConsentControl Of(TenantRequest request, Id<Document> document)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Of(request, document, request.Rules.Acceptance, request.Texts);
    }

    /// <summary>The control that a reader of another language would have before her.</summary>
    /// <param name="rule">The rule that holds for her.</param>
    /// <param name="texts">Those of her language.</param>
    internal static ConsentControl Of(TenantRequest request, Id<Document> document, AcceptanceRule rule, Texts texts)
    {
        var control = Of(rule, texts.Language);

        return Names(request, document) ? control : control with { Label = Own(texts, document) };
    }

    /// <summary>The words by which a document is agreed to, for the record: the school's own, or ours.</summary>
    public static string Words(TenantRequest request, Id<Document> document)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Names(request, document) ? request.Rules.Acceptance.Label : Own(request.Texts, document);
    }

    /// <summary>Whether the words of the school's own control name a document: the privacy policy, and what it says they cover.</summary>
    internal static bool Names(TenantRequest request, Id<Document> document) =>
        document == Documents.Privacy || request.School.Rules.Documents.Of(document).Covered;

    private static string Own(Texts texts, Id<Document> document) =>
        texts.Format("consent.agree_document", ("policy", Documents.NameInSentence(document, texts)));

    /// <summary>
    /// The school's own control; where its policy knows only use (or nothing) but an act is needed (N04), a button of ours
    /// that says what it does.
    /// </summary>
    public static ConsentControl Of(AcceptanceRule rule, UiLanguage language)
    {
        ArgumentNullException.ThrowIfNull(rule);

        return rule.Mode switch
        {
            AcceptanceMode.Checkbox or AcceptanceMode.CheckboxOrButton => new(AcceptanceMode.Checkbox, rule.Label),
            AcceptanceMode.Button => new(AcceptanceMode.Button, rule.Label),
            _ => new(AcceptanceMode.Button, Texts.Of(language)["consent.agree"]),
        };
    }
}
