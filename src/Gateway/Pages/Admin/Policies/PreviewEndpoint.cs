using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Policies.Variables;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Pages.Admin.Policies;

/// <summary>The draft as a reader would see it, had it been published now.</summary>
internal static class PreviewEndpoint
{
    public static async Task<IResult> Show(
        Id<Document> document, string language, TenantRequest request, TimeProvider clock, string? audience, string? screen)
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

        var texts = PolicyVariables.Fill(draft.Texts, VariableValues.Of(request.School, clock.GetUtcNow(), draft.BasedOn + 1));
        var shown = PolicyShown.Of(new PolicyVersion(document, head, texts), request.School.Rules, tag);
        var who = PreviewModel.Audiences.FirstOrDefault(known => known == audience, PreviewModel.Audiences[0]);
        ImmutableArray<string> languages = [.. draft.Texts.Keys.Order(StringComparer.Ordinal)];

        return Page.Of<PreviewPage, PreviewModel>(new PreviewModel(
            document,
            shown,
            languages,
            who,
            screen is "phone",
            request.School.Rules,
            ConsentControl.Of(request.School.Rules.Acceptance, request.UiLanguage),
            ClassEffect.Of(request.School, newPurpose: false, draft.BasedOn == 0, clock.GetUtcNow())));
    }
}

/// <param name="Languages">That the draft can be read in.</param>
/// <param name="Audience">As whom it is looked at: one of <see cref="Audiences"/>.</param>
/// <param name="OnPhone">In the width of a phone.</param>
/// <param name="Control">What somebody new agrees with, where an act is asked.</param>
/// <param name="Effects">What each class of change does to a member who knows an older version.</param>
public sealed record PreviewModel(
    Id<Document> Document,
    PolicyShown Shown,
    ImmutableArray<string> Languages,
    string Audience,
    bool OnPhone,
    SchoolRules Rules,
    ConsentControl Control,
    ImmutableArray<ClassEffect> Effects)
{
    /// <summary>Who reads it: anybody, somebody signing up, an instructor who signs up, a member who knows an older version.</summary>
    public static ImmutableArray<string> Audiences { get; } = ["visitor", "student", "instructor", "member"];
}
