namespace Darsgah.Gateway.Api;

/// <summary>A page of a list.</summary>
/// <param name="Items">What is on this page.</param>
/// <param name="Next">The cursor to send as <c>after</c> for the next page; null on the last.</param>
public sealed record ListOf<T>(ImmutableArray<T> Items, string? Next);

/// <summary>Pages of lists that are read as a whole.</summary>
internal static class Paging
{
    /// <summary>Items of a page where a caller does not say.</summary>
    public const int Usual = 50;

    private const int Most = 100;

    /// <summary>Items of a page that a caller asks for, as far as she may.</summary>
    public static int Limit(int? asked) => Math.Clamp(asked ?? Usual, 1, Most);

    /// <summary>The page after a cursor; the first one for a cursor that names no item.</summary>
    /// <param name="cursor">What names an item in the list.</param>
    public static ListOf<T> Page<T>(this ImmutableArray<T> all, string? after, int? limit, Func<T, string> cursor)
    {
        var start = 0;

        for (var index = 0; after is not null && index < all.Length; index++)
        {
            if (string.Equals(cursor(all[index]), after, StringComparison.Ordinal))
                start = index + 1;
        }

        var page = all[start..Math.Min(all.Length, start + Limit(limit))];
        return new(page, start + page.Length < all.Length ? cursor(page[^1]) : null);
    }
}
