using System.Text;
using Darsgah.Grains.Courses.Texts;
using Darsgah.Grains.Media;

namespace Darsgah.Grains.Courses;

[GrainType("courses.search")]
internal sealed class CourseSearchGrain(
    [PersistentState("search", Storage.School)] IPersistentState<CourseSearchRecord> index,
    ICaptionFiles captions) : Grain, ICourseSearchGrain
{
    // Of what is said in a lesson's recording: more than an hour of talk, and with its text within one state.
    private const int MostSpoken = 60_000;

    // By lesson: its text, and the text as it is compared. Null before anybody searched.
    private Dictionary<Id<Lesson>, (string Text, string Folded)>? texts;

    private Id<Course> Course => Id<Course>.Parse(this.Key().Name);

    private TenantGrains Grains => this.Neighbours(GrainFactory);

    public async Task Index(ImmutableArray<LessonHead> lessons)
    {
        // What was read before everything was that is looked for now is read again.
        var next = index.State.Version == CourseSearchRecord.Newest
            ? index.State.Only(lessons)
            : new CourseSearchRecord { Version = CourseSearchRecord.Newest };
        var stale = next.Stale(lessons).ToList();

        if (stale.Count == 0 && next.Lessons == index.State.Lessons)
            return;

        var known = await Texts();

        // Where a crash took a text between two segments, it is read again.
        stale.AddRange(lessons.Where(head => !known.ContainsKey(head.Id)).Except(stale).ToList());
        var touched = index.State.Lessons.Except(next.Lessons).Select(lesson => lesson.Segment).ToHashSet();

        foreach (var head in stale)
        {
            var content = (await Grains.Lesson(Course, head.Id).Published())?.Content;
            var text = content is null ? "" : $"{LessonMarkdown.ToPlainText(content.Markdown)}\n{await Spoken(content)}".Trim();

            if (next.Lessons.FirstOrDefault(lesson => lesson.Lesson == head.Id) is { } before)
                touched.Add(before.Segment);

            next = next.With(head, text.Length);
            known[head.Id] = (text, SearchText.Indexed(text));
            touched.Add(next.Lessons.First(lesson => lesson.Lesson == head.Id).Segment);
        }

        // The texts first: the index names a lesson only after what it says is durable.
        foreach (var segment in touched)
            await Grains.CourseTexts(Course, segment).Keep([.. next.Lessons
                .Where(lesson => lesson.Segment == segment)
                .Select(lesson => new LessonText(lesson.Lesson, known[lesson.Lesson].Text))]);

        await this.Commit(index, next);

        foreach (var gone in known.Keys.Except(next.Lessons.Select(lesson => lesson.Lesson)).ToList())
            known.Remove(gone);
    }

    public async Task<ImmutableArray<LessonHit>> Find(ImmutableArray<string> words, ImmutableArray<LessonHead> open, int most)
    {
        if (words.IsEmpty)
            return [];

        var known = await Texts();
        var found = new List<(LessonHead Lesson, bool InTitle, string Text)>();

        foreach (var head in open)
        {
            var title = SearchText.Indexed(head.Title);
            var (text, folded) = known.GetValueOrDefault(head.Id, ("", ""));

            if (SearchText.HasAll($"{title}\n{folded}", words))
                found.Add((head, words.Any(word => title.Contains(word, StringComparison.Ordinal)), text));
        }

        return
        [
            .. found.OrderByDescending(hit => hit.InTitle).Take(most)
                .Select(hit => new LessonHit(hit.Lesson, hit.InTitle, SearchText.Fragment(hit.Text, words))),
        ];
    }

    // The words of a recording, in each language that it has them in.
    private async Task<string> Spoken(LessonContent content)
    {
        var spoken = new StringBuilder();

        foreach (var language in content.Media?.Captions ?? [])
        {
            if (await Grains.MediaFile(language.File).Show() is not { } file || await captions.Captions(this.Key().Tenant, file) is not { } track)
                continue;

            foreach (var cue in track.Cues.TakeWhile(cue => spoken.Length + cue.Text.Length < MostSpoken))
                spoken.Append(cue.Text).Append('\n');
        }

        return spoken.ToString();
    }

    private async Task<Dictionary<Id<Lesson>, (string Text, string Folded)>> Texts()
    {
        if (texts is not null)
            return texts;

        var segments = await Task.WhenAll(Enumerable.Range(1, index.State.Segments).Select(number => Grains.CourseTexts(Course, number).All()));
        var listed = index.State.Lessons.Select(lesson => lesson.Lesson).ToHashSet();

        return texts = segments.SelectMany(segment => segment).Where(text => listed.Contains(text.Lesson))
            .GroupBy(text => text.Lesson)
            .ToDictionary(text => text.Key, text => (text.Last().Text, SearchText.Indexed(text.Last().Text)));
    }
}

[GrainType("courses.texts")]
internal sealed class CourseTextsGrain(
    [PersistentState("texts", Storage.School)] IPersistentState<CourseTextsRecord> texts) : Grain, ICourseTextsGrain
{
    public Task<ImmutableArray<LessonText>> All() => Task.FromResult(texts.State.Texts);

    public Task Keep(ImmutableArray<LessonText> kept) => this.Commit(texts, new CourseTextsRecord { Texts = kept });
}
