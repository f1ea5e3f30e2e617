using System.CommandLine;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.People;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;

namespace Darsgah.Gateway.CommandLine;

/// <summary><c>person create</c>.</summary>
internal static class PersonCommands
{
    public static Command All() => new("person", "Makes people.") { Create() };

    private static Command Create()
    {
        var slug = new Argument<string>("slug") { Description = "The school's short name; 'platform' for an operator." };
        var email = new Option<string>("--email") { Description = "E-mail address.", Required = true };
        var name = new Option<string>("--name") { Description = "Full name.", Required = true };
        var role = new Option<Role>("--role") { Description = "student, instructor, drafter, reviewer, admin, owner or operator.", DefaultValueFactory = _ => Role.Student };
        var language = new Option<string>("--language") { Description = "UI language of her letters.", DefaultValueFactory = _ => "" };
        var command = new Command("create", "Invites a person; prints the path where she chooses her password.") { slug, email, name, role, language };

        Desk.Work(command, async (desk, parsed) =>
        {
            var person = new NewPerson
            {
                Email = parsed.GetRequiredValue(email),
                Name = parsed.GetRequiredValue(name),
                Roles = [parsed.GetValue(role)],
                Language = parsed.GetRequiredValue(language),
            };
            var accounts = desk.Get<Accounts>();

            static string Words(Invitation invitation) => $"{invitation.Account.Email} chooses a password at {invitation.Path}";

            if (parsed.GetRequiredValue(slug) == TenantKey.Platform.Value)
            {
                return desk.Say(
                    await desk.Schools.OnPlatform(platform => accounts.CreateInvited(platform, PlatformSchool(desk), person), Desk.Actor), Words);
            }

            if (person.Roles.Contains(Role.Operator))
                return desk.Say<Invitation>(PeopleErrors.FieldBad("roles", "Operators belong to 'platform', not to a school."), Words);

            return await desk.With(
                parsed.GetRequiredValue(slug),
                school => desk.Schools.In(school.Id, tenant => accounts.CreateInvited(tenant, school, person), Desk.Actor),
                Words);
        });

        return command;

        static Grains.Tenancy.School PlatformSchool(Desk desk)
        {
            var platform = desk.Get<Microsoft.Extensions.Options.IOptions<PlatformOptions>>().Value;
            return SchoolTenant.Platform(platform.Host, platform.Name).School;
        }
    }
}
