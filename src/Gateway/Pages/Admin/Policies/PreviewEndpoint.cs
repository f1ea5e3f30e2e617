using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Gateway.Pages.Admin.Policies;

/// <summary>The draft as a reader would see it, had it been published now.</summary>
internal static class PreviewEndpoint
{
    public static async Task<IResult> Show(Id<Document> document, string language, TenantRequest request, TimeProvider clock)
    {
        var draft = await request.Grains.Policy(document).Draft();

        if (draft.Texts.IsEmpty || !LanguageTag.TryCanonical(language, out var tag, out _))
            return Results.NotFound();

        var binding = DraftLanguage.Binding(request.School.Rules.PolicyLanguage, draft) ?? "";
        var head = new PolicyVersionHead(
            draft.BasedOn + 1,
            clock.GetUtcNow(),
            clock.GetUtcNow(),
            StatedDate: null,
            ChangeClass.Ordinary,
            NewPurpose: false,
            ImmutableDictionary<string, string>.Empty,
            ImmutableDictionary<string, string>.Empty,
            binding,
            draft.Texts.GetValueOrDefault(binding)?.Hash,
            PublishedBy: "");

        var shown = PolicyShown.Of(new PolicyVersion(document, head, draft.Texts), request.School.Rules, tag);
        return Page.Of<PreviewPage, PreviewModel>(new PreviewModel(document, shown, [.. draft.Texts.Keys.Order(StringComparer.Ordinal)]));
    }
}

/// <param name="Languages">That the draft can be read in.</param>
public sealed record PreviewModel(Id<Document> Document, PolicyShown Shown, ImmutableArray<string> Languages);
