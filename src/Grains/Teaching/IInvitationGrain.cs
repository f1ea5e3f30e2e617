using Darsgah.Grains.Learning;
using Darsgah.Grains.Purposes;

namespace Darsgah.Grains.Teaching;

/// <summary>An invitation into a course. Of its link only a fingerprint is kept: whoever reads the store has no link.</summary>
/// <remarks>Key <c>tenant/invitation.{fingerprint}</c>.</remarks>
[Alias("teaching.invitation"), ServesPurpose("teaching", DataCategory.Learning)]
public interface IInvitationGrain : ITenantScopedGrain
{
    /// <summary>Makes it good. Repeating it changes nothing.</summary>
    [Alias("make")]
    Task Make(CourseInvitation invitation);

    /// <summary>What it is good for now; null where it was never made, was revoked, is too old or used up.</summary>
    /// <param name="person">Who asks: whoever has used it can see it again; default for a visitor.</param>
    [Alias("look")]
    Task<CourseInvitation?> Look(Id<Person> person);

    /// <summary>Takes it: she is in the course afterwards. Repeating it uses it once.</summary>
    /// <returns>The enrolment; or <see cref="TeachingErrors.InvitationGone"/>, what <see cref="IEnrollmentGrain.Admit"/> refuses.</returns>
    [Alias("take")]
    Task<Outcome<Enrollment>> Take(Id<Person> person);

    /// <summary>Ends it. Repeating it changes nothing.</summary>
    [Alias("revoke")]
    Task Revoke();

    /// <summary>Queues letters of an invitation that is sent by mail: in their order, each once, also where it is repeated.</summary>
    /// <param name="from">How many came before these, from 0.</param>
    /// <param name="letters">At most 100 at a time.</param>
    [Alias("send")]
    Task Send(int from, ImmutableArray<InvitationLetter> letters);
}

/// <summary>The invitations of a course, by the fingerprints of their links.</summary>
/// <remarks>Key <c>tenant/{course}</c>.</remarks>
[Alias("teaching.invitations")]
public interface IInvitationsGrain : ITenantScopedGrain
{
    /// <summary>Makes one, and puts it on the list. Repeating it under the same fingerprint changes nothing.</summary>
    /// <returns>It; or <see cref="TeachingErrors.BadInvitation"/>, <see cref="TeachingErrors.TooManyInvitations"/>.</returns>
    [Alias("make")]
    Task<Outcome<CourseInvitation>> Make(MakeInvitation command);

    /// <summary>All of them, newest first, as they are now.</summary>
    [Alias("all")]
    Task<ImmutableArray<InvitationLine>> All();

    /// <summary>Ends one. Repeating it changes nothing.</summary>
    [Alias("revoke")]
    Task Revoke(string fingerprint);

    /// <summary>Somebody took one.</summary>
    [Alias("used")]
    Task Used(string fingerprint, int times);
}

/// <param name="Fingerprint">Of the link's code (<see cref="InvitationCodes"/>).</param>
/// <param name="Cohort">The cohort that people come into; empty for none.</param>
/// <param name="Days">Days that it is good for, 1 to 365.</param>
/// <param name="Uses">How many people it is good for, 1 to 1,000; 0 for one that is sent to addresses, each of which it is good for.</param>
[GenerateSerializer, Immutable, Alias("teaching.make_invitation")]
public sealed record MakeInvitation(string Fingerprint, string Cohort, int Days, int Uses);

/// <param name="ExpiresAt">When it ends, UTC.</param>
/// <param name="Uses">How many people it is good for; 0 for one that is sent to addresses.</param>
[GenerateSerializer, Immutable, Alias("teaching.course_invitation")]
public sealed record CourseInvitation(string Fingerprint, Id<Course> Course, string Cohort, DateTimeOffset ExpiresAt, int Uses)
{
    /// <summary>It is sent to addresses, and only an account with such an address can take it.</summary>
    public bool IsAddressed => Uses == 0;
}

/// <summary>An invitation in the list of a course.</summary>
/// <param name="By">Who made it: a person's id, <c>key:…</c>.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Used">How many people took it.</param>
[GenerateSerializer, Immutable, Alias("teaching.invitation_line")]
public sealed record InvitationLine(CourseInvitation Invitation, string By, DateTimeOffset At, int Used, bool Revoked);

/// <summary>A letter that invites somebody.</summary>
/// <param name="To">The address.</param>
/// <param name="Name">Her name as staff wrote it; empty for none.</param>
/// <param name="Language">UI language of the letter.</param>
/// <param name="Path">Where its link leads.</param>
/// <param name="Course">The course's title.</param>
[GenerateSerializer, Immutable, Alias("teaching.invitation_letter")]
public sealed record InvitationLetter(string To, string Name, string Language, string Path, string Course);

/// <summary>Codes of links, and the fingerprints that are kept of them.</summary>
public static class InvitationCodes
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int Length = 26;

    /// <summary>A new code of 130 random bits.</summary>
    public static string New() => System.Security.Cryptography.RandomNumberGenerator.GetString(Alphabet, Length);

    /// <summary>Whether a text can be a code.</summary>
    public static bool IsCode(string? text) => text is { Length: Length } && text.All(Alphabet.Contains);

    /// <summary>160 bits of SHA-256, lower-case hex.</summary>
    public static string FingerprintOf(string code) => TenantGrains.Fingerprint("invitation " + code);
}
