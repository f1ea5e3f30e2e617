using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.Policies;

/// <summary>Which of a school's documents prevails where two of them differ (N02, T54).</summary>
/// <remarks>
/// Two things say so, both confirmed by a person: the order of the documents, where it is one of precedence; and the setting
/// <c>policy.prevailingDocument</c>, which puts one document above all others and counts before the order.
/// </remarks>
public static class DocumentPrecedence
{
    /// <summary>All documents in the order that holds: the one that the setting puts above comes first.</summary>
    public static ImmutableArray<SchoolDocument> Ordered(SchoolRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var top = Top(rules);

        return [.. rules.Documents.Listed().OrderBy(document => document.Id != top)];
    }

    /// <summary>The order says which document prevails.</summary>
    public static bool IsStated(SchoolRules rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        return rules.Documents.Precedence is not null || Top(rules) is not null;
    }

    /// <summary>The documents that stand above one, the highest first.</summary>
    public static ImmutableArray<Id<Document>> Above(SchoolRules rules, Id<Document> document) =>
        [.. Ordered(rules).Select(other => other.Id).Where(other => Prevailing(rules, other, document) == other)];

    /// <summary>The one of two documents that prevails; null where the school has not said, or for one and the same.</summary>
    public static Id<Document>? Prevailing(SchoolRules rules, Id<Document> one, Id<Document> other)
    {
        ArgumentNullException.ThrowIfNull(rules);

        if (one == other)
            return null;

        if (Top(rules) is { } top && (one == top || other == top))
            return top;

        if (rules.Documents.Precedence is null || !rules.Documents.Has(one) || !rules.Documents.Has(other))
            return null;

        return rules.Documents.Listed().First(document => document.Id == one || document.Id == other).Id;
    }

    private static Id<Document>? Top(SchoolRules rules) =>
        rules.PolicyLanguage.Precedence == Tenancy.Precedence.OtherDocumentPrevails
        && Id<Document>.TryParse(rules.PolicyLanguage.PrevailingDocument, out var above)
            ? above
            : null;
}
