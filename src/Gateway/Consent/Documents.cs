using Darsgah.Gateway.Localization;
using Darsgah.Grains.Common;
using Darsgah.Grains.Policies;

namespace Darsgah.Gateway.Consent;

/// <summary>The documents a school can publish, and what they are called.</summary>
public static class Documents
{
    /// <summary>The privacy policy: the document that people are asked to accept.</summary>
    public static Id<Document> Privacy { get; } = Id<Document>.Parse("privacy");

    /// <summary>Documents that schools usually have, in the order to offer them.</summary>
    public static ImmutableArray<Id<Document>> Listed { get; } =
        [Privacy, Id<Document>.Parse("terms"), Id<Document>.Parse("cookies"), Id<Document>.Parse("children")];

    /// <summary>The documents of a school that have a version in force, the privacy policy first.</summary>
    public static async Task<ImmutableArray<PolicyOverview>> InForce(TenantGrains grains)
    {
        var all = await grains.Documents.All();
        var overviews = await Task.WhenAll(
            all.OrderBy(document => document != Privacy).Select(document => grains.Policy(document).Overview()));

        return [.. overviews.Where(overview => overview.Current is not null)];
    }

    /// <summary>The name as a title: <c>Privacy policy</c>; the id itself where no text names it.</summary>
    public static string Name(Id<Document> document, Texts texts) => Named("policy.document", document, texts);

    /// <summary>The name inside a sentence: <c>privacy policy</c>.</summary>
    public static string NameInSentence(Id<Document> document, Texts texts) => Named("policy.mention", document, texts);

    private static string Named(string stem, Id<Document> document, Texts texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var key = $"{stem}_{document}";

        return texts.Has(key) ? texts[key] : document.Value;
    }
}
