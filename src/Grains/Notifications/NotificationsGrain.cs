using Darsgah.Grains.People;
using Darsgah.Grains.Purposes;

namespace Darsgah.Grains.Notifications;

[GrainType("notifications.inbox")]
internal sealed class NotificationsGrain(
    [PersistentState("inbox", Storage.Person)] IPersistentState<NotificationsRecord> inbox,
    TimeProvider clock) : Grain, INotificationsGrain, IRemindable
{
    private const string Reminder = "held";

    private Id<Person> Person => Id<Person>.Parse(this.Key().Subject);

    public async Task Tell(NotificationEvent notification)
    {
        if (inbox.State.Knows(notification) || await Account() is not { Blocked: false } account)
            return;

        var (now, end) = (clock.GetUtcNow(), await QuietUntil());
        var mails = inbox.State.ChoiceOf(notification.Kind).Mail && account.EmailConfirmed;

        // The reminder first, so that no mail is held that nothing lets go.
        if (mails && end is { } until)
            await this.RegisterOrUpdateReminder(Reminder, Later(until - now), TimeSpan.FromMinutes(5));

        var next = inbox.State.Tell(notification, now);

        if (!mails)
            await this.Commit(inbox, next);
        else if (end is { } held)
            await this.Commit(inbox, next with { Held = next.Held.Add(new HeldMail(notification, held)) });
        else
            await this.Commit(inbox, next with { Mails = next.Mails + 1 }, new Effects { Outbox = [Mail(account, notification, next.Mails + 1)] });
    }

    public Task<ImmutableArray<NotificationLine>> Lines() =>
        Task.FromResult<ImmutableArray<NotificationLine>>([.. inbox.State.Lines.Reverse()]);

    public Task<int> Unread() => Task.FromResult(inbox.State.Unread);

    public Task Read(int number) =>
        inbox.State.Read(number) is var next && next != inbox.State ? this.Commit(inbox, next) : Task.CompletedTask;

    public Task<ImmutableArray<NotificationChoice>> Choices() =>
        Task.FromResult<ImmutableArray<NotificationChoice>>([.. NotificationsRecord.Kinds.Select(inbox.State.ChoiceOf)]);

    public async Task<ImmutableArray<NotificationChoice>> Choose(ImmutableArray<NotificationChoice> choices)
    {
        await this.Commit(inbox, inbox.State.Choose(choices));
        return await Choices();
    }

    // The stored moment decides, not the reminder: reminders run late and run twice.
    async Task IRemindable.ReceiveReminder(string reminderName, TickStatus status)
    {
        var now = clock.GetUtcNow();
        var due = inbox.State.Held.RemoveAll(held => held.Until > now);

        if (!due.IsEmpty)
        {
            var account = await Account();
            var state = inbox.State;

            // What she switched off meanwhile is not sent any more.
            ImmutableArray<OutboxMessage> mails = account is not { Blocked: false, EmailConfirmed: true } ? [] :
            [
                .. due.Where(held => state.ChoiceOf(held.Event.Kind).Mail)
                    .Select((held, index) => Mail(account, held.Event, state.Mails + index + 1)),
            ];
            await this.Commit(
                inbox,
                state with { Held = state.Held.RemoveAll(held => held.Until <= now), Mails = state.Mails + mails.Length },
                new Effects { Outbox = mails });
        }

        if (inbox.State.Held.IsEmpty && await this.GetReminder(reminderName) is { } reminder)
            await this.UnregisterReminder(reminder);
    }

    private Task<PersonAccount?> Account() => this.Neighbours(GrainFactory).Person(Person).Account(PurposeUses.ServiceLetter);

    private async Task<DateTimeOffset?> QuietUntil() =>
        await this.Neighbours(GrainFactory).School.School() is { } school
        && QuietHours.TryParse(school.Rules.QuietHours, out var hours)
        && TimeZoneInfo.TryFindSystemTimeZoneById(school.Profile.TimeZone, out var zone)
            ? hours.EndAt(clock.GetUtcNow(), zone)
            : null;

    private static TimeSpan Later(TimeSpan due) => due > TimeSpan.Zero ? due : TimeSpan.Zero;

    // Only the event's own values, and she herself: nobody else's address can get into it.
    private OutboxMessage Mail(PersonAccount account, NotificationEvent told, int number) => new(
        string.Create(CultureInfo.InvariantCulture, $"{Person}-told-{number}"),
        "mail",
        told.Values
            .SetItem("person", Person.Value)
            .SetItem("template", TemplateOf(told))
            .SetItem("language", account.Language)
            .SetItem("path", told.Path)
            .SetItem("to", account.Email));

    private static string TemplateOf(NotificationEvent told) => told.Kind switch
    {
        NotificationKind.DueSoon when told.Values.TryGetValue(NotificationEvent.About, out var about) => $"told_due_soon_{about}",
        NotificationKind.Enrolled => "told_enrolled",
        NotificationKind.Released => "told_released",
        NotificationKind.DueSoon => "told_due_soon",
        NotificationKind.Graded => "told_graded",
        NotificationKind.Answered => "told_answered",
        NotificationKind.Certificate => "told_certificate",
        NotificationKind.Announcement => "told_announcement",
        NotificationKind.Message => "told_message",
        NotificationKind.Returned => "told_returned",
        NotificationKind.Asked => "told_asked",
        NotificationKind.ToGrade => "told_to_grade",
        NotificationKind.Reported => "told_reported",
        NotificationKind.Moderated when told.Values.TryGetValue(NotificationEvent.About, out var about) => $"told_moderated_{about}",
        NotificationKind.Moderated => "told_moderated",
        NotificationKind.Access => $"told_access_{told.Values[NotificationEvent.About]}",
        _ => throw new ArgumentOutOfRangeException(nameof(told), told.Kind, "No letter is written for this kind."),
    };
}
