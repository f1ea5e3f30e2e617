using Darsgah.Grains.Notifications;

namespace Darsgah.Grains.Tests.Notifications;

/// <summary>What a person is told, and what she chose.</summary>
public class NotificationsTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_was_told_is_known_by_its_name_and_kind()
    {
        var record = new NotificationsRecord().Tell(Event(NotificationKind.Graded, "one"), At);

        Assert.True(record.Knows(Event(NotificationKind.Graded, "one")));
        Assert.False(record.Knows(Event(NotificationKind.Graded, "two")));
        Assert.False(record.Knows(Event(NotificationKind.Answered, "one")));
    }

    [Fact]
    public void Two_hundred_lines_are_kept_and_they_keep_their_numbers()
    {
        var record = Enumerable.Range(1, 250).Aggregate(new NotificationsRecord(), (known, number) => known.Tell(Event(NotificationKind.Graded, $"{number}"), At));

        Assert.Equal((200, 51, 250), (record.Lines.Length, record.Lines[0].Number, record.Lines[^1].Number));
        Assert.Equal(200, record.Unread);
    }

    [Fact]
    public void One_line_is_read_or_all_of_them()
    {
        var record = new NotificationsRecord().Tell(Event(NotificationKind.Graded, "one"), At).Tell(Event(NotificationKind.Graded, "two"), At);

        Assert.Equal((1, 0), (record.Read(2).Unread, record.Read(0).Unread));
        Assert.Same(record, record.Read(99));
    }

    [Fact]
    public void Without_a_line_she_is_still_told_once()
    {
        var record = new NotificationsRecord().Choose([new(NotificationKind.Graded, InProduct: false, Mail: true)]).Tell(Event(NotificationKind.Graded, "one"), At);

        Assert.Empty(record.Lines);
        Assert.True(record.Knows(Event(NotificationKind.Graded, "one")));
    }

    [Fact]
    public void The_confirmation_of_a_course_cannot_be_switched_off_and_every_other_mail_can()
    {
        var off = new NotificationsRecord().Choose([.. NotificationsRecord.Kinds.Select(kind => new NotificationChoice(kind, InProduct: false, Mail: false))]);

        Assert.Equal([NotificationKind.Enrolled], NotificationsRecord.Kinds.Where(kind => off.ChoiceOf(kind).Mail));
        Assert.DoesNotContain(NotificationsRecord.Kinds, kind => off.ChoiceOf(kind).InProduct);
    }

    [Fact]
    public void A_kind_that_is_left_out_stays_as_it_is()
    {
        var record = new NotificationsRecord().Choose([new(NotificationKind.Message, InProduct: true, Mail: false)])
            .Choose([new(NotificationKind.Graded, InProduct: false, Mail: true)]);

        Assert.False(record.ChoiceOf(NotificationKind.Message).Mail);
        Assert.True(record.ChoiceOf(NotificationKind.Answered).Mail);
    }

    private static NotificationEvent Event(NotificationKind kind, string once) => NotificationEvent.Of(kind, once, "/courses/algebra", ("course", "Algebra"));
}
