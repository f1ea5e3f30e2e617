using System.Text;
using Darsgah.Gateway.Cookies;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Operations;
using Darsgah.Gateway.People;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Cookies;
using Darsgah.Grains.Privacy;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Pages.Admin.Settings;

/// <summary>The school's settings as a file, and where each of them comes from.</summary>
internal static class SettingsEndpoints
{
    private static readonly (ImmutableArray<PurposeDifference> Purposes, ImmutableArray<CookieDifference> Cookies) Unread = ([], []);

    public static void MapAdminSettings(this IEndpointRouteBuilder admin)
    {
        admin.MapGet("/school/settings", Show);
        admin.MapPost("/school/settings", Send);
        admin.MapGet("/school/settings/file", Download);
        admin.MapGet("/school/settings/sources", Sources);
    }

    private static IResult Show(string? saved) =>
        Page.Of<SettingsPage, SettingsModel>(new("", 0, [], [], [], [], WasRead: false, Saved: saved is "1"));

    private static async Task<IResult> Download(TenantRequest request) => Results.File(
        Encoding.UTF8.GetBytes(SettingsFile.Write(
            request.School.Rules, request.Origin + SettingsFile.SchemaPath, await request.Grains.Purposes.All(), await request.Grains.Cookies.Current())),
        "application/json",
        $"{request.School.Slug}-privacy-settings.json");

    // A file is read and its differences are shown; they are applied by sending what was read once more.
    private static async Task<IResult> Send(IFormCollection form, TenantRequest request, OwnCookies own, CancellationToken stop)
    {
        var bytes = form.Files["file"] is { Length: > 0 } file ? await Start(file, stop) : Encoding.UTF8.GetBytes(FormText.First(form, "source"));

        if (bytes.Length == 0)
            return Shown(request, "", [], Unread, refusal: Error.Invalid("admin_settings.file_missing", "Choose a settings file.", "file"));

        var now = new SettingsTaken(request.School, await request.Grains.Purposes.All(), await request.Grains.Cookies.Current());
        var reading = SettingsImport.Read(request, own, bytes);

        if (reading.Rules is not { } rules)
            return Shown(request, "", reading.Faults, Unread, refusal: Error.Invalid("settings.refused", "The file was not taken over."));

        var source = Encoding.UTF8.GetString(bytes);
        var other = (PurposeFile.Differences(now.Register, reading.Purposes), CookieFile.Differences(now.Cookies, reading.Cookies));

        if (!form.ContainsKey("apply"))
            return Shown(request, source, [], other, now.Mark, rules);

        // Which language prevails is confirmed on the page of rules, by a tick that says so (T03).
        var next = SettingsFile.Confirmed(request.School.Rules, rules, confirmed: null);
        var saved = await SettingsImport.Apply(request, next, reading, form.Number("revision"));

        return saved.Succeeded(out _, out var refusal)
            ? Results.Redirect(AdminPlaces.Settings + "?saved=1")
            : Shown(request, source, [], other, now.Mark, rules, refusal);
    }

    private static IResult Shown(
        TenantRequest request,
        string source,
        ImmutableArray<SettingsFault> faults,
        (ImmutableArray<PurposeDifference> Purposes, ImmutableArray<CookieDifference> Cookies) other,
        int mark = 0,
        SchoolRules? rules = null,
        Error? refusal = null) =>
        Page.Of<SettingsPage, SettingsModel>(
            new(
                source,
                mark,
                rules is null ? [] : SettingsFile.Differences(request.School.Rules, rules),
                other.Purposes,
                other.Cookies,
                faults,
                WasRead: rules is not null,
                Saved: false),
            refusal);

    private static IResult Sources(TenantRequest request, TimeProvider clock, string? country)
    {
        var reader = Countries.Find(country) ?? "";
        var day = request.School.DayAt(clock.GetUtcNow());
        var law = JurisdictionProfiles.Shipped.InForce(day, reader, request.School.Profile.Country);

        return Page.Of<SourcesPage, SourcesModel>(
            new(day, reader, Countries.In(request.UiLanguage), SettingResolver.All(law, request.School.Rules)));
    }

    // One byte more than fits is enough to see that it does not.
    private static async Task<byte[]> Start(IFormFile file, CancellationToken stop)
    {
        await using var stream = file.OpenReadStream();
        var bytes = new byte[Math.Min(file.Length, SettingsFile.Largest + 1)];
        await stream.ReadExactlyAsync(bytes, stop);

        return bytes;
    }
}

/// <param name="Source">The file that was read, to be applied; empty where none was, or it was refused.</param>
/// <param name="Revision">What the differences were made against (<see cref="SettingsImport.Mark"/>).</param>
/// <param name="Purposes">Purposes that would be added or changed.</param>
/// <param name="Cookies">Cookies that would be declared, declared anew, or no more.</param>
/// <param name="WasRead">A file was read and can be applied.</param>
/// <param name="Saved">One was applied.</param>
public sealed record SettingsModel(
    string Source,
    int Revision,
    ImmutableArray<SettingsDifference> Differences,
    ImmutableArray<PurposeDifference> Purposes,
    ImmutableArray<CookieDifference> Cookies,
    ImmutableArray<SettingsFault> Faults,
    bool WasRead,
    bool Saved);

/// <param name="Day">The day at the school that it holds on.</param>
/// <param name="Country">The reader's country; empty where none was chosen.</param>
/// <param name="Countries">All countries.</param>
public sealed record SourcesModel(
    DateOnly Day, string Country, ImmutableArray<Choice> Countries, ImmutableArray<ResolvedSetting> Settings);
