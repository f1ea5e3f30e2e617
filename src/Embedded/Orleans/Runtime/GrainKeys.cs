using System.Globalization;

namespace Orleans.Runtime;

/// <summary>Keys that are not strings, as upstream writes them: <c>1A</c> for 26, and Guids without hyphens.</summary>
internal static class GrainKeys
{
    public static IdSpan Of(long key) => IdSpan.Create(key.ToString("X", CultureInfo.InvariantCulture));

    public static IdSpan Of(Guid key) => IdSpan.Create(key.ToString("N"));

    public static long Integer(GrainId id) =>
        long.TryParse(id.Key.ToString(), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var key)
            ? key
            : throw new InvalidOperationException($"The key of {id} is no integer.");

    public static Guid Guid(GrainId id) => System.Guid.TryParseExact(id.Key.ToString(), "N", out var key)
        ? key
        : throw new InvalidOperationException($"The key of {id} is no Guid.");
}
