using Darsgah.Grains.Purposes;

namespace Darsgah.Grains.People;

/// <summary>How many members there are, and how many segments hold them.</summary>
[GenerateSerializer, Immutable, Alias("people.members.state")]
internal sealed record MemberList
{
    [Id(0)] public int Count { get; init; }

    /// <summary>Segments in use, numbered from 1.</summary>
    [Id(1)] public int Segments { get; init; }

    /// <summary>Who may teach; null for a list stored before that was kept.</summary>
    [Id(2)] public ImmutableArray<Id<Person>>? Teachers { get; init; }

    /// <summary>Teachers that are kept.</summary>
    public const int MostTeachers = 1_000;

    /// <summary>With a row as it is now.</summary>
    /// <param name="gathered">Who may teach as the rows say it, where that was asked for; else null.</param>
    public ImmutableArray<Id<Person>>? TeachersWith(MemberRow row, ImmutableArray<Id<Person>>? gathered) => (Teachers ?? gathered ?? (Segments == 0 ? [] : null)) switch
    {
        null => null,
        { } known when known.Contains(row.Id) == MayTeach(row) || (MayTeach(row) && known.Length >= MostTeachers) => known,
        { } known => MayTeach(row) ? known.Add(row.Id) : known.Remove(row.Id),
    };

    /// <summary>Whether somebody may teach.</summary>
    public static bool MayTeach(MemberRow row) => !row.Blocked && row.Roles.Any(role => role is Role.Instructor or Role.Admin or Role.Owner);

    /// <summary>Rows that were emptied.</summary>
    [Id(3)] public int Gone { get; init; }
}

/// <summary>At most <see cref="Most"/> members.</summary>
[GenerateSerializer, Immutable, Alias("people.member_segment.state")]
internal sealed record MemberSegment
{
    /// <summary>Rows a segment holds; 200 of some 250 bytes.</summary>
    public const int Most = 200;

    [Id(0)] public ImmutableArray<MemberRow> Rows { get; init; } = [];
}

[GrainType("people.members")]
internal sealed class MemberListGrain(
    [PersistentState("members", Storage.School)] IPersistentState<MemberList> list) : Grain, IMemberListGrain
{
    // Of a list stored before that was kept: from all rows, once for as long as the grain is active.
    private ImmutableArray<Id<Person>>? gathered;

    public async Task<int> Put(MemberRow row, int segment)
    {
        var grains = this.Neighbours(GrainFactory);

        if (segment > 0)
        {
            await grains.MemberSegment(segment).Put(row);
            await this.Commit(list, list.State with { Teachers = list.State.TeachersWith(row, gathered) });
            gathered = null;
            return segment;
        }

        var last = Math.Max(1, list.State.Segments);
        var inSegment = await grains.MemberSegment(last).Put(row);

        if (inSegment < 0)
            inSegment = await grains.MemberSegment(++last).Put(row);

        await this.Commit(list, list.State with
        {
            Count = ((last - 1) * MemberSegment.Most) + inSegment,
            Segments = last,
            Teachers = list.State.TeachersWith(row, gathered),
        });
        gathered = null;
        return last;
    }

    public async Task Remove(Id<Person> person, int segment)
    {
        if (segment > 0 && await this.Neighbours(GrainFactory).MemberSegment(segment).Remove(person))
            await this.Commit(list, list.State with { Gone = list.State.Gone + 1, Teachers = list.State.Teachers?.Remove(person) });
    }

    public Task<int> Count() => Task.FromResult(list.State.Count - list.State.Gone);

    public async Task<ImmutableArray<Id<Person>>> Teachers(PurposeUse use)
    {
        if (use.SoftwareDenial is { } denial)
            throw new PurposeDeniedException(denial);

        if ((list.State.Teachers ?? gathered) is { } known)
            return known;

        var found = new List<Id<Person>>();

        for (var segment = 1; segment <= list.State.Segments && found.Count < MemberList.MostTeachers; segment++)
        {
            var rows = await this.Neighbours(GrainFactory).MemberSegment(segment).Rows(use);
            found.AddRange(rows.Where(MemberList.MayTeach).Select(row => row.Id));
        }

        return (gathered = [.. found.Take(MemberList.MostTeachers)]).Value;
    }

    public async Task<MemberPage> Page(string? before, int size, PurposeUse use)
    {
        size = Math.Clamp(size, 1, 100);
        var end = Cursor(before);
        var found = ImmutableArray.CreateBuilder<MemberRow>();

        while (end > 0 && found.Count < size)
        {
            var segment = ((end - 1) / MemberSegment.Most) + 1;
            var start = (segment - 1) * MemberSegment.Most;
            var rows = await this.Neighbours(GrainFactory).MemberSegment(segment).Rows(use);
            var taken = Math.Min(size - found.Count, end - start);

            found.AddRange(rows.Take(end - start).TakeLast(taken).Reverse().Where(row => !row.IsGone));
            end -= taken;
        }

        return new MemberPage(
            found.ToImmutable(), end > 0 ? end.ToString(CultureInfo.InvariantCulture) : null, list.State.Count - list.State.Gone);
    }

    private int Cursor(string? before) =>
        int.TryParse(before, NumberStyles.None, CultureInfo.InvariantCulture, out var end) && end <= list.State.Count
            ? end
            : list.State.Count;
}

[GrainType("people.member_segment")]
internal sealed class MemberSegmentGrain(
    [PersistentState("segment", Storage.School)] IPersistentState<MemberSegment> segment,
    TimeProvider clock) : Grain, IMemberSegmentGrain
{
    public async Task<int> Put(MemberRow row)
    {
        var rows = segment.State.Rows;
        var index = 0;

        while (index < rows.Length && rows[index].Id != row.Id)
            index++;

        if (index == MemberSegment.Most)
            return -1;

        await this.Commit(segment, new MemberSegment { Rows = index == rows.Length ? rows.Add(row) : rows.SetItem(index, row) });
        return segment.State.Rows.Length;
    }

    public async Task<bool> Remove(Id<Person> person)
    {
        if (segment.State.Rows.FirstOrDefault(row => row.Id == person) is not { } row)
            return false;

        // Others keep their places, which pages count by; who tells members passes over whoever is stopped.
        var empty = new MemberRow(default, "", "", [], default, Blocked: true);
        await this.Commit(segment, new MemberSegment { Rows = segment.State.Rows.Replace(row, empty) });
        return true;
    }

    public async Task<ImmutableArray<MemberRow>> Rows(PurposeUse use)
    {
        // Read once by whoever tells everybody of a change: a million members are not kept in memory for that.
        if (use.Purpose == BuiltInPurposes.PolicyNotices)
            DeactivateOnIdle();

        if (use.SoftwareDenial is not { } denial)
            return [.. segment.State.Rows.Select(row => row.Only(use.Categories))];

        await this.Commit(segment, segment.State, new Effects { Audit = [use.Denied(denial, this.Key().Name, clock)] });
        throw new PurposeDeniedException(denial);
    }
}
