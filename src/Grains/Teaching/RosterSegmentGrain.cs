namespace Darsgah.Grains.Teaching;

[GrainType("teaching.roster_segment")]
internal sealed class RosterSegmentGrain(
    [PersistentState("segment", Storage.School)] IPersistentState<RosterSegment> segment) : Grain, IRosterSegmentGrain
{
    public async Task<int> Put(RosterLine line)
    {
        var next = segment.State.With(line);

        if (!ReferenceEquals(next, segment.State))
        {
            await this.Commit(segment, next);
            await Index.Changed(Number);
        }

        return segment.State.Lines.Count(other => other.HoldsSeat);
    }

    public async Task<int> Remove(int slot)
    {
        var next = segment.State.Lines.RemoveAll(line => line.Slot == slot);

        if (next.Length != segment.State.Lines.Length)
        {
            await this.Commit(segment, new RosterSegment { Lines = next });
            await Index.Changed(Number);
        }

        return next.Count(other => other.HoldsSeat);
    }

    public Task<string?> NameAt(int slot) => Task.FromResult(segment.State.Lines.FirstOrDefault(line => line.Slot == slot)?.Name);

    public Task<ImmutableArray<RosterLine>> Lines() => Task.FromResult(segment.State.Lines);

    private int Number => int.Parse(this.Key().Parts[1], CultureInfo.InvariantCulture);

    private IRosterIndexGrain Index => this.Neighbours(GrainFactory).RosterIndex(Id<Course>.Parse(this.Key().Subject));
}

[GrainType("teaching.grade_sheet")]
internal sealed class GradeSheetGrain(
    [PersistentState("sheet", Storage.School)] IPersistentState<GradeSheet> sheet) : Grain, IGradeSheetGrain
{
    public Task Put(Id<Person> person, string cells) =>
        string.Equals(sheet.State.Cells.GetValueOrDefault(person.Value, ""), cells, StringComparison.Ordinal)
            ? Task.CompletedTask
            : this.Commit(sheet, new GradeSheet
            {
                Cells = cells.Length > 0 ? sheet.State.Cells.SetItem(person.Value, cells) : sheet.State.Cells.Remove(person.Value),
            });

    public Task<ImmutableArray<string>> Cells(ImmutableArray<Id<Person>> people) =>
        Task.FromResult(people.Select(person => sheet.State.Cells.GetValueOrDefault(person.Value, "")).ToImmutableArray());
}
