namespace Darsgah.Grains.Teaching;

[GrainType("teaching.roster_index")]
internal sealed class RosterIndexGrain(TimeProvider clock) : Grain, IRosterIndexGrain
{
    private const int AtOnce = 32;

    // Lines by segment, as they were read; folded names are made once.
    private readonly List<ImmutableArray<Entry>> segments = [];
    private readonly HashSet<int> stale = [];

    private Id<Course> Course => Id<Course>.Parse(this.Key().Name);

    private TenantGrains Grains => this.Neighbours(GrainFactory);

    public async Task<RosterPage> Find(RosterQuery query)
    {
        var columns = await Refresh();
        var numbers = Numbers(query.Lessons, columns);
        var now = clock.GetUtcNow();
        var found = new List<(Entry Entry, double Share)>();

        foreach (var entry in segments.SelectMany(segment => segment))
        {
            var share = Share(entry.Line, numbers);

            if (query.Admits(entry.Line, entry.Name, share, numbers.Length, now))
                found.Add((entry, share));
        }

        found.Sort((one, other) => Compare(query.Sort, one, other));

        var start = Start(found, query);
        var page = found.Skip(start).Take(Math.Clamp(query.Size, 1, 1_000)).Select(row => row.Entry.Line).ToImmutableArray();
        var next = start + page.Length < found.Count ? page[^1].Slot.ToString(CultureInfo.InvariantCulture) : null;
        return new RosterPage(page, next, found.Count);
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
                ImmutableArray<Entry> entries = [.. read[index].Select(line => new Entry(line, TextFold.Fold(line.Name)))];

                if (chunk[index] < segments.Count)
                    segments[chunk[index]] = entries;
                else
                    segments.Add(entries);

                stale.Remove(chunk[index]);
            }
        }

        return facts.Columns;
    }

    // The cursor is the place of the last line shown; where that line is gone from what is found, the page starts over.
    private static int Start(List<(Entry Entry, double Share)> found, RosterQuery query) =>
        int.TryParse(query.After, NumberStyles.None, CultureInfo.InvariantCulture, out var slot)
            ? found.FindIndex(row => row.Entry.Line.Slot == slot) + 1
            : 0;

    private static ImmutableArray<int> Numbers(ImmutableArray<Id<Lesson>> lessons, RosterColumns columns) =>
        [.. lessons.Select(lesson => columns.Lessons.IndexOf(lesson))];

    private static double Share(RosterLine line, ImmutableArray<int> numbers) =>
        numbers.IsEmpty ? 0 : (double)LessonBits.Count(line.Done, numbers) / numbers.Length;

    private static int Compare(RosterSort sort, (Entry Entry, double Share) one, (Entry Entry, double Share) other)
    {
        var (first, second) = (one.Entry.Line, other.Entry.Line);
        var order = sort switch
        {
            RosterSort.Name => (one.Entry.Name.Length == 0, other.Entry.Name.Length == 0) switch
            {
                (true, false) => 1,
                (false, true) => -1,
                _ => string.CompareOrdinal(one.Entry.Name, other.Entry.Name),
            },
            RosterSort.Progress => one.Share.CompareTo(other.Share),
            RosterSort.Activity => first.LastAt.CompareTo(second.LastAt),
            RosterSort.Grade => (first.Percent ?? 101).CompareTo(second.Percent ?? 101),
            _ => 0,
        };

        return order != 0 ? order : second.Slot.CompareTo(first.Slot);
    }

    private sealed record Entry(RosterLine Line, string Name);
}
