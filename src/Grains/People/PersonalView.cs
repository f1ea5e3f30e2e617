using Darsgah.Grains.Purposes;

namespace Darsgah.Grains.People;

/// <summary>Personal data cut to what a purpose may see: a field that is added has to be put under a category here.</summary>
public static class PersonalView
{
    private static readonly PersonAccount Blank = new(default, Revision: 0);

    /// <summary>The account with the categories of a use of the software's, and nothing else.</summary>
    /// <exception cref="PurposeDeniedException">The purpose does not allow it.</exception>
    public static PersonAccount Under(this PersonAccount account, PurposeUse use)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(use);

        return use.SoftwareDenial is { } denial ? throw new PurposeDeniedException(denial) : account.Only(use.Categories);
    }

    /// <summary>The account with some categories; itself where none is missing.</summary>
    internal static PersonAccount Only(this PersonAccount account, ImmutableArray<DataCategory> categories)
    {
        var (standing, proof, contact, profile) = (
            categories.Contains(DataCategory.Account) ? account : Blank,
            categories.Contains(DataCategory.Credentials) ? account : Blank,
            categories.Contains(DataCategory.Contact) ? account : Blank,
            categories.Contains(DataCategory.Profile) ? account : Blank);

        if (standing == account && proof == account && contact == account && profile == account)
            return account;

        return new PersonAccount(account.Id, account.Revision)
        {
            IsPartial = true,
            UserName = standing.UserName,
            Roles = standing.Roles,
            CreatedAt = standing.CreatedAt,
            MemberSegment = standing.MemberSegment,
            Blocked = standing.Blocked,
            GuardedUntil = standing.GuardedUntil,
            PasswordHash = proof.PasswordHash,
            SecurityStamp = proof.SecurityStamp,
            AccessFailedCount = proof.AccessFailedCount,
            LockoutEnd = proof.LockoutEnd,
            AuthenticatorKey = proof.AuthenticatorKey,
            TwoFactorEnabled = proof.TwoFactorEnabled,
            RecoveryCodes = proof.RecoveryCodes,
            Passkeys = proof.Passkeys,
            Sessions = proof.Sessions,
            LastTotpStep = proof.LastTotpStep,
            Email = contact.Email,
            NormalizedEmail = contact.NormalizedEmail,
            EmailConfirmed = contact.EmailConfirmed,
            PendingEmail = contact.PendingEmail,
            Mobile = contact.Mobile,
            Name = profile.Name,
            FirstName = profile.FirstName,
            Country = profile.Country,
            Language = profile.Language,
        };
    }

    /// <summary>A row of the member list with some categories; itself where none is missing.</summary>
    internal static MemberRow Only(this MemberRow row, ImmutableArray<DataCategory> categories)
    {
        var (standing, contact, profile) = (
            categories.Contains(DataCategory.Account), categories.Contains(DataCategory.Contact), categories.Contains(DataCategory.Profile));

        return standing && contact && profile ? row : new MemberRow(
            row.Id,
            profile ? row.Name : "",
            contact ? row.Email : "",
            standing ? row.Roles : [],
            standing ? row.JoinedAt : default,
            standing && row.Blocked);
    }
}
