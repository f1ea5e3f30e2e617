using Darsgah.Grains.Learning;

namespace Darsgah.Grains.Media;

[GrainType("media.watching")]
internal sealed class WatchingGrain(
    [PersistentState("watching", Storage.Person)] IPersistentState<WatchingRecord> record,
    TimeProvider clock) : Grain, IWatchingGrain
{
    // Reports come every ten seconds from everybody who watches; one in three is written.
    private static readonly TimeSpan pace = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan apart = TimeSpan.FromMinutes(10);

    private WatchingRecord? unwritten;
    private DateTimeOffset writtenAt;
    private DateTimeOffset toldAt;

    private IEnrollmentGrain Enrollment => this.Neighbours(GrainFactory)
        .Enrollment(Id<Person>.Parse(this.Key().Parts[0]), Id<Course>.Parse(this.Key().Parts[1]));

    private WatchingRecord Now => unwritten ?? record.State;

    public Task<Watched> Standing(Id<MediaFile> file) => Task.FromResult(Seen(Now.Of(file)));

    public async Task<Watched> Report(WatchReport report)
    {
        var now = clock.GetUtcNow();
        unwritten = Now.Take(report, now);

        if (!Now.IsDone && Now.Has(report.Percent, report.Length))
        {
            // Finishing the lesson first: repeating it changes nothing, and forgetting it would cost her the lesson.
            var finished = await Enrollment.CompleteLesson(Id<Lesson>.Parse(this.Key().Parts[2]), CompletedBy.Watching);
            unwritten = Now with { IsDone = finished.Succeeded(out _, out _) };
            await Write(now);
        }
        else if (report.IsLast || now - writtenAt >= pace)
        {
            await Write(now);

            // The enrolment writes it once an hour; what it need not hear is not sent.
            if (now - toldAt >= apart)
            {
                await Enrollment.Active(now);
                toldAt = now;
            }
        }

        return Seen(Now);
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        unwritten is null ? Task.CompletedTask : Write(clock.GetUtcNow());

    private async Task Write(DateTimeOffset now)
    {
        if (unwritten is null)
            return;

        await this.Commit(record, unwritten);
        (unwritten, writtenAt) = (null, now);
    }

    private Watched Seen(WatchingRecord known) => new(known.Spans, known.At, known.IsDone, IsKept: unwritten is null);
}
