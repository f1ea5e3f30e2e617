using System.Collections.Immutable;
using Darsgah.Grains.Assignments;

namespace Darsgah.Grains.Tests.Assignments;

/// <summary>More time for one student.</summary>
public class LongerTests
{
    private static readonly ImmutableDictionary<string, string> None = ImmutableDictionary<string, string>.Empty;
    private static readonly DateTimeOffset Came = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly Assignment Asked = new() { DueDays = 5, Points = 10 };
    private static readonly DateTimeOffset Usual = Came.AddDays(5);

    [Theory]
    [InlineData(null, 9, null)]
    [InlineData(5, null, 5)]
    [InlineData(5, 9, 9)]
    [InlineData(5, 3, 5)]
    public void The_later_moment_counts_and_what_is_never_due_stays_so(int? due, int? longer, int? expected) =>
        Assert.Equal(Day(expected), Lateness.Longer(Day(due), Day(longer)));

    [Fact]
    public void Until_then_nothing_is_late_and_it_is_taken_back()
    {
        var (now, longer) = (Came.AddDays(6), Came.AddDays(8));
        var book = new SubmissionBook().Extend(longer, Usual, now).Value!;

        Assert.True(new SubmissionBook().LateAt(Asked, Came, now).IsClosed);
        Assert.Equal(Lateness.Of(Asked.Late, longer, now), book.LateAt(Asked, Came, now));
        Assert.False(book.LateAt(Asked, Came, longer).IsLate);
        Assert.True(book.LateAt(Asked, Came, longer.AddTicks(1)).IsClosed);
        Assert.True(book.Extend(null, Usual, now).Value!.LateAt(Asked, Came, now).IsClosed);
    }

    [Fact]
    public void It_is_only_ever_more()
    {
        Assert.Equal("assignment.nothing_due", new SubmissionBook().Extend(Usual, null, Came).Error?.Code);
        Assert.Equal("assignment.due_over", new SubmissionBook().Extend(Usual.AddDays(1), Usual, Usual.AddDays(1)).Error?.Code);
        Assert.Equal("assignment.not_longer", new SubmissionBook().Extend(Usual, Usual, Came).Error?.Code);

        // Its authors gave everybody more later than that.
        var book = new SubmissionBook().Extend(Usual.AddDays(1), Usual, Came).Value!;
        Assert.Equal(Came.AddDays(30), book.LateAt(Asked with { DueDays = 30 }, Came, Came).Due);
    }

    [Fact]
    public void Work_that_was_returned_is_due_when_staff_said_or_later()
    {
        var book = Returned(Came.AddDays(10));

        Assert.Equal(Came.AddDays(10), book.LateAt(Asked, Came, Came).Due);
        Assert.Equal(Came.AddDays(12), book.Extend(Came.AddDays(12), book.UsualDue(Asked, Came), Came).Value!.LateAt(Asked, Came, Came).Due);
        Assert.Equal("assignment.nothing_due", Returned(null).Extend(Came.AddDays(12), Returned(null).UsualDue(Asked, Came), Came).Error?.Code);
    }

    [Fact]
    public void Who_has_handed_in_or_has_longer_is_not_reminded_of_everybodys_day()
    {
        var handed = HandedIn();

        Assert.True(new SubmissionBook().IsAwaited(Usual));
        Assert.False(new SubmissionBook { LongerUntil = Usual.AddDays(1) }.IsAwaited(Usual));
        Assert.True(new SubmissionBook { LongerUntil = Usual.AddDays(1) }.IsAwaited(Usual.AddDays(2)));
        Assert.False(handed.IsAwaited(Usual));
        Assert.True(handed.Grade(new GradeWork(1, 0, 1, None, None, ""), Asked, Came).Value!.IsAwaited(Usual));
        Assert.False(Returned(Usual).IsAwaited(Usual));
    }

    private static SubmissionBook HandedIn() => new SubmissionBook()
        .HandIn(new HandIn(1, 1, 0), new WorkSheet { Text = "x" }, Asked, 1, new SubmissionBook().LateAt(Asked, Came, Came), Came).Value!;

    private static SubmissionBook Returned(DateTimeOffset? again) => HandedIn().Return(new ReturnWork(1, 0, None, "More.", again), Came).Value!;

    private static DateTimeOffset? Day(int? number) => number is { } days ? Came.AddDays(days) : null;
}
