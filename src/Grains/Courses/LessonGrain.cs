using Darsgah.Grains.Media;

namespace Darsgah.Grains.Courses;

/// <summary>A lesson's stored content.</summary>
[GenerateSerializer, Immutable, Alias("courses.lesson.state")]
internal sealed record LessonRecord
{
    /// <summary>The draft.</summary>
    [Id(0)] public LessonContent? Content { get; init; }

    /// <summary>The newest version; older ones are kept each for itself.</summary>
    [Id(1)] public PublishedLesson? Published { get; init; }

    /// <summary>It was written since drafts and versions are two things.</summary>
    [Id(2)] public bool HasDraft { get; init; }

    /// <summary>The newest version; of what was stored before there were versions, what it says.</summary>
    public PublishedLesson? Newest => Published
        ?? (Content is { } content && !HasDraft ? new PublishedLesson(1, DateTimeOffset.UnixEpoch, content) : null);

    /// <summary>Another draft.</summary>
    public LessonRecord Put(LessonContent content) => new() { Content = content, Published = Newest, HasDraft = true };

    /// <summary>The draft as the next version; itself where the newest says the same.</summary>
    public LessonRecord Publish(DateTimeOffset at) => (Content, Newest) switch
    {
        (null, _) => this,
        ({ } draft, { } newest) when LessonMark.Same(draft, newest.Content) => this,
        var (draft, newest) => this with { Published = new PublishedLesson((newest?.Version ?? 0) + 1, at, draft), HasDraft = true },
    };
}

[GrainType("courses.lesson")]
internal sealed class LessonGrain(
    [PersistentState("lesson", Storage.School)] IPersistentState<LessonRecord> lesson,
    TimeProvider clock) : Grain, ILessonGrain
{
    public Task<LessonContent?> Content() => Task.FromResult(lesson.State.Content);

    public async Task Put(LessonContent content)
    {
        if (lesson.State.Content is { } draft && lesson.State.HasDraft && LessonMark.Same(draft, content))
            return;

        var (course, id) = (Id<Course>.Parse(this.Key().Parts[0]), Id<Lesson>.Parse(this.Key().Parts[1]));

        // The files first: one that a lesson shows is never deleted.
        foreach (var file in LessonMedia.FilesOf(content))
            await this.Neighbours(GrainFactory).MediaFile(file).Use(new MediaUse(course, id));

        await this.Commit(lesson, lesson.State.Put(content));
    }

    public async Task<PublishedLesson?> Publish()
    {
        var next = lesson.State.Publish(clock.GetUtcNow());

        if (ReferenceEquals(next, lesson.State))
            return next.Newest;

        // The one it follows is kept first: a crash between the two leaves both where they were.
        if (lesson.State.Newest is { } newest)
            await Kept(newest.Version).Keep(newest);

        await this.Commit(lesson, next);
        return next.Published;
    }

    public Task<PublishedLesson?> Published() => Task.FromResult(lesson.State.Newest);

    public Task<PublishedLesson?> Version(int version) => lesson.State.Newest switch
    {
        { } newest when newest.Version == version => Task.FromResult<PublishedLesson?>(newest),
        { } newest when version > 0 && version < newest.Version => Kept(version).Show(),
        _ => Task.FromResult<PublishedLesson?>(null),
    };

    public async Task Erase()
    {
        for (var version = (lesson.State.Newest?.Version ?? 0) - 1; version > 0; version--)
            await Kept(version).Erase();

        // After the others: a crash before this leaves what tells of them.
        await this.Commit(lesson, new LessonRecord());
    }

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

    public Task Erase() => this.Commit(kept, new LessonVersionRecord());
}
