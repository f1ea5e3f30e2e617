using System.Globalization;
using Darsgah.Gateway.Consent;
using Darsgah.Gateway.People;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;
using Darsgah.Grains.People;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Pages.SignUp;

/// <summary>
/// Whether a filled-in sign-up form holds the consent that the school's policy asks for, and which kind.
/// </summary>
internal static class SignUpConsent
{
    /// <summary>Why nobody can sign up under this text now, or null (M02).</summary>
    public static Error? Closed(SchoolRules rules, PolicyShown? shown, SchoolStatus status)
    {
        if (status == SchoolStatus.Closing)
            return SignUpErrors.Closed();

        var needsText = rules.Acceptance.Mode
            is AcceptanceMode.Checkbox or AcceptanceMode.Button or AcceptanceMode.CheckboxOrButton;

        return shown is null
            ? needsText ? SignUpErrors.Closed() : null
            : rules.Acceptance.Mode == AcceptanceMode.None ? null : shown.Blocked;
    }

    /// <summary>The act of consent that the form holds; null inside where the policy asks for none here.</summary>
    /// <param name="filled">Fields that were filled in, by name.</param>
    public static Outcome<AcceptDocument?> Read(
        SignUpControl control, PolicyShown? shown, IFormCollection form, ImmutableArray<string> filled)
    {
        if (shown is null || control.Mode is AcceptanceMode.None or AcceptanceMode.ContinuedUse)
            return new Outcome<AcceptDocument?> { Value = null };

        // Against the text she had before her, not the one that is in force by now (SEC-L04).
        if (!string.Equals(form.One("version"), Invariant(shown), StringComparison.Ordinal)
            || !string.Equals(form.One("hash"), shown.Text.ShownHash, StringComparison.Ordinal))
        {
            var seen = int.TryParse(
                form.One("version"), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? number
                : 0;
            return ConsentErrors.VersionSuperseded(seen, shown.Version.Head.Number);
        }

        if (control.BoxLabel is { } label && form.Ticked(SignUpControl.Box))
            return Act(shown, AcceptanceMode.Checkbox, SignUpControl.Box, label, filled, aimsAtThisOnly: true);

        return control.ButtonConsents && form.One(SignUpControl.Button) is SignUpControl.Send
            ? Act(shown, AcceptanceMode.Button, SignUpControl.Send, control.ButtonLabel, filled, aimsAtThisOnly: false)
            : PeopleErrors.ConsentNeeded();
    }

    private static Outcome<AcceptDocument?> Act(
        PolicyShown shown,
        AcceptanceMode mode,
        string control,
        string label,
        ImmutableArray<string> filled,
        bool aimsAtThisOnly) =>
        new AcceptDocument(shown.Text, mode, control, label, filled, "/sign-up", Explicit: aimsAtThisOnly);

    private static string Invariant(PolicyShown shown) =>
        shown.Version.Head.Number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Refusals of sign-up.</summary>
internal static class SignUpErrors
{
    /// <summary>The school takes nobody now, or has no text in force that could be accepted (M02).</summary>
    public static Error Closed() => Error.Conflict("sign_up.closed", "This school is not taking new people.");
}
