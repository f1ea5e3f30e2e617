using Darsgah.Gateway.Localization;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.People;

/// <summary>Somebody whom an admin, the API or the command line makes an account for.</summary>
public sealed record NewPerson
{
    public required string Email { get; init; }

    /// <summary>What she may do; at least one role.</summary>
    public required ImmutableArray<Role> Roles { get; init; }

    public string Name { get; init; } = "";

    public string FirstName { get; init; } = "";

    public string Mobile { get; init; } = "";

    /// <summary>ISO 3166-1 alpha-2.</summary>
    public string Country { get; init; } = "";

    /// <summary>UI language of the invitation; the school's own where empty.</summary>
    public string Language { get; init; } = "";

    /// <summary>Name of whoever invites her, for the letter; the school's name where empty.</summary>
    public string InvitedBy { get; init; } = "";
}

/// <summary>Reads what an admin typed about a person.</summary>
internal static class NewPersonFields
{
    /// <summary>
    /// An account without id; or the first field at fault. Instructors need what the school's rules say (M07).
    /// </summary>
    public static Outcome<PersonAccount> Read(School school, NewPerson person)
    {
        var email = EmailAddress.Read(person.Email);

        if (!email.Succeeded(out var address, out var refusal))
            return refusal;

        if (person.Roles.IsDefaultOrEmpty)
            return PeopleErrors.FieldRequired("roles");

        var required = person.Roles.Contains(Role.Instructor) ? school.Rules.InstructorFields : [];
        var values = PersonFields.Read(
            [SignUpField.Name, SignUpField.FirstName, SignUpField.Mobile, SignUpField.Country],
            required,
            field => field switch
            {
                SignUpField.Name => person.Name,
                SignUpField.FirstName => person.FirstName,
                SignUpField.Mobile => person.Mobile,
                SignUpField.Country => person.Country,
                _ => "",
            },
            school.Profile.Country);

        if (!values.Succeeded(out var read, out refusal))
            return refusal;

        var language = UiLanguages.Find(person.Language)?.Tag ?? school.Profile.DefaultLanguage;

        return read.On(new PersonAccount(default, 0)
        {
            Email = address.Text,
            NormalizedEmail = address.Normal,
            Roles = person.Roles,
            Language = language,
        });
    }
}
