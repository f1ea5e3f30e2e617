using Darsgah.Grains.Common;
using Darsgah.Grains.People;

namespace Darsgah.Gateway.People;

/// <summary>How often a password may be guessed.</summary>
/// <remarks>
/// Five tries, then the account rests for 15 minutes (SEC-C03). So that nobody can keep its owner out by failing on
/// purpose, three ways stay open to her meanwhile: a browser she signed in on before, which has five tries of its own;
/// a
/// passkey; a link by mail to a new password, which also ends the rest.
/// </remarks>
internal static class SignInRules
{
    public const int MostFailures = 5;

    public static readonly TimeSpan Rest = TimeSpan.FromMinutes(15);

    public static bool Rests(this PersonAccount account, DateTimeOffset now) => account.LockoutEnd > now;

    /// <summary>
    /// The account with one more try, counted before the password is looked at, so that a thousand tries at once are
    /// no more than five; refused while it rests.
    /// </summary>
    public static Outcome<PersonAccount> Try(PersonAccount account, DateTimeOffset now)
    {
        if (account.Rests(now))
            return SignInErrors.Failed();

        var tries = account.AccessFailedCount + 1;

        return tries < MostFailures
            ? account with { AccessFailedCount = tries, LockoutEnd = null }
            : account with { AccessFailedCount = 0, LockoutEnd = now + Rest };
    }

    /// <summary>The account after a sign-in: nothing is counted any more.</summary>
    public static PersonAccount Cleared(this PersonAccount account) =>
        account with { AccessFailedCount = 0, LockoutEnd = null };
}
