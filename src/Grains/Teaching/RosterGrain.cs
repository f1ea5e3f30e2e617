namespace Darsgah.Grains.Teaching;

[GrainType("teaching.roster")]
internal sealed class RosterGrain(
    [PersistentState("roster", Storage.School)] IPersistentState<RosterRecord> roster,
    TimeProvider clock) : Grain, IRosterGrain
{
    private static readonly TimeSpan BetweenCounts = TimeSpan.FromMinutes(1);

    // What is ahead of the record is in its list of places that wait, so that losing it loses no seat.
    private RosterRecord now = new();
    private DateTimeOffset countedAt;

    private Id<Course> Course => Id<Course>.Parse(this.Key().Name);

    private TenantGrains Grains => this.Neighbours(GrainFactory);

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        now = roster.State;
        return Task.CompletedTask;
    }

    public async Task<Outcome<int>> Reserve(Id<Person> person, int? slot, int? seats)
    {
        if (now.Pending.Length >= RosterRecord.MostPending)
            await CountPending();

        var decision = now.Reserve(person, slot, seats, clock.GetUtcNow());

        if (!decision.Succeeded(out var next, out _) && now.Pending.Length > 0 && await CountAgain())
            decision = now.Reserve(person, slot, seats, clock.GetUtcNow());

        if (!decision.Succeeded(out next, out var refusal))
            return refusal;

        if (!ReferenceEquals(next, now))
            await Keep(next);

        return next.PlaceOf(person);
    }

    public async Task Put(RosterLine line)
    {
        var segment = line.Slot / RosterSegment.Most;
        var next = now.Counted(segment, await Grains.RosterSegment(Course, segment).Put(line), line.Person);

        // A seat that is taken was written down when it was given; one that is given back is written down now.
        if (next.Taken < now.Taken)
            await Keep(next);
        else
            now = next;
    }

    public async Task Remove(Id<Person> person, int slot)
    {
        var segment = slot / RosterSegment.Most;

        for (var sheet = 0; sheet * GradeCells.Columns < now.Columns.Graded.Length; sheet++)
            await Grains.GradeSheet(Course, segment, sheet).Put(person, "");

        await Keep(now.Counted(segment, await Grains.RosterSegment(Course, segment).Remove(slot), person));

        // After the line: an index that is being made from the lines has hers no more, or is made when this comes.
        await Grains.RosterWords(Course).Erase(slot);
    }

    public async Task<RosterColumns> Columns(ImmutableArray<Id<Lesson>> lessons, ImmutableArray<Id<Lesson>> graded)
    {
        var columns = now.Columns.With(lessons, graded);

        if (columns != now.Columns)
            await Keep(now with { Columns = columns });

        return now.Columns;
    }

    public Task<RosterFacts> Facts() => Task.FromResult(new RosterFacts(now.Slots, now.Taken, now.Columns));

    public async Task<RosterPage> Page(string? before, int size)
    {
        size = Math.Clamp(size, 1, 100);
        var end = int.TryParse(before, NumberStyles.None, CultureInfo.InvariantCulture, out var cursor) && cursor <= now.Slots ? cursor : now.Slots;
        var found = ImmutableArray.CreateBuilder<RosterLine>();

        while (end > 0 && found.Count < size)
        {
            var segment = (end - 1) / RosterSegment.Most;

            foreach (var line in (await Grains.RosterSegment(Course, segment).Lines()).Reverse().SkipWhile(line => line.Slot >= end))
            {
                if (found.Count == size)
                    break;

                found.Add(line);
            }

            end = found.Count == size ? found[^1].Slot : segment * RosterSegment.Most;
        }

        return new RosterPage(found.ToImmutable(), end > 0 ? end.ToString(CultureInfo.InvariantCulture) : null, now.Slots);
    }

    public async Task<ImmutableArray<ImmutableArray<GradeCell?>>> Grades(ImmutableArray<RosterLine> lines, int sheet)
    {
        var cells = new Dictionary<Id<Person>, string>();

        foreach (var group in lines.GroupBy(line => line.Slot / RosterSegment.Most))
        {
            ImmutableArray<Id<Person>> people = [.. group.Select(line => line.Person)];
            var theirs = await Grains.GradeSheet(Course, group.Key, Math.Max(0, sheet)).Cells(people);

            for (var index = 0; index < people.Length; index++)
                cells[people[index]] = theirs[index];
        }

        return [.. lines.Select(line => GradeCells.Read(cells[line.Person]))];
    }

    // Full by what is known; a crash may have left a place behind that nobody came to.
    private async Task<bool> CountAgain()
    {
        if (clock.GetUtcNow() - countedAt < BetweenCounts)
            return false;

        await CountPending();
        return true;
    }

    private async Task CountPending()
    {
        countedAt = clock.GetUtcNow();
        var next = now;

        foreach (var segment in now.Pending.Select(pending => pending.Slot / RosterSegment.Most).Distinct())
            next = next.Seen(segment, await Grains.RosterSegment(Course, segment).Lines(), countedAt);

        await Keep(next);
    }

    private async Task Keep(RosterRecord next)
    {
        await this.Commit(roster, next);
        now = next;
    }
}
