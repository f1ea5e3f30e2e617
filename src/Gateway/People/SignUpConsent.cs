using Darsgah.Gateway.Consent;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;
using Darsgah.Grains.People;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.People;

/// <summary>
/// Whether what was sent to sign up holds the consent that the school's policy asks for, and which kind.
/// </summary>
internal static class SignUpConsent
{
    /// <summary>Why nobody can sign up under this text now, or null (M02).</summary>
    public static Error? Closed(SchoolRules rules, SignUpTexts shown, SchoolStatus status)
    {
        if (status == SchoolStatus.Closing)
            return SignUpErrors.Closed();

        var needsText = rules.Acceptance.Mode
            is AcceptanceMode.Checkbox or AcceptanceMode.Button or AcceptanceMode.CheckboxOrButton;

        if (shown.Policy is null && needsText)
            return SignUpErrors.Closed();

        return rules.Acceptance.Mode == AcceptanceMode.None
            ? null
            : shown.All.Select(text => text.Blocked).FirstOrDefault(blocked => blocked is not null);
    }

    /// <summary>The act of consent in what was sent; null inside where the policy asks for none here.</summary>
    /// <param name="filled">Fields that were filled in, by name.</param>
    public static Outcome<AcceptDocument?> Read(
        SignUpControl control, PolicyShown? shown, SignUpSent sent, ImmutableArray<string> filled)
    {
        if (shown is null)
            return new Outcome<AcceptDocument?> { Value = null };

        // Against the text she had before her, not the one that is in force by now (SEC-L04).
        if (sent.Version != shown.Version.Head.Number || !string.Equals(sent.Hash, shown.Text.ShownHash, StringComparison.Ordinal))
            return ConsentErrors.VersionSuperseded(sent.Version, shown.Version.Head.Number);

        if (control.Mode is AcceptanceMode.None or AcceptanceMode.ContinuedUse)
            return new Outcome<AcceptDocument?> { Value = null };

        if (control.BoxLabel is { } label && sent.Ticked)
            return Act(shown, sent, AcceptanceMode.Checkbox, SignUpControl.Box, label, filled, aimsAtThisOnly: true);

        return control.ButtonConsents && sent.Pressed
            ? Act(shown, sent, AcceptanceMode.Button, SignUpControl.Send, control.ButtonLabel, filled, aimsAtThisOnly: false)
            : PeopleErrors.ConsentNeeded();
    }

    /// <summary>
    /// The acts of consent to everything on the page, one a document: each by its own box, or by the school's control where
    /// the words of that name the document.
    /// </summary>
    /// <param name="words">The words of a document's own box.</param>
    /// <param name="given">What <see cref="Read"/> found of the privacy policy.</param>
    public static Outcome<ImmutableArray<AcceptDocument>> ReadOthers(
        SignUpControl control,
        SignUpTexts shown,
        SignUpSent sent,
        ImmutableArray<string> filled,
        Func<Id<Document>, string> words,
        AcceptDocument? given)
    {
        var acts = ImmutableArray.CreateBuilder<AcceptDocument>();

        if (given is not null)
            acts.Add(given);

        foreach (var document in shown.Others)
        {
            var about = sent.Documents(document.Id);

            if (about.Version != document.Shown.Version.Head.Number
                || !string.Equals(about.Hash, document.Shown.Text.ShownHash, StringComparison.Ordinal))
                return ConsentErrors.VersionSuperseded(about.Version, document.Shown.Version.Head.Number);

            if (control.Mode is AcceptanceMode.None or AcceptanceMode.ContinuedUse)
                continue;

            if (!document.Covered && !about.Ticked)
                return PeopleErrors.ConsentNeeded() with { Field = document.Box };

            if (!document.Covered)
                acts.Add(Act(document.Shown, sent, AcceptanceMode.Checkbox, document.Box, words(document.Id), filled, aimsAtThisOnly: true).Value!);
            else if (control.BoxLabel is { } label && sent.Ticked)
                acts.Add(Act(document.Shown, sent, AcceptanceMode.Checkbox, SignUpControl.Box, label, filled, aimsAtThisOnly: true).Value!);
            else if (control.ButtonConsents && sent.Pressed)
                acts.Add(Act(document.Shown, sent, AcceptanceMode.Button, SignUpControl.Send, control.ButtonLabel, filled, aimsAtThisOnly: false).Value!);
            else
                return PeopleErrors.ConsentNeeded();
        }

        return acts.ToImmutable();
    }

    private static Outcome<AcceptDocument?> Act(
        PolicyShown shown,
        SignUpSent sent,
        AcceptanceMode mode,
        string control,
        string label,
        ImmutableArray<string> filled,
        bool aimsAtThisOnly) =>
        new AcceptDocument(shown.Text, mode, control, label, filled, sent.Surface, Explicit: aimsAtThisOnly);
}

/// <summary>Refusals of sign-up.</summary>
internal static class SignUpErrors
{
    /// <summary>The school takes nobody now, or has no text in force that could be accepted (M02).</summary>
    public static Error Closed() => Error.Conflict("sign_up.closed", "This school is not taking new people.");
}
