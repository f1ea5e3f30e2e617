using System.Text;
using Darsgah.Gateway.Tests.Consent;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Media;
using Darsgah.Grains.People;
using Darsgah.Grains.Quizzes;
using Darsgah.Grains.Tenancy;
using Darsgah.Grains.Tests.Media;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Media;

/// <summary>How files go out: to whom, in which ranges, and so that nothing in them runs.</summary>
public sealed class ServingTests(Campus campus)
{
    private static readonly byte[] Film = [.. Made.Mp4(60), .. Enumerable.Range(0, 150_000).Select(index => (byte)index)];

    [Fact, Trait("SEC", "B04")]
    public async Task A_lessons_file_is_there_for_who_is_in_the_course_and_who_teaches_it()
    {
        var (school, path) = await Lesson();
        var student = await campus.Student(school, "film");
        var other = await campus.SignedIn(school);
        var teacher = await campus.SignedIn(school, roles: Role.Instructor);
        var stranger = await campus.SignedIn(school, roles: Role.Instructor);
        var admin = await campus.SignedIn(school, roles: Role.Admin);
        await campus.Site.In(school, grains => grains.Course(Id<Course>.Parse("film")).SetTeachers([teacher.Person]));

        async Task<int[]> All(params Learner[] people) => await Task.WhenAll(people.Select(async person => (await person.Get(path)).Status));

        var statuses = await All(student, other, teacher, stranger, admin);

        Assert.Equal([200, 404, 200, 404, 200], statuses);
        Assert.Equal(302, (await campus.Site.Visit(school).Get(path)).Status);
    }

    [Fact, Trait("SEC", "B04")]
    public async Task A_picture_in_a_question_is_there_for_who_is_asked_and_for_nobody_else()
    {
        var school = await campus.School();
        var admin = await campus.SignedIn(school, roles: Role.Admin);
        await campus.Course(school, "exam");
        var (asked, said) = (await admin.Browser.Put("asked.png", Made.Png(1, 1)), await admin.Browser.Put("said.png", Made.Png(2, 1)));
        await campus.Publish(school, "exam", new LessonContent(Id<Lesson>.Parse("test"), "Test", "Read first.")
        {
            Kind = LessonKind.Quiz,
            Quiz = new Quiz { Questions = [new() { Id = "one", Kind = QuestionKind.TrueFalse, Text = $"Is it? ![A sign](/media/{asked})", Feedback = $"![A hint](/media/{said})" }] },
        });
        var (student, other) = (await campus.Student(school, "exam"), await campus.SignedIn(school));

        foreach (var file in new[] { asked, said })
        {
            Assert.Equal((200, 404), ((await student.Get($"/media/{file}")).Status, (await other.Get($"/media/{file}")).Status));
            Assert.NotEmpty(await campus.Site.In(school, grains => grains.MediaFile(file).Uses()));
        }
    }

    [Fact, Trait("SEC", "B07")]
    public async Task A_file_is_found_through_a_lesson_that_shows_it_and_no_other()
    {
        var (school, path) = await Lesson();
        await campus.Publish(school, "film", new LessonContent(Id<Lesson>.Parse("two"), "Two", "No file."));
        var student = await campus.Student(school, "film");
        var elsewhere = await campus.School();
        await campus.Course(elsewhere, "film");
        var foreign = await campus.Student(elsewhere, "film");

        Assert.Equal(404, (await student.Get(path.Replace("/one/", "/two/", StringComparison.Ordinal))).Status);
        Assert.Equal(404, (await foreign.Get(path)).Status);
        Assert.Equal(404, (await foreign.Get(path.Replace("/one/", "/lesson-1/", StringComparison.Ordinal))).Status);
    }

    [Fact]
    public async Task Ranges_are_given_as_they_are_asked_for()
    {
        var (school, path) = await Lesson();
        var student = await campus.Student(school, "film");

        async Task<Answer> Ask(string range, HttpMethod? method = null, params (string Name, string Value)[] more)
        {
            var request = new HttpRequestMessage(method ?? HttpMethod.Get, path);
            request.Headers.TryAddWithoutValidation("Range", range);

            foreach (var (name, value) in more)
                request.Headers.TryAddWithoutValidation(name, value);

            return await student.Browser.Send(request);
        }

        var whole = await student.Get(path);
        var tag = whole.Headers["etag"];
        var middle = await Ask("bytes=65530-65545");
        var end = await Ask("bytes=-10");
        var beyond = await Ask("bytes=99999999-");
        var several = await Ask("bytes=0-1,5-6");
        var changed = await Ask("bytes=0-1", null, ("If-Range", "\"another\""));
        var same = await Ask("bytes=0-1", null, ("If-Range", tag));
        var head = await Ask("bytes=0-99", HttpMethod.Head);
        var known = await Ask("", null, ("If-None-Match", tag));

        Assert.Equal((200, "bytes", "no-cache, private", "video/mp4"),
            (whole.Status, whole.Headers["accept-ranges"], whole.Headers["cache-control"], whole.Headers["content-type"]));
        Assert.Equal(Film, whole.Bytes);
        Assert.Equal((206, $"bytes 65530-65545/{Film.Length}"), (middle.Status, middle.Headers["content-range"]));
        Assert.Equal(Film[65_530..65_546], middle.Bytes);
        Assert.Equal(Film[^10..], end.Bytes);
        Assert.Equal(416, beyond.Status);
        Assert.Equal((200, Film.Length), (several.Status, several.Bytes.Length));
        Assert.Equal((200, 206), (changed.Status, same.Status));
        Assert.Equal((206, "100", 0), (head.Status, head.Headers["content-length"], head.Bytes.Length));
        Assert.Equal(304, known.Status);
    }

    [Theory, Trait("SEC", "E09")]
    [InlineData("page.html", "<!doctype html><script>alert(1)</script>")]
    [InlineData("picture.svg", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")]
    [InlineData("code.js", "alert(1)")]
    public async Task What_could_run_is_saved_and_never_shown(string name, string content)
    {
        var school = await campus.School();
        var admin = await campus.SignedIn(school, roles: Role.Admin);
        var file = await admin.Browser.Put(name, Encoding.UTF8.GetBytes(content));

        var answer = await admin.Get($"{Studio.Library}/{file}/content");

        Assert.Equal(("application/octet-stream", "nosniff"), (answer.Headers["content-type"], answer.Headers["x-content-type-options"]));
        Assert.StartsWith("attachment;", answer.Headers["content-disposition"], StringComparison.Ordinal);
        Assert.Matches("default-src 'none'.*sandbox", answer.Headers["content-security-policy"]);
    }

    [Fact]
    public async Task A_name_in_any_script_arrives_as_it_is()
    {
        var school = await campus.School();
        var admin = await campus.SignedIn(school, roles: Role.Admin);
        var file = await admin.Browser.Put("درس «۱».png", Made.Png(2, 2));

        var shown = await admin.Get($"{Studio.Library}/{file}/content");
        var saved = await admin.Get($"{Studio.Library}/{file}/content?save=1");

        Assert.Equal("image/png", shown.Headers["content-type"]);
        Assert.StartsWith("inline;", shown.Headers["content-disposition"], StringComparison.Ordinal);
        Assert.StartsWith("attachment;", saved.Headers["content-disposition"], StringComparison.Ordinal);
        Assert.EndsWith("filename*=UTF-8''" + Uri.EscapeDataString("درس «۱».png"), saved.Headers["content-disposition"], StringComparison.Ordinal);
    }

    private async Task<(School School, string Path)> Lesson()
    {
        var school = await campus.School();
        await campus.Course(school, "film", lessons: 0);
        var admin = await campus.SignedIn(school, roles: Role.Admin);
        var file = await admin.Browser.Put("film.mp4", Film);
        await campus.Publish(school, "film", new LessonContent(Id<Lesson>.Parse("one"), "One", "")
        {
            Kind = LessonKind.Video,
            Media = new LessonMedia(file) { Seconds = 60 },
        });

        return (school, $"/courses/film/lessons/one/media/{file}");
    }
}
