using System.Globalization;
using Darsgah.Grains.People;
using Darsgah.Grains.Purposes;

namespace Darsgah.Gateway.People;

/// <summary>
/// The letters that accounts cause. What they say is written at send time, from these values and the texts.
/// </summary>
internal static class Letters
{
    public const string ConfirmPath = "/sign-up/confirm";
    public const string ResetPath = "/sign-in/new-password";
    public const string ChangeEmailPath = "/account/email/confirm";

    // Letters that an account or a course causes; what else is written has a purpose of its own.
    private static readonly ImmutableHashSet<string> OfAccounts =
    [
        "confirm_email", "already_registered", "reset_password", "password_changed", "invitation", "change_email",
        "email_change_asked", "email_changed", "sign_in_changed", "welcome", "certificate", "receipt", "publish_request",
        "told_enrolled", "told_released", "told_due_soon", "told_due_soon_live", "told_due_soon_longer", "told_due_soon_access",
        "told_graded", "told_answered", "told_certificate", "told_announcement", "told_message",
        "told_returned", "told_asked", "told_to_grade", "told_reported", "told_moderated", "told_moderated_restored",
        "told_access_paused", "told_access_resumed", "told_access_removed", "told_access_until", "told_access_unlimited",
        "told_access_cohort", "told_access_no_cohort", "told_access_quiz", "course_invitation", "guardian_agreed", "account_closed",
    ];

    private static readonly ImmutableHashSet<string> ToGuardians =
        ["guardian_asked", "guardian_link", "guardian_changed", "guardian_called_off"];

    private static readonly ImmutableHashSet<string> Warnings =
        ["password_changed", "sign_in_changed", "email_change_asked", "email_changed"];

    /// <summary>What a letter is written for; null for a template that has no purpose, which is then not written.</summary>
    public static PurposeUse? UseOf(string? template) =>
        template is "policy_changed" or "policy_called_off" ? PurposeUses.PolicyNotice
        : template is not null && ToGuardians.Contains(template) ? PurposeUses.Guarded
        : template is not null && OfAccounts.Contains(template) ? PurposeUses.ServiceLetter : null;

    /// <summary>
    /// Whether a letter goes to an address: one that the account has, or asks to have; what warns of a change also to the one
    /// that it was queued for, which somebody may have taken out meanwhile (Q08).
    /// </summary>
    public static bool GoesTo(PersonAccount account, string? template, string? address)
    {
        ArgumentNullException.ThrowIfNull(account);

        return address is { Length: > 0 } && (address == account.Email || address == account.PendingEmail || (template is not null && Warnings.Contains(template)));
    }

    /// <summary>A letter to an address that staff wrote down, or whose account is closed: nothing is read about her for it.</summary>
    public static bool GoesToAddress(string? template) => template is "course_invitation" or "account_closed";

    /// <summary>To finish a sign-up.</summary>
    public static Letter Confirm(PersonAccount account, string token) => Of(
        account, "confirm_email", ("path", WithToken(ConfirmPath, token)), ("hours", Hours(LinkKind.ConfirmEmail)));

    /// <summary>To the holder of an address that somebody signed up with again.</summary>
    public static Letter AlreadyRegistered(PersonAccount account) =>
        Of(account, "already_registered", ("path", "/sign-in"));

    public static Letter Reset(PersonAccount account, string token) => Of(
        account,
        "reset_password",
        ("path", WithToken(ResetPath, token)),
        ("minutes", Whole(LinkTokens.LifeOf(LinkKind.ResetPassword).TotalMinutes)));

    public static Letter PasswordChanged(PersonAccount account, DateTimeOffset at) => Of(
        account, "password_changed", ("path", "/sign-in/reset"), ("date", Moment(at)));

    /// <param name="invitedBy">A name; the letter falls back to the school's.</param>
    public static Letter Invitation(PersonAccount account, string token, string invitedBy) => Of(
        account,
        "invitation",
        ("path", InvitationPath(token)),
        ("role", account.Roles.Max().ToString()),
        ("invited_by", invitedBy),
        ("hours", Hours(LinkKind.Invitation)));

    /// <summary>To a child whose guardian has agreed: she chooses her password.</summary>
    public static Letter GuardianAgreed(PersonAccount account, string token) => Of(
        account, "guardian_agreed", ("path", InvitationPath(token)), ("hours", Hours(LinkKind.Invitation)));

    /// <summary>That her account is closed: the last letter, written when nothing of her is left but what stands in it.</summary>
    public static Letter AccountClosed(PersonAccount account, DateTimeOffset at) =>
        Of(account, "account_closed", ("addressee", account.DisplayName), ("date", Moment(at)));

    public static string InvitationPath(string token) => WithToken(ResetPath, token) + "&for=invitation";

    /// <summary>To the address she wants to change to.</summary>
    public static Letter ChangeEmail(PersonAccount account, string token) => Of(
        account, "change_email", ("path", WithToken(ChangeEmailPath, token)), ("hours", Hours(LinkKind.ChangeEmail)))
        with
    { To = account.PendingEmail };

    /// <summary>To the address she has, so that a thief's request does not go unseen (SEC-C14).</summary>
    public static Letter EmailChangeAsked(PersonAccount account) => Of(
        account, "email_change_asked", ("path", "/account"), ("email", account.PendingEmail));

    /// <summary>To the address that was left, and to the new one.</summary>
    public static ImmutableArray<Letter> EmailChanged(PersonAccount after, string left) =>
    [
        Of(after, "email_changed", ("email", after.Email)) with { To = left },
        Of(after, "email_changed", ("email", after.Email)),
    ];

    /// <summary>
    /// Two-step sign-in was switched on or off, or a passkey added: who did not do it has to know (ASVS 6.3.7).
    /// </summary>
    public static Letter SignInChanged(PersonAccount account, string what, DateTimeOffset at) => Of(
        account, "sign_in_changed", ("path", "/account"), ("what", what), ("date", Moment(at)));

    private static Letter Of(PersonAccount account, string template, params (string Name, string Value)[] values) =>
        new(
            template,
            account.Language,
            To: "",
            values.ToImmutableDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal));

    private static string WithToken(string path, string token) => $"{path}?token={Uri.EscapeDataString(token)}";

    private static string Hours(LinkKind kind) => Whole(LinkTokens.LifeOf(kind).TotalHours);

    private static string Whole(double number) => ((int)number).ToString(CultureInfo.InvariantCulture);

    // Written out in the reader's calendar and the school's zone when the letter is.
    private static string Moment(DateTimeOffset at) => at.ToString("O", CultureInfo.InvariantCulture);
}
