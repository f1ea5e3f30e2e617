using Orleans.Concurrency;

namespace Darsgah.Grains.Teaching;

/// <remarks>Reentrant: students of a course who finish something together are written together.</remarks>
[GrainType("teaching.roster_segment"), Reentrant]
internal sealed class RosterSegmentGrain : Grain, IRosterSegmentGrain
{
    private readonly GatheredWrites<RosterSegment> segment;

    public RosterSegmentGrain([PersistentState("segment", Storage.School)] IPersistentState<RosterSegment> segment) =>
        this.segment = new(this, segment);

    public async Task<int> Put(RosterLine line) => await Keep(segment.Next.With(line));

    public async Task<int> Remove(int slot)
    {
        var kept = segment.Next.Lines.RemoveAll(line => line.Slot == slot);

        return await Keep(kept.Length == segment.Next.Lines.Length ? segment.Next : new RosterSegment { Lines = kept });
    }

    public Task<string?> NameAt(int slot) => Task.FromResult(segment.Next.Lines.FirstOrDefault(line => line.Slot == slot)?.Name);

    public Task<ImmutableArray<RosterLine>> Lines() => Task.FromResult(segment.Next.Lines);

    private int Number => int.Parse(this.Key().Parts[1], CultureInfo.InvariantCulture);

    private IRosterIndexGrain Index => this.Neighbours(GrainFactory).RosterIndex(Id<Course>.Parse(this.Key().Subject));

    private async Task<int> Keep(RosterSegment next)
    {
        var isChange = !ReferenceEquals(next, segment.Next);
        await segment.Write(next);

        if (isChange)
            await Index.Changed(Number);

        return segment.Next.Lines.Count(line => line.HoldsSeat);
    }
}

[GrainType("teaching.grade_sheet"), Reentrant]
internal sealed class GradeSheetGrain : Grain, IGradeSheetGrain
{
    private readonly GatheredWrites<GradeSheet> sheet;

    public GradeSheetGrain([PersistentState("sheet", Storage.School)] IPersistentState<GradeSheet> sheet) =>
        this.sheet = new(this, sheet);

    public Task Put(Id<Person> person, string cells)
    {
        var known = sheet.Next.Cells;

        return sheet.Write(string.Equals(known.GetValueOrDefault(person.Value, ""), cells, StringComparison.Ordinal)
            ? sheet.Next
            : new GradeSheet { Cells = cells.Length > 0 ? known.SetItem(person.Value, cells) : known.Remove(person.Value) });
    }

    public Task<ImmutableArray<string>> Cells(ImmutableArray<Id<Person>> people) =>
        Task.FromResult(people.Select(person => sheet.Next.Cells.GetValueOrDefault(person.Value, "")).ToImmutableArray());
}
