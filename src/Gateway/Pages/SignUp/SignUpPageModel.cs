using Darsgah.Gateway.Consent;
using Darsgah.Gateway.People;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Pages.SignUp;

/// <param name="Fields">What the school asks for, in its order.</param>
/// <param name="Typed">What was typed before, by field name; never a password.</param>
/// <param name="Texts">The documents in force that a newcomer has before her.</param>
/// <param name="Countries">All countries, where the form asks for one.</param>
/// <param name="Control">How consent is given here.</param>
/// <param name="AsksAge">The form asks her to declare that she is of age.</param>
public sealed record SignUpPageModel(
    ImmutableArray<SignUpField> Fields,
    IReadOnlyDictionary<string, string> Typed,
    SignUpTexts Texts,
    ImmutableArray<Choice> Countries,
    SignUpControl Control,
    bool AsksAge)
{
    /// <summary>The policy in force as this reader sees it; null where none is.</summary>
    public PolicyShown? Shown => Texts.Policy;

    /// <summary>What was typed into a field before; empty at first.</summary>
    public string ValueOf(string field) => Typed.GetValueOrDefault(field, "");
}

/// <summary>The question for a date of birth, which names no age.</summary>
/// <param name="Typed">What was typed before, by field name.</param>
/// <param name="Countries">All countries, where the law of hers decides.</param>
/// <param name="Token">The invitation that she takes up; empty for who signs up herself.</param>
public sealed record AgePageModel(IReadOnlyDictionary<string, string> Typed, ImmutableArray<Choice> Countries, string Token = "");

/// <summary>The form of somebody who is not of age: her own fields, and her guardian's address.</summary>
/// <param name="Form">The fields, what was typed, and the texts.</param>
/// <param name="WaitDays">Days after which it is deleted without an answer.</param>
/// <param name="Token">The invitation that she takes up, whose address is known; empty for who signs up herself.</param>
public sealed record ChildPageModel(SignUpPageModel Form, int WaitDays, string Token = "");

/// <param name="Email">The guardian's address as typed, whether or not anything is sent there.</param>
/// <param name="WaitDays">Days after which it is deleted without an answer.</param>
public sealed record GuardianAskedPageModel(string Email, int WaitDays);

/// <summary>She is too young for this school.</summary>
public sealed record TooYoungPageModel;

/// <summary>Nobody can sign up here now.</summary>
public sealed record SignUpClosedPageModel;

/// <param name="Email">As typed, whether or not anything is sent there.</param>
/// <param name="Again">A letter was asked for once more.</param>
public sealed record CheckMailPageModel(string Email, bool Again = false);

/// <param name="Token">Out of the letter.</param>
/// <param name="AsksPassword">The link was opened in another browser than the form, so she chooses a password.</param>
/// <param name="Email">The address it confirms; null for a link that is of no use any more.</param>
public sealed record ConfirmPageModel(string Token, bool AsksPassword, string? Email);
