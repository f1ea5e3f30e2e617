using System.Text.RegularExpressions;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Privacy;

namespace Darsgah.Grains.Tenancy;

/// <summary>A school's stored state, and the rules for changing it.</summary>
[GenerateSerializer, Immutable, Alias("tenancy.school.state")]
internal sealed partial record SchoolRecord
{
    /// <summary>UI languages that ship.</summary>
    public static readonly ImmutableArray<string> UiLanguages = ["en", "fa-AF", "ar"];

    [Id(0)] public School? School { get; init; }

    public Outcome<SchoolRecord> Found(FoundSchool command, DateTimeOffset at)
    {
        if (School is not null)
            return this;

        if (Check(command.Profile) is { } refusal)
            return refusal;

        if (Check(command.Rules) is { } bad)
            return bad;

        return new SchoolRecord
        {
            School = new School(
                command.Id,
                command.Slug,
                command.Prepare ? SchoolStatus.Provisioning : SchoolStatus.Active,
                command.Profile,
                command.Rules,
                [],
                Revision: 1,
                at),
        };
    }

    public Outcome<SchoolRecord> Change(Func<School, School> change, int expectedRevision)
    {
        if (School is not { } school)
            return TenancyErrors.NoSuchSchool("");

        if (school.Revision != expectedRevision)
            return TenancyErrors.Changed(expectedRevision, school.Revision);

        var next = change(school);

        if (Check(next.Profile) is { } refusal)
            return refusal;

        if (Check(next.Rules) is { } bad)
            return bad;

        return new SchoolRecord { School = next with { Revision = school.Revision + 1 } };
    }

    /// <param name="published">Documents that have a version.</param>
    /// <param name="confirmation">Who arranges them, and when.</param>
    public Outcome<SchoolRecord> Arrange(
        ArrangeDocuments command, ImmutableArray<Id<Document>> published, Confirmation confirmation)
    {
        if (School is not { } school)
            return TenancyErrors.NoSuchSchool("");

        if (school.Revision != command.ExpectedRevision)
            return TenancyErrors.Changed(command.ExpectedRevision, school.Revision);

        var before = school.Rules.Documents;

        if (DocumentRules.Check(before, command.Documents, published) is { } refusal)
            return refusal;

        // What somebody confirmed is what it said then; another order has to be confirmed again (T03).
        var same = command.Documents.Select(document => document.Id).SequenceEqual(before.Listed().Select(document => document.Id));
        var next = new DocumentSet
        {
            Arranged = command.Documents,
            Precedence = command.Prevails switch
            {
                true => same && before.Precedence is { } kept ? kept : confirmation,
                false => null,
                _ => same ? before.Precedence : null,
            },
        };

        return new SchoolRecord
        {
            School = school with { Rules = school.Rules with { Documents = next }, Revision = school.Revision + 1 },
        };
    }

    public Outcome<SchoolRecord> MoveTo(SchoolStatus to)
    {
        if (School is not { } school)
            return TenancyErrors.NoSuchSchool("");

        if (school.Status == to)
            return this;

        var possible = (school.Status, to) switch
        {
            (SchoolStatus.Provisioning, SchoolStatus.Active or SchoolStatus.Closed) => true,
            (SchoolStatus.Active, SchoolStatus.Suspended or SchoolStatus.Closing) => true,
            (SchoolStatus.Suspended, SchoolStatus.Active or SchoolStatus.Closing) => true,
            (SchoolStatus.Closing, SchoolStatus.Active or SchoolStatus.Suspended or SchoolStatus.Closed) => true,
            _ => false,
        };

        return possible
            ? new SchoolRecord { School = school with { Status = to, Revision = school.Revision + 1 } }
            : TenancyErrors.NoSuchMove(school.Status, to);
    }

    public SchoolRecord WithHost(string host) =>
        School is { } school && !school.Hosts.Contains(host, StringComparer.Ordinal)
            ? new SchoolRecord { School = school with { Hosts = school.Hosts.Add(host), Revision = school.Revision + 1 } }
            : this;

    public SchoolRecord WithoutHost(string host) =>
        School is { } school && school.Hosts.Contains(host, StringComparer.Ordinal)
            ? new SchoolRecord { School = school with { Hosts = school.Hosts.Remove(host, StringComparer.Ordinal), Revision = school.Revision + 1 } }
            : this;

    private static Error? Check(SchoolProfile profile)
    {
        if (profile.Languages.IsDefaultOrEmpty)
            return TenancyErrors.BadField("languages", "A school offers at least one language.");

        if (profile.Languages.FirstOrDefault(language => !UiLanguages.Contains(language, StringComparer.Ordinal)) is { } odd)
            return TenancyErrors.BadField("languages", $"'{odd}' is not offered. Choose from {string.Join(", ", UiLanguages)}.");

        if (profile.Names.GetValueOrDefault(profile.DefaultLanguage, "").Trim().Length is 0 or > 80)
            return TenancyErrors.BadField("name", $"The school's name in its first language ('{profile.DefaultLanguage}') takes 1 to 80 characters.");

        if (profile.Names.Values.Concat(profile.Taglines.Values).Any(text => text.Length > 160 || text.Any(char.IsControl)))
            return TenancyErrors.BadField("name", "Names and taglines take at most 160 characters, on one line.");

        if (profile.Logo.Length > 64)
            return TenancyErrors.BadField("logo", "A logo is named by at most 64 characters.");

        if (!Colour().IsMatch(profile.Colour))
            return TenancyErrors.BadField("colour", $"'{profile.Colour}' is no colour. Write it like #0b6e4f.");

        // Null where a body of the API says so.
        if (profile.Controller is not { Name.Length: <= 160, Licence.Length: <= 160, Address.Length: <= 400 })
            return TenancyErrors.BadField("controller", "Name and licence take at most 160 characters each, the postal address 400.");

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(profile.TimeZone, out _))
            return TenancyErrors.BadField("time_zone", $"'{profile.TimeZone}' is no time zone. Write it like Asia/Kabul.");

        return profile.Country is { Length: not 0 } country && !(country.Length == 2 && country.All(char.IsAsciiLetterUpper))
            ? TenancyErrors.BadField("country", $"'{country}' is no country code. Write two capital letters, like AF.")
            : null;
    }

    private static Error? Check(SchoolRules rules)
    {
        if (!rules.SignUpFields.Contains(SignUpField.Email) || !rules.SignUpFields.Contains(SignUpField.Password))
            return TenancyErrors.BadField("sign_up_fields", "Sign-up always asks for e-mail and password.");

        if (rules.SignUpFields.Distinct().Count() != rules.SignUpFields.Length)
            return TenancyErrors.BadField("sign_up_fields", "A field is asked for once.");

        // Null where a body of the API says so.
        if (rules.LawfulBases.IsDefaultOrEmpty || rules.LawfulBases.Distinct().Count() != rules.LawfulBases.Length)
            return TenancyErrors.BadField("lawful_bases", "Purposes rest on at least one lawful basis, each named once.");

        if (rules.ForbiddenCategories.IsDefault || SettingCatalogue.Find("field.forbidden")!.Refuse(SettingCatalogue.Find("field.forbidden")!.Read(rules)) is not null)
            return TenancyErrors.BadField("forbidden_categories", "Forbid no category, biometric and genetic, or special, biometric and genetic.");

        if (rules.Age is { Basis: AgeBasis.Fixed, Years: < 1 or > 120 })
            return TenancyErrors.BadField("age", "The youngest age admitted lies between 1 and 120 years.");

        // Null where a body of the API says so.
        if (rules.Guardians is not { WaitDays: >= 1 and <= 30 } || !Enum.IsDefined(rules.Guardians.Action) || !Enum.IsDefined(rules.Representatives))
            return TenancyErrors.BadField("guardians", "A guardian is asked or not, and has 1 to 30 days to answer.");

        if (rules.Guardians.Action == MinorAction.Guardian && rules.Age.Basis is not (AgeBasis.Fixed or AgeBasis.MajorityByBirthDate))
            return TenancyErrors.BadField("age_action", "A guardian can be asked only where the date of birth is: choose such a rule of age.");

        if (rules.SignUpPurposes.IsDefault || SettingCatalogue.Find("signUp.purposes")!.Refuse(SettingCatalogue.Find("signUp.purposes")!.Read(rules)) is not null)
            return TenancyErrors.BadField("sign_up_purposes", "Name at most ten purposes by their keys, like news.");

        if (rules.PolicyLanguage is { Precedence: Precedence.AuthoritativePrevails, Authoritative: "" })
            return TenancyErrors.BadField("authoritative", "Name the language that prevails.");

        if (rules.Acceptance is { Mode: AcceptanceMode.Checkbox or AcceptanceMode.Button or AcceptanceMode.CheckboxOrButton, Label: "" })
            return TenancyErrors.BadField("acceptance_label", "Give the box or button the words that your policy uses for it.");

        if (rules.QuietHours is not "" && !Notifications.QuietHours.TryParse(rules.QuietHours, out _))
            return TenancyErrors.BadField("quiet_hours", "Write quiet hours like 21:00-08:00, with two different times, or leave them empty.");

        // Null where a body of the API says so.
        if (rules.Clauses is null || rules.Clauses.Any(clause => SettingCatalogue.Find(clause.Key) is null || clause.Value is not { Length: >= 1 and <= 200 }))
            return TenancyErrors.BadField("clauses", "Clauses are named by a setting's path, like acceptance.label, each with 1 to 200 characters.");

        return null;
    }

    [GeneratedRegex("^#[0-9a-fA-F]{6}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Colour();
}
