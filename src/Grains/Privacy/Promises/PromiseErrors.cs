namespace Darsgah.Grains.Privacy.Promises;

/// <summary>Refusals about the register of promises.</summary>
public static class PromiseErrors
{
    /// <summary>The live text has no such section.</summary>
    public static Error NoSuchClause(string section) => Error.NotFound(
        "promise.no_such_clause", $"The text in force has no clause '{section}'.", "section", ("section", section));

    /// <summary>A new version words the clause otherwise.</summary>
    public static Error ClauseChanged() => Error.Conflict(
        "promise.clause_changed", "A newer version words this clause otherwise. Read it again, then say what keeps it.");

    /// <summary>There is no such setting.</summary>
    public static Error NoSuchSetting(string path) => Error.Invalid(
        "promise.no_such_setting", $"There is no setting '{path}'. Choose one of the list.", "setting", ("path", path));

    /// <summary>Without a setting it has to be said who does what, or why there is nothing to do.</summary>
    public static Error NoteNeeded() => Error.Invalid(
        "promise.note_needed",
        $"Say who does what, or why there is nothing to do, in 1 to {BindPromise.LongestNote} characters.",
        "note",
        ("most", BindPromise.LongestNote.ToString(CultureInfo.InvariantCulture)));

    /// <summary>More than a register holds.</summary>
    public static Error TooMany(int most) => Error.Conflict(
        "promise.too_many", $"The register holds {most} entries at most. Take back those that have lapsed.", null,
        ("most", most.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Nothing of the kind was said.</summary>
    public static Error NotBound() => Error.NotFound(
        "promise.not_bound", "Nobody has said this of the clause, or it was taken back already.");
}
