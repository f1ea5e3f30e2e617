using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.People;

/// <summary>What a form asks about a person beside her address and password, read and put into its kept form.</summary>
internal sealed record PersonFields(string Name, string FirstName, string UserName, string Mobile, string Country)
{
    /// <summary>Reads the fields a school asks for, in its order; the first one at fault is refused.</summary>
    /// <param name="asked">Fields that the form has.</param>
    /// <param name="required">Those that may not be empty.</param>
    /// <param name="homeCountry">The country that a number without a country code is taken to be of.</param>
    public static Outcome<PersonFields> Read(
        ImmutableArray<SignUpField> asked,
        ImmutableArray<SignUpField> required,
        Func<SignUpField, string?> typed,
        string homeCountry)
    {
        var read = new Dictionary<SignUpField, string>();

        foreach (var field in asked.Except([SignUpField.Email, SignUpField.Password]))
        {
            if (string.IsNullOrWhiteSpace(typed(field)) && !required.Contains(field))
                continue;

            var country = asked.Contains(SignUpField.Country) ? Countries.Find(typed(SignUpField.Country)) : null;

            if (!One(field, typed(field), country ?? homeCountry).Succeeded(out var value, out var refusal))
                return refusal;

            read[field] = value;
        }

        return new PersonFields(
            read.GetValueOrDefault(SignUpField.Name, ""),
            read.GetValueOrDefault(SignUpField.FirstName, ""),
            read.GetValueOrDefault(SignUpField.UserName, ""),
            read.GetValueOrDefault(SignUpField.Mobile, ""),
            read.GetValueOrDefault(SignUpField.Country, ""));
    }

    /// <summary>The account with these fields in place of its own.</summary>
    public PersonAccount On(PersonAccount account) => account with
    {
        Name = Name,
        FirstName = FirstName,
        UserName = UserName,
        Mobile = Mobile,
        Country = Country,
    };

    /// <summary>A field's name in forms, in the API and in refusals.</summary>
    public static string NameOf(SignUpField field) => field switch
    {
        SignUpField.Email => "email",
        SignUpField.Password => "password",
        SignUpField.Name => "name",
        SignUpField.FirstName => "first_name",
        SignUpField.UserName => "user_name",
        SignUpField.Mobile => "mobile",
        SignUpField.Country => "country",
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, message: null),
    };

    private static Outcome<string> One(SignUpField field, string? typed, string country) => field switch
    {
        SignUpField.Name or SignUpField.FirstName => PersonNames.Read(typed, NameOf(field)),
        SignUpField.UserName => PersonNames.ReadUserName(typed),
        SignUpField.Mobile => MobileNumber.Read(typed, country),
        SignUpField.Country => Countries.Read(typed),
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, message: null),
    };
}
