using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Http;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Darsgah.Grains.Policies;

namespace Darsgah.Gateway.People;

/// <summary>The texts that somebody who signs up has before her.</summary>
/// <param name="Policy">The privacy policy in force; null where none is.</param>
/// <param name="Others">
/// Other documents in force that the school asks newcomers about, in the school's order: those of its students, because
/// that is what signing up makes.
/// </param>
/// <param name="Purposes">What she may agree to beside, a box each.</param>
public sealed record SignUpTexts(PolicyShown? Policy, ImmutableArray<SignUpDocument> Others, ImmutableArray<SignUpPurpose> Purposes)
{
    /// <summary>All of them, the privacy policy first.</summary>
    public IEnumerable<PolicyShown> All =>
        Others.Select(other => other.Shown).Prepend(Policy).OfType<PolicyShown>();

    /// <param name="language">The language she wants a document in; that of her interface where null.</param>
    internal static async Task<SignUpTexts> Of(TenantRequest request, Func<Id<Document>, string?> language)
    {
        var others = ImmutableArray.CreateBuilder<SignUpDocument>();
        var asked = request.School.Rules.Documents.AskedOf([Role.Student]).Select(document => document.Id).ToHashSet();

        foreach (var document in DocumentPrecedence.Ordered(request.School.Rules))
        {
            if (document.Id != Documents.Privacy && asked.Contains(document.Id) && document.IsAskedAt(DocumentTrigger.SignUp)
                && await Shown(request, document.Id, language) is { } shown)
                others.Add(new(shown, document.Covered));
        }

        return new(await Shown(request, Documents.Privacy, language), others.ToImmutable(), await SignUpPurpose.Of(request));
    }

    private static async Task<PolicyShown?> Shown(TenantRequest request, Id<Document> document, Func<Id<Document>, string?> language)
    {
        var current = await request.Grains.Policy(document).Current();

        return current.Succeeded(out var version, out _)
            ? PolicyShown.ToAccept(version, request.Rules, language(document), request.UiLanguage.Tag)
            : null;
    }
}

/// <summary>A document beside the privacy policy.</summary>
/// <param name="Covered">The words of the school's own control name it, so it has no box of its own.</param>
public sealed record SignUpDocument(PolicyShown Shown, bool Covered)
{
    /// <summary>Which one.</summary>
    public Id<Document> Id => Shown.Version.Document;

    /// <summary>Name of its box.</summary>
    public string Box => $"{SignUpControl.Box}-{Id}";
}
