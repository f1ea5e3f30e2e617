using Darsgah.Gateway.People;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Api;

/// <summary>A page of a list.</summary>
/// <param name="Next">The cursor to send as <c>after</c> for the next page; null on the last.</param>
public sealed record ListOf<T>(ImmutableArray<T> Items, string? Next);

/// <param name="Preset">Rules to begin with, by name; ignored where <paramref name="Rules"/> are given.</param>
/// <param name="Authoritative">The language that prevails, for a preset that needs one; the default one where absent.</param>
public sealed record CreateSchool(
    string Slug,
    string Host,
    SchoolProfile Profile,
    string? Preset = null,
    string? Authoritative = null,
    SchoolRules? Rules = null);

/// <summary>The state a school is to be in.</summary>
public sealed record MoveSchool(SchoolStatus Status);

/// <summary>A host name to route.</summary>
public sealed record RouteHost(string Host);

/// <param name="Name">What to call it in the audit trail, 1–60 characters.</param>
public sealed record IssueKey(string Name);

/// <param name="Key">The key itself. It is not kept; note it down.</param>
public sealed record IssuedKey(string Name, string Key);

/// <param name="Language">UI language of her letters; the school's default where absent.</param>
public sealed record AddPerson(string Email, string Name, ImmutableArray<Role> Roles, string? Language = null)
{
    internal NewPerson ToNewPerson() => new() { Email = Email, Name = Name, Roles = Roles, Language = Language ?? "" };
}

/// <summary>A person was made, or was there.</summary>
public sealed record PersonCreated(Id<Person> Id);

/// <summary>A profile to take over, made from a revision.</summary>
public sealed record ChangeProfile(SchoolProfile Profile, int Revision);

/// <summary>Rules to take over, made from a revision.</summary>
public sealed record ChangeRules(SchoolRules Rules, int Revision);

/// <summary>A draft after an import, and what the import noticed.</summary>
public sealed record ImportedDraft(int Revision, string Language, int Sections, DateOnly? StatedDate, ImmutableArray<ImportFinding> Findings);

/// <param name="Revision">The draft's revision that was looked at.</param>
/// <param name="EffectiveOn">The day from which it is in force, in the school's zone; absent for at once.</param>
public sealed record PublishVersion(
    int Revision,
    ChangeClass Class,
    bool NewPurpose = false,
    ImmutableDictionary<string, string>? Summaries = null,
    DateOnly? EffectiveOn = null,
    DateOnly? StatedDate = null);

/// <summary>A course and its lessons' Markdown, as one file.</summary>
public sealed record LessonBody(string Title, string Markdown);
