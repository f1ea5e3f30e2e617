using Darsgah.Grains.Common;
using Darsgah.Grains.People;

namespace Darsgah.Gateway.People;

/// <summary>The second step of sign-in, as rules on an account.</summary>
internal static class SecondStep
{
    /// <summary>The account after a code was used; refused for a wrong or used one.</summary>
    public static Outcome<PersonAccount> Use(PersonAccount account, string code, DateTimeOffset now)
    {
        if (!account.TwoFactorEnabled || code.Length > 40)
            return SignInErrors.CodeWrong();

        if (Totp.Step(account.AuthenticatorKey, code, now, account.LastTotpStep) is { } step)
            return account with { LastTotpStep = step };

        var hash = RecoveryCodes.Hash(code);

        return account.RecoveryCodes.Contains(hash, StringComparer.Ordinal)
            ? account with { RecoveryCodes = account.RecoveryCodes.Remove(hash, StringComparer.Ordinal) }
            : SignInErrors.CodeWrong();
    }

    /// <summary>The account with two-step sign-in on, once its owner has shown that her app knows the secret.</summary>
    public static Outcome<PersonAccount> TurnOn(
        PersonAccount account, string secret, string code, IEnumerable<string> recoveryCodes, DateTimeOffset now) =>
        Totp.Step(secret, code, now, lastUsed: 0) is { } step
            ? account with
            {
                TwoFactorEnabled = true,
                AuthenticatorKey = secret,
                LastTotpStep = step,
                RecoveryCodes = [.. recoveryCodes.Select(RecoveryCodes.Hash)],
            }
            : SignInErrors.CodeWrong();

    /// <summary>The account with the password alone again.</summary>
    public static PersonAccount TurnOff(PersonAccount account) => account with
    {
        TwoFactorEnabled = false,
        AuthenticatorKey = "",
        LastTotpStep = 0,
        RecoveryCodes = [],
    };
}
