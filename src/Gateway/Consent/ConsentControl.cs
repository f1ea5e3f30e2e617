using Darsgah.Gateway.Localization;
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
