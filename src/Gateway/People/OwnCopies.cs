using System.Globalization;
using System.Text;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Pages.Policies;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Learning;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Purposes;

namespace Darsgah.Gateway.People;

/// <summary>Gathers what a school holds of a signed-in person: hers alone, never of anybody she names.</summary>
internal static class OwnCopies
{
    /// <summary>Where one of her files is fetched: open to her whatever she answered.</summary>
    public static string FilePath(Id<Course> course, Id<Lesson> lesson, int number, string file) =>
        string.Create(CultureInfo.InvariantCulture, $"{Places.OwnData}/files/{course}/{lesson}/{number}/{file}");

    /// <summary>All of it; null where her account is gone meanwhile.</summary>
    public static async Task<OwnCopy?> Of(TenantRequest request)
    {
        var (grains, person) = (request.Grains, request.Account!.Id);

        if (await grains.Person(person).Account(PurposeUses.OwnCopy) is not { } account)
            return null;

        var entries = await grains.ConsentLedger(person).Entries();
        var works = await grains.HandedWorks(person).All();
        var member = await grains.CommunityMember(person).Standing();
        var courses = new List<OwnCourse>();

        foreach (var course in await grains.Enrollments(person).Courses())
        {
            if (await Course(request, person, course, [.. works.Where(work => work.Course == course).Select(work => work.Lesson)]) is { } own)
                courses.Add(own);
        }

        return new OwnCopy(
            request.School.Slug,
            request.Origin,
            request.Clock.GetUtcNow(),
            OwnAccount.Of(account),
            entries,
            await Texts(request, entries),
            await Purposes(grains, entries),
            await grains.Audit.Notices(person),
            await grains.Notifications(person).Lines(),
            await grains.Notifications(person).Choices(),
            member.Name,
            member.Notices,
            [.. courses]);
    }

    // What was shown and what binds, as far as each was published.
    private static async Task<ImmutableArray<OwnText>> Texts(TenantRequest request, ImmutableArray<ConsentEntry> entries)
    {
        var texts = ImmutableArray.CreateBuilder<OwnText>();
        var named = entries.Where(entry => entry.Purpose is null)
            .SelectMany(entry => new[] { (entry.Shown.Document, entry.Shown.Version, entry.Shown.Language), (entry.Shown.Document, entry.Shown.Version, Language: entry.Shown.BindingLanguage) })
            .Distinct();

        foreach (var version in named.GroupBy(text => (text.Document, text.Version)))
        {
            var published = ShownTexts.IsPolicy(version.Key.Document)
                ? (await request.Grains.Policy(version.Key.Document).Version(version.Key.Version)).Value : null;

            foreach (var (document, number, language) in version)
            {
                if (published is null && ShownTexts.IsPolicy(document))
                    continue;

                texts.Add(new OwnText(
                    document, number, language, $"{request.Origin}{ShownTexts.PathOf(document, number)}?lang={language}", Markdown(published, language)));
            }
        }

        return texts.ToImmutable();
    }

    private static string Markdown(PolicyVersion? version, string language) =>
        version is not null && version.Texts.TryGetValue(language, out var text) ? Encoding.UTF8.GetString(PolicyPlainText.Of(text)) : "";

    private static async Task<ImmutableArray<Purpose>> Purposes(TenantGrains grains, ImmutableArray<ConsentEntry> entries)
    {
        var purposes = ImmutableArray.CreateBuilder<Purpose>();

        foreach (var edition in entries.Select(entry => entry.Purpose?.Edition).OfType<string>().Distinct(StringComparer.Ordinal))
        {
            if (await grains.PurposeEdition(edition).Purpose() is { } purpose)
                purposes.Add(purpose);
        }

        return purposes.ToImmutable();
    }

    private static async Task<OwnCourse?> Course(TenantRequest request, Id<Person> person, Id<Course> course, ImmutableArray<Id<Lesson>> works)
    {
        var grains = request.Grains;

        if (await grains.Enrollment(person, course).Kept() is not { } kept)
            return null;

        var outline = await grains.Course(course).Outline();
        var notes = await grains.StudyNotes(person, course).All();

        return new OwnCourse(
            course,
            outline?.Description.Title ?? "",
            kept.EnrolledAt,
            kept.State,
            kept.Until,
            kept.Cohort,
            kept.Completed,
            kept.Grades,
            kept.Certificate,
            notes.Notes,
            notes.Marks,
            await Attempts(grains, person, outline, kept),
            await Works(request, person, course, works),
            await Posts(grains, person, course),
            await Messages(grains, person, course),
            await grains.Reviews(course).Of(person) is { } review ? new OwnReview(review.Stars, review.Post.Text, review.Post.At) : null)
        {
            FinishedAt = kept.FinishedAt,
            LastOpened = kept.LastOpened,
        };
    }

    // Also of lessons that the course has no more, where something of hers was graded.
    private static async Task<ImmutableArray<OwnAttempt>> Attempts(
        TenantGrains grains, Id<Person> person, CourseOutline? outline, Enrollment kept)
    {
        var attempts = ImmutableArray.CreateBuilder<OwnAttempt>();
        var quizzes = (outline?.Lessons ?? []).Where(lesson => lesson.Kind == LessonKind.Quiz).Select(lesson => lesson.Id)
            .Union(kept.Grades.Select(grade => grade.Lesson));

        foreach (var lesson in quizzes)
        {
            var book = grains.QuizBook(person, kept.Course, lesson);

            foreach (var attempt in (await book.Standing()).Attempts)
            {
                var answers = (await book.Sheet(attempt.Number)).Value?.Answers;
                attempts.Add(new OwnAttempt(
                    lesson, attempt.Number, attempt.StartedAt, attempt.EndedAt, attempt.Points, attempt.OutOf,
                    answers is null ? ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty
                        : answers.ToImmutableSortedDictionary(answer => answer.Key, answer => answer.Value.Values, StringComparer.Ordinal)));
            }
        }

        return attempts.ToImmutable();
    }

    private static async Task<ImmutableArray<OwnWork>> Works(
        TenantRequest request, Id<Person> person, Id<Course> course, ImmutableArray<Id<Lesson>> lessons)
    {
        var works = ImmutableArray.CreateBuilder<OwnWork>();

        foreach (var lesson in lessons)
        {
            var book = request.Grains.SubmissionBook(person, course, lesson);

            foreach (var submission in await book.Standing())
            {
                if ((await book.Show(submission.Number)).Value?.Sheet is { } sheet)
                {
                    works.Add(new OwnWork(lesson, submission.Number, submission.At, sheet.Text, sheet.Feedback,
                    [
                        .. sheet.Files.Select(file => new OwnFile(
                            file.Name, file.Mime, file.Length, file.Hash, request.Origin + FilePath(course, lesson, submission.Number, file.Id))),
                    ]));
                }
            }
        }

        return works.ToImmutable();
    }

    private static async Task<ImmutableArray<OwnPost>> Posts(TenantGrains grains, Id<Person> person, Id<Course> course)
    {
        var posts = ImmutableArray.CreateBuilder<OwnPost>();

        foreach (var page in (await grains.CommunityPlace(person, course).Posts()).GroupBy(post => (post.Lesson, post.Question, post.Place.Page)))
        {
            if (await grains.Question(course, page.Key.Lesson, page.Key.Question).Thread(page.Key.Page) is not { } thread)
                continue;

            var written = page.Key.Page == 0 ? [thread.Question.Post] : thread.Replies;
            var title = page.Key.Page == 0 ? thread.Question.Title : "";
            posts.AddRange(page
                .Select(noted => written.FirstOrDefault(post => post.Id == noted.Place.Post && post.By.Person == person))
                .OfType<Grains.Community.Post>()
                .Select(post => new OwnPost(page.Key.Lesson, title, post.Text, post.At, post.RemovedAt)));
        }

        return posts.ToImmutable();
    }

    private static async Task<ImmutableArray<OwnMessage>> Messages(TenantGrains grains, Id<Person> person, Id<Course> course)
    {
        var messages = ImmutableArray.CreateBuilder<OwnMessage>();
        var conversation = grains.Conversation(person, course);

        for (var (page, pages) = (1, 1); page <= pages; page++)
        {
            var read = await conversation.Read(page);
            pages = read.Pages;
            messages.AddRange(read.Posts.Where(post => post.IsShown || post.By.Person == person)
                .Select(post => new OwnMessage(post.By.Teaches, post.Text, post.At)));
        }

        return messages.ToImmutable();
    }
}
