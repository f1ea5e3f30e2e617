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
        {
            var grain = this.Neighbours(GrainFactory).Lesson(Slug, lesson.Id);
            await grain.Put(lesson);
            await grain.Publish();
        }

        return await Record(decision);
    }

    public Task<Outcome<CourseOutline>> RemoveLesson(Id<Lesson> lesson) => Record(course.State.RemoveLesson(lesson));

    public Task<Outcome<CourseOutline>> MoveLesson(Id<Lesson> lesson, int place) =>
        Record(course.State.MoveLesson(lesson, place));

    public Task<Outcome<CourseOutline>> SetTeachers(ImmutableArray<Id<Person>> teachers) =>
        Record(course.State.SetTeachers(teachers));

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
