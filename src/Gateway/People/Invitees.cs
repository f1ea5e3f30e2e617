using Darsgah.Gateway.Http;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.People;

/// <summary>
/// Students whom the school invites are asked what students who sign up themselves are asked, before their first password: the
/// question for age (E02, N30, E49), and the fields of the school's rules. Staff are not.
/// </summary>
internal sealed class Invitees(Credentials credentials)
{
    /// <summary>A student who has not taken her invitation up. A guarded child's guardian has answered already.</summary>
    public static bool Waits(PersonAccount account) =>
        account is { PasswordHash.Length: 0, EmailConfirmed: false, GuardedUntil: null, IsStaff: false };

    /// <summary>What she is asked beside her password; her address is known.</summary>
    public static ImmutableArray<SignUpField> Fields(SchoolRules rules) =>
        SignUpSent.Fields(rules).RemoveRange([SignUpField.Email, SignUpField.Password]);

    /// <summary>What the school has noted in a field already, to start with.</summary>
    public static string ValueOf(PersonAccount account, SignUpField field) => field switch
    {
        SignUpField.Name => account.Name,
        SignUpField.FirstName => account.FirstName,
        SignUpField.UserName => account.UserName,
        SignUpField.Mobile => account.Mobile,
        SignUpField.Country => account.Country,
        _ => "",
    };

    /// <summary>Whose invitation a token takes up, or null: also where it is one of staff.</summary>
    public async Task<PersonAccount?> Of(TenantRequest request, string? token) =>
        await credentials.HolderOf(request, LinkKind.Invitation, token) is { } holder && Waits(holder) ? holder : null;

    /// <summary>Her answers over what the school noted; or the first thing at fault.</summary>
    /// <param name="judged">The country whose law let her pass the question for age; null where no law was asked.</param>
    public static Outcome<PersonFields> Read(
        TenantRequest request, PersonAccount invited, Func<string, string> typed, bool ofAge, string? judged)
    {
        var asked = Fields(request.Rules);
        var read = PersonFields.Read(
            asked, asked, field => typed(PersonFields.NameOf(field)), request.School.Profile.Country);

        if (!read.Succeeded(out var values, out var refusal))
            return refusal;

        if (judged is not null && asked.Contains(SignUpField.Country) && values.Country != judged)
            return PeopleErrors.OtherCountry();

        if (request.Rules.Age.Basis == AgeBasis.MajorityByCountry && !ofAge)
            return PeopleErrors.AgeNotDeclared();

        string Kept(SignUpField field, string value) => asked.Contains(field) ? value : ValueOf(invited, field);

        return new PersonFields(
            Kept(SignUpField.Name, values.Name),
            Kept(SignUpField.FirstName, values.FirstName),
            Kept(SignUpField.UserName, values.UserName),
            Kept(SignUpField.Mobile, values.Mobile),
            Kept(SignUpField.Country, values.Country));
    }

    /// <summary>She is too young, or her guardian is asked instead: her account goes, and all that the school noted of her.</summary>
    public static Task Forget(TenantRequest request, PersonAccount invited) =>
        request.Grains.Person(invited.Id).Erase(new ErasePerson(ErasureReason.ChildFound, "answer to an invitation"));
}
