using Darsgah.Grains.Notifications;

namespace Darsgah.Grains.Community;

[GrainType("community.announcement_delivery")]
internal sealed class AnnouncementDeliveryGrain(
    [PersistentState("delivery", Storage.School)] IPersistentState<AnnouncementDelivery> delivery,
    TimeProvider clock) : Grain, IAnnouncementDeliveryGrain, IRemindable
{
    private const string Reminder = "tell";
    private const int AtOnce = 100;

    private Id<Course> Course => Id<Course>.Parse(this.Key().Parts[0]);

    public async Task Begin(AnnouncementNews news)
    {
        if (delivery.State.News is null)
        {
            // The reminder first, so that nothing is begun that nothing goes on with.
            await this.RegisterOrUpdateReminder(Reminder, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1));
            await this.Commit(delivery, new AnnouncementDelivery { News = news });
        }

        // A class is told at once; of a course of thousands the reminder tells the rest.
        await Step();
    }

    public async Task Run()
    {
        while (delivery.State is { News: not null, Done: false })
            await Step();

        if (await this.GetReminder(Reminder) is { } reminder)
            await this.UnregisterReminder(reminder);
    }

    public Task Stop() => this.Commit(delivery, delivery.State with { Done = true });

    Task IRemindable.ReceiveReminder(string reminderName, TickStatus status) => Run();

    // Each person remembers what she was told, so that a step that is repeated tells nobody twice.
    private async Task Step()
    {
        if (delivery.State is not { News: { } news, Done: false })
            return;

        var grains = this.Neighbours(GrainFactory);
        var page = await grains.Roster(Course).Page(delivery.State.Cursor, AtOnce);
        var now = clock.GetUtcNow();

        foreach (var line in page.Lines.Where(line => line.IsOpen(now) && line.Person != news.By))
        {
            await grains.Notifications(line.Person).Tell(NotificationEvent.Of(
                NotificationKind.Announcement, $"announcement.{this.Key().Parts[1]}", $"/courses/{Course}/announcements",
                ("course", news.CourseTitle), ("title", news.Title)));
        }

        await this.Commit(delivery, delivery.State with { Cursor = page.Next, Done = page.Next is null });
    }
}
