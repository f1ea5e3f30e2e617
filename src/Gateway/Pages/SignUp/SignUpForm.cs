using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Localization;
using Darsgah.Gateway.People;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Pages.SignUp;

/// <summary>Reads a sign-up form by the school's rules.</summary>
internal static class SignUpForm
{
    private static readonly ImmutableArray<string> Kept =
        ["email", "name", "first_name", "user_name", "mobile", "country", "birth_year", "birth_month", "birth_day"];

    /// <summary>The fields in the school's order, with address and password whatever its rules forgot.</summary>
    public static ImmutableArray<SignUpField> Fields(SchoolRules rules) =>
        [.. rules.SignUpFields.Union([SignUpField.Email, SignUpField.Password])];

    public static SignUpControl Control(TenantRequest request) =>
        SignUpControl.Of(request.School.Rules.Acceptance, Texts.Of(request.UiLanguage)["sign_up.submit"]);

    /// <summary>What was typed, to show it again. Passwords and consent are given anew each time.</summary>
    public static IReadOnlyDictionary<string, string> Typed(IFormCollection form) =>
        Kept.ToDictionary(name => name, form.One, StringComparer.Ordinal);

    /// <summary>The answers, or the first thing at fault: the same whether or not the address has an account.</summary>
    public static Outcome<SignUpAnswers> Read(TenantRequest request, IFormCollection form, PolicyShown? shown)
    {
        var rules = request.School.Rules;
        var fields = Fields(rules);

        if (!EmailAddress.Read(form.One("email")).Succeeded(out var email, out var refusal))
            return refusal;

        var read = PersonFields.Read(
            fields, fields, field => form.One(PersonFields.NameOf(field)), request.School.Profile.Country);

        if (!read.Succeeded(out var values, out refusal))
            return refusal;

        var about = new[] { email.Normal, values.Name, values.FirstName, values.UserName, request.School.Slug };

        if (!PasswordRules.Read(form.One("password"), about).Succeeded(out var password, out refusal))
            return refusal;

        if (rules.Age.Basis == AgeBasis.MajorityByCountry && !form.Ticked("age"))
            return PeopleErrors.AgeNotDeclared();

        var filled = fields.Select(PersonFields.NameOf).Where(name => form.One(name).Length > 0);
        var consent = SignUpConsent.Read(Control(request), shown, form, [.. filled]);

        return consent.Error is { } unconsented
            ? unconsented
            : new SignUpAnswers(email, password, values, shown?.Text, consent.Value);
    }
}
