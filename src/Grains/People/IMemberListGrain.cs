using System.Text.Json.Serialization;
using Darsgah.Grains.Purposes;

namespace Darsgah.Grains.People;

/// <summary>Everybody of a school, in the order they came, in segments of bounded size.</summary>
/// <remarks>Key <c>tenant/members</c>. One more member costs the same at 100 and at 1,000,000.</remarks>
[Alias("people.members")]
public interface IMemberListGrain : ITenantScopedGrain
{
    /// <summary>Adds a row, or replaces hers. Returns the segment it is in.</summary>
    [Alias("put")]
    Task<int> Put(MemberRow row, int segment);

    /// <summary>Empties her row: lists no longer show it. Repeating it changes nothing.</summary>
    [Alias("remove")]
    Task Remove(Id<Person> person, int segment);

    /// <summary>How many.</summary>
    [Alias("count")]
    Task<int> Count();

    /// <summary>Who may teach here: instructors, and who runs the school; at most 1,000 of them.</summary>
    /// <remarks>Kept with every change of a member, so that it costs the same at 100 members and at 1,000,000.</remarks>
    [Alias("teachers")]
    Task<ImmutableArray<Id<Person>>> Teachers(PurposeUse use);

    /// <summary>A page, newest first.</summary>
    /// <param name="before">The cursor of the page before; null for the first.</param>
    /// <param name="use">What for: rows hold its categories and nothing else.</param>
    /// <exception cref="PurposeDeniedException">The purpose does not allow it.</exception>
    [Alias("page")]
    Task<MemberPage> Page(string? before, int size, PurposeUse use);
}

/// <summary>At most 200 rows of the member list.</summary>
/// <remarks>Key <c>tenant/members.{n}</c>.</remarks>
[Alias("people.member_segment")]
public interface IMemberSegmentGrain : ITenantScopedGrain
{
    /// <summary>Adds or replaces a row; returns how many there are, or -1 where it is full and the row is new.</summary>
    [Alias("put")]
    Task<int> Put(MemberRow row);

    /// <summary>Empties a row, which keeps its place; false where there was nothing to empty.</summary>
    [Alias("remove")]
    Task<bool> Remove(Id<Person> person);

    /// <summary>All rows, oldest first, with what a purpose of the software's may see.</summary>
    /// <exception cref="PurposeDeniedException">The purpose does not allow it; the audit trail has a row that says so.</exception>
    [Alias("rows")]
    Task<ImmutableArray<MemberRow>> Rows(PurposeUse use);
}

/// <summary>A person in lists that admins see.</summary>
/// <param name="Id">Her id at this school.</param>
/// <param name="Name">The name she is shown by.</param>
/// <param name="Email">E-mail address.</param>
/// <param name="Roles">What she may do.</param>
/// <param name="JoinedAt">When her account was made, UTC.</param>
/// <param name="Blocked">She has been suspended.</param>
[GenerateSerializer, Immutable, Alias("people.member_row"), PersonalData(DataCategory.Account, DataCategory.Contact, DataCategory.Profile)]
public sealed record MemberRow(
    Id<Person> Id, string Name, string Email, ImmutableArray<Role> Roles, DateTimeOffset JoinedAt, bool Blocked)
{
    /// <summary>She was deleted: the row holds a place and nothing else.</summary>
    [JsonIgnore] public bool IsGone => Id.IsEmpty;
}

/// <param name="Next">The cursor of the next page; null on the last.</param>
[GenerateSerializer, Immutable, Alias("people.member_page")]
public sealed record MemberPage(ImmutableArray<MemberRow> Rows, string? Next, int Total);
