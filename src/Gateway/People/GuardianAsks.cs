using Darsgah.Gateway.Http;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent.Behalf;
using Darsgah.Grains.People;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.People;

/// <summary>What a child sent to sign up, read: her own fields and her guardian's address.</summary>
internal sealed record GuardianAnswers(EmailAddress Email, EmailAddress Guardian, PersonFields Fields);

/// <summary>
/// Asks the guardian of somebody who is not of age. Until she agrees there is no account: what the child wrote waits, and is
/// deleted without an answer. Whether the child's address has an account is told to nobody (SEC-C02).
/// </summary>
internal sealed class GuardianAsks(Limits limits, TimeProvider clock)
{
    /// <summary>What the school asks for, without a password: she chooses one when her guardian has agreed.</summary>
    public static ImmutableArray<SignUpField> Fields(SchoolRules rules) => SignUpSent.Fields(rules).Remove(SignUpField.Password);

    /// <summary>The answers, or the first thing at fault.</summary>
    /// <param name="judged">The country whose law was asked; null where none was.</param>
    public static Outcome<GuardianAnswers> Read(TenantRequest request, Func<string, string> typed, string? judged)
    {
        var fields = Fields(request.Rules);

        if (!EmailAddress.Read(typed("email")).Succeeded(out var email, out var refusal)
            || !EmailAddress.Read(typed("guardian_email"), "guardian_email").Succeeded(out var guardian, out refusal))
            return refusal;

        if (string.Equals(email.Normal, guardian.Normal, StringComparison.Ordinal))
            return GuardianErrors.OwnAddress();

        var read = PersonFields.Read(fields, fields, field => typed(PersonFields.NameOf(field)), request.School.Profile.Country);

        if (!read.Succeeded(out var values, out refusal))
            return refusal;

        return judged is null ? new GuardianAnswers(email, guardian, values)
            : fields.Contains(SignUpField.Country) && values.Country != judged ? PeopleErrors.OtherCountry()
            : new GuardianAnswers(email, guardian, values with { Country = judged });
    }

    /// <summary>Asks her, or does what is done for an address that has an account.</summary>
    /// <param name="ofAgeOn">The day on which the child is of age by the law that counts.</param>
    /// <param name="invited">The account that the school had made for her: it goes, until her guardian agrees; null without one.</param>
    /// <exception cref="TooManyAttemptsException">Nothing was done.</exception>
    public async Task Ask(HttpContext http, TenantRequest request, GuardianAnswers answers, DateOnly ofAgeOn, PersonAccount? invited = null)
    {
        if (!limits.TakeMailRequest(Networks.KeyOf(http, request.Tenant)))
            throw new TooManyAttemptsException();

        if (await Accounts.Find(request.Grains, answers.Email.Normal) is { } known && known.Id != invited?.Id)
        {
            if (limits.TakeMail(request.Tenant, known.NormalizedEmail))
                await request.Grains.Person(known.Id).Send([Letters.AlreadyRegistered(known)]);

            return;
        }

        if (!limits.TakeMail(request.Tenant, answers.Guardian.Normal))
            return;

        if (invited is not null)
            await Invitees.Forget(request, invited);

        var child = new ChildApplication(
            answers.Email.Text, answers.Email.Normal, answers.Fields.Name, answers.Fields.FirstName, answers.Fields.UserName,
            answers.Fields.Mobile, answers.Fields.Country, request.UiLanguage.Tag);
        await request.Grains.Guardianship(Id<Person>.New(clock)).Ask(new AskGuardian(
            child, answers.Guardian.Text, clock.GetUtcNow().AddDays(request.Rules.Guardians.WaitDays), Midnight(ofAgeOn, request.School))
        {
            GuardianNormalized = answers.Guardian.Normal,
        });
    }

    // When the day begins at the school; a midnight that clocks skip, when they go on.
    private static DateTimeOffset Midnight(DateOnly day, School school)
    {
        var zone = TimeZoneInfo.TryFindSystemTimeZoneById(school.Profile.TimeZone, out var found) ? found : TimeZoneInfo.Utc;
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).ToUniversalTime();
    }
}
