using Darsgah.Grains.Media;
using Darsgah.Grains.Quizzes;

namespace Darsgah.Grains.Courses;

[GrainType("courses.course")]
internal sealed class CourseGrain(
    [PersistentState("course", Storage.School)] IPersistentState<CourseRecord> course,
    TimeProvider clock) : Grain, ICourseGrain
{
    // What its agenda and its search were told last.
    private CourseOutline? told;

    // A card that a crash kept out of the catalogue gets there when the course is looked at next; so do the others.
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        // A deletion that a crash cut off is done to its end.
        if (course.State is { IsGone: true, Course: { } gone })
            await Clear(gone);

        if (course.State.Open is not { } known)
            return;

        await List(known);
        await Tell(known);
    }

    public Task<CourseOutline?> Outline() => Task.FromResult(course.State.Open);

    public Task<CourseOutline?> Draft() => Task.FromResult(course.State.Course);

    public async Task<Outcome<CourseOutline>> Describe(CourseDescription description, int expectedRevision)
    {
        await Use(description);
        return await Record(course.State.Describe(description, expectedRevision, clock.GetUtcNow()));
    }

    public Task<Outcome<CourseOutline>> PutLesson(LessonContent lesson) => Put(lesson, course.State.PutLesson(lesson));

    public Task<Outcome<CourseOutline>> SaveLesson(LessonContent lesson, LessonTerms terms, Id<Section>? section, string? seen) =>
        Put(lesson, course.State.SaveLesson(lesson, terms, section, seen));

    public Task<Outcome<CourseOutline>> SetLesson(Id<Lesson> lesson, LessonTerms terms) => Record(course.State.SetLesson(lesson, terms));

    public Task<Outcome<CourseOutline>> RemoveLesson(Id<Lesson> lesson) => Record(course.State.RemoveLesson(lesson));

    public Task<ImmutableArray<LessonHead>> Removed() => Task.FromResult(course.State.OutOfDraft.ToImmutableArray());

    public Task<Outcome<CourseOutline>> PutBack(Id<Lesson> lesson) => Record(course.State.PutBack(lesson));

    public Task<Outcome<CourseOutline>> PlaceLesson(Id<Lesson> lesson, Id<Section> section, int place) =>
        Record(course.State.PlaceLesson(lesson, section, place));

    public Task<Outcome<CourseOutline>> PutSection(Id<Section> section, string title) => Record(course.State.PutSection(section, title));

    public Task<Outcome<CourseOutline>> MoveSection(Id<Section> section, int place) => Record(course.State.MoveSection(section, place));

    public Task<Outcome<CourseOutline>> RemoveSection(Id<Section> section) => Record(course.State.RemoveSection(section));

    public async Task<Outcome<CourseOutline>> PublishLesson(Id<Lesson> lesson)
    {
        if (course.State.Course?.Find(lesson) is { } head)
        {
            if (await NotReady([head]) is { } refusal)
                return refusal;

            // The content first here too: a student who finds the lesson in the course can open it.
            await LessonOf(lesson).Publish();
        }

        return Shown(await Record(course.State.PublishLesson(lesson)));
    }

    public async Task<Outcome<CourseOutline>> PublishAll()
    {
        if (course.State is not { Course: { } draft, Open: { } open })
            return CourseErrors.NoSuchCourse(Slug.Value);

        var changes = CourseChanges.Of(draft, open);

        // All of it or nothing: what is refused is found before anything is published.
        if (await NotReady(changes.Lessons.Select(change => change.Draft)) is { } refusal)
            return refusal;

        foreach (var change in changes.Lessons)
            await LessonOf(change.Draft.Id).Publish();

        return changes.IsEmpty ? open : Shown(await Record(course.State.PublishAll()));
    }

    public async Task<Error?> Delete()
    {
        if (course.State is not { Course: { } draft })
            return course.State.IsGone ? null : CourseErrors.NoSuchCourse(Slug.Value);

        if ((await this.Neighbours(GrainFactory).Roster(Slug).Facts()).Slots > 0)
            return CourseErrors.HasStudents();

        await this.Commit(course, course.State with { IsGone = true }, new Effects
        {
            Audit = [new AuditRow("course.deleted", TenantScope.Actor, Slug.Value, clock.GetUtcNow(), draft.Description.Title)],
        });
        await Clear(draft);
        return null;
    }

    public async Task<Outcome<CourseOutline>> Take(CourseCopy copy)
    {
        var decision = course.State.Take(copy, clock.GetUtcNow());

        // All contents first: while they are written there is no course, and after it there is all of it.
        if (decision.Succeeded(out _, out _))
        {
            foreach (var content in copy.Contents)
                await LessonOf(content.Id).Put(content);

            await Use(copy.Description);
        }

        return await Record(decision);
    }

    public Task<Outcome<CourseOutline>> SetTeachers(ImmutableArray<Id<Person>> teachers) =>
        Record(course.State.SetTeachers(teachers));

    // What is left of a deleted course; each step can be done again.
    private async Task Clear(CourseOutline gone)
    {
        foreach (var lesson in gone.Lessons.Concat(course.State.OutOfDraft).Select(lesson => lesson.Id).Distinct())
            await LessonOf(lesson).Erase();

        await Tell(gone with { Lessons = [] });
        await this.Neighbours(GrainFactory).Catalogue.Put(new CourseCard(Slug, gone.Description.Language, "", "", "", 0, Published: false) { IsGone = true });
        await this.Commit(course, new CourseRecord { IsGone = true });
    }

    private async Task<Outcome<CourseOutline>> Put(LessonContent lesson, Outcome<CourseRecord> decision)
    {
        // The content first: the course names a lesson only after what it says is durable.
        if (decision.Succeeded(out _, out _))
            await LessonOf(lesson.Id).Put(lesson);

        return await Record(decision);
    }

    // The picture before the course: one that it shows is never deleted.
    private async Task Use(CourseDescription description)
    {
        foreach (var file in LessonMedia.FilesOf(description))
            await this.Neighbours(GrainFactory).MediaFile(file).Use(new MediaUse(Slug, Lesson: null));
    }

    // Why one of these drafts is nothing to give to students; null where all are.
    private async Task<Error?> NotReady(IEnumerable<LessonHead> drafts)
    {
        foreach (var draft in drafts.Where(draft => draft.Kind is LessonKind.Quiz or LessonKind.Video or LessonKind.Audio or LessonKind.Pdf or LessonKind.File))
        {
            var content = await LessonOf(draft.Id).Content();

            if (draft.Kind == LessonKind.Quiz && content is not { Quiz.Questions.IsEmpty: false })
                return QuizErrors.WriteAQuestion(draft.Title);

            foreach (var file in content?.Media?.Files ?? [])
            {
                if (await this.Neighbours(GrainFactory).MediaFile(file).Show() is null)
                    return CourseErrors.FileGone(draft.Title);
            }
        }

        return null;
    }

    private Id<Course> Slug => Id<Course>.Parse(this.Key().Name);

    private ILessonGrain LessonOf(Id<Lesson> lesson) => this.Neighbours(GrainFactory).Lesson(Slug, lesson);

    private Outcome<CourseOutline> Shown(Outcome<CourseOutline> recorded) => recorded.Then(_ => course.State.Open!);

    private async Task<Outcome<CourseOutline>> Record(Outcome<CourseRecord> decision)
    {
        if (!decision.Succeeded(out var next, out var refusal))
            return refusal;

        // What changes nothing is not written; the card is put all the same, in case an earlier one was cut off.
        if (!ReferenceEquals(next, course.State))
            await this.Commit(course, next);

        await List(next.Open!);
        await Tell(next.Open!);
        return next.Course!;
    }

    // Drafts are nobody's news: they leave what is published, and so the list itself, as it was.
    private async Task Tell(CourseOutline open)
    {
        if (told is not null && told.Lessons == open.Lessons && told.Description.Title == open.Description.Title)
            return;

        var grains = this.Neighbours(GrainFactory);
        await grains.Agenda(Slug).Plan(open);
        await grains.CourseSearch(Slug).Index(open.Lessons);
        told = open;
    }

    private Task List(CourseOutline outline) => this.Neighbours(GrainFactory).Catalogue.Put(new CourseCard(
        outline.Description.Slug,
        outline.Description.Language,
        outline.Description.Title,
        outline.Description.Summary,
        outline.Description.Instructor,
        outline.Lessons.Length,
        outline.Description.Published)
    {
        Subtitle = outline.Description.Subtitle,
        Cover = outline.Description.Cover,
        Level = outline.Description.Level,
        Tags = outline.Description.Tags,
        Access = outline.Description.Access,
        Direction = outline.Description.Direction,
        Teachers = outline.Teachers,
    });
}
