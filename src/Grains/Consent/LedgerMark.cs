namespace Darsgah.Grains.Consent;

/// <summary>
/// What the audit trail keeps of a line of a ledger: its number and its hash. A ledger that was written anew as a whole, or an
/// older copy that was put back, holds together by itself, and is not the one that the trail saw.
/// </summary>
/// <param name="Number">From 1.</param>
/// <param name="Hash">The line's hash; empty in a row from before it was kept.</param>
internal readonly record struct LedgerMark(int Number, string Hash)
{
    private const string Before = ", entry ";

    /// <summary>Actions whose rows carry a mark.</summary>
    public static readonly ImmutableArray<string> Actions = [.. Enum.GetValues<ConsentAct>().Select(ActionOf)];

    public static string ActionOf(ConsentAct act) => "consent." + act.ToString().ToLowerInvariant();

    /// <summary>The detail of the audit row that comes with an entry.</summary>
    public static string DetailOf(ConsentEntry entry)
    {
        var about = entry.Purpose is { } purpose
            ? string.Create(CultureInfo.InvariantCulture, $"purpose {purpose.Key} {purpose.Version}")
            : string.Create(CultureInfo.InvariantCulture, $"{entry.Shown.Document} {entry.Shown.Version}");

        return string.Create(CultureInfo.InvariantCulture, $"{about}{Before}{entry.Number}, {entry.Hash}");
    }

    /// <summary>The mark in the detail of a row; null where there is none.</summary>
    public static LedgerMark? Read(string? detail)
    {
        if (detail?.LastIndexOf(Before, StringComparison.Ordinal) is not (>= 0 and var at))
            return null;

        var parts = detail[(at + Before.Length)..].Split(", ");
        return int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new(number, parts.Length > 1 ? parts[1] : "")
            : null;
    }

    /// <summary>Why a ledger is not the one that the audit trail saw, or not what was written into it; null where it is.</summary>
    /// <param name="ledger">As stored.</param>
    /// <param name="last">The last mark that the trail has of it; null for none.</param>
    public static string? Fault(ConsentLedger ledger, LedgerMark? last)
    {
        if (ledger.FirstBroken() is { } broken)
            return string.Create(CultureInfo.InvariantCulture, $"line {broken} of the ledger or the one before it was altered");

        var (number, hash) = last ?? default;

        return number > ledger.Entries.Length
            ? string.Create(CultureInfo.InvariantCulture, $"the ledger ends at line {ledger.Entries.Length}, and the audit trail has line {number}")
            : number < ledger.Entries.Length
            ? string.Create(CultureInfo.InvariantCulture, $"line {number + 1} of the ledger is not in the audit trail")
            : number > 0 && hash.Length > 0 && hash != ledger.Entries[number - 1].Hash
            ? string.Create(CultureInfo.InvariantCulture, $"line {number} of the ledger is not the one that the audit trail saw")
            : null;
    }
}
