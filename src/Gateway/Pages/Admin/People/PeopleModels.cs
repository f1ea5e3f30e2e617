using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Pages.Admin.People;

/// <param name="IsFirst">This is the first page.</param>
/// <param name="Invited">Somebody was just invited.</param>
public sealed record PeopleModel(MemberPage Members, bool IsFirst, bool Invited);

/// <param name="MayMakeAdmins">She owns the school.</param>
/// <param name="OfInstructors">What the school's rules ask of an instructor.</param>
public sealed record InviteModel(InviteForm Form, bool MayMakeAdmins, ImmutableArray<SignUpField> OfInstructors);

public sealed record InviteForm(string Email, string Name, string FirstName, string Mobile, string Country, Role? Role)
{
    public static InviteForm Empty { get; } = new("", "", "", "", "", null);

    internal static InviteForm Read(IFormCollection form) => new(
        form.Line("email", 254),
        form.Line("name", 100),
        form.Line("first_name", 100),
        form.Line("mobile", 40),
        form.Line("country", 2),
        form.Choice<Role>("role"));
}

/// <summary>What an admin sees of a person. No credential, no session, nothing else of the account (SEC-B03).</summary>
public sealed record PersonView(
    Id<Person> Id, int Revision, string Name, string Email, ImmutableArray<Role> Roles, DateTimeOffset JoinedAt, bool Blocked);

/// <param name="MayTouch">Whoever looks may change this person.</param>
/// <param name="MayMakeAdmins">She owns the school.</param>
/// <param name="IsSelf">She looks at herself.</param>
/// <param name="MayBeChild">The school has a rule of age, and she only learns here: she can turn out to be too young.</param>
public sealed record PersonModel(PersonView Person, bool MayTouch, bool MayMakeAdmins, bool IsSelf, bool Saved, bool MayBeChild);
