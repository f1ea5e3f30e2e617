using System.CommandLine;
using System.Globalization;
using Darsgah.Gateway.Cookies;
using Darsgah.Gateway.Operations;
using Darsgah.Grains.Common;
using Darsgah.Grains.Cookies;
using Darsgah.Grains.Privacy;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.CommandLine;

/// <summary><c>school settings export|import</c>: a school's privacy settings as one file.</summary>
internal static class SettingsCommands
{
    private static readonly Argument<string> Slug = new("slug") { Description = "The school's short name." };

    public static Command All() => new("settings", "A school's privacy settings as one JSON file.") { Export(), Import() };

    private static Command Export()
    {
        var command = new Command("export", "Prints a school's privacy settings.") { Slug };

        Desk.Work(command, async (desk, parsed) =>
            (await desk.Schools.Find(parsed.GetRequiredValue(Slug))).Succeeded(out var school, out var refusal)
                ? desk.Print(SettingsFile.Write(
                    school.Rules,
                    register: await desk.Schools.In(school.Id, tenant => tenant.Purposes.All(), Desk.Actor),
                    cookies: await desk.Schools.In(school.Id, tenant => tenant.Cookies.Current(), Desk.Actor)))
                : desk.Say<School>(refusal, _ => ""));

        return command;
    }

    private static Command Import()
    {
        var file = new Argument<FileInfo>("file") { Description = "A settings file, as an export gives it." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would change, and change nothing." };
        var command = new Command("import", "Takes a settings file over; what it leaves out stays as it is.") { Slug, file, dryRun };

        Desk.Work(command, async (desk, parsed) =>
        {
            var bytes = await File.ReadAllBytesAsync(parsed.GetRequiredValue(file).FullName);

            return await desk.With<ImmutableArray<string>>(
                parsed.GetRequiredValue(Slug),
                school => Take(desk, school, bytes, parsed.GetValue(dryRun)),
                changes => changes.IsEmpty ? "Nothing changes." : string.Join(Environment.NewLine, changes));
        });

        return command;
    }

    private static async Task<Outcome<ImmutableArray<string>>> Take(Desk desk, School school, byte[] bytes, bool dryRun)
    {
        var register = await desk.Schools.In(school.Id, tenant => tenant.Purposes.All(), Desk.Actor);
        var cookies = await desk.Schools.In(school.Id, tenant => tenant.Cookies.Current(), Desk.Actor);
        var reading = SettingsImport.Read(school, desk.Get<OwnCookies>(), bytes, desk.Get<TimeProvider>().GetUtcNow());

        if (reading.Rules is not { } rules)
        {
            return Error.Invalid(
                "settings.refused",
                string.Join(Environment.NewLine, reading.Faults.Select(fault => $"{fault.At}: {fault.Message}").Append("Nothing was changed.")));
        }

        ImmutableArray<string> changes =
        [
            .. SettingsFile.Differences(school.Rules, rules).Select(change =>
                $"{change.Setting.Path}: {change.Setting.ToJson(change.Now).ToJsonString()} -> {change.Setting.ToJson(change.Next).ToJsonString()}"
                + (change.ClauseNext is { } clause ? $" ({clause})" : "")),
            .. PurposeFile.Differences(register, reading.Purposes).Select(change => string.Create(
                CultureInfo.InvariantCulture, $"purpose {change.Key}: version {change.Now} -> {change.Next}, {change.State.Written()}")),
            .. CookieFile.Differences(cookies, reading.Cookies).Select(change => $"cookie {change.Name}: {change.Change.Written()}"),
        ];

        if (dryRun || changes.IsEmpty)
            return changes;

        // Who runs this command confirms which language prevails, if the file says something new about it (T03).
        var next = SettingsFile.Confirmed(school.Rules, rules, new Confirmation(Desk.Actor, desk.Get<TimeProvider>().GetUtcNow()));
        var saved = await desk.Schools.In(
            school.Id, tenant => SettingsImport.Apply(tenant, school, next, reading, mark: null), Desk.Actor);

        return saved.Then(_ => changes);
    }
}
