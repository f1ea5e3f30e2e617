using Darsgah.Grains.Policies.Glossary;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.Policies.Lint;

/// <summary>What a text is held against.</summary>
/// <param name="Document">Which document it is.</param>
/// <param name="Profile">Whose it is, and where to write to.</param>
/// <param name="Hosts">Host names of the school.</param>
/// <param name="Rules">What the software does.</param>
/// <param name="Published">Documents that the school has published.</param>
/// <param name="Stated">The date the text carries, where a person entered it; null where nobody has.</param>
/// <param name="Effective">The day from which it is to be in force; null while that is not known.</param>
/// <param name="Today">The day where the school is.</param>
public sealed record LintContext(
    Id<Document> Document,
    SchoolProfile Profile,
    ImmutableArray<string> Hosts,
    SchoolRules Rules,
    ImmutableArray<Id<Document>> Published,
    DateOnly? Stated,
    DateOnly? Effective,
    DateOnly Today)
{
    /// <summary>The school's words for its terms.</summary>
    public ImmutableArray<GlossaryTerm> Glossary { get; init; } = [];

    /// <summary>Sections that settings, laws and promises ask for.</summary>
    public ImmutableArray<RequiredText> Required { get; init; } = [];

    /// <summary>The document that people are asked to accept, and whose text most rules are about.</summary>
    internal bool IsPrivacyPolicy => Document.Value == "privacy";

    /// <summary>Published and in use: what was withdrawn since is nothing that another text can rest on.</summary>
    internal bool HasPublished(string document) =>
        Published.Any(published => published.Value == document && Rules.Documents.Of(published).Withdrawn is null);
}
