using System.Collections.Immutable;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Media;

namespace Darsgah.Grains.Tests.Media;

/// <summary>What counts as watched: each moment once, no faster than the clock, and nothing acknowledged is lost.</summary>
public sealed class WatchingTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly Id<MediaFile> Film = Id<MediaFile>.Parse("film");
    private static readonly WatchReport Hour = new([new(0, 36_000)], 36_000, 36_000, 90, IsLast: false, Film);

    [Fact]
    public void Repeated_overlapping_and_out_of_order_reports_add_nothing_twice()
    {
        WatchedSpan[] spans = [new(100, 200), new(0, 50), new(150, 250), new(100, 200), new(50, 100)];
        var seen = WatchedSpans.Add([], spans, 1000, 10_000);

        Assert.Equal([new WatchedSpan(0, 250)], seen);
        Assert.Equal(seen.AsEnumerable(), WatchedSpans.Add(seen, spans.AsEnumerable().Reverse(), 1000, 10_000));
    }

    [Fact]
    public void Any_spans_in_any_order_are_their_union()
    {
        var random = new Random(11);

        for (var round = 0; round < 300; round++)
        {
            var spans = Enumerable.Range(0, 12).Select(_ => random.Next(-10, 110)).Select(from => new WatchedSpan(from, from + random.Next(-3, 20))).ToArray();
            var expected = Enumerable.Range(0, 100).Count(tenth => spans.Any(span => span.From <= tenth && tenth < span.To));
            var seen = ImmutableArray<WatchedSpan>.Empty;

            foreach (var span in spans)
                seen = WatchedSpans.Add(seen, [span], 100, int.MaxValue);

            Assert.Equal(expected, WatchedSpans.Total(seen));
            Assert.Equal(seen.AsEnumerable(), WatchedSpans.Add([], spans, 100, int.MaxValue));
            Assert.All(seen.Zip(seen.Skip(1)), pair => Assert.True(pair.First.To < pair.Second.From));
        }
    }

    [Fact]
    public void An_hour_cannot_be_claimed_in_a_minute()
    {
        var record = new WatchingRecord();

        for (var second = 0; second <= 60; second += 5)
            record = record.Take(Hour, Noon.AddSeconds(second));

        Assert.Equal(300 + (60 * 2 * 10), WatchedSpans.Total(record.Spans));
        Assert.False(record.Has(90, 36_000));
    }

    [Fact]
    public void Days_of_silence_allow_no_more_than_a_few_minutes_at_once()
    {
        var record = new WatchingRecord().Take(Hour with { Spans = [] }, Noon).Take(Hour, Noon.AddDays(3));

        Assert.Equal(10 * 60 * 10, WatchedSpans.Total(record.Spans));
    }

    [Fact]
    public void Watching_at_the_fastest_speed_counts_in_full()
    {
        var record = new WatchingRecord();

        for (var report = 1; report <= 180; report++)
            record = record.Take(Hour with { Spans = [new(0, report * 200)] }, Noon.AddSeconds(report * 10));

        Assert.Equal(36_000, WatchedSpans.Total(record.Spans));
        Assert.True(record.Has(90, 36_000));
    }

    [Fact]
    public void What_was_watched_of_one_recording_is_not_watched_of_the_one_that_came_in_its_place()
    {
        var other = Id<MediaFile>.Parse("other");
        var first = new WatchingRecord { IsDone = true }.Take(Hour with { Spans = [new(0, 200)], At = 200 }, Noon);
        var old = first with { File = default };

        var seen = first.Of(other);
        var next = first.Take(Hour with { File = other, Spans = [new(100, 150)], At = 150 }, Noon.AddSeconds(10));

        Assert.Equal((0, 0, true), (seen.Spans.Length, seen.At, seen.IsDone));
        Assert.Equal((new WatchedSpan(100, 150), 150), (next.Spans.Single(), next.At));
        Assert.Equal(first.Spans.AsEnumerable(), first.Of(Film).Spans);
        Assert.Equal(old.Spans.AsEnumerable(), old.Of(other).Spans);
    }

    [Theory]
    [InlineData(0, 90)]
    [InlineData(36_000, 0)]
    public void Without_a_length_or_a_part_that_is_required_watching_finishes_nothing(int length, int percent) =>
        Assert.False(new WatchingRecord { Spans = [new(0, 36_000)] }.Has(percent, length));

    [Fact]
    public async Task What_was_said_to_be_kept_is_there_after_a_restart_and_enough_of_it_finishes_the_lesson()
    {
        await using var silo = await RealSilo.Start();
        var school = await silo.School("north");
        var (person, course, lesson) = (Id<Person>.Parse("ada"), Id<Course>.Parse("film"), Id<Lesson>.Parse("one"));
        await silo.In(school, async grains =>
        {
            await grains.Course(course).Describe(new CourseDescription(course, "en", "Film", "", "", "", Published: true), 0);
            await grains.Course(course).PutLesson(new LessonContent(lesson, "One", "Text.") { Kind = LessonKind.Video });
            await grains.Course(course).PublishLesson(lesson);
            return await grains.Enrollment(person, course).Enroll();
        });

        Task<Watched> Report(int to, bool last = false) => silo.In(school, grains => grains.Watching(person, course, lesson)
            .Report(new WatchReport([new(0, to)], to, 1000, 90, last, Film)));

        Assert.True((await Report(100)).IsKept);
        silo.Time.Now += TimeSpan.FromSeconds(10);
        Assert.False((await Report(200)).IsKept);
        silo.Time.Now += TimeSpan.FromSeconds(10);
        var kept = await Report(300, last: true);
        await silo.Restart();
        var after = await silo.In(school, grains => grains.Watching(person, course, lesson).Standing(Film));

        Assert.True(kept.IsKept);
        Assert.Equal((kept.Spans.Single(), 300), (after.Spans.Single(), after.At));

        silo.Time.Now += TimeSpan.FromMinutes(1);
        Assert.True((await Report(900)).IsDone);
        var standing = await silo.In(school, grains => grains.Enrollment(person, course).Standing());
        Assert.Equal(lesson, Assert.Single(standing!.Completed).Lesson);
    }
}
