using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Pages.Admin.Home;

/// <summary>What a school still needs before people come, computed from what there is.</summary>
internal static class FirstSteps
{
    /// <param name="overview">Of the privacy policy.</param>
    /// <param name="draft">Of the same; the latest version's texts where nothing was saved since.</param>
    public static ImmutableArray<FirstStep> Of(
        School school, PolicyOverview overview, PolicyDraft draft, CatalogueCounts courses)
    {
        var profile = school.Profile;
        var rule = school.Rules.PolicyLanguage;

        var hasLook = profile.Taglines.Values.Any(line => line.Length > 0)
            || !string.Equals(profile.Colour, BrandColour.Default.ToString(), StringComparison.OrdinalIgnoreCase);
        var languageIsSettled = rule.Confirmed is not null
            && (rule.Authoritative.Length == 0 || draft.Texts.ContainsKey(rule.Authoritative));
        var policyUrl = AdminPlaces.Document(Documents.Privacy);

        return
        [
            new("admin.step_brand", "admin_home.why_brand", Places.AdminSchool, hasLook),
            new("admin_home.step_contact", "admin_home.why_contact", Places.AdminSchool + "#contact", profile.Contact.Length > 0),
            new("admin_home.step_language", "admin_home.why_language", AdminPlaces.Rules, languageIsSettled),
            new("admin.step_policy", "admin_home.why_policy", policyUrl, overview.Current is not null),
            new("admin.step_course", "admin_home.why_course", Places.AdminCourses, courses.Written > 0),
            new("admin.step_publish", "admin_home.why_publish", Places.AdminCourses, courses.Ready > 0),
        ];
    }
}
