namespace Darsgah.Grains.Courses;

/// <summary>A lesson's stored content.</summary>
[GenerateSerializer, Immutable, Alias("courses.lesson.state")]
internal sealed record LessonRecord
{
    /// <summary>The draft.</summary>
    [Id(0)] public LessonContent? Content { get; init; }

    /// <summary>The newest version; older ones are kept each for itself.</summary>
    [Id(1)] public PublishedLesson? Published { get; init; }
}

[GrainType("courses.lesson")]
internal sealed class LessonGrain(
    [PersistentState("lesson", Storage.School)] IPersistentState<LessonRecord> lesson,
    TimeProvider clock) : Grain, ILessonGrain
{
    public Task<LessonContent?> Content() => Task.FromResult(lesson.State.Content);

    public Task Put(LessonContent content) => this.Commit(lesson, lesson.State with { Content = content });

    public async Task<PublishedLesson?> Publish()
    {
        var (draft, newest) = (lesson.State.Content, lesson.State.Published);

        if (draft is null || draft == newest?.Content)
            return newest;

        // The one it follows is kept first: a crash between the two leaves both where they were.
        if (newest is not null)
            await Kept(newest.Version).Keep(newest);

        var next = new PublishedLesson((newest?.Version ?? 0) + 1, clock.GetUtcNow(), draft);
        await this.Commit(lesson, lesson.State with { Published = next });
        return next;
    }

    public Task<PublishedLesson?> Published() => Task.FromResult(lesson.State.Published);

    public Task<PublishedLesson?> Version(int version) => lesson.State.Published switch
    {
        { } newest when newest.Version == version => Task.FromResult<PublishedLesson?>(newest),
        { } newest when version > 0 && version < newest.Version => Kept(version).Show(),
        _ => Task.FromResult<PublishedLesson?>(null),
    };

    private ILessonVersionGrain Kept(int version)
    {
        var parts = this.Key().Parts;
        return this.Neighbours(GrainFactory).LessonVersion(Id<Course>.Parse(parts[0]), Id<Lesson>.Parse(parts[1]), version);
    }
}

/// <summary>A version's stored content.</summary>
[GenerateSerializer, Immutable, Alias("courses.lesson_version.state")]
internal sealed record LessonVersionRecord
{
    [Id(0)] public PublishedLesson? Version { get; init; }
}

[GrainType("courses.lesson_version")]
internal sealed class LessonVersionGrain(
    [PersistentState("lesson_version", Storage.School)] IPersistentState<LessonVersionRecord> kept) : Grain, ILessonVersionGrain
{
    public Task<PublishedLesson?> Show() => Task.FromResult(kept.State.Version);

    public Task Keep(PublishedLesson version) => kept.State.Version is not null
        ? Task.CompletedTask
        : this.Commit(kept, new LessonVersionRecord { Version = version });
}
