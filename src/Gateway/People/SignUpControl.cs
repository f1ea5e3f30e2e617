using Darsgah.Gateway.Http;
using Darsgah.Gateway.Localization;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.People;

/// <summary>
/// The controls of the form by which consent is given, and their words, which are kept as evidence (E06, E07).
/// </summary>
/// <param name="Mode">The school's rule.</param>
/// <param name="BoxLabel">Words of the box; null where there is none.</param>
/// <param name="ButtonLabel">Words of the button that sends the form.</param>
public sealed record SignUpControl(AcceptanceMode Mode, string? BoxLabel, string ButtonLabel)
{
    /// <summary>Name of the box.</summary>
    public const string Box = "consent";

    /// <summary>Name of the button.</summary>
    public const string Button = "act";

    /// <summary>The button's value.</summary>
    public const string Send = "sign_up";

    /// <summary>Pressing the button is an act of consent.</summary>
    public bool ButtonConsents => Mode is AcceptanceMode.Button or AcceptanceMode.CheckboxOrButton;

    /// <summary>The controls that the school of a request asks for, in its language.</summary>
    public static SignUpControl Of(TenantRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Of(request.Rules.Acceptance, Texts.Of(request.UiLanguage)["sign_up.submit"]);
    }

    /// <summary>The controls that a school's rule asks for.</summary>
    /// <param name="ownButton">The button's words where the rule names none.</param>
    public static SignUpControl Of(AcceptanceRule rule, string ownButton)
    {
        ArgumentNullException.ThrowIfNull(rule);

        return rule.Mode switch
        {
            AcceptanceMode.Checkbox or AcceptanceMode.CheckboxOrButton => new(rule.Mode, rule.Label, ownButton),
            AcceptanceMode.Button => new(rule.Mode, null, rule.Label.Length > 0 ? rule.Label : ownButton),
            _ => new(rule.Mode, null, ownButton),
        };
    }
}
