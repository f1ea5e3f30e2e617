using System.Collections.Frozen;
using Darsgah.Grains.Notifications;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.Privacy;

/// <summary>Every setting that the software acts on. Nothing stands here that it does not do.</summary>
public static class SettingCatalogue
{
    private static readonly ImmutableArray<string> Fields =
        ["email", "password", "name", "firstName", "userName", "mobile", "country"];

    private static readonly ImmutableArray<(string Written, ChangeTreatment Treatment)> Treatments =
    [
        ("", ChangeTreatment.Nothing),
        ("inProduct", ChangeTreatment.Notice),
        ("inProduct,email", ChangeTreatment.NoticeAndMail),
        ("act", ChangeTreatment.AskAgain),
    ];

    /// <summary>What a school decides, in the order in which it is shown.</summary>
    public static ImmutableArray<PrivacySetting> Schools { get; } =
    [
        new("policy.authoritativeLanguage", SettingKind.Language, "M01", "Q01")
        {
            ReadFrom = rules => rules.PolicyLanguage.Authoritative,
            WriteTo = (rules, value) => rules with { PolicyLanguage = rules.PolicyLanguage with { Authoritative = value } },
        },
        Choice(
            "policy.precedence",
            rules => rules.PolicyLanguage.Precedence,
            (rules, value) => rules with { PolicyLanguage = rules.PolicyLanguage with { Precedence = value } },
            order: [],
            "M01", "N02", "Q01"),
        new("policy.prevailingDocument", SettingKind.Text, "N02")
        {
            Most = 64,
            Enforcement = SettingEnforcement.StatementOnly,
            ReadFrom = rules => rules.PolicyLanguage.PrevailingDocument ?? "",
            WriteTo = (rules, value) => rules with
            {
                PolicyLanguage = rules.PolicyLanguage with { PrevailingDocument = value.Length > 0 ? value : null },
            },
        },
        Choice(
            "policy.onAuthoritativeMissing",
            rules => rules.PolicyLanguage.OnMissing,
            (rules, value) => rules with { PolicyLanguage = rules.PolicyLanguage with { OnMissing = value } },
            [["publishWithWarning"], ["blockAcceptance"], ["blockPublish"]],
            "M02"),
        Choice(
            "policy.onTranslationStale",
            rules => rules.PolicyLanguage.OnStale,
            (rules, value) => rules with { PolicyLanguage = rules.PolicyLanguage with { OnStale = value } },
            [["banner"], ["showAuthoritative"], ["blockAcceptance"]],
            "M01", "T02"),
        Choice(
            "acceptance.initial.mode",
            rules => rules.Acceptance.Mode,
            (rules, value) => rules with { Acceptance = rules.Acceptance with { Mode = value } },
            [["none"], ["continuedUse"], ["button", "checkbox", "checkboxOrButton"]],
            "M04", "B43", "E06", "E07", "Q18", "N01"),
        new("acceptance.label", SettingKind.Text, "E06", "E07", "N01")
        {
            Most = 200,
            ReadFrom = rules => rules.Acceptance.Label,
            WriteTo = (rules, value) => rules with { Acceptance = rules.Acceptance with { Label = value } },
        },
        Choice(
            "acceptance.refusal",
            rules => rules.Refusal,
            (rules, value) => rules with { Refusal = value },
            order: [],
            "M04", "B44", "E09", "E10"),
        new("acceptance.onChange", SettingKind.Choice, "M46", "N04")
        {
            Allowed = ["bySchool", "byJurisdiction"],
            Order = [["bySchool"], ["byJurisdiction"]],
            ReadFrom = rules => rules.Change.ByJurisdiction ? "byJurisdiction" : "bySchool",
            WriteTo = (rules, value) => rules with { Change = rules.Change with { ByJurisdiction = value == "byJurisdiction" } },
        },
        Channels(
            "change.any.channels",
            rules => rules.Change.Ordinary,
            (rules, value) => rules with { Change = rules.Change with { Ordinary = value } },
            "B41", "Q03", "N05", "E60"),
        Channels(
            "change.significant.channels",
            rules => rules.Change.Significant,
            (rules, value) => rules with { Change = rules.Change with { Significant = value } },
            "M44", "B41", "Q03", "E60"),
        new("notice.quietHours", SettingKind.Text, "M44", "B41")
        {
            Most = 11,
            Pattern = QuietHours.Pattern,
            Example = "21:00-08:00",
            ReadFrom = rules => rules.QuietHours,
            WriteTo = (rules, value) => rules with { QuietHours = value },
        },
        Flag(
            "change.significant.summaryRequired",
            rules => rules.Change.SummaryRequired,
            (rules, value) => rules with { Change = rules.Change with { SummaryRequired = value } },
            "M44"),
        Flag(
            "change.newPurpose.needsAct",
            rules => rules.Change.NewPurposeNeedsAct,
            (rules, value) => rules with { Change = rules.Change with { NewPurposeNeedsAct = value } },
            "T27", "E60"),
        new("version.effectiveDate", SettingKind.Choice, "B42", "M03", "T16")
        {
            Allowed = ["optional", "required"],
            Order = [["optional"], ["required"]],
            ReadFrom = rules => rules.Change.EffectiveDateRequired ? "required" : "optional",
            WriteTo = (rules, value) => rules with { Change = rules.Change with { EffectiveDateRequired = value == "required" } },
        },
        Choice(
            "publish.approval",
            rules => rules.Approval,
            (rules, value) => rules with { Approval = value },
            [["none"], ["secondPerson"]],
            "T56"),
        Items(
            "registration.required.student",
            rules => rules.SignUpFields,
            (rules, value) => rules with { SignUpFields = value },
            "M07", "B01", "E07", "E08"),
        Items(
            "registration.required.instructor",
            rules => rules.InstructorFields,
            (rules, value) => rules with { InstructorFields = value },
            "M07"),
        Choice(
            "age.basis",
            rules => rules.Age.Basis,
            (rules, value) => rules with { Age = rules.Age with { Basis = value } },
            order: [],
            "E02", "E49", "N30", "T36"),
        new("age.minimum", SettingKind.Number, "N30")
        {
            Most = 120,
            ReadFrom = rules => rules.Age.Years.ToString(CultureInfo.InvariantCulture),
            WriteTo = (rules, value) => rules with { Age = rules.Age with { Years = int.Parse(value, CultureInfo.InvariantCulture) } },
        },
        Choice(
            "age.action",
            rules => rules.Guardians.Action,
            (rules, value) => rules with { Guardians = rules.Guardians with { Action = value } },
            order: [],
            "N30", "E49"),
        new("guardian.wait", SettingKind.Text, "E49")
        {
            Most = 4,
            Pattern = "P([1-9]|[12][0-9]|30)D",
            Example = "P14D",
            ReadFrom = rules => string.Create(CultureInfo.InvariantCulture, $"P{rules.Guardians.WaitDays}D"),
            WriteTo = (rules, value) => rules with
            {
                Guardians = rules.Guardians with
                {
                    WaitDays = value.Length > 0 ? int.Parse(value[1..^1], CultureInfo.InvariantCulture) : new SchoolRules().Guardians.WaitDays,
                },
            },
        },
        Choice(
            "representative.acts",
            rules => rules.Representatives,
            (rules, value) => rules with { Representatives = value },
            order: [],
            "E33", "E49"),
        new("signUp.purposes", SettingKind.Text, "E07", "N19")
        {
            Most = 400,
            Pattern = "[a-z][a-z0-9-]{1,39}(,[a-z][a-z0-9-]{1,39}){0,9}",
            Example = "news,testimonials",
            ReadFrom = rules => string.Join(',', rules.SignUpPurposes),
            WriteTo = (rules, value) => rules with { SignUpPurposes = [.. PrivacySetting.Split(value).Distinct(StringComparer.Ordinal).Select(Id<Purpose>.Parse)] },
        },
        Choice(
            "cookies.control",
            rules => rules.Cookies.Control,
            (rules, value) => rules with { Cookies = rules.Cookies with { Control = value } },
            [["browser"], ["banner"]],
            "B32", "E59", "T59"),
        Choice(
            "cookies.consent",
            rules => rules.Cookies.Consent,
            (rules, value) => rules with { Cookies = rules.Cookies with { Consent = value } },
            [["none"], ["byUse"], ["optIn"]],
            "B29", "B30", "E59", "T59"),
        Choice(
            "cookies.unknownVisitor",
            rules => rules.Cookies.Unknown,
            (rules, value) => rules with { Cookies = rules.Cookies with { Unknown = value } },
            [["schoolCountry"], ["strictest"]],
            "B32"),
        new("thirdParty.embeds", SettingKind.Items, "M29", "M38")
        {
            Allowed = [.. Enum.GetNames<EmbedProvider>().Select(name => name.ToLowerInvariant())],
            ReadFrom = rules => string.Join(',', rules.Embeds.Select(embed => embed.ToString().ToLowerInvariant())),
            WriteTo = (rules, value) => rules with
            {
                Embeds = [.. PrivacySetting.Split(value).Select(item => Enum.Parse<EmbedProvider>(item, ignoreCase: true))],
            },
        },
        new("purpose.lawfulBases", SettingKind.Items, "E47", "N07")
        {
            Allowed = [.. Enum.GetValues<LawfulBasis>().Select(basis => basis.Written())],
            ReadFrom = rules => string.Join(',', rules.LawfulBases.Order().Select(basis => basis.Written())),
            WriteTo = (rules, value) => rules with { LawfulBases = Values<LawfulBasis>(value) },
        },
        new("field.forbidden", SettingKind.Channels, "E11")
        {
            Allowed = ["", "biometric,genetic", "special,biometric,genetic"],
            Order = [[""], ["biometric,genetic"], ["special,biometric,genetic"]],
            ReadFrom = rules => string.Join(',', rules.ForbiddenCategories.Order().Select(category => category.Written())),
            WriteTo = (rules, value) => rules with { ForbiddenCategories = Values<DataCategory>(value) },
        },
        new("visibility.instructor.deny", SettingKind.Channels, "M21")
        {
            Allowed = ["", "email"],
            Order = [[""], ["email"]],
            ReadFrom = rules => rules.HidesAddressesFromInstructors ? "email" : "",
            WriteTo = (rules, value) => rules with { HidesAddressesFromInstructors = value.Length > 0 },
        },
        new("analytics.minCohort", SettingKind.Number, "B09")
        {
            Most = 1_000,
            ReadFrom = rules => rules.SmallestGroup.ToString(CultureInfo.InvariantCulture),
            WriteTo = (rules, value) => rules with { SmallestGroup = int.Parse(value, CultureInfo.InvariantCulture) },
        },
    ];

    /// <summary>What holds for every school: a file may state it, and may state nothing else.</summary>
    public static ImmutableArray<PrivacySetting> Floors { get; } =
    [
        Fixed("payment.storePan", "false", "No part of the software takes or keeps a card number.", "M13", "E15", "N08", "Q10"),
        Fixed("consent.impliedUnlocksPurpose", "false",
            "Agreeing by use is recorded as implied, and never counts where an act is asked for.", "M04", "N01", "N19", "T27", "T28"),
        Fixed("notice.servedFirst", "true", "Use agrees only after the notice was served.", "M04", "Q18"),
        Fixed("notice.history", "true", "Every version stays at its own public address, whatever is announced.", "M03", "Q03", "N05"),
        Fixed("consent.box.startsEmpty", "true", "A box of consent is never ticked beforehand.", "E06"),
        Fixed("thirdParty.undeclaredHosts", "false",
            "Pages load nothing from another host; the browser is told to refuse it.", "M24", "M29", "M31"),
        Fixed("signal.gpc", "true", "Nothing is sold or shared for advertising, which is what Global Privacy Control asks.", "M32", "B16", "N26"),
        Fixed("cookies.allowUndeclared", "false",
            "A cookie that nobody declared is taken out of the answer, and the school's admins see its name.", "B28", "B31", "N12"),
        Fixed("thirdParty.clickToLoad", "true",
            "A video of another site is asked for only after a click, beside words on who learns of it.", "M29", "M38"),
        Fixed("notice.jit.communication", "true",
            "Beside a live class stands who learns what by joining; whoever joins from there has that recorded first.", "B19", "E04"),
        Fixed("links.external.marked", "true", "A link to another site says so.", "E05", "Q15"),
        Fixed("subject.sharedBetweenSchools", "false", "A person is somebody else at every school; no id or key joins them.", "M08"),
        Fixed("account.staffSetsPassword", "false", "Staff send a link; nobody can set or read another's password.", "Q12"),
        Fixed("age.keepsBirthDate", "false", "A date of birth is judged and forgotten; of who is refused nothing is kept.", "N30"),
    ];

    /// <summary>All of them: the schools' first.</summary>
    public static ImmutableArray<PrivacySetting> All { get; } = [.. Schools, .. Floors];

    private static readonly FrozenDictionary<string, PrivacySetting> ByPath =
        All.ToFrozenDictionary(setting => setting.Path, StringComparer.Ordinal);

    /// <summary>The setting at a path; null where there is none.</summary>
    public static PrivacySetting? Find(string? path) => path is null ? null : ByPath.GetValueOrDefault(path);

    /// <summary>The path nearest to a misspelt one, for an error.</summary>
    public static string Nearest(string path) => All.MinBy(setting => Distance(setting.Path, path))!.Path;

    /// <summary>What a school's rules say of a setting, in its written form.</summary>
    public static string Read(this PrivacySetting setting, SchoolRules rules)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return setting.Floor ?? setting.ReadFrom(rules);
    }

    /// <summary>The rules with another value, which must be one of the setting's.</summary>
    public static SchoolRules Write(this PrivacySetting setting, SchoolRules rules, string value)
    {
        ArgumentNullException.ThrowIfNull(setting);
        return setting.WriteTo(rules, value);
    }

    /// <summary>The rules with the clauses of <paramref name="before"/> for every value that is still what it was.</summary>
    public static SchoolRules KeepingClauses(this SchoolRules rules, SchoolRules before)
    {
        ArgumentNullException.ThrowIfNull(rules);
        ArgumentNullException.ThrowIfNull(before);

        return rules with
        {
            Clauses = before.Clauses
                .Where(clause => Find(clause.Key) is { } setting && setting.Read(rules) == setting.Read(before))
                .ToImmutableDictionary(StringComparer.Ordinal),
        };
    }

    private static PrivacySetting Choice<T>(
        string path,
        Func<SchoolRules, T> read,
        Func<SchoolRules, T, SchoolRules> write,
        ImmutableArray<ImmutableArray<string>> order,
        params ImmutableArray<string> rules)
        where T : struct, Enum => new(path, SettingKind.Choice, rules)
        {
            Allowed = [.. Enum.GetNames<T>().Select(Camel)],
            Order = order,
            ReadFrom = school => Camel(read(school).ToString()),
            WriteTo = (school, value) => write(school, Enum.Parse<T>(value, ignoreCase: true)),
        };

    private static PrivacySetting Flag(
        string path, Func<SchoolRules, bool> read, Func<SchoolRules, bool, SchoolRules> write, params ImmutableArray<string> rules) =>
        new(path, SettingKind.Flag, rules)
        {
            Allowed = ["false", "true"],
            Order = [["false"], ["true"]],
            ReadFrom = school => read(school) ? "true" : "false",
            WriteTo = (school, value) => write(school, value == "true"),
        };

    private static PrivacySetting Channels(
        string path,
        Func<SchoolRules, ChangeTreatment> read,
        Func<SchoolRules, ChangeTreatment, SchoolRules> write,
        params ImmutableArray<string> rules) => new(path, SettingKind.Channels, rules)
        {
            Allowed = [.. Treatments.Select(row => row.Written)],
            Order = [.. Treatments.Select(row => ImmutableArray.Create(row.Written))],
            ReadFrom = school => Treatments.First(row => row.Treatment == read(school)).Written,
            WriteTo = (school, value) => write(school, Treatments.First(row => row.Written == value).Treatment),
        };

    private static PrivacySetting Items(
        string path,
        Func<SchoolRules, ImmutableArray<SignUpField>> read,
        Func<SchoolRules, ImmutableArray<SignUpField>, SchoolRules> write,
        params ImmutableArray<string> rules) => new(path, SettingKind.Items, rules)
        {
            Allowed = Fields,
            ReadFrom = school => string.Join(',', read(school).Select(field => Camel(field.ToString()))),
            WriteTo = (school, value) =>
                write(school, [.. PrivacySetting.Split(value).Select(item => Enum.Parse<SignUpField>(item, ignoreCase: true))]),
        };

    private static ImmutableArray<T> Values<T>(string list)
        where T : struct, Enum => [.. PrivacySetting.Split(list).Select(DataCategories.Read<T>).OfType<T>().Order()];

    private static PrivacySetting Fixed(string path, string value, string meaning, params ImmutableArray<string> rules) =>
        new(path, SettingKind.Flag, rules)
        {
            Allowed = ["false", "true"],
            Order = value == "true" ? [["false"], ["true"]] : [["true"], ["false"]],
            Floor = value,
            Meaning = meaning,
        };

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    // Levenshtein; paths are short and this runs only for an error.
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();

        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;

            for (var j = 1; j <= other.Length; j++)
            {
                var next = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (one[i - 1] == other[j - 1] ? 0 : 1));
                (diagonal, row[j]) = (row[j], next);
            }
        }

        return row[^1];
    }
}
