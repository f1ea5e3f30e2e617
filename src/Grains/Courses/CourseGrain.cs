namespace Darsgah.Grains.Courses;

[GrainType("courses.course")]
internal sealed class CourseGrain(
    [PersistentState("course", Storage.School)] IPersistentState<CourseRecord> course,
    TimeProvider clock) : Grain, ICourseGrain
{
    // A card that a crash kept out of the catalogue gets there when the course is looked at next.
    public override Task OnActivateAsync(CancellationToken cancellationToken) =>
        course.State.Course is { } known ? List(known) : Task.CompletedTask;

    public Task<CourseOutline?> Outline() => Task.FromResult(course.State.Course);

    public Task<Outcome<CourseOutline>> Describe(CourseDescription description, int expectedRevision) =>
        Record(course.State.Describe(description, expectedRevision, clock.GetUtcNow()));

    public async Task<Outcome<CourseOutline>> PutLesson(LessonContent lesson)
    {
        var decision = course.State.PutLesson(lesson);

        // The content first: the course names a lesson only after what it says is durable.
        if (decision.Succeeded(out _, out _))
            await this.Neighbours(GrainFactory).Lesson(Slug, lesson.Id).Put(lesson);

        return await Record(decision);
    }

    public Task<Outcome<CourseOutline>> RemoveLesson(Id<Lesson> lesson) => Record(course.State.RemoveLesson(lesson));

    public Task<Outcome<CourseOutline>> MoveLesson(Id<Lesson> lesson, int place) =>
        Record(course.State.MoveLesson(lesson, place));

    private Id<Course> Slug => Id<Course>.Parse(this.Key().Name);

    private async Task<Outcome<CourseOutline>> Record(Outcome<CourseRecord> decision)
    {
        if (!decision.Succeeded(out var next, out var refusal))
            return refusal;

        // What changes nothing is not written; the card is put all the same, in case an earlier one was cut off.
        if (!ReferenceEquals(next, course.State))
            await this.Commit(course, next);

        await List(next.Course!);
        return next.Course!;
    }

    private Task List(CourseOutline outline) => this.Neighbours(GrainFactory).Catalogue.Put(new CourseCard(
        outline.Description.Slug,
        outline.Description.Language,
        outline.Description.Title,
        outline.Description.Summary,
        outline.Description.Instructor,
        outline.Lessons.Length,
        outline.Description.Published));
}

/// <summary>A lesson's stored content.</summary>
[GenerateSerializer, Immutable, Alias("courses.lesson.state")]
internal sealed record LessonRecord
{
    [Id(0)] public LessonContent? Content { get; init; }
}

[GrainType("courses.lesson")]
internal sealed class LessonGrain(
    [PersistentState("lesson", Storage.School)] IPersistentState<LessonRecord> lesson) : Grain, ILessonGrain
{
    public Task<LessonContent?> Content() => Task.FromResult(lesson.State.Content);

    public Task Put(LessonContent content) => this.Commit(lesson, new LessonRecord { Content = content });
}
