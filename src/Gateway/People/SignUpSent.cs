using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Http;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.People;

/// <summary>What somebody sent to sign up, as it came: from the form or over the API.</summary>
/// <param name="Typed">What was typed, by the field's name; empty for nothing.</param>
/// <param name="OfAge">She declares that she is of age.</param>
/// <param name="Version">Number of the version that was before her; 0 for none.</param>
/// <param name="Hash">Hash of the text that was before her.</param>
/// <param name="Ticked">She ticked the box.</param>
/// <param name="Pressed">She pressed the button that consents.</param>
/// <param name="Documents">What she had before her of another document, and whether she ticked its box.</param>
/// <param name="Purposes">What she had before her of an optional purpose, and whether she ticked its box.</param>
/// <param name="Surface">Where: a path of the site.</param>
internal sealed record SignUpSent(
    Func<string, string> Typed,
    bool OfAge,
    int Version,
    string Hash,
    bool Ticked,
    bool Pressed,
    Func<Id<Document>, SentDocument> Documents,
    Func<Id<Purpose>, SentDocument> Purposes,
    string Surface)
{
    /// <summary>The fields in the school's order, with address and password whatever its rules forgot.</summary>
    public static ImmutableArray<SignUpField> Fields(SchoolRules rules) =>
        [.. rules.SignUpFields.Union([SignUpField.Email, SignUpField.Password])];

    /// <summary>The answers, or the first thing at fault: the same whether or not the address has an account.</summary>
    /// <param name="judged">The country whose law let her pass the question for age; null where no law was asked.</param>
    public Outcome<SignUpAnswers> Read(TenantRequest request, SignUpTexts shown, string? judged)
    {
        var rules = request.Rules;
        var fields = Fields(rules);

        if (!EmailAddress.Read(Typed("email")).Succeeded(out var email, out var refusal))
            return refusal;

        var read = PersonFields.Read(
            fields, fields, field => Typed(PersonFields.NameOf(field)), request.School.Profile.Country);

        if (!read.Succeeded(out var values, out refusal))
            return refusal;

        if (judged is not null && fields.Contains(SignUpField.Country) && values.Country != judged)
            return PeopleErrors.OtherCountry();

        var about = new[] { email.Normal, values.Name, values.FirstName, values.UserName, request.School.Slug };

        if (!PasswordRules.Read(Typed("password"), about).Succeeded(out var password, out refusal))
            return refusal;

        if (rules.Age.Basis == AgeBasis.MajorityByCountry && !OfAge)
            return PeopleErrors.AgeNotDeclared();

        var filled = fields.Select(PersonFields.NameOf).Where(name => Typed(name).Length > 0).ToImmutableArray();
        var control = SignUpControl.Of(request);
        var consent = SignUpConsent.Read(control, shown.Policy, this, filled);

        if (consent.Error is { } unconsented)
            return unconsented;

        var more = SignUpConsent.ReadOthers(
            control, shown, this, filled, document => ConsentControl.Words(request, document), consent.Value);

        if (!more.Succeeded(out var accepted, out refusal))
            return refusal;

        return SignUpPurpose.Read(shown.Purposes, this, values.Country).Succeeded(out var purposes, out refusal)
            ? new SignUpAnswers(email, password, values, [.. shown.All.Select(text => text.Text)], accepted, purposes, Surface)
            : refusal;
    }
}

/// <summary>What was sent about a document beside the privacy policy, or about a purpose.</summary>
/// <param name="Version">Number of the version that was before her; 0 for none.</param>
/// <param name="Hash">Hash of the text that was before her.</param>
/// <param name="Ticked">She ticked its box.</param>
internal sealed record SentDocument(int Version, string Hash, bool Ticked);
