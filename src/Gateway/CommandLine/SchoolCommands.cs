using System.CommandLine;
using System.Globalization;
using Darsgah.Gateway.Operations;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.CommandLine;

/// <summary><c>school create|list|suspend|resume|route|export|settings</c>.</summary>
internal static class SchoolCommands
{
    private static readonly Argument<string> Slug = new("slug") { Description = "The school's short name." };

    public static Command All() => new("school", "Makes, lists and stops schools.")
    {
        Create(), List(), Move("suspend", "Stops a school: its pages answer 503, nothing is lost.", SchoolStatus.Suspended),
        Move("resume", "Opens a school that is being set up, or a suspended one again.", SchoolStatus.Active), Route(), Export(),
        SettingsCommands.All(),
    };

    private static Command Create()
    {
        var host = new Option<string>("--host") { Description = "Its first host name.", Required = true };
        var name = new Option<string>("--name") { Description = "Its name, in its first language.", Required = true };
        var languages = new Option<string[]>("--language")
        {
            Description = "UI languages, the default first: en, fa-AF, ar.",
            DefaultValueFactory = _ => ["en"],
        };
        var preset = new Option<string>("--preset")
        {
            Description = $"Rules to begin with: {string.Join(", ", Presets.Names)}.",
            DefaultValueFactory = _ => "cautious",
        };
        var authoritative = new Option<string?>("--authoritative") { Description = "The policy's prevailing language." };
        var zone = new Option<string>("--time-zone") { Description = "IANA time zone.", DefaultValueFactory = _ => "UTC" };
        var country = new Option<string>("--country") { Description = "ISO 3166-1 alpha-2.", DefaultValueFactory = _ => "" };
        var colour = new Option<string>("--colour") { Description = "Brand colour.", DefaultValueFactory = _ => "#1f5f8b" };
        var contact = new Option<string>("--contact") { Description = "Where people write to.", DefaultValueFactory = _ => "" };
        var prepare = new Option<bool>("--prepare") { Description = "Set it up first: only those who run it get in until 'school resume'." };
        var command = new Command("create", "Makes a school.")
        {
            Slug, host, name, languages, preset, authoritative, zone, country, colour, contact, prepare,
        };

        Desk.Work(command, async (desk, parsed) =>
        {
            var offered = parsed.GetRequiredValue(languages).ToImmutableArray();
            var prevailing = parsed.GetValue(authoritative);
            var rules = Presets.Find(parsed.GetRequiredValue(preset), prevailing ?? offered[0]);

            if (rules is null)
                return desk.Say<School>(TenancyErrors.BadField("preset", $"There is no preset '{parsed.GetValue(preset)}'. Use one of {string.Join(", ", Presets.Names)}."), _ => "");

            // Who runs this command confirms which language prevails (T03).
            if (prevailing is not null)
                rules = rules with { PolicyLanguage = rules.PolicyLanguage with { Confirmed = new Confirmation(Desk.Actor, desk.Get<TimeProvider>().GetUtcNow()) } };

            var profile = new SchoolProfile(
                ImmutableDictionary<string, string>.Empty.Add(offered[0], parsed.GetRequiredValue(name)),
                ImmutableDictionary<string, string>.Empty,
                offered,
                parsed.GetRequiredValue(colour),
                parsed.GetRequiredValue(zone),
                parsed.GetRequiredValue(country),
                parsed.GetRequiredValue(contact));
            var made = await desk.Schools.Create(
                new NewSchool(parsed.GetRequiredValue(Slug), parsed.GetRequiredValue(host), profile, rules, parsed.GetValue(prepare)), Desk.Actor);

            return desk.Say(made, school => $"The school '{school.Slug}' is at {string.Join(", ", school.Hosts)}.");
        });

        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "Lists schools, oldest first.");

        Desk.Work(command, async (desk, _) =>
        {
            var all = ImmutableArray.CreateBuilder<School>();
            string? after = null;

            do
            {
                var (page, next) = await desk.Schools.List(after, 100);
                all.AddRange(page);
                after = next;
            }
            while (after is not null);

            return desk.Say(all.ToImmutable(), string.Join(Environment.NewLine, all.Select(Row)));
        });

        return command;
    }

    private static Command Move(string name, string description, SchoolStatus status)
    {
        var command = new Command(name, description) { Slug };

        Desk.Work(command, (desk, parsed) => desk.With(
            parsed.GetRequiredValue(Slug),
            school => desk.Schools.MoveTo(school, status, Desk.Actor),
            school => $"The school '{school.Slug}' is {school.Status.ToString().ToLowerInvariant()}."));

        return command;
    }

    private static Command Route()
    {
        var host = new Argument<string>("host") { Description = "The host name." };
        var command = new Command("route", "Routes a host name to a school.") { Slug, host };

        Desk.Work(command, (desk, parsed) => desk.With(
            parsed.GetRequiredValue(Slug),
            school => desk.Schools.Route(school, parsed.GetRequiredValue(host), Desk.Actor),
            school => $"The school '{school.Slug}' is at {string.Join(", ", school.Hosts)}."));

        return command;
    }

    private static Command Export()
    {
        var command = new Command("export", "Prints a school's profile, rules, policies and courses as JSON; no people.") { Slug };

        Desk.Work(command, async (desk, parsed) =>
        {
            var found = await desk.Schools.Find(parsed.GetRequiredValue(Slug));

            if (!found.Succeeded(out var school, out var refusal))
                return desk.Say<School>(refusal, _ => "");

            var export = await desk.Schools.In(school.Id, tenant => SchoolExport.Of(tenant, school), Desk.Actor);
            return desk.Say(export, SchoolExport.Json(export));
        });

        return command;
    }

    private static string Row(School school) => string.Create(
        CultureInfo.InvariantCulture,
        $"{school.Slug,-24} {school.Status,-12} {string.Join(' ', school.Hosts)}");
}
