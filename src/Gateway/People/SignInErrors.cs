using Darsgah.Grains.Common;

namespace Darsgah.Gateway.People;

/// <summary>Refusals of sign-in. What they say is the same whether there is such an account or not (SEC-C02).</summary>
internal static class SignInErrors
{
    /// <summary>Wrong address, wrong password, or an account that rests.</summary>
    public static Error Failed() =>
        Error.Invalid("sign_in.failed", "The e-mail address or the password is not right.", "login");

    /// <summary>The second factor was wrong, used already, or the account rests.</summary>
    public static Error CodeWrong() => Error.Invalid(
        "sign_in.code_wrong", "This code is not right, or its time has passed. Enter the newest one.", "code");

    /// <summary>The passkey did not answer the challenge.</summary>
    public static Error PasskeyFailed() => Error.Invalid(
        "sign_in.passkey_failed", "The passkey was not accepted. Try again or use your password.");

    /// <summary>The right password, but the address was never confirmed.</summary>
    public static Error EmailUnconfirmed() => Error.Forbidden(
        "sign_in.email_unconfirmed", "Confirm your e-mail address first. We have sent you a new link.");

    /// <summary>The right password, but an admin has stopped the account.</summary>
    public static Error Suspended() =>
        Error.Forbidden("sign_in.suspended", "This account has been suspended by the school.");

    /// <summary>The current password, asked for again, was wrong.</summary>
    public static Error PasswordWrong() => Error.Invalid(
        "account.password_wrong", "Your current password is not right.", "current");

    /// <summary>A link out of a letter that was used, is too old, or was never made here.</summary>
    public static Error LinkExpired(LinkKind kind) => kind is LinkKind.ConfirmEmail or LinkKind.ChangeEmail
        ? Error.Invalid("confirm_email.link_expired", "This link is no longer valid. Ask for a new one below.")
        : Error.Invalid("reset_password.link_expired", "This link has been used or is too old. Ask for a new one.");
}
