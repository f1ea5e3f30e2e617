using System.Collections.Immutable;
using Darsgah.Grains.Assignments;
using Darsgah.Grains.Common;

namespace Darsgah.Grains.Tests.Assignments;

/// <summary>What holds of a person's hand-ins whatever is done in whatever order.</summary>
public class SubmissionBookTests
{
    private static readonly ImmutableDictionary<string, string> None = ImmutableDictionary<string, string>.Empty;
    private static readonly DateTimeOffset Came = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void Numbers_go_up_by_one_the_newest_alone_changes_and_what_she_may_do_herself_is_counted(int allowed)
    {
        var seeded = new Random(allowed);
        var assignment = new Assignment { Resubmissions = allowed, Points = 10, DueDays = 5, Late = new LateRule { Policy = LatePolicy.Penalised, PercentADay = 7, MostPercent = 60 } };

        for (var run = 0; run < 200; run++)
        {
            var (book, now, asked) = (new SubmissionBook(), Came, 0);

            for (var step = 0; step < 30; step++)
            {
                now = now.AddHours(seeded.Next(1, 40));
                var (before, seen) = (book, book.Newest?.Revision ?? 0);
                var newest = Math.Max(1, book.Submissions.Length);
                var done = seeded.Next(3) switch
                {
                    0 => book.HandIn(new HandIn(book.Next, 4, 1), new WorkSheet { Text = "x", Revision = 1 }, assignment, 4, book.LateAt(assignment, Came, now), now),
                    1 => book.Grade(new GradeWork(newest, seen, seeded.Next(11), None, None, ""), assignment, now),
                    _ => book.Return(new ReturnWork(newest, seen, None, "More.", seeded.Next(2) == 0 ? null : now.AddDays(2)), now),
                };

                if (!done.Succeeded(out var next, out _))
                    continue;

                asked += next.Submissions.Length > before.Submissions.Length && before.Newest is not null and not { State: SubmissionState.Returned } ? 1 : 0;
                book = next;
                Check(before, book);
            }

            Assert.InRange(asked, 0, allowed);
        }
    }

    [Fact]
    public void An_empty_draft_a_foreign_number_and_too_many_points_are_refused_by_name()
    {
        var (book, assignment) = (new SubmissionBook(), new Assignment { Points = 10 });
        var late = book.LateAt(assignment, Came, Came);

        Assert.Equal("assignment.nothing", book.HandIn(new HandIn(1, 1, 0), new WorkSheet { Text = " \n" }, assignment, 1, late, Came).Error!.Code);
        Assert.Equal("assignment.no_such_submission", book.Grade(new GradeWork(1, 0, 1, None, None, ""), assignment, Came).Error!.Code);

        book = book.HandIn(new HandIn(1, 1, 0), new WorkSheet { Text = "x" }, assignment, 1, late, Came).Value!;
        Assert.All(new[] { -0.01m, 10.01m, 1.005m }, points =>
            Assert.Equal("assignment.bad_points", book.Grade(new GradeWork(1, 0, points, None, None, ""), assignment, Came).Error!.Code));
        Assert.Equal("assignment.feedback_long", book.Grade(new GradeWork(1, 0, 1, None, None, new string('x', 5_001)), assignment, Came).Error!.Code);
        Assert.Equal("remark-clear", book.Grade(new GradeWork(1, 0, 1, None, None.Add("clear", new string('x', 1_001)), ""), assignment, Came).Error!.Field);
    }

    private static void Check(SubmissionBook before, SubmissionBook after)
    {
        Assert.Equal(Enumerable.Range(1, after.Submissions.Length), after.Submissions.Select(submission => submission.Number));
        Assert.DoesNotContain(SubmissionState.Submitted, after.Submissions.SkipLast(1).Select(submission => submission.State));
        Assert.NotEqual(SubmissionState.Replaced, after.Newest!.State);
        Assert.All(after.Submissions, submission => Assert.InRange(submission.Points, 0, submission.Earned));
        Assert.All(after.Submissions, submission => Assert.Equal(submission.Earned - submission.Points, Math.Min(submission.Earned, submission.OutOf * submission.PenaltyPercent / 100)));

        // Of all but the newest, nothing changes but that a waiting one is replaced by it.
        foreach (var (old, now) in before.Submissions.Zip(after.Submissions).SkipLast(after.Submissions.Length > before.Submissions.Length ? 0 : 1))
            Assert.Equal(old.State == SubmissionState.Submitted ? old with { State = SubmissionState.Replaced } : old, now);
    }
}
