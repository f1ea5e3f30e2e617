namespace Darsgah.Grains.Community;

/// <summary>Which segments of a board have rows, and how many each.</summary>
[GenerateSerializer, Immutable, Alias("community.board.state")]
internal sealed record BoardRecord
{
    /// <summary>Those that are not empty, oldest first.</summary>
    [Id(0)] public ImmutableArray<BoardPart> Parts { get; init; } = [];

    /// <summary>The newest segment; numbered from 1.</summary>
    [Id(1)] public int Last { get; init; }

    public int Total => Parts.Sum(part => part.Rows);

    /// <summary>A segment's rows were counted.</summary>
    public BoardRecord Counted(int segment, int rows)
    {
        var index = IndexOf(segment);

        return index >= 0 && Parts[index].Rows == rows ? this
            : index >= 0 && rows > 0 ? this with { Parts = Parts.SetItem(index, new(segment, rows)) }
            : index >= 0 ? this with { Parts = Parts.RemoveAt(index) }
            : rows == 0 ? this
            : this with { Parts = [.. Parts.Append(new(segment, rows)).OrderBy(part => part.Segment)], Last = Math.Max(Last, segment) };
    }

    /// <summary>Where a cursor stands: how many rows of which segment are still to come. From the newest for anything else.</summary>
    public (int Part, int Left) From(string? cursor)
    {
        if (cursor?.Split('.') is [var one, var two]
            && int.TryParse(one, NumberStyles.None, CultureInfo.InvariantCulture, out var segment)
            && int.TryParse(two, NumberStyles.None, CultureInfo.InvariantCulture, out var left))
        {
            // A segment that was emptied meanwhile: the next older one, from its end.
            for (var index = Parts.Length - 1; index >= 0; index--)
            {
                if (Parts[index].Segment == segment)
                    return (index, Math.Min(left, Parts[index].Rows));

                if (Parts[index].Segment < segment)
                    return (index, Parts[index].Rows);
            }

            return (-1, 0);
        }

        return Parts.IsEmpty ? (-1, 0) : (Parts.Length - 1, Parts[^1].Rows);
    }

    private int IndexOf(int segment)
    {
        for (var index = Parts.Length - 1; index >= 0; index--)
        {
            if (Parts[index].Segment == segment)
                return index;
        }

        return -1;
    }
}

/// <param name="Segment">Its number.</param>
/// <param name="Rows">How many it has.</param>
[GenerateSerializer, Immutable, Alias("community.board_part")]
internal sealed record BoardPart(int Segment, int Rows);
