using Darsgah.Grains.Cookies;

namespace Darsgah.Grains.Consent.Behalf;

/// <summary>Who acts in a person's place.</summary>
public enum BehalfRole
{
    /// <summary>Holds parental responsibility for somebody who is not of age (GDPR Art. 8(1); E49).</summary>
    Guardian = 1,

    /// <summary>Has a mandate that the school has seen (E33).</summary>
    Representative = 2,
}

/// <summary>In whose place somebody acted, and by what right: kept with what was done.</summary>
/// <param name="Role">What she is to the person.</param>
/// <param name="Relation">A guardian's own word, <c>parent</c> or <c>guardian</c>; of a representative, the document's reference.</param>
/// <param name="Verified">How it was checked: <see cref="ByLink"/> or <see cref="ByDocument"/>.</param>
/// <param name="Until">From then on it counts no more, UTC: the person is of age. Null without end.</param>
[GenerateSerializer, Immutable, Alias("consent.on_behalf")]
public sealed record OnBehalf(BehalfRole Role, string Relation, string Verified, DateTimeOffset? Until)
{
    /// <summary>By a link in a letter to the guardian's address and her declaration (GDPR Art. 8(2): reasonable efforts).</summary>
    public const string ByLink = "emailLink";

    /// <summary>By a document that staff of the school have seen.</summary>
    public const string ByDocument = "document";

    private const string GuardianPrefix = "guardian:";

    /// <summary>What records call the guardian of a person: nothing of the guardian's own.</summary>
    public static string GuardianOf(Id<Person> person) => GuardianPrefix + person;

    /// <summary>True for an actor that <see cref="GuardianOf"/> names.</summary>
    public static bool IsGuardian(string actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return actor.StartsWith(GuardianPrefix, StringComparison.Ordinal);
    }
}

/// <summary>Which lines of a ledger count.</summary>
public static class CountingEntries
{
    /// <summary>
    /// The lines that count at a moment: a guardian's count until the person is of age, an answer about cookies for as long as a
    /// browser keeps one; all stay in the record.
    /// </summary>
    public static ImmutableArray<ConsentEntry> CountingAt(this ImmutableArray<ConsentEntry> entries, DateTimeOffset at) =>
        entries.Any(entry => HasLapsed(entry, at)) ? [.. entries.Where(entry => !HasLapsed(entry, at))] : entries;

    /// <summary>
    /// The lines of a moment and before. A clock that stood ahead and was set right leaves a later line among earlier ones.
    /// </summary>
    public static ImmutableArray<ConsentEntry> WrittenBy(this ImmutableArray<ConsentEntry> entries, DateTimeOffset moment) =>
        [.. entries.Where(entry => entry.At <= moment)];

    /// <summary>True where a line was a guardian's and the person has come of age since, or about cookies and too long ago.</summary>
    public static bool HasLapsed(this ConsentEntry entry, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return entry.Behalf?.Until <= at || (entry.Shown.Document == CookieAnswer.Document && entry.At + CookieAnswer.Life <= at);
    }
}
