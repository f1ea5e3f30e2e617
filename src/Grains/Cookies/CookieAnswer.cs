using Darsgah.Grains.Consent;

namespace Darsgah.Grains.Cookies;

/// <summary>How somebody came to answer about cookies.</summary>
public enum CookieAnswerKind
{
    /// <summary>By an act: a button of the banner or of the page.</summary>
    Chosen = 1,

    /// <summary>By use after the notice: implied, and no more (E59).</summary>
    ByUse = 2,

    /// <summary>By her browser's Global Privacy Control.</summary>
    BySignal = 3,
}

/// <summary>What somebody last answered about a school's cookies.</summary>
/// <param name="Version">The version of the declaration that was before her.</param>
/// <param name="Allowed">Categories she allowed; everything else she did not.</param>
public sealed record CookieAnswer(CookieAnswerKind Kind, int Version, ImmutableArray<CookieCategory> Allowed)
{
    // The name is escaped: an entry's hash takes its fields joined by commas.
    private const string WithoutField = "without:";

    /// <summary>How long an answer counts; after that people are asked anew.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(182);

    /// <summary>
    /// How long a visitor's ledger is kept after her last answer: while that counts, and as long again, in which somebody can still ask
    /// what it allowed. Only her browser knew whose it is, so nobody could have it deleted afterwards.
    /// </summary>
    public static readonly TimeSpan Kept = 2 * Life;

    /// <summary>Who sets and reads cookies of those categories and may not (M38).</summary>
    public ImmutableArray<string> Without { get; init; } = [];

    /// <summary>What the consent ledger calls the declaration of cookies.</summary>
    public static Id<Document> Document { get; } = Id<Document>.Parse("cookie-choices");

    /// <summary>The answer among the lines of a ledger that count; null where there is none.</summary>
    public static CookieAnswer? Of(ImmutableArray<ConsentEntry> ledger)
    {
        var last = ledger.LastOrDefault(entry => entry.Act != ConsentAct.NoticeServed && entry.Shown.Document == Document);

        return last switch
        {
            null => null,
            { Act: ConsentAct.Accepted, Type: ConsentType.Implied } => new(CookieAnswerKind.ByUse, last.Shown.Version, Categories(last)),
            { Act: ConsentAct.Accepted } => new(CookieAnswerKind.Chosen, last.Shown.Version, Categories(last)) { Without = Companies(last) },
            { Act: ConsentAct.Refused, ControlId: ConsentControls.Signal } => new(CookieAnswerKind.BySignal, last.Shown.Version, []),
            _ => new(CookieAnswerKind.Chosen, last.Shown.Version, []),
        };
    }

    /// <summary>An answer as a ledger has it among the fields of an act: what is allowed, then who is not.</summary>
    public static ImmutableArray<string> Fields(IEnumerable<CookieCategory> allowed, IEnumerable<string> without) =>
    [
        .. allowed.Distinct().Order().Select(Field),
        .. without.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(company => WithoutField + Uri.EscapeDataString(company)),
    ];

    /// <summary>A category as a ledger has it among the fields of an act.</summary>
    public static string Field(CookieCategory category) => category.ToString().ToLowerInvariant();

    private static ImmutableArray<string> Companies(ConsentEntry entry) =>
    [
        .. entry.FieldsPresent.Where(field => field.StartsWith(WithoutField, StringComparison.Ordinal)).Select(field => Uri.UnescapeDataString(field[WithoutField.Length..])),
    ];

    private static ImmutableArray<CookieCategory> Categories(ConsentEntry entry) =>
        [.. Enum.GetValues<CookieCategory>().Where(category => entry.FieldsPresent.Contains(Field(category), StringComparer.Ordinal))];
}
