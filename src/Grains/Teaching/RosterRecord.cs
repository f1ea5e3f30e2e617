namespace Darsgah.Grains.Teaching;

/// <summary>Places and seats of a course, and the numbers of its lessons; and the rules for giving them out.</summary>
[GenerateSerializer, Immutable, Alias("teaching.roster.state")]
internal sealed record RosterRecord
{
    /// <summary>Places that wait for their line at a time; older ones have got it, or a crash took it.</summary>
    public const int MostPending = 200;

    /// <summary>How long a place waits for its line: longer than any enrolment takes to be written.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Places given out.</summary>
    [Id(0)] public int Slots { get; init; }

    /// <summary>Seats held by the lines of each segment, as far as they were counted.</summary>
    [Id(1)] public ImmutableArray<int> Seats { get; init; } = [];

    /// <summary>Places whose lines were not counted yet, oldest first; each holds a seat.</summary>
    [Id(2)] public ImmutableArray<PendingPlace> Pending { get; init; } = [];

    [Id(3)] public RosterColumns Columns { get; init; } = RosterColumns.None;

    /// <summary>Seats taken.</summary>
    public int Taken => Seats.Sum() + Pending.Length;

    /// <summary>The record with a place for her; itself where she has one that waits.</summary>
    public Outcome<RosterRecord> Reserve(Id<Person> person, int? slot, int? seats, DateTimeOffset at)
    {
        if (Pending.Any(pending => pending.Person == person))
            return this;

        if (seats is { } most && Taken >= most)
            return TeachingErrors.CourseFull(most);

        return this with
        {
            Slots = slot is null ? Slots + 1 : Slots,
            Pending = Pending.Add(new PendingPlace(person, slot ?? Slots, at)),
        };
    }

    /// <summary>Her place that waits.</summary>
    public int PlaceOf(Id<Person> person) => Pending.First(pending => pending.Person == person).Slot;

    /// <summary>The record after the lines of a segment were looked at: who waits no more, and whom a crash kept from coming.</summary>
    public RosterRecord Seen(int segment, ImmutableArray<RosterLine> lines, DateTimeOffset at)
    {
        var settled = Pending.RemoveAll(pending => pending.Slot / RosterSegment.Most == segment
            && (pending.At + Patience < at || lines.Any(line => line.Person == pending.Person && line.HoldsSeat)));

        return Counted(segment, lines.Count(line => line.HoldsSeat), default) with { Pending = settled };
    }

    /// <summary>The record after a segment was counted; she waits no more.</summary>
    public RosterRecord Counted(int segment, int seats, Id<Person> person)
    {
        var counts = Seats.Length > segment ? Seats : Seats.AddRange(Enumerable.Repeat(0, segment + 1 - Seats.Length));
        return this with { Seats = counts.SetItem(segment, seats), Pending = Pending.RemoveAll(pending => pending.Person == person) };
    }
}

/// <summary>A place that was given to somebody, before her line is in it.</summary>
[GenerateSerializer, Immutable, Alias("teaching.pending")]
internal sealed record PendingPlace(Id<Person> Person, int Slot, DateTimeOffset At);

/// <summary>At most <see cref="Most"/> lines.</summary>
[GenerateSerializer, Immutable, Alias("teaching.roster_segment.state")]
internal sealed record RosterSegment
{
    /// <summary>Places of a segment: lines of some 400 bytes, of at most 1 KB.</summary>
    public const int Most = 50;

    [Id(0)] public ImmutableArray<RosterLine> Lines { get; init; } = [];

    /// <summary>The segment with a line in its place; itself where that changes nothing.</summary>
    public RosterSegment With(RosterLine line)
    {
        var index = 0;

        while (index < Lines.Length && Lines[index].Slot < line.Slot)
            index++;

        if (index == Lines.Length || Lines[index].Slot != line.Slot)
            return new RosterSegment { Lines = Lines.Insert(index, line) };

        return Lines[index] == line ? this : new RosterSegment { Lines = Lines.SetItem(index, line) };
    }
}

/// <summary>Cells of the people of a segment, by their ids.</summary>
[GenerateSerializer, Immutable, Alias("teaching.grade_sheet.state")]
internal sealed record GradeSheet
{
    [Id(0)] public ImmutableDictionary<string, string> Cells { get; init; } = ImmutableDictionary<string, string>.Empty;
}
