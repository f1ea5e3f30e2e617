namespace Darsgah.Grains.Teaching;

/// <summary>Where a line stands in an order: what it is sorted by, and its place in the roster. As text, a page's cursor.</summary>
/// <remarks>
/// A page begins behind what the one before ended with, wherever that line has moved to meanwhile: nobody who stayed is left out
/// or shown twice.
/// </remarks>
/// <param name="Name">Her folded name where names are sorted; else empty.</param>
/// <param name="Value">The number that is sorted by; 0 for none.</param>
/// <param name="Slot">Her place: of equals, who came last is first.</param>
internal readonly record struct RosterPlace(string Name, decimal Value, int Slot)
{
    private const char Behind = '_';
    private const decimal NotGraded = 101;

    /// <param name="foldedName">Her name, as <see cref="NameWords.Fold"/> writes it.</param>
    /// <param name="done">How many lessons she has finished.</param>
    public static RosterPlace Of(RosterSort sort, RosterLine line, string foldedName, int done) => sort switch
    {
        RosterSort.Name => new(foldedName, foldedName.Length == 0 ? 1 : 0, line.Slot),
        RosterSort.Progress => new("", done, line.Slot),
        RosterSort.Activity => new("", line.LastAt.UtcTicks, line.Slot),
        RosterSort.Grade => new("", line.Percent ?? NotGraded, line.Slot),
        _ => new("", 0, line.Slot),
    };

    /// <summary>The place that a cursor names; null for what is none of this order.</summary>
    public static RosterPlace? Read(RosterSort sort, string? cursor)
    {
        var parts = (cursor ?? "").Split(Behind, 2);

        if (!int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var slot))
            return null;

        return (sort, parts) switch
        {
            (RosterSort.Newest, [_]) => new("", 0, slot),
            (RosterSort.Name, [_, var name]) => new(name, name.Length == 0 ? 1 : 0, slot),
            (not (RosterSort.Newest or RosterSort.Name), [_, var text])
                when decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) => new("", value, slot),
            _ => null,
        };
    }

    /// <summary>Below 0 where one stands before the other.</summary>
    public static int Compare(RosterPlace one, RosterPlace other) =>
        one.Value.CompareTo(other.Value) is not 0 and var byValue ? byValue
        : NameWords.Compare(one.Name, other.Name) is not 0 and var byName ? byName
        : other.Slot.CompareTo(one.Slot);

    /// <summary>The cursor of a page that ends with it.</summary>
    public string ToString(RosterSort sort) => sort switch
    {
        RosterSort.Newest => string.Create(CultureInfo.InvariantCulture, $"{Slot}"),
        RosterSort.Name => string.Create(CultureInfo.InvariantCulture, $"{Slot}{Behind}{Name}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{Slot}{Behind}{Value}"),
    };
}
