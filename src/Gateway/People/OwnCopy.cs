using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;
using Darsgah.Grains.Learning;
using Darsgah.Grains.Notifications;
using Darsgah.Grains.People;
using Darsgah.Grains.Purposes;

namespace Darsgah.Gateway.People;

/// <summary>What a school's software holds of one person, for herself to take along (GDPR Art. 15(3) and 20, B44).</summary>
/// <remarks>No credential and no secret is in it, and no id of anybody else.</remarks>
/// <param name="School">The school's short name.</param>
/// <param name="Address">Where the school is.</param>
/// <param name="MadeAt">When it was made, UTC.</param>
/// <param name="Account">Her account.</param>
/// <param name="Consents">What she was shown, agreed to, refused and took back, oldest first.</param>
/// <param name="Texts">The texts that those name, each once.</param>
/// <param name="Purposes">The purposes that those name, as they were then.</param>
/// <param name="Notices">Notices of changed documents that were mailed to her, oldest first.</param>
/// <param name="Notifications">What she was told of her courses; the newest 200 are kept.</param>
/// <param name="NotificationChoices">How she wants to be told.</param>
/// <param name="ShownName">The name she chose to be shown by; empty for the account's own.</param>
/// <param name="NameNotices">What she confirmed about who sees her name.</param>
/// <param name="Courses">Her courses, oldest first.</param>
public sealed record OwnCopy(
    string School,
    string Address,
    DateTimeOffset MadeAt,
    OwnAccount Account,
    ImmutableArray<ConsentEntry> Consents,
    ImmutableArray<OwnText> Texts,
    ImmutableArray<Purpose> Purposes,
    ImmutableArray<NoticeDelivery> Notices,
    ImmutableArray<NotificationLine> Notifications,
    ImmutableArray<NotificationChoice> NotificationChoices,
    string ShownName,
    ImmutableArray<Grains.Community.NameNotice> NameNotices,
    ImmutableArray<OwnCourse> Courses);

/// <summary>An account without what proves whose it is.</summary>
/// <param name="Id">Names her at this school.</param>
/// <param name="Email">E-mail address.</param>
/// <param name="EmailConfirmed">She has shown that mail to it reaches her.</param>
/// <param name="Name">Full name.</param>
/// <param name="FirstName">First name.</param>
/// <param name="UserName">User name; empty where the school asks for none.</param>
/// <param name="Mobile">Mobile number, E.164.</param>
/// <param name="Country">Country, ISO 3166-1 alpha-2.</param>
/// <param name="Language">Language of the interface.</param>
/// <param name="Roles">What she may do.</param>
/// <param name="CreatedAt">When it was made, UTC.</param>
/// <param name="Sessions">Sign-ins that are alive.</param>
/// <param name="Passkeys">Passkeys, by the names she gave them.</param>
/// <param name="PendingEmail">An address she asked to change to; empty for none.</param>
/// <param name="TwoFactor">Signing in asks for a second factor.</param>
/// <param name="GuardedUntil">Until when a guardian agrees for her, UTC; null where she does so herself.</param>
public sealed record OwnAccount(
    Id<Person> Id,
    string Email,
    bool EmailConfirmed,
    string PendingEmail,
    string Name,
    string FirstName,
    string UserName,
    string Mobile,
    string Country,
    string Language,
    ImmutableArray<Role> Roles,
    DateTimeOffset CreatedAt,
    bool TwoFactor,
    ImmutableArray<OwnSignIn> Sessions,
    ImmutableArray<OwnSignIn> Passkeys,
    DateTimeOffset? GuardedUntil)
{
    internal static OwnAccount Of(PersonAccount account) => new(
        account.Id, account.Email, account.EmailConfirmed, account.PendingEmail, account.Name, account.FirstName, account.UserName,
        account.Mobile, account.Country, account.Language, account.Roles, account.CreatedAt, account.TwoFactorEnabled,
        [.. account.Sessions.Select(session => new OwnSignIn(session.Device, session.StartedAt))],
        [.. account.Passkeys.Select(passkey => new OwnSignIn(passkey.Name, passkey.CreatedAt))],
        account.GuardedUntil);
}

/// <summary>A sign-in that is alive, or a passkey.</summary>
/// <param name="Name">The device, or what she called it.</param>
/// <param name="At">Since when, UTC.</param>
public sealed record OwnSignIn(string Name, DateTimeOffset At);

/// <summary>A text that she was shown.</summary>
/// <param name="Document">What it is.</param>
/// <param name="Version">Its version.</param>
/// <param name="Language">Its language, BCP 47.</param>
/// <param name="Address">Where it can be read.</param>
/// <param name="Markdown">All of it; empty for what the software's own pages say, which are read at the address.</param>
public sealed record OwnText(Id<Document> Document, int Version, string Language, string Address, string Markdown);

/// <summary>A course she is or was in.</summary>
/// <param name="Course">Its short name.</param>
/// <param name="Title">Its title now; empty for one that is gone.</param>
/// <param name="EnrolledAt">When she came in, UTC.</param>
/// <param name="State">Whether she is in it.</param>
/// <param name="Until">When her access ends, UTC; null for never.</param>
/// <param name="Cohort">Her cohort; empty for none.</param>
/// <param name="Completed">Lessons finished.</param>
/// <param name="Grades">What she was given.</param>
/// <param name="Certificate">What she earned; null without one.</param>
/// <param name="Notes">What she wrote beside lessons.</param>
/// <param name="Marks">Lessons she marked.</param>
/// <param name="Quizzes">Her attempts with her answers.</param>
/// <param name="Works">What she handed in.</param>
/// <param name="Posts">Questions and replies of hers.</param>
/// <param name="Messages">What she and the teachers wrote to each other.</param>
/// <param name="Review">Her review; null without one.</param>
public sealed record OwnCourse(
    Id<Course> Course,
    string Title,
    DateTimeOffset EnrolledAt,
    EnrollmentState State,
    DateTimeOffset? Until,
    string Cohort,
    ImmutableArray<LessonDone> Completed,
    ImmutableArray<Grade> Grades,
    Certificate? Certificate,
    ImmutableArray<StudyNote> Notes,
    ImmutableArray<Id<Lesson>> Marks,
    ImmutableArray<OwnAttempt> Quizzes,
    ImmutableArray<OwnWork> Works,
    ImmutableArray<OwnPost> Posts,
    ImmutableArray<OwnMessage> Messages,
    OwnReview? Review)
{
    /// <summary>When she finished it, UTC; null before.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>The lesson she opened last; null before the first.</summary>
    public LessonOpened? LastOpened { get; init; }
}

/// <summary>An attempt at a quiz.</summary>
/// <param name="Lesson">The lesson whose quiz it is.</param>
/// <param name="StartedAt">When it began, UTC.</param>
/// <param name="Number">From 1.</param>
/// <param name="EndedAt">When it ended, UTC; null while it is open.</param>
/// <param name="Points">What it earned.</param>
/// <param name="OutOf">What there was to earn.</param>
/// <param name="Answers">By question, what she answered.</param>
public sealed record OwnAttempt(
    Id<Lesson> Lesson,
    int Number,
    DateTimeOffset StartedAt,
    DateTimeOffset? EndedAt,
    decimal Points,
    decimal OutOf,
    ImmutableSortedDictionary<string, ImmutableArray<string>> Answers);

/// <summary>Work that was handed in.</summary>
/// <param name="Lesson">The lesson whose assignment it is.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Number">From 1.</param>
/// <param name="Text">What she wrote.</param>
/// <param name="Feedback">What was said of it.</param>
/// <param name="Files">Its files.</param>
public sealed record OwnWork(
    Id<Lesson> Lesson, int Number, DateTimeOffset At, string Text, string Feedback, ImmutableArray<OwnFile> Files);

/// <summary>A file that was handed in.</summary>
/// <param name="Name">What it was called where it came from.</param>
/// <param name="Mime">What its bytes are.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Hash">SHA-256 of its content, lower-case hex.</param>
/// <param name="Address">Where she can fetch it while her account lasts.</param>
public sealed record OwnFile(string Name, string Mime, long Length, string Hash, string Address);

/// <summary>A question or a reply.</summary>
/// <param name="Lesson">The lesson that it is about.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Title">Title of the question; empty for a reply.</param>
/// <param name="Text">Markdown.</param>
/// <param name="RemovedAt">When she took it away, UTC; null where it stands.</param>
public sealed record OwnPost(Id<Lesson> Lesson, string Title, string Text, DateTimeOffset At, DateTimeOffset? RemovedAt);

/// <summary>A message between her and the teachers.</summary>
/// <param name="ByTeacher">A teacher wrote it.</param>
/// <param name="Text">Markdown.</param>
/// <param name="At">When, UTC.</param>
public sealed record OwnMessage(bool ByTeacher, string Text, DateTimeOffset At);

/// <summary>Her review of a course.</summary>
/// <param name="Stars">1 to 5.</param>
/// <param name="Text">Markdown.</param>
/// <param name="At">When, UTC.</param>
public sealed record OwnReview(int Stars, string Text, DateTimeOffset At);
