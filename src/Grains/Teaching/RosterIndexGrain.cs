namespace Darsgah.Grains.Teaching;

[GrainType("teaching.roster_index")]
internal sealed class RosterIndexGrain(TimeProvider clock) : Grain, IRosterIndexGrain
{
    private const int AtOnce = 32;

    // Segments that are read at a time where any line may be one, and lines at most that are compared for one page.
    private const int AFew = 4;
    private const int MostRead = 4_000;

    // Lines that are read one by one to be filtered and sorted.
    private const int MostSorted = 100;

    // Lines by segment, as they were read; folded names are made once.
    private readonly List<ImmutableArray<Entry>> segments = [];
    private readonly HashSet<int> stale = [];

    private Id<Course> Course => Id<Course>.Parse(this.Key().Name);

    private TenantGrains Grains => this.Neighbours(GrainFactory);

    public async Task<RosterPage> Find(RosterQuery query)
    {
        var wanted = NameWords.Wanted(query.Words);

        if (!wanted.IsEmpty && query.Risk is null && await ByName(query, wanted) is { } named)
            return named;

        var columns = await Refresh();
        return PageOf(query, wanted, segments.SelectMany(segment => segment), columns);
    }

    public async Task<ImmutableArray<int>> Order(RosterQuery query)
    {
        var columns = await Refresh();
        return [.. Sorted(query, NameWords.Wanted(query.Words), segments.SelectMany(segment => segment), columns).Select(row => row.Line.Slot)];
    }

    public async Task<ImmutableArray<RosterLine>> Lines(ImmutableArray<int> slots)
    {
        // From memory where the course is there; else as they lie.
        if (segments.Count > 0)
            await Refresh();

        var entries = segments.Count > 0
            ? slots.Where(slot => slot >= 0 && slot / RosterSegment.Most < segments.Count)
                .SelectMany(slot => segments[slot / RosterSegment.Most].Where(entry => entry.Line.Slot == slot))
            : await Read(slots);
        var lines = entries.ToDictionary(entry => entry.Line.Slot, entry => entry.Line);

        return [.. slots.Where(lines.ContainsKey).Select(slot => lines[slot])];
    }

    public async Task<LessonFigures> Figures(ImmutableArray<Id<Lesson>> lessons)
    {
        var columns = await Refresh();
        var numbers = Numbers(lessons, columns);
        var (finished, reached) = (new int[lessons.Length], new int[lessons.Length]);
        var (students, completed) = (0, 0);

        foreach (var line in segments.SelectMany(segment => segment).Select(entry => entry.Line).Where(line => !line.LeftOut))
        {
            var (last, done) = (-1, 0);
            students++;

            for (var index = 0; index < numbers.Length; index++)
            {
                if (!LessonBits.Has(line.Done, numbers[index]))
                    continue;

                finished[index]++;
                done++;
                last = index;
            }

            for (var index = 0; index <= last; index++)
                reached[index]++;

            completed += lessons.Length > 0 && done == lessons.Length ? 1 : 0;
        }

        return new LessonFigures(students, [.. finished], [.. reached], completed);
    }

    public Task Changed(int segment)
    {
        // What was never read is read when somebody asks.
        if (segment < segments.Count)
            stale.Add(segment);

        return Task.CompletedTask;
    }

    // Without reading the course; null for what is not to be had so.
    private async Task<RosterPage?> ByName(RosterQuery query, ImmutableArray<string> wanted)
    {
        var facts = await Grains.Roster(Course).Facts();
        var places = await Grains.RosterWords(Course).Find(wanted, facts.Slots);

        if (query.IsNamesOnly)
            return await Newest(query, wanted, places, facts.Slots);

        if (places.Slots is not { Length: <= MostSorted } slots)
            return null;

        return PageOf(query, wanted, await Read(slots), facts.Columns);
    }

    // Newest first, until the page is full. Where it is not after a while, the course is read once instead.
    private async Task<RosterPage?> Newest(RosterQuery query, ImmutableArray<string> wanted, NamedPlaces places, int slots)
    {
        var (size, now, isLater) = (Math.Clamp(query.Size, 1, 1_000), clock.GetUtcNow(), query.After is not null);
        var before = int.TryParse(query.After, NumberStyles.None, CultureInfo.InvariantCulture, out var cursor) ? Math.Min(cursor, slots) : slots;
        var pieces = places.Slots is { } named
            ? named.Where(slot => slot < before).Chunk(size + 1)
            : Enumerable.Range(0, before).Reverse().Chunk(AFew * RosterSegment.Most);
        var (found, looked) = (new List<RosterLine>(), 0);

        foreach (var piece in pieces)
        {
            if (!places.IsAll && looked >= MostRead)
                return null;

            found.AddRange((await Read(piece))
                .Where(entry => query.Admits(entry.Line, entry.Name, wanted, share: 0, lessons: 0, now))
                .Select(entry => entry.Line)
                .OrderByDescending(line => line.Slot));
            looked += piece.Length;

            if (found.Count > size)
                break;
        }

        ImmutableArray<RosterLine> page = [.. found.Take(size)];
        var isMore = found.Count > size;
        var next = isMore ? page[^1].Slot.ToString(CultureInfo.InvariantCulture) : null;

        return places.IsAll
            ? new RosterPage(page, next, places.Slots!.Value.Length)
            : new RosterPage(page, next, page.Length) { IsMore = isMore || isLater };
    }

    private RosterPage PageOf(RosterQuery query, ImmutableArray<string> wanted, IEnumerable<Entry> entries, RosterColumns columns)
    {
        var found = Sorted(query, wanted, entries, columns);
        var start = RosterPlace.Read(query.Sort, query.After) is { } last ? found.FindIndex(row => RosterPlace.Compare(row.Place, last) > 0) : 0;

        if (start < 0)
            return new RosterPage([], null, found.Count);

        var page = found.GetRange(start, Math.Min(Math.Clamp(query.Size, 1, 1_000), found.Count - start));
        return new RosterPage([.. page.Select(row => row.Line)], start + page.Count < found.Count ? page[^1].Place.ToString(query.Sort) : null, found.Count);
    }

    private List<(RosterLine Line, RosterPlace Place)> Sorted(
        RosterQuery query, ImmutableArray<string> wanted, IEnumerable<Entry> entries, RosterColumns columns)
    {
        var numbers = Numbers(query.Lessons, columns);
        var now = clock.GetUtcNow();
        var found = entries
            .Select(entry => (entry.Line, entry.Name, Done: LessonBits.Count(entry.Line.Done, numbers)))
            .Where(row => query.Admits(row.Line, row.Name, wanted, numbers.IsEmpty ? 0 : (double)row.Done / numbers.Length, numbers.Length, now))
            .Select(row => (row.Line, Place: RosterPlace.Of(query.Sort, row.Line, row.Name, row.Done)))
            .ToList();

        found.Sort((one, other) => RosterPlace.Compare(one.Place, other.Place));
        return found;
    }

    // The lines of some places, as far as there are any.
    private async Task<List<Entry>> Read(IReadOnlyCollection<int> slots)
    {
        var asked = slots.ToHashSet();
        var entries = new List<Entry>();

        foreach (var numbers in slots.Select(slot => slot / RosterSegment.Most).Distinct().Chunk(AtOnce))
        {
            foreach (var lines in await Task.WhenAll(numbers.Select(number => Grains.RosterSegment(Course, number).Lines())))
                entries.AddRange(lines.Where(line => asked.Contains(line.Slot)).Select(Entry.Of));
        }

        return entries;
    }

    private async Task<RosterColumns> Refresh()
    {
        var facts = await Grains.Roster(Course).Facts();
        var count = (facts.Slots + RosterSegment.Most - 1) / RosterSegment.Most;

        // The last one that was read may have been filled further by a place that was given out since.
        var due = stale.Concat(Enumerable.Range(segments.Count, Math.Max(0, count - segments.Count))).Distinct().Order().ToArray();

        foreach (var chunk in due.Chunk(AtOnce))
        {
            var read = await Task.WhenAll(chunk.Select(number => Grains.RosterSegment(Course, number).Lines()));

            for (var index = 0; index < chunk.Length; index++)
            {
                ImmutableArray<Entry> entries = [.. read[index].Select(Entry.Of)];

                if (chunk[index] < segments.Count)
                    segments[chunk[index]] = entries;
                else
                    segments.Add(entries);

                stale.Remove(chunk[index]);
            }
        }

        return facts.Columns;
    }

    private static ImmutableArray<int> Numbers(ImmutableArray<Id<Lesson>> lessons, RosterColumns columns) =>
        [.. lessons.Select(lesson => columns.Lessons.IndexOf(lesson))];

    private sealed record Entry(RosterLine Line, string Name)
    {
        public static Entry Of(RosterLine line) => new(line, NameWords.Fold(line.Name));
    }
}
