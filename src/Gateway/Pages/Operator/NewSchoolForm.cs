using Darsgah.Gateway.Localization;
using Darsgah.Gateway.Operations;
using Darsgah.Gateway.Pages.Admin;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Pages.Operator;

/// <summary>A school to be made, as typed.</summary>
/// <param name="Language">Its first language; the name is in it.</param>
/// <param name="Slug">Short name; empty to have one proposed.</param>
/// <param name="Host">First host name; empty to have one proposed.</param>
/// <param name="Preset">One of <see cref="Presets.Names"/>.</param>
/// <param name="Authoritative">The language that binds, for the preset that needs one.</param>
/// <param name="Prepare">It is set up before it is opened.</param>
public sealed record NewSchoolForm(
    string Name, string Language, string Slug, string Host, string TimeZone, string Preset, string Authoritative, bool Prepare)
{
    public const int LongestName = 80;

    internal static NewSchoolForm Empty(string language) => new("", language, "", "", "Asia/Kabul", Presets.Names[0], "", Prepare: false);

    internal static NewSchoolForm Read(IFormCollection form) => new(
        form.Line("name", LongestName),
        form.Line("language", 35),
        form.Line("slug", 40),
        form.Line("host", 253),
        form.Line("time_zone", 64),
        form.Line("preset", 40),
        form.Line("authoritative", 35),
        form["prepare"].Count > 0);

    /// <summary>The form with what was left empty filled from the name, as far as that goes.</summary>
    /// <param name="console">The console's host; schools get names beside it.</param>
    internal NewSchoolForm WithProposals(string console)
    {
        var slug = Slug.Length > 0 ? Slug : SlugProposal.From(Name);
        var parent = console.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot ? console[dot..] : $".{console}";

        return this with { Slug = slug, Host = Host.Length > 0 || slug.Length == 0 ? Host : slug + parent };
    }

    internal Outcome<NewSchool> ToSchool()
    {
        if (Name.Length == 0)
            return Error.Invalid("admin_school.name_missing", "Write the school's name in its first language.", "name");

        if (UiLanguages.Find(Language) is not { } language || language.Tag != Language)
            return Error.Invalid("operator_school.language_bad", "Choose the first language from the list.", "language");

        if (HostNames.RefuseSlug(Slug) is { } refusal)
            return refusal;

        var authoritative = LanguageTag.TryCanonical(Authoritative, out var tag, out _) ? tag : Language;

        if (Presets.Find(Preset, authoritative) is not { } rules)
            return Error.Invalid("operator_school.preset_missing", "Choose the rules to start with.", "preset");

        // The box speaks the school's language from the first day; its admin puts her policy's own words there.
        if (Preset is "cautious")
            rules = RulesPresets.Cautious(Texts.Of(language)["operator_school.cautious_label"]);

        var profile = new SchoolProfile(
            ImmutableDictionary<string, string>.Empty.Add(language.Tag, Name),
            ImmutableDictionary<string, string>.Empty,
            [language.Tag, .. UiLanguages.All.Select(other => other.Tag).Where(other => other != language.Tag)],
            BrandColour.Default.ToString(),
            TimeZone,
            Country: "",
            Contact: "");

        return new NewSchool(Slug, Host, profile, rules, Prepare);
    }
}
