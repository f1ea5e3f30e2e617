using Darsgah.Gateway.People;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Api;

/// <summary>A school to be made.</summary>
/// <param name="Slug">Its short name, a host label; never changes.</param>
/// <param name="Host">The first host name that leads to it.</param>
/// <param name="Profile">Name, look, languages and place.</param>
/// <param name="Preset">Rules to begin with, by name; ignored where <paramref name="Rules"/> are given.</param>
/// <param name="Authoritative">The language that prevails, for a preset that needs one; the default one where absent.</param>
/// <param name="Rules">What its policy asks of the software.</param>
/// <param name="Prepare">It is set up first and opened later, by moving it to <c>active</c>; else it is open at once.</param>
public sealed record CreateSchool(
    string Slug,
    string Host,
    SchoolProfile Profile,
    string? Preset = null,
    string? Authoritative = null,
    SchoolRules? Rules = null,
    bool Prepare = false);

/// <summary>The state a school is to be in.</summary>
/// <param name="Status">The state.</param>
public sealed record MoveSchool(SchoolStatus Status);

/// <summary>A host name to route.</summary>
/// <param name="Host">Without scheme and port.</param>
public sealed record RouteHost(string Host);

/// <summary>Somebody to invite.</summary>
/// <param name="Email">Where the invitation goes.</param>
/// <param name="Name">Full name.</param>
/// <param name="Roles">What she may do; at least one.</param>
/// <param name="Language">UI language of her letters; the school's default where absent.</param>
public sealed record AddPerson(string Email, string Name, ImmutableArray<Role> Roles, string? Language = null)
{
    internal NewPerson ToNewPerson() => new() { Email = Email, Name = Name, Roles = Roles, Language = Language ?? "" };
}

/// <summary>A person was made, or was there.</summary>
/// <param name="Id">Her id.</param>
public sealed record PersonCreated(Id<Person> Id);

/// <summary>A profile to take over, made from a revision.</summary>
/// <param name="Profile">The whole profile.</param>
/// <param name="Revision">The school's revision that the edit was made from.</param>
public sealed record ChangeProfile(SchoolProfile Profile, int Revision);

/// <summary>Rules to take over, made from a revision.</summary>
/// <param name="Rules">All rules.</param>
/// <param name="Revision">The school's revision that the edit was made from.</param>
public sealed record ChangeRules(SchoolRules Rules, int Revision);

/// <summary>A school as anybody may see it.</summary>
/// <param name="Slug">Its short name.</param>
/// <param name="Profile">Name, look, languages and place.</param>
/// <param name="TakesNewPeople">It is open, so that its sign-up can be asked for.</param>
public sealed record SchoolFace(string Slug, SchoolProfile Profile, bool TakesNewPeople);

/// <summary>A lesson to make or change.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Markdown">What it says.</param>
public sealed record LessonBody(string Title, string Markdown);
