using System.Text.RegularExpressions;

namespace Darsgah.Grains.Purposes;

/// <summary>Periods of retention: which kinds have one, how it is written, which is longer.</summary>
public static partial class PurposePeriods
{
    /// <summary>True where the kind needs a period to mean anything.</summary>
    public static bool NeedsPeriod(this RetentionKind kind) => kind is RetentionKind.Period or RetentionKind.AfterLastActivity
        or RetentionKind.WithdrawnOrInactive or RetentionKind.AccountDeletedOrPeriod;

    /// <summary>True where only words can say how long that is.</summary>
    public static bool NeedsWords(this RetentionKind kind) => kind is RetentionKind.PerLaw or RetentionKind.UntilRequested;

    /// <summary>True for an ISO 8601 duration of years, months, weeks and days.</summary>
    public static bool IsPeriod(string period) => Days(period) is not null;

    /// <summary>
    /// True unless the newer one is plainly no longer than the older: of the same kind with no longer period, or ended by one
    /// more event.
    /// </summary>
    public static bool IsLonger(PurposeRetention newer, PurposeRetention older)
    {
        ArgumentNullException.ThrowIfNull(newer);
        ArgumentNullException.ThrowIfNull(older);

        var earlier = (newer.Kind, older.Kind) is
            (RetentionKind.WithdrawnOrInactive, RetentionKind.AfterLastActivity)
            or (RetentionKind.AccountDeletedOrPeriod, RetentionKind.Period);

        if (newer.Kind != older.Kind && !earlier)
        {
            return (newer.Kind, older.Kind) is not
                ((RetentionKind.WithdrawnOrInactive, RetentionKind.UntilWithdrawn)
                or (RetentionKind.AccountDeletedOrPeriod, RetentionKind.UntilAccountDeleted));
        }

        return (Days(newer.Period) ?? 0) > (Days(older.Period) ?? 0);
    }

    // Years and months by their mean length; enough to say which of two stated periods is longer.
    private static double? Days(string period)
    {
        var match = Duration().Match(period);

        return match.Success && period.Length > 1
            ? (Number(match, "years") * 365.2425) + (Number(match, "months") * 30.436875) + (Number(match, "weeks") * 7) + Number(match, "days")
            : null;
    }

    private static int Number(Match match, string group) =>
        match.Groups[group] is { Success: true } number ? int.Parse(number.ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"\AP(?:(?<years>[0-9]{1,3})Y)?(?:(?<months>[0-9]{1,3})M)?(?:(?<weeks>[0-9]{1,3})W)?(?:(?<days>[0-9]{1,4})D)?\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Duration();
}
