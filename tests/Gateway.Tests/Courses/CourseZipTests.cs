using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using Darsgah.Gateway.Pages.Admin.Courses.Transfer;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Media;

namespace Darsgah.Gateway.Tests.Courses;

/// <summary>A course as one file, and files that are none.</summary>
public class CourseZipTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task What_was_given_out_is_taken_in_as_it_was()
    {
        var copy = Course();

        var bytes = await Write(copy);
        var read = Read(bytes).Value!;

        Assert.Equal(bytes, await Write(copy));
        Assert.Equal(bytes, await Write(read with { Description = read.Description with { Published = true } }));
        Assert.False(read.Description.Published);
        Assert.Equal(["سلام\n\n$x^2$", "Two."], read.Contents.Select(content => content.Markdown));
        Assert.Equal(copy.Contents[1].Live, read.Contents[1].Live);
        Assert.Equal(copy.Lessons[1].Terms, read.Lessons[1].Terms);
    }

    [Fact]
    public void A_folder_of_Markdown_is_a_course()
    {
        var read = Read(Zip(
            ("my-course/README.md", "# Bread\n\nAll about it."), ("my-course/01-flour/01-what_it_is.md", "Flour."),
            ("my-course/01-flour/02-kinds.md", "# Kinds of flour\n\nMany."), ("my-course/02-oven/01-heat.md", "Hot."), ("my-course/notes.txt", "x"))).Value!;

        Assert.Equal(("Bread", "All about it."), (read.Description.Title, read.Description.Description));
        Assert.Equal(["flour", "oven"], read.Sections.Select(section => section.Title));
        Assert.Equal(["what it is", "Kinds of flour", "heat"], read.Lessons.Select(lesson => lesson.Title));
        Assert.Equal(["Flour.", "Many.", "Hot."], read.Contents.Select(content => content.Markdown));
        Assert.Equal(read.Sections[1].Id, read.Lessons[2].Section);
    }

    public static TheoryData<string, byte[]> Hostile => new()
    {
        { "no_zip", "PK is not enough"u8.ToArray() },
        { "empty", Zip(("notes.txt", "nothing of ours")) },
        { "path", Zip(("../course.json", "{}")) },
        { "path", Zip(("/etc/passwd.md", "x")) },
        { "path", Zip(("a\\b.md", "x")) },
        { "path", Zip(("c:evil.md", "x")) },
        { "twice", Zip(("a.md", "x"), ("A.md", "y")) },
        { "link", Zip(entry => entry.ExternalAttributes = unchecked((int)0xA1FF0000), ("a.md", "/etc/passwd")) },
        { "bomb", Zip(("a.md", new string('0', 900_000))) },
        { "too_large", Zip(("a.md", Noise(1_100_000))) },
        { "too_many", Zip([.. Enumerable.Range(1, ZipGuard.MostEntries + 1).Select(number => ($"{number}.md", "x"))]) },
        { "encoding", Zip(("a.md", "\xFF\xFE\xFD")) },
        { "json", Zip(("course.json", "{")) },
        { "json", Zip(("course.json", "[]")) },
        { "json", Zip(("course.json", "null")) },
        { "json", Zip(("course.json", string.Concat(Enumerable.Repeat("[", 500)))) },
        { "json", Zip(("course.json", """{"format":1,"course":null,"sections":[],"lessons":[]}""")) },
        { "json", Zip(("course.json", """{"format":1,"unknown":true}""")) },
        { "json", Altered("\"sections\": [", "\"sections\": [ null,") },
        { "json", Altered("\"slug\": \"algebra\"", "\"slug\": \"../admin\"") },
        { "format", Zip(("course.json", """{"format":3,"anything":1}""")) },
        { "json", Altered("\"media\": []", "\"media\": null") },
        { "json", Altered("\"media\": []", "\"media\": [null]") },
        { "path", Altered("\"media\": []", """ "media": [{"id":"a","file":"course.json","name":"a.png","mime":"image/png","length":1,"hash":"00"}] """) },
        { "json", Altered("\"media\": []", $""" "media": [{Named("a", "a")}, {Named("a", "b")}] """) },
        { "too_many", Altered("\"media\": []", $""" "media": [{string.Join(',', Enumerable.Range(0, PackedMedia.Most + 1).Select(at => Named($"n{at}", $"n{at}")))}] """) },
        { "missing", Altered("\"live\": {", """ "media": { "file": "nowhere" }, "live": { """) },
        { "missing", Altered("lessons/001-", "lessons/999-") },
    };

    /// <summary>Refused as a whole, with the entry at fault.</summary>
    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_file_that_is_odd_is_refused(string situation, byte[] bytes) =>
        Assert.Equal("course_import." + situation, Read(bytes).Error?.Code);

    // Of entries without a byte in them millions fit into a file, and each would be an object before anybody could count.
    [Fact]
    public async Task A_list_of_entries_without_end_is_not_read_to_its_end()
    {
        using var fits = new MemoryStream(Zip([.. Enumerable.Range(1, ZipGuard.MostEntries).Select(number => ($"{new string('ن', 190)}{number}.md", ""))]));
        using var endless = new MemoryStream(Zip([.. Enumerable.Range(1, 100_000).Select(number => ($"{number}", ""))]));

        await using var zip = await BoundedDirectory.Open(fits, TestContext.Current.CancellationToken);

        Assert.Equal(ZipGuard.MostEntries, zip?.Entries.Count);
        Assert.Null(await BoundedDirectory.Open(endless, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task As_much_as_is_given_out_is_taken_in()
    {
        var course = Course();
        var name = new string('ن', 190) + ".png";
        var media = Enumerable.Range(1, PackedMedia.Most)
            .Select(number => new PackedMedia(Id<MediaFile>.Parse($"m{number}"), $"media/m{number}.png", name, "image/png", 1, new string('0', 64)))
            .ToImmutableArray();
        var lessons = Enumerable.Range(1, 500).Select(number => Id<Lesson>.Parse($"l{number}")).ToArray();
        var copy = course with
        {
            Lessons = [.. lessons.Select(lesson => new LessonHead(lesson, "One"))],
            Contents = [.. lessons.Select(lesson => new LessonContent(lesson, "One", "One."))],
        };
        using var buffer = new MemoryStream();
        await CourseZip.Write(buffer, copy, media, _ => Task.FromResult<Stream>(new MemoryStream([1])));
        using var zip = new ZipArchive(buffer);

        var read = CourseZip.Read(zip, buffer.Length, null, "en");

        Assert.Null(CourseZip.Denial(copy, media.Length));
        Assert.Null(read.Error);
        Assert.Equal(media, read.Value!.Media!.Value);
        Assert.True(zip.GetEntry(CourseManifest.Name)!.Length > ZipGuard.LargestEntry);
        Assert.Equal("course_import.too_much_media", CourseZip.Denial(copy, PackedMedia.Most + 1)?.Code);
    }

    [Fact]
    public void More_than_is_taken_in_is_not_given_out()
    {
        var lesson = new LessonContent(Id<Lesson>.Parse("one"), "One", new string('x', CourseCopy.MostText + 1));

        Assert.Equal("course_import.too_much_text", CourseZip.Denial(Course() with { Contents = [lesson] }, 0)?.Code);
    }

    [Fact, Trait("SEC", "E08")]
    public void Entries_that_share_their_bytes_are_refused()
    {
        var bytes = Zip(("a.md", Noise(50_000)), ("b.md", Noise(50_000)));

        // In the directory the second one begins where the first one does, and is as long as both.
        var directory = bytes.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        BitConverter.GetBytes(bytes.Length - 100).CopyTo(bytes, directory + 20);
        BitConverter.GetBytes(0).CopyTo(bytes, directory + 42);

        Assert.Equal("course_import.bomb", Read(bytes).Error?.Code);
    }

    [Fact]
    public void An_entry_that_lies_about_its_length_is_refused_and_not_taken_in_part()
    {
        var bytes = Zip(("a.md", Noise(2_000_000)));

        // The length stands in the header of the entry and in the directory; both say one byte.
        for (var at = 0; at + 4 < bytes.Length; at++)
        {
            if (BitConverter.ToUInt32(bytes, at) == 2_000_000)
                BitConverter.GetBytes(1u).CopyTo(bytes, at);
        }

        Assert.Equal("course_import.broken", Read(bytes).Error?.Code);
    }

    private static Outcome<CourseCopy> Read(byte[] bytes)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(bytes));
            return CourseZip.Read(zip, bytes.Length, null, "en").Then(packed => packed.Copy);
        }
        catch (InvalidDataException)
        {
            return TransferErrors.NoZip();
        }
    }

    private static async Task<byte[]> Write(CourseCopy copy)
    {
        using var buffer = new MemoryStream();
        await CourseZip.Write(buffer, copy, [], _ => throw new InvalidOperationException("There is no file to open."));
        return buffer.ToArray();
    }

    private static string Named(string id, string file) =>
        $$"""{"id":"{{id}}","file":"media/{{file}}","name":"a.png","mime":"image/png","length":1,"hash":"00"}""";

    private static CourseCopy Course()
    {
        var section = new SectionHead(Id<Section>.Parse("basics"), "مقدمات");
        var (one, two) = (Id<Lesson>.Parse("one"), Id<Lesson>.Parse("two"));

        return new CourseCopy(
            new CourseDescription(Id<Course>.Parse("algebra"), "fa-AF", "الجبر", "Short.", "Long.", "", Published: true) { Tags = ["جبر"], Level = CourseLevel.Beginner },
            [section],
            [
                new LessonHead(one, "یک") { Section = section.Id },
                new LessonHead(two, "Two")
                {
                    Section = section.Id,
                    Kind = LessonKind.Live,
                    Terms = new LessonTerms { Release = new ReleaseRule(ReleaseKind.AfterLesson) { Lesson = one } },
                },
            ],
            [
                new LessonContent(one, "یک", "سلام\n\n$x^2$"),
                new LessonContent(two, "Two", "Two.") { Kind = LessonKind.Live, Live = new LessonLive(Monday, 60, "https://meet.example/a") },
            ]);
    }

    private static byte[] Altered(string what, string with)
    {
        using var from = new ZipArchive(new MemoryStream(Write(Course()).GetAwaiter().GetResult()));
        using var reader = new StreamReader(from.GetEntry("course.json")!.Open());
        var json = reader.ReadToEnd();

        Assert.Contains(what, json, StringComparison.Ordinal);
        return Zip(("course.json", json.Replace(what, with, StringComparison.Ordinal)), ("lessons/001-one.md", "x"), ("lessons/002-two.md", "x"));
    }

    private static byte[] Zip(params (string Name, string Text)[] entries) => Zip(null, entries);

    private static byte[] Zip(Action<ZipArchiveEntry>? change, params (string Name, string Text)[] entries)
    {
        using var buffer = new MemoryStream();

        using (var zip = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in entries)
            {
                var entry = zip.CreateEntry(name);
                change?.Invoke(entry);

                using var to = entry.Open();
                to.Write(Encoding.Latin1.GetBytes(text) is var plain && text.All(sign => sign <= 0xFF) ? plain : Encoding.UTF8.GetBytes(text));
            }
        }

        return buffer.ToArray();
    }

    // Text that does not pack.
    private static string Noise(int length)
    {
        var state = 1u;
        return string.Create(length, 0, (span, _) =>
        {
            for (var at = 0; at < span.Length; at++)
            {
                state = (state * 1_664_525) + 1_013_904_223;
                span[at] = (char)(' ' + ((state >> 16) % 90));
            }
        });
    }
}
