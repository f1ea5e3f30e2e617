namespace Darsgah.Grains.Policies.Texts;

/// <summary>What an import read, and what a person should look at before it is saved.</summary>
/// <param name="Text">The text, its keys assigned.</param>
/// <param name="Findings">In the order of the source.</param>
/// <param name="StatedDate">
/// The date the text states about itself, Gregorian (M03, Q02, N03); null when it states none, or one that would have
/// to be guessed, in which case a finding quotes it.
/// </param>
[GenerateSerializer, Immutable, Alias("policies.import.report")]
public sealed record ImportReport(PolicyText Text, ImmutableArray<ImportFinding> Findings, DateOnly? StatedDate);

/// <summary>Something the import noticed.</summary>
/// <param name="Code">One of <see cref="ImportFindings"/>.</param>
/// <param name="FirstLine">First line of the source, from 1.</param>
/// <param name="LastLine">Last line of the source, included.</param>
/// <param name="Message">What was found, why it matters and what was done, in English.</param>
/// <param name="Excerpt">The source's words, at most 200 characters.</param>
/// <param name="Removed">True when the words in question are not in the imported text.</param>
[GenerateSerializer, Immutable, Alias("policies.import.finding")]
public sealed record ImportFinding(
    string Code, int FirstLine, int LastLine, string Message, string Excerpt = "", bool Removed = false);

/// <summary>Codes of findings; a resource text <c>finding.{code}</c> says each in every language.</summary>
public static class ImportFindings
{
    /// <summary>The file was UTF-16 and was converted.</summary>
    public const string Utf16 = "policy.import.utf16";

    /// <summary>Invisible characters that reorder text were removed.</summary>
    public const string BidiControl = "policy.import.bidi_control";

    /// <summary>Other invisible control characters were removed.</summary>
    public const string Control = "policy.import.control";

    /// <summary>Buttons and messages of the web page the text was copied from (T42).</summary>
    public const string Residue = "policy.import.residue";

    /// <summary>A table of contents; pages show one of their own.</summary>
    public const string Contents = "policy.import.contents";

    /// <summary>Parts of a web page that hold no text of the policy were left out.</summary>
    public const string LeftOut = "policy.import.left_out";

    /// <summary>No title was recognised.</summary>
    public const string NoTitle = "policy.import.no_title";

    /// <summary>No heading or number was recognised: all text is in the preamble.</summary>
    public const string NoSections = "policy.import.no_sections";

    /// <summary>Two sections have the same heading (T04).</summary>
    public const string SameHeading = "policy.import.same_heading";

    /// <summary>The date that the text states, as it was read.</summary>
    public const string Date = "policy.import.date";

    /// <summary>A date that could be read in two ways, such as 03/04/2023.</summary>
    public const string DateAmbiguous = "policy.import.date_ambiguous";

    /// <summary>A date of a Hijri calendar, lunar or solar.</summary>
    public const string DateCalendar = "policy.import.date_calendar";

    /// <summary>The text states several dates about itself.</summary>
    public const string DateSeveral = "policy.import.date_several";
}
