using Darsgah.Gateway.Http;
using Darsgah.Gateway.Localization;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Consent;

/// <summary>The documents of a school: which can be read, and what they are called.</summary>
public static class Documents
{
    private const string Title = "policy.document";
    private const string Mention = "policy.mention";

    /// <summary>The privacy policy: the document that everybody is asked about as the school's rules say.</summary>
    public static Id<Document> Privacy => DocumentSet.Privacy;

    /// <summary>All documents of a school in the order that holds: as arranged, and what was published beside that.</summary>
    public static async Task<ImmutableArray<SchoolDocument>> All(TenantGrains grains, SchoolRules rules) =>
        All(rules, await grains.Documents.All());

    /// <summary>Whether a school has a document: arranged, usual, or published before it was either.</summary>
    internal static async Task<bool> Has(TenantRequest request, Id<Document> document) =>
        request.School.Rules.Documents.Has(document) || (await request.Grains.Documents.All()).Contains(document);

    /// <summary>The documents of a school that have a version in force and are in use, in the school's order.</summary>
    public static async Task<ImmutableArray<PolicyOverview>> InForce(TenantGrains grains, SchoolRules rules) =>
        [.. InForce(rules, await Task.WhenAll((await grains.Documents.All()).Select(document => grains.Policy(document).Overview())))];

    /// <summary>The same of what has been read already.</summary>
    /// <param name="published">Of each document that has a version, in any order.</param>
    internal static IEnumerable<PolicyOverview> InForce(SchoolRules rules, IReadOnlyCollection<PolicyOverview> published) =>
        from document in All(rules, published.Select(overview => overview.Document))
        where document.Withdrawn is null
        from overview in published
        where overview.Document == document.Id && overview.Current is not null
        select overview;

    /// <summary>Whether a document is for whoever reads: everybody's is for everybody, others for those they are meant for.</summary>
    /// <param name="account">Who is signed in; null for a visitor.</param>
    /// <param name="now">Whether she is under age still depends on it.</param>
    public static bool AreFor(SchoolDocument document, PersonAccount? account, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(document);

        return document.IsFor(Audience.Visitor)
            || (account is not null && (account.RunsSchool || document.IsFor(DocumentSet.Of(account.Roles, account.GuardedUntil > now).AsSpan())));
    }

    /// <summary>The name as a title: <c>Privacy policy</c>; the id itself where no text names it.</summary>
    public static string Name(Id<Document> document, Texts texts) => Named(Title, document, texts);

    /// <summary>The name inside a sentence: <c>privacy policy</c>.</summary>
    public static string NameInSentence(Id<Document> document, Texts texts) => Named(Mention, document, texts);

    /// <summary>What a school calls its documents, by the keys of the texts that say so.</summary>
    internal static ImmutableDictionary<string, string> Names(School school, UiLanguage language)
    {
        var names = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);

        foreach (var document in school.Rules.Documents.Arranged)
        {
            if (document.NameIn(language.Tag, school.Profile.DefaultLanguage) is { } name)
            {
                names[Key(Title, document.Id)] = name;
                names[Key(Mention, document.Id)] = name;
            }
        }

        return names.ToImmutable();
    }

    private static ImmutableArray<SchoolDocument> All(SchoolRules rules, IEnumerable<Id<Document>> published) =>
    [
        .. DocumentPrecedence.Ordered(rules),
        .. published.Where(document => !rules.Documents.Has(document)).Select(rules.Documents.Of),
    ];

    // Texts' keys have no hyphens.
    private static string Key(string stem, Id<Document> document) => $"{stem}_{document.Value.Replace('-', '_')}";

    private static string Named(string stem, Id<Document> document, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var key = Key(stem, document);

        return texts.Has(key) ? texts[key] : document.Value;
    }
}
