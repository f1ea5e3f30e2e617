namespace Darsgah.Grains.Teaching;

[GrainType("teaching.roster_words")]
internal sealed class RosterWordsGrain(
    [PersistentState("words", Storage.School)] IPersistentState<RosterWordsRecord> words) : Grain, IRosterWordsGrain
{
    // What stands in more is not looked up: a page of it is full after a few segments of the roster.
    private const int MostRanges = 8;
    private const int AtOnce = 32;

    private Id<Course> Course => Id<Course>.Parse(this.Key().Name);

    private TenantGrains Grains => this.Neighbours(GrainFactory);

    public async Task Put(int slot, string name, string? before)
    {
        if (!words.State.IsWhole)
            return;

        var add = RosterWordSegment.EntriesOf(name, slot).ToArray();
        var remove = RosterWordSegment.EntriesOf(before ?? "", slot).Except(add, StringComparer.Ordinal).ToArray();
        var ranges = add.Concat(remove).Select(words.State.RangeOf).Distinct().OrderDescending().ToArray();
        var entries = await Task.WhenAll(ranges.Select(Entries));
        var changed = ranges
            .Select((range, index) => (Range: range, Old: entries[index], New: RosterWordSegment.Changed(
                entries[index], add.Where(IsOf(range)), remove.Where(IsOf(range)))))
            .Where(change => change.New != change.Old)
            .ToLookup(change => change.New.Length <= RosterWordSegment.Most);

        await Task.WhenAll(changed[true].Select(change => Segment(words.State.Ranges[change.Range].Segment).Keep(change.New)));

        // From the last on: a range that is split moves those behind it.
        foreach (var full in changed[false])
            await Split(full.Range, full.New);

        Func<string, bool> IsOf(int range) => entry => words.State.RangeOf(entry) == range;
    }

    public async Task Erase(int slot)
    {
        foreach (var numbers in Enumerable.Range(0, words.State.Used).Chunk(AtOnce))
        {
            await Task.WhenAll(numbers.Select(async number =>
            {
                var entries = await Segment(number).Entries();
                var left = entries.RemoveAll(entry => RosterWordSegment.SlotOf(entry) == slot);

                if (left.Length < entries.Length)
                    await Segment(number).Keep(left);
            }));
        }
    }

    public async Task<NamedPlaces> Find(ImmutableArray<string> wanted, int slots)
    {
        if (!words.State.IsWhole)
            await Make(slots);

        HashSet<int>? found = null;
        var isAll = true;

        foreach (var word in wanted)
        {
            var first = words.State.RangeOf(word);
            var count = words.State.RangeOf(word + '\uFFFF') - first + 1;

            if (count > MostRanges)
            {
                isAll = false;
                continue;
            }

            var places = (await Task.WhenAll(Enumerable.Range(first, count).Select(Entries)))
                .SelectMany(entries => entries)
                .Where(entry => entry.StartsWith(word, StringComparison.Ordinal))
                .Select(RosterWordSegment.SlotOf)
                .ToHashSet();

            found?.IntersectWith(places);
            found ??= places;
        }

        return new NamedPlaces(found is null ? null : [.. found.OrderDescending()], isAll);
    }

    // From the lines. Who comes meanwhile is put in after it, because her line was there first.
    private async Task Make(int slots)
    {
        var entries = new List<string>();

        foreach (var numbers in Enumerable.Range(0, (slots + RosterSegment.Most - 1) / RosterSegment.Most).Chunk(AtOnce))
        {
            foreach (var lines in await Task.WhenAll(numbers.Select(number => Grains.RosterSegment(Course, number).Lines())))
                entries.AddRange(lines.SelectMany(line => RosterWordSegment.EntriesOf(line.Name, line.Slot)));
        }

        entries.Sort(StringComparer.Ordinal);
        var segments = entries.Chunk(RosterWordSegment.Most * 2 / 3).DefaultIfEmpty([]).ToArray();

        // An erasure goes through what is used, also where a crash comes before the end.
        await this.Commit(words, words.State with { Used = Math.Max(segments.Length, words.State.Used) });

        foreach (var numbers in Enumerable.Range(0, segments.Length).Chunk(AtOnce))
            await Task.WhenAll(numbers.Select(number => Segment(number).Keep([.. segments[number]])));

        await this.Commit(words, words.State with
        {
            IsWhole = true,
            Ranges = [.. segments.Select((segment, number) => new WordRange(number == 0 ? "" : segment[0], number))],
        });
    }

    // First the number, then what it holds, then where that is looked for; last the other half goes from where it was.
    private async Task Split(int range, ImmutableArray<string> entries)
    {
        var (half, number) = (entries.Length / 2, words.State.Used);
        await this.Commit(words, words.State with { Used = number + 1 });
        await Segment(number).Keep(entries[half..]);
        await this.Commit(words, words.State with { Ranges = words.State.Ranges.Insert(range + 1, new WordRange(entries[half], number)) });
        await Segment(words.State.Ranges[range].Segment).Keep(entries[..half]);
    }

    private async Task<ImmutableArray<string>> Entries(int range) =>
        words.State.Within(range, await Segment(words.State.Ranges[range].Segment).Entries());

    private IRosterWordSegmentGrain Segment(int number) => Grains.RosterWordSegment(Course, number);
}

[GrainType("teaching.roster_word_segment")]
internal sealed class RosterWordSegmentGrain(
    [PersistentState("segment", Storage.School)] IPersistentState<RosterWordSegment> segment) : Grain, IRosterWordSegmentGrain
{
    public Task<ImmutableArray<string>> Entries() => Task.FromResult(segment.State.Entries);

    public Task Keep(ImmutableArray<string> entries) => this.Commit(segment, new RosterWordSegment { Entries = entries });
}
