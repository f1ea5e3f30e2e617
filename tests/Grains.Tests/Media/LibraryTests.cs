using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Media;

namespace Darsgah.Grains.Tests.Media;

/// <summary>A school's files: room for them, and what becomes of them.</summary>
public sealed class LibraryTests : IAsyncLifetime
{
    private static readonly MediaLimits Limits = new(LargestFile: 1_000, Total: 2_500, TimeSpan.FromHours(24));

    private RealSilo silo = null!;
    private Id<Tenant> school;

    public async ValueTask InitializeAsync()
    {
        silo = await RealSilo.Start();
        school = await silo.School("north");
    }

    public ValueTask DisposeAsync() => silo.DisposeAsync();

    [Fact]
    public async Task Room_is_kept_for_what_is_arriving_and_given_back_when_it_takes_too_long()
    {
        Assert.Equal("media.too_large", (await Begin(1_001)).Error!.Code);
        Assert.Equal("media.empty", (await Begin(0)).Error!.Code);
        Assert.Equal("media.no_name", (await Begin(1, "/")).Error!.Code);
        var first = (await Begin(1_000)).Value!;
        await Begin(1_000);
        var full = (await Begin(1_000)).Error!;

        Assert.Equal(("media.no_room", "0"), (full.Code, full.Values["left"]));

        await Library(async library =>
        {
            await library.Abandon(first.Id);
            return true;
        });
        Assert.NotNull((await Begin(1_000)).Value);
        Assert.Equal("media.no_room", (await Begin(1_000)).Error!.Code);

        silo.Time.Now += TimeSpan.FromHours(25);
        Assert.NotNull((await Begin(1_000)).Value);
        Assert.Single((await Library(library => library.Standing())).Uploads);
    }

    [Fact]
    public async Task A_file_is_taken_in_once_and_stands_in_its_segment()
    {
        var upload = (await Begin(500)).Value!;
        var first = await Finish(upload);
        var again = await Finish(upload);
        var unknown = await Library(library => library.Finish(Id<MediaFile>.Parse("none"), File(upload)));
        await silo.Restart();

        Assert.Equal(first.Value, again.Value);
        Assert.Equal("media.no_such_upload", unknown.Error!.Code);
        Assert.Equal((1, 500L, 1, 0), await Standing());
        Assert.Equal(first.Value, Assert.Single(await silo.In(school, grains => grains.MediaSegment(1).Files())));
    }

    [Fact]
    public async Task The_list_goes_on_in_another_segment_where_one_is_full()
    {
        for (var i = 0; i < MediaSegment.Most + 1; i++)
            await Finish((await Begin(1)).Value!);

        Assert.Equal((MediaSegment.Most + 1, MediaSegment.Most + 1L, 2, 0), await Standing());
    }

    [Fact]
    public async Task What_a_lesson_shows_is_not_taken_out_and_what_none_shows_is()
    {
        var file = (await Finish((await Begin(500)).Value!)).Value!;
        var (course, lesson) = (Id<Course>.Parse("film"), Id<Lesson>.Parse("one"));
        await silo.In(school, async grains =>
        {
            await grains.Lesson(course, lesson).Put(new LessonContent(lesson, "One", $"![A picture](/media/{file.Id})"));
            return true;
        });
        var uses = await silo.In(school, grains => grains.MediaFile(file.Id).Uses());
        var refused = await Library(library => library.Remove(file.Id, []));
        var removed = await Library(library => library.Remove(file.Id, uses));
        var gone = await Library(library => library.Remove(file.Id, uses));

        Assert.Equal([new MediaUse(course, lesson)], uses);
        Assert.Equal("media.in_use", refused.Error!.Code);
        Assert.Equal(file, removed.Value);
        Assert.Equal("media.no_such_file", gone.Error!.Code);
        Assert.Equal((0, 0L, 1, 0), await Standing());
        Assert.Empty(await silo.In(school, grains => grains.MediaSegment(1).Files()));
    }

    [Fact]
    public async Task Bytes_that_belong_to_nothing_are_known_as_strays()
    {
        var file = (await Finish((await Begin(500)).Value!)).Value!;
        var upload = (await Begin(500)).Value!;
        var stray = Id<StoredFile>.Parse("stray");

        Assert.Equal([stray], await Library(library => library.Strays([file.Stored, stray, upload.Stored])));
    }

    [Fact]
    public async Task Files_that_came_as_a_batch_are_told_an_hour_after_the_last_of_them_unless_somebody_settles_it()
    {
        var first = (await Library(library => library.Begin(new BeginUpload("course.zip", 10, Limits) { BeginsBatch = true }))).Value!;
        await Finish(first);
        silo.Time.Now += TimeSpan.FromMinutes(50);
        var second = (await Library(library => library.Begin(new BeginUpload("one.mp4", 10, Limits) { Batch = first.Id }))).Value!;
        await Finish(second);
        await silo.Restart();

        Assert.Equal([first.Id, second.Id], await Library(library => library.Batch(first.Id)));
        silo.Time.Now += TimeSpan.FromMinutes(50);
        Assert.Empty(await Library(library => library.Lapsed()));
        silo.Time.Now += TimeSpan.FromMinutes(11);
        Assert.Equal([first.Id], await Library(library => library.Lapsed()));

        await Library(async library =>
        {
            await library.Settle(first.Id);
            await library.Settle(first.Id);
            return true;
        });
        Assert.Empty(await Library(library => library.Lapsed()));
        Assert.Equal((2, 20L, 1, 0), await Standing());
    }

    [Theory]
    [InlineData("C:\\films\\one.mp4", "one.mp4")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("درس\u202Efdp.mp4", "درسfdp.mp4")]
    [InlineData(" . ", "")]
    public void A_name_is_the_last_part_of_a_path_without_what_deceives(string given, string kept) =>
        Assert.Equal(kept, MediaLibrary.Named(given));

    [Fact]
    public void A_long_name_keeps_its_end() =>
        Assert.Matches("^a{179}…a{16}[.]mp4$", MediaLibrary.Named(new string('a', 400) + ".mp4"));

    private Task<Outcome<MediaUpload>> Begin(long length, string name = "one.mp4") =>
        Library(library => library.Begin(new BeginUpload(name, length, Limits)));

    private Task<Outcome<MediaFile>> Finish(MediaUpload upload) => Library(library => library.Finish(upload.Id, File(upload)));

    private static MediaFile File(MediaUpload upload) =>
        new(upload.Id, upload.Name, "video/mp4", upload.Length, "hash", upload.Stored, DateTimeOffset.UnixEpoch);

    private Task<T> Library<T>(Func<IMediaLibraryGrain, Task<T>> work) => silo.In(school, grains => work(grains.Media));

    private async Task<(int, long, int, int)> Standing()
    {
        var now = await Library(library => library.Standing());
        return (now.Files, now.Bytes, now.Segments, now.Uploads.Length);
    }
}
