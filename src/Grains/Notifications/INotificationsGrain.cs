using System.Text.Json.Serialization;
using Darsgah.Grains.Purposes;

namespace Darsgah.Grains.Notifications;

/// <summary>What one person is told about her courses: in the product and by mail, as she chose.</summary>
/// <remarks>
/// Key <c>tenant/{person}</c>; kept sealed with her own key. Whatever happens to her anywhere in the product is told by one
/// call of <see cref="Tell"/>: line and mail are one transaction, once however often it is repeated, in the language of her
/// account, after the school's quiet hours. Promotion is not told here: it needs her consent (M17).
/// </remarks>
[Alias("notifications.inbox"), ServesPurpose("teaching", DataCategory.Learning)]
public interface INotificationsGrain : ITenantScopedGrain
{
    /// <summary>Tells her of something. Whoever has no account, or is suspended, is told nothing.</summary>
    [Alias("tell")]
    Task Tell(NotificationEvent notification);

    /// <summary>The newest lines, newest first; at most 200 are kept.</summary>
    [Alias("lines")]
    Task<ImmutableArray<NotificationLine>> Lines();

    /// <summary>How many she has not read. From memory: a page costs no access to the store.</summary>
    [Alias("unread")]
    Task<int> Unread();

    /// <summary>Marks a line as read; all of them for 0. Repeating it changes nothing.</summary>
    [Alias("read")]
    Task Read(int number);

    /// <summary>How she wants to be told of each kind of event, in their order.</summary>
    [Alias("choices")]
    Task<ImmutableArray<NotificationChoice>> Choices();

    /// <summary>Changes how she wants to be told. What is not hers to switch off stays on; a kind left out stays as it is.</summary>
    [Alias("choose")]
    Task<ImmutableArray<NotificationChoice>> Choose(ImmutableArray<NotificationChoice> choices);
}

/// <summary>What a person is told of. Numbers are on disk.</summary>
public enum NotificationKind
{
    /// <summary>She is in a course now. Its confirmation is part of the contract. Values: <c>course</c>.</summary>
    Enrolled = 1,

    /// <summary>A lesson can be opened now. Values: <c>course</c>, <c>lesson</c>.</summary>
    Released = 2,

    /// <summary>
    /// Something is due soon. Values: <c>course</c>, <c>lesson</c>, <c>date</c> (round-trip form <c>O</c>), and where other
    /// words are wanted <see cref="NotificationEvent.About"/>: <c>live</c>; <c>access</c>, which has no lesson.
    /// </summary>
    DueSoon = 3,

    /// <summary>Something of hers was graded. Values: <c>course</c>, <c>lesson</c>.</summary>
    Graded = 4,

    /// <summary>Her question has a reply. Values: <c>title</c>, <c>name</c>.</summary>
    Answered = 5,

    /// <summary>She has earned a certificate. Values: <c>course</c>.</summary>
    Certificate = 6,

    /// <summary>A course has an announcement. Values: <c>course</c>, <c>title</c>.</summary>
    Announcement = 7,

    /// <summary>She has a message about a course. Values: <c>course</c>, <c>name</c>.</summary>
    Message = 8,

    /// <summary>Something of hers was given back for more. Values: <c>course</c>, <c>lesson</c>.</summary>
    Returned = 20,

    /// <summary>A question was asked in a course that she teaches. Values: <c>course</c>, <c>title</c>, <c>name</c>.</summary>
    Asked = 21,

    /// <summary>Work or an essay waits for her grade: once a day while the same waits longest. Values: <c>course</c>.</summary>
    ToGrade = 22,

    /// <summary>Something that somebody wrote was reported to her. Values: <c>course</c>.</summary>
    Reported = 23,

    /// <summary>
    /// Something that she wrote was hidden by a moderator. Values: <c>course</c>, and where it is shown again
    /// <see cref="NotificationEvent.About"/>: <c>restored</c>.
    /// </summary>
    Moderated = 24,

    /// <summary>
    /// Staff changed her place in a course, or what she has beyond the rules of a quiz. Values: <c>course</c>, and
    /// <see cref="NotificationEvent.About"/>: <c>paused</c>, <c>resumed</c>, <c>removed</c>, <c>unlimited</c>, <c>until</c> with
    /// <c>date</c>, <c>cohort</c> with <c>cohort</c>, <c>no_cohort</c>, <c>quiz</c> with <c>lesson</c>, <c>minutes</c> and <c>attempts</c>.
    /// </summary>
    Access = 25,
}

/// <summary>Something to tell a person.</summary>
/// <param name="Once">Names it, at most 120 characters: under the same name she is told once.</param>
/// <param name="Path">Where it leads: a path on the school's host.</param>
/// <param name="Values">What the texts' placeholders stand for; see <see cref="NotificationKind"/>. Never an address (M21).</param>
[GenerateSerializer, Immutable, Alias("notifications.event"), PersonalData(DataCategory.Learning)]
public sealed record NotificationEvent(NotificationKind Kind, string Once, string Path, ImmutableDictionary<string, string> Values)
{
    /// <summary>Name of the value that says which of a kind's texts is meant, where it is not the usual one.</summary>
    public const string About = "about";

    /// <summary>One in short: <c>NotificationEvent.Of(NotificationKind.Graded, $"graded.{lesson}.{version}", path, ("course", title), ("lesson", lessonTitle))</c>.</summary>
    public static NotificationEvent Of(NotificationKind kind, string once, string path, params (string Name, string Value)[] values) =>
        new(kind, once, path, values.ToImmutableDictionary(value => value.Name, value => value.Value, StringComparer.Ordinal));
}

/// <summary>A line of her inbox. Its words are written when she reads it, in the language that she reads in.</summary>
/// <param name="Number">From 1, one more with each.</param>
/// <param name="Kind">What it tells of.</param>
/// <param name="Path">Where it leads: a path on the school's host.</param>
/// <param name="Values">What the texts' placeholders stand for.</param>
/// <param name="At">When, UTC.</param>
/// <param name="IsRead">She has read it.</param>
[GenerateSerializer, Immutable, Alias("notifications.line"), PersonalData(DataCategory.Learning)]
public sealed record NotificationLine(
    int Number, NotificationKind Kind, string Path, ImmutableDictionary<string, string> Values, DateTimeOffset At, bool IsRead);

/// <summary>How she wants to be told of a kind of event.</summary>
/// <param name="Kind">What it tells of.</param>
/// <param name="InProduct">On her page of notifications.</param>
/// <param name="Mail">By mail.</param>
[GenerateSerializer, Immutable, Alias("notifications.choice")]
public sealed record NotificationChoice(NotificationKind Kind, bool InProduct, bool Mail)
{
    /// <summary>A mail that a contract demands: no preference stops it (M18).</summary>
    public bool MailIsDemanded => Kind == NotificationKind.Enrolled;

    /// <summary>Only who teaches, or runs the school, is told of it.</summary>
    [JsonIgnore]
    public bool IsForStaff => Kind is NotificationKind.Asked or NotificationKind.ToGrade or NotificationKind.Reported;
}
