using Darsgah.Grains.Purposes;

namespace Darsgah.Grains.Community;

/// <summary>
/// A list of what was written, in segments: the questions of a lesson, those of a course, those that wait, reports,
/// conversations. What it lists is kept elsewhere; one more row costs the same at 10 and at 100,000.
/// </summary>
/// <remarks>Key <c>tenant/{course}.{lesson}.questions</c>, <c>tenant/{course}.open</c> and the like; see <see cref="TenantGrains"/>.</remarks>
[Alias("community.board"), ServesPurpose("community", DataCategory.Profile, DataCategory.Communications)]
public interface IBoardGrain : ITenantScopedGrain
{
    /// <summary>Replaces a row where it stands, or adds it at the end.</summary>
    /// <param name="segment">The segment it stands in; 0 for a new row.</param>
    /// <returns>The segment it stands in.</returns>
    [Alias("put")]
    Task<int> Put(BoardRow row, int segment);

    /// <summary>Takes a row out. Repeating it changes nothing.</summary>
    [Alias("take")]
    Task Take(string id, int segment);

    /// <summary>How many rows there are.</summary>
    [Alias("count")]
    Task<int> Count();

    /// <summary>A page, newest first.</summary>
    /// <param name="before">The cursor of the page before; null for the first.</param>
    /// <param name="size">1 to 100.</param>
    [Alias("page")]
    Task<BoardPage> Page(string? before, int size);
}

/// <summary>What a row of a board is about.</summary>
public enum BoardKind
{
    /// <summary>A question.</summary>
    Question = 1,

    /// <summary>A reply to one.</summary>
    Reply = 2,

    /// <summary>Messages between a student and the teachers.</summary>
    Conversation = 3,

    /// <summary>A review of a course.</summary>
    Review = 4,
}

/// <param name="Id">Names the row on its board: a post's id, a person's for a conversation.</param>
/// <param name="Title">In one line: a question's title; empty for what has none.</param>
/// <param name="Name">Who wrote it, as others see her.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Path">Where it is read.</param>
[GenerateSerializer, Immutable, Alias("community.board_row"), PersonalData(DataCategory.Profile, DataCategory.Communications)]
public sealed record BoardRow(string Id, BoardKind Kind, string Title, string Name, DateTimeOffset At, string Path)
{
    /// <summary>Replies, or messages.</summary>
    [Id(6)] public int Replies { get; init; }

    /// <summary>Votes for it.</summary>
    [Id(7)] public int Votes { get; init; }

    /// <summary>A question that was answered.</summary>
    [Id(8)] public bool Answered { get; init; }

    /// <summary>Removed by whoever wrote it, or hidden by a moderator.</summary>
    [Id(9)] public bool IsAway { get; init; }

    /// <summary>Reports that wait for a decision.</summary>
    [Id(10)] public int Reports { get; init; }

    /// <summary>Why the first of them was made.</summary>
    [Id(11)] public string Reason { get; init; } = "";
}

/// <param name="Next">The cursor of the next page; null on the last.</param>
/// <param name="Total">Rows on the whole board.</param>
[GenerateSerializer, Immutable, Alias("community.board_page"), PersonalData(DataCategory.Profile, DataCategory.Communications)]
public sealed record BoardPage(ImmutableArray<BoardRow> Rows, string? Next, int Total);
