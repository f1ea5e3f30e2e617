using Darsgah.Gateway.Localization;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Pages.Admin.Profile;

/// <summary>Name, look, languages and place of a school, as typed.</summary>
/// <param name="Revision">The school's revision that the form was filled from.</param>
/// <param name="Languages">Tags that were ticked.</param>
public sealed record ProfileForm(
    int Revision,
    ImmutableDictionary<string, string> Names,
    ImmutableDictionary<string, string> Taglines,
    ImmutableArray<string> Languages,
    string DefaultLanguage,
    string Colour,
    string TimeZone,
    string Country,
    string Contact,
    ControllerIdentity Controller)
{
    public const int LongestName = 80;
    public const int LongestTagline = 160;
    public const int LongestContact = 254;
    public const int LongestLicence = 160;
    public const int LongestAddress = 400;

    public static ProfileForm Of(School school) => new(
        school.Revision,
        school.Profile.Names,
        school.Profile.Taglines,
        school.Profile.Languages,
        school.Profile.DefaultLanguage,
        school.Profile.Colour,
        school.Profile.TimeZone,
        school.Profile.Country,
        school.Profile.Contact,
        school.Profile.Controller);

    internal static ProfileForm Read(IFormCollection form) => new(
        form.Number("revision"),
        ByLanguage(form, "name", LongestName),
        ByLanguage(form, "tagline", LongestTagline),
        [.. UiLanguages.All.Select(language => language.Tag).Where(tag => form["languages"].Contains(tag, StringComparer.Ordinal))],
        form.Line("default_language", 35),
        form.Line("colour", 7),
        form.Line("time_zone", 64),
        form.Line("country", 2),
        form.Line("contact", LongestContact),
        new(form.Line("controller_name", LongestTagline), form.Line("controller_licence", LongestLicence), Address(form)));

    /// <summary>The profile; or what a person can put right, with the field to go to.</summary>
    internal Outcome<SchoolProfile> ToProfile()
    {
        if (Languages.IsEmpty)
            return Error.Invalid("admin_school.no_language", "Choose at least one language for the site.", "languages");

        // A first language that is not offered any more gives way to one that is.
        var first = Languages.Contains(DefaultLanguage, StringComparer.Ordinal) ? DefaultLanguage : Languages[0];

        if (Names.GetValueOrDefault(first, "").Length == 0)
            return Error.Invalid("admin_school.name_missing", "Write the school's name in its first language.", $"name-{first}");

        if (!BrandColour.TryParse(Colour, out _))
            return TenancyErrors.BadField("colour", $"'{Colour}' is no colour. Write it like #0b6e4f.");

        if (Contact.Length > 0 && !Darsgah.Gateway.People.EmailAddress.Read(Contact, "contact").Succeeded(out _, out _))
            return Error.Invalid("admin_school.contact_bad", "Write an e-mail address like office@example.org.", "contact");

        return new SchoolProfile(
            Filled(Names), Filled(Taglines), [first, .. Languages.Where(tag => tag != first)], Colour, TimeZone, Country, Contact)
        {
            Controller = Controller,
        };
    }

    private static string Address(IFormCollection form)
    {
        var text = form.Block("controller_address").Trim();
        return text.Length > LongestAddress ? text[..LongestAddress] : text;
    }

    private static ImmutableDictionary<string, string> ByLanguage(IFormCollection form, string name, int most) =>
        UiLanguages.All.ToImmutableDictionary(
            language => language.Tag, language => form.Line($"{name}-{language.Tag}", most), StringComparer.Ordinal);

    private static ImmutableDictionary<string, string> Filled(ImmutableDictionary<string, string> texts) =>
        texts.RemoveRange(texts.Where(text => text.Value.Length == 0).Select(text => text.Key));
}
