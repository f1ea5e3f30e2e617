using Darsgah.Grains.Assignments;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Media;
using Darsgah.Grains.Quizzes;
using Darsgah.Silo.Files;
using Microsoft.Extensions.DependencyInjection;

namespace Darsgah.Gateway.Tests.Isolation;

/// <summary>Files, and courses with a lesson of each kind.</summary>
internal sealed partial class Planter
{
    private Id<Course> OwnCourse => Id<Course>.Parse(planted.Own(Kind.Course));

    // What a lesson plays, its captions, one that nothing uses, and one that is arriving.
    private async Task Files()
    {
        await File("recording.name", "video/mp4", planted.Plant("recording.content"));
        await File("captions.name", "text/vtt", $"WEBVTT\n\n00:01.000 --> 00:02.000\n{planted.Plant("captions.text")}\n");
        await File("file.name", MediaType.Unknown.Mime, planted.Plant("file.content"));

        var waiting = await In(async grains => Made(await grains.Media.Begin(Upload("upload.name", 4))));
        planted.Add(Kind.Upload, waiting.Id.Value);
    }

    private Task<MediaFile> File(string name, string mime, string content) => In(async grains =>
    {
        var (files, text) = (site.Services.GetRequiredService<SchoolFiles>(), System.Text.Encoding.UTF8.GetBytes(content));
        var upload = Made(await grains.Media.Begin(Upload(name, text.Length)));

        using (var file = await files.Grow(School.Id, upload.Stored))
        {
            await file.Take(new MemoryStream(text), upload.Length, CancellationToken.None);
            await file.Sync();
        }

        files.Complete(School.Id, upload.Stored);
        planted.Add(Kind.File, upload.Id.Value);
        return Made(await grains.Media.Finish(upload.Id, new MediaFile(
            upload.Id, upload.Name, mime, upload.Length, new string('0', 64), upload.Stored, site.Clock.GetUtcNow())));
    });

    private BeginUpload Upload(string name, int length)
    {
        var begin = new BeginUpload(planted.Plant(name), length, new MediaLimits(1_000, 10_000, TimeSpan.FromDays(1)));
        planted.Written.Add(begin);
        return begin;
    }

    private async Task Course(string place, bool published)
    {
        var slug = Id<Course>.Parse(planted.Add(Kind.Course, planted.Plant($"{place}.slug")));
        var described = new CourseDescription(
            slug, "en", planted.Plant($"{place}.title"), planted.Plant($"{place}.summary"),
            planted.Plant($"{place}.description"), planted.Plant($"{place}.instructor"), published)
        {
            Subtitle = planted.Plant($"{place}.subtitle"),
            Cover = planted.Plant($"{place}.cover"),
            CoverAlternative = planted.Plant($"{place}.cover_alternative"),
            Tags = [planted.Plant($"{place}.tag")],
            Objectives = [planted.Plant($"{place}.objective")],
            Requirements = [planted.Plant($"{place}.requirement")],
        };
        var section = planted.Plant($"{place}.section");
        List<LessonContent> lessons = [Lesson(place, 1, Kind.Lesson), Lesson(place, 2, Kind.Lesson)];

        if (published)
            lessons.AddRange(OfEveryKind(place));

        planted.Written.AddRange([described, .. lessons]);
        await In(async grains =>
        {
            Made(await grains.Course(slug).Describe(described, 0));
            Made(await grains.Course(slug).PutSection(Id<Section>.Parse("part"), section));

            foreach (var lesson in lessons)
                Made(await grains.Course(slug).PutLesson(lesson));

            Made(await grains.Course(slug).PublishAll());

            // Once more, so that there is a version before.
            Made(await grains.Course(slug).PutLesson(lessons[1] with { Markdown = planted.Plant($"{place}.2.markdown.new") }));
            return Made(await grains.Course(slug).PublishAll());
        });
    }

    private LessonContent Lesson(string place, int number, Kind kind) => new(
        Id<Lesson>.Parse(planted.Add(kind, planted.Plant($"{place}.{number}.id"))),
        planted.Plant($"{place}.{number}.title"), planted.Plant($"{place}.{number}.markdown"));

    private IEnumerable<LessonContent> OfEveryKind(string place) =>
    [
        Lesson(place, 3, Kind.Quiz) with { Kind = LessonKind.Quiz, Quiz = Quiz(place) },
        Lesson(place, 4, Kind.Assignment) with { Kind = LessonKind.Assignment, Assignment = Assignment(place) },
        Lesson(place, 5, Kind.Recording) with
        {
            Kind = LessonKind.Video,
            Media = new LessonMedia(Id<MediaFile>.Parse(planted.Ids[Kind.File][0]))
            {
                Captions = [new LessonCaptions("en", Id<MediaFile>.Parse(planted.Ids[Kind.File][1]))],
                Chapters = [new Chapter(0, planted.Plant($"{place}.chapter"))],
                Seconds = 60,
            },
        },
        Lesson(place, 6, Kind.LiveClass) with
        {
            Kind = LessonKind.Live,
            Live = new LessonLive(site.Clock.GetUtcNow(), 60, planted.Plant($"{place}.live", token => $"https://meet.example/{token}")),
        },
        Lesson(place, 7, Kind.Lesson) with
        {
            Kind = LessonKind.Embed,
            Embed = new LessonEmbed(planted.Plant($"{place}.embed", token => $"https://youtu.be/{token}")),
        },
    ];

    // Anybody passes it; what is written is marked by hand.
    private Quiz Quiz(string place)
    {
        var pool = planted.Plant($"{place}.quiz.pool", token => token[..16]);

        Question Asked(string number, QuestionKind kind) => new()
        {
            Id = planted.Add(Kind.QuizQuestion, planted.Plant($"{place}.{number}.id")),
            Kind = kind,
            Text = planted.Plant($"{place}.{number}.text"),
            Feedback = planted.Plant($"{place}.{number}.feedback"),
            Pool = pool,
            Accepted = [planted.Plant($"{place}.{number}.accepted")],
            Options = [Option($"{place}.{number}.a") with { IsRight = true }, Option($"{place}.{number}.b")],
        };

        return new Quiz
        {
            Settings = new QuizSettings { PassPercent = 0 },
            Pools = [new QuestionPool(pool, 3)],
            Questions = [Asked("one", QuestionKind.OneChoice), Asked("two", QuestionKind.Matching), Asked("three", QuestionKind.Essay)],
        };
    }

    private AnswerOption Option(string place) => new(place[^1..], planted.Plant($"{place}.text"))
    {
        Match = planted.Plant($"{place}.match"),
        Feedback = planted.Plant($"{place}.feedback"),
    };

    // Handed in as often as anything is numbered here.
    private Assignment Assignment(string place) => new()
    {
        Files = 2,
        Resubmissions = 10,
        Rubric =
        [
            new Criterion(
                "criterion", planted.Plant($"{place}.criterion.title"), planted.Plant($"{place}.criterion.description"),
                [new RubricLevel("level", planted.Plant($"{place}.level.title"), 10, planted.Plant($"{place}.level.description"))]),
        ],
    };
}
