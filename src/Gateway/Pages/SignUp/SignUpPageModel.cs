using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Pages.SignUp;

/// <param name="Fields">What the school asks for, in its order.</param>
/// <param name="Typed">What was typed before, by field name; never a password.</param>
/// <param name="Shown">The policy in force as this reader sees it; null where none is.</param>
/// <param name="Countries">All countries, where the form asks for one.</param>
/// <param name="Control">How consent is given here.</param>
/// <param name="AsksAge">The form asks her to declare that she is of age.</param>
public sealed record SignUpPageModel(
    ImmutableArray<SignUpField> Fields,
    IReadOnlyDictionary<string, string> Typed,
    PolicyShown? Shown,
    ImmutableArray<Choice> Countries,
    SignUpControl Control,
    bool AsksAge)
{
    /// <summary>What was typed into a field before; empty at first.</summary>
    public string ValueOf(string field) => Typed.GetValueOrDefault(field, "");
}

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

/// <summary>The question for a date of birth, which names no age.</summary>
/// <param name="Typed">What was typed before, by field name.</param>
public sealed record AgePageModel(IReadOnlyDictionary<string, string> Typed);

/// <param name="Years">The age that the school's policy asks for.</param>
public sealed record TooYoungPageModel(int Years);

/// <summary>Nobody can sign up here now.</summary>
public sealed record SignUpClosedPageModel;

/// <param name="Email">As typed, whether or not anything is sent there.</param>
/// <param name="Again">A letter was asked for once more.</param>
public sealed record CheckMailPageModel(string Email, bool Again = false);

/// <param name="Token">Out of the letter.</param>
/// <param name="AsksPassword">The link was opened in another browser than the form, so she chooses a password.</param>
/// <param name="Email">The address it confirms; null for a link that is of no use any more.</param>
public sealed record ConfirmPageModel(string Token, bool AsksPassword, string? Email);
