using System.Text;
using Darsgah.Gateway.Demo.Made;
using Darsgah.Gateway.Media;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Community;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Media;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Demo;

/// <summary>Fills a demo school's course: lessons of several kinds, files that this program makes, questions with replies.</summary>
internal sealed class DemoCourses(Uploads uploads, TimeProvider clock)
{
    /// <summary>The course of a Markdown file with what its extras add. Files that are there already are not made again.</summary>
    /// <exception cref="InvalidOperationException">A file was refused; the message says which and why.</exception>
    public async Task<CourseFile> Complete(TenantGrains tenant, School school, CourseFile file, CourseExtras extras)
    {
        var colour = BrandColour.TryParse(school.Profile.Colour, out var known) ? known : BrandColour.Default;
        var slug = file.Description.Slug;
        var cover = await Keep(tenant, $"{slug}.png", () => PictureFile.Rings(colour, extras.Cover));
        file = file with { Description = file.Description with { Cover = cover.Id.Value } };

        foreach (var extra in extras.Lessons)
        {
            var content = extra.Content with
            {
                Markdown = string.Join('\n', extra.Text),
                Quiz = extra.Quiz,
                Live = Live(extra.Live),
                Media = await Media(tenant, school, file.Description, extra, colour),
            };
            var at = file.Heads.Select(head => head.Id).ToList().IndexOf(extra.After);

            if (at < 0)
                throw new InvalidOperationException($"The demo's course '{slug}' has no lesson '{extra.After}'.");

            var head = new LessonHead(content.Id, content.Title) { Kind = content.Kind, Section = file.Heads[at].Section, Terms = extra.Terms };
            file = file with { Heads = file.Heads.Insert(at + 1, head), Lessons = file.Lessons.Insert(at + 1, content) };
        }

        return file;
    }

    /// <summary>What was asked and said in a course. Repeating it changes nothing.</summary>
    public static async Task Talk(TenantGrains tenant, Id<Course> course, CourseExtras extras, Poster student, Poster owner)
    {
        if (extras.Announcement is { } said)
            Checked(said.Title, await tenant.Announcements(course).Announce(Named(course, 0), owner, said.Title, said.Text));

        foreach (var (number, asked) in extras.Questions.Index())
        {
            var question = tenant.Question(course, asked.Lesson, Named(course, (2 * number) + 1));
            Checked(asked.Title, await question.Ask(student, asked.Title, asked.Text));

            if (asked.Reply.Length > 0)
            {
                var place = Checked(asked.Title, await question.Reply(Named(course, (2 * number) + 2), owner, asked.Reply));
                Checked(asked.Title, await question.Accept(place, owner, accepted: true));
            }
        }
    }

    private LessonLive? Live(LiveInDemo? live)
    {
        if (live is null)
            return null;

        var day = clock.GetUtcNow().UtcDateTime.Date.AddDays(live.Days).AddHours(live.Hour);
        return new LessonLive(new DateTimeOffset(day, TimeSpan.Zero), live.Minutes, live.Link);
    }

    private async Task<LessonMedia?> Media(TenantGrains tenant, School school, CourseDescription course, ExtraLesson extra, BrandColour colour)
    {
        var name = $"{course.Slug}-{extra.Content.Id}";

        if (!extra.Sheet.IsEmpty)
        {
            var sheet = await Keep(tenant, name + ".pdf", () => SheetFile.Of(
                extra.Content.Title, extra.Sheet, school.Profile.NameIn(course.Language), colour, course.Language, clock.GetUtcNow()));
            return new LessonMedia(sheet.Id);
        }

        if (!extra.Film && extra.Tones.IsEmpty)
            return null;

        var played = extra.Film
            ? await Keep(tenant, name + ".mp4", FilmFile.RisingDough)
            : await Keep(tenant, name + ".wav", () => ToneFile.Of([.. extra.Tones.Select(tone => new Tone(tone[0], tone[1]))]));
        var captions = await Keep(tenant, name + ".vtt", () => Encoding.UTF8.GetBytes(string.Join('\n', extra.Captions)));

        return new LessonMedia(played.Id)
        {
            Seconds = played.Seconds,
            Captions = [new LessonCaptions(course.Language, captions.Id)],
            Chapters = extra.Chapters,
        };
    }

    // What a start that was cut off had kept already is taken as it is.
    private async Task<MediaFile> Keep(TenantGrains tenant, string name, Func<byte[]> make)
    {
        if ((await tenant.MediaSegment(1).Files()).FirstOrDefault(file => file.Name == name) is { } known)
            return known;

        var bytes = make();
        using var stream = new MemoryStream(bytes);
        return Checked(name, await uploads.Put(tenant, name, bytes.Length, stream, CancellationToken.None));
    }

    private static Id<Post> Named(Id<Course> course, int number) => Id<Post>.Parse(FormattableString.Invariant($"demo-{course}-{number}"));

    private static T Checked<T>(string what, Outcome<T> outcome) => outcome.Succeeded(out var value, out var refusal)
        ? value
        : throw new InvalidOperationException($"The demo's '{what}' was refused: {refusal.Message}");
}
