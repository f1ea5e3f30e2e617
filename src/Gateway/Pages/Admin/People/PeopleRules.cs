using Darsgah.Gateway.People;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;

namespace Darsgah.Gateway.Pages.Admin.People;

/// <summary>Who may change whom. Only owners make, change or stop admins and reviewers, and nobody takes away her own place.</summary>
/// <remarks>So a school always keeps an owner: only owners remove owners, and none removes herself.</remarks>
internal static class PeopleRules
{
    /// <summary>Whether an admin may change a person at all.</summary>
    public static bool MayTouch(PersonAccount actor, PersonAccount person) =>
        actor.Roles.Contains(Role.Owner) || !person.Roles.Any(IsOwnersToGive);

    /// <summary>Whether only an owner gives a role: an admin who made reviewers would choose who approves what she publishes.</summary>
    public static bool IsOwnersToGive(Role role) => role is Role.Admin or Role.Owner or Role.Reviewer;

    /// <summary>The roles that a form offers.</summary>
    public static ImmutableArray<Role> Offered(bool mayMakeAdmins) => mayMakeAdmins
        ? [Role.Student, Role.Instructor, Role.Drafter, Role.Reviewer, Role.Admin, Role.Owner]
        : [Role.Student, Role.Instructor, Role.Drafter];

    /// <summary>The person with other roles.</summary>
    /// <param name="roles">Those ticked; <see cref="Role.Operator"/> is no role of a school and is dropped.</param>
    public static Outcome<PersonAccount> WithRoles(PersonAccount actor, PersonAccount person, ImmutableArray<Role> roles)
    {
        var next = roles.Remove(Role.Operator);

        if (next.IsEmpty)
            return Error.Invalid("admin_people.roles_missing", "Choose at least one role.", "roles");

        var gained = next.Except(person.Roles).Concat(person.Roles.Except(next));

        if (!MayTouch(actor, person) || (gained.Any(IsOwnersToGive) && !actor.Roles.Contains(Role.Owner)))
            return OwnersOnly("roles");

        return actor.Id == person.Id && actor.Roles.Contains(Role.Owner) && !next.Contains(Role.Owner)
            ? Error.Conflict("admin_people.own_place", "You cannot take the school away from yourself. Another owner can.", "roles")
            : person with { Roles = next };
    }

    /// <summary>The person, stopped: her sessions end now.</summary>
    public static Outcome<PersonAccount> Blocked(PersonAccount actor, PersonAccount person)
    {
        if (actor.Id == person.Id)
            return Error.Conflict("admin_people.block_self", "You cannot suspend yourself.");

        return MayTouch(actor, person)
            ? person with { Blocked = true, Sessions = [], SecurityStamp = SessionRules.NewStamp() }
            : OwnersOnly(null);
    }

    /// <summary>The person, let in again.</summary>
    public static Outcome<PersonAccount> Unblocked(PersonAccount actor, PersonAccount person) =>
        MayTouch(actor, person) ? person with { Blocked = false } : OwnersOnly(null);

    public static Error OwnersOnly(string? field) => Error.Forbidden(
        "admin_people.owners_only", "Only an owner of the school makes, changes or suspends administrators and reviewers.", field);
}
