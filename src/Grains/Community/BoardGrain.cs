using Darsgah.Grains.Purposes;

namespace Darsgah.Grains.Community;

[GrainType("community.board")]
internal sealed class BoardGrain(
    [PersistentState("board", Storage.School)] IPersistentState<BoardRecord> board) : Grain, IBoardGrain
{
    public async Task<int> Put(BoardRow row, int segment)
    {
        var newest = Math.Max(1, board.State.Last);
        var (place, rows) = (segment > 0 ? segment : newest, -1);

        // Full, or a row that was taken out of a full one: at the end.
        for (; (rows = await Segment(place).Put(row)) < 0; place = place < newest ? newest : place + 1)
        {
        }

        // The row first: a segment is counted only after what it holds is durable.
        await this.Commit(board, board.State.Counted(place, rows));
        return place;
    }

    public async Task Take(string id, int segment)
    {
        if (segment > 0)
            await this.Commit(board, board.State.Counted(segment, await Segment(segment).Take(id)));
    }

    public Task<int> Count() => Task.FromResult(board.State.Total);

    public async Task<BoardPage> Page(string? before, int size)
    {
        size = Math.Clamp(size, 1, 100);
        var (part, left) = board.State.From(before);
        var found = ImmutableArray.CreateBuilder<BoardRow>();

        while (part >= 0 && found.Count < size)
        {
            var rows = await Segment(board.State.Parts[part].Segment).Rows();
            var taken = Math.Min(size - found.Count, Math.Min(left, rows.Length));

            found.AddRange(rows.Take(left).TakeLast(taken).Reverse());
            left = Math.Min(left, rows.Length) - taken;

            if (left <= 0)
                left = --part >= 0 ? board.State.Parts[part].Rows : 0;
        }

        return new BoardPage(
            found.ToImmutable(),
            part >= 0 ? string.Create(CultureInfo.InvariantCulture, $"{board.State.Parts[part].Segment}.{left}") : null,
            board.State.Total);
    }

    private IBoardSegmentGrain Segment(int number) => this.Neighbours(GrainFactory).BoardSegment(this.Key().Name, number);
}

/// <summary>At most <see cref="BoardSegment.Most"/> rows of a board.</summary>
/// <remarks>Key <c>tenant/{board}.{n}</c>.</remarks>
[Alias("community.board_segment"), ServesPurpose("community", DataCategory.Profile, DataCategory.Communications)]
internal interface IBoardSegmentGrain : ITenantScopedGrain
{
    /// <summary>Oldest first.</summary>
    [Alias("rows")]
    Task<ImmutableArray<BoardRow>> Rows();

    /// <summary>Adds or replaces a row; returns how many there are, or -1 where a new one finds no room.</summary>
    [Alias("put")]
    Task<int> Put(BoardRow row);

    /// <summary>Takes a row out; returns how many there are.</summary>
    [Alias("take")]
    Task<int> Take(string id);
}

/// <summary>Some rows of a board.</summary>
[GenerateSerializer, Immutable, Alias("community.board_segment.state")]
internal sealed record BoardSegment
{
    /// <summary>Rows of one state: 50 of some 0.5 KB.</summary>
    public const int Most = 50;

    [Id(0)] public ImmutableArray<BoardRow> Rows { get; init; } = [];

    /// <summary>Rows that it ever took; a full one takes no new row when some of its own have gone.</summary>
    [Id(1)] public int Taken { get; init; }

    public BoardSegment? With(BoardRow row)
    {
        for (var index = 0; index < Rows.Length; index++)
        {
            if (Rows[index].Id == row.Id)
                return Rows[index] == row ? this : this with { Rows = Rows.SetItem(index, row) };
        }

        return Taken < Most ? this with { Rows = Rows.Add(row), Taken = Taken + 1 } : null;
    }

    public BoardSegment Without(string id) => Rows.All(row => row.Id != id) ? this : this with { Rows = Rows.RemoveAll(row => row.Id == id) };
}

[GrainType("community.board_segment")]
internal sealed class BoardSegmentGrain(
    [PersistentState("segment", Storage.School)] IPersistentState<BoardSegment> segment) : Grain, IBoardSegmentGrain
{
    public Task<ImmutableArray<BoardRow>> Rows() => Task.FromResult(segment.State.Rows);

    public async Task<int> Put(BoardRow row)
    {
        if (segment.State.With(row) is not { } next)
            return -1;

        await this.Commit(segment, next);
        return next.Rows.Length;
    }

    public async Task<int> Take(string id)
    {
        await this.Commit(segment, segment.State.Without(id));
        return segment.State.Rows.Length;
    }
}
