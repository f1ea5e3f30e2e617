using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Localization;
using Darsgah.Gateway.Pages.Policies;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;
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
        var next = (await request.Grains.Policy(document).Overview()).Versions.Length + 1;

        if (draft.Texts.IsEmpty || !LanguageTag.TryCanonical(language, out var tag, out _))
            return Results.NotFound();

        var binding = DraftLanguage.Binding(request.School.Rules.PolicyLanguage, draft) ?? "";
        var head = new PolicyVersionHead(
            next,
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

        var texts = PolicyVariables.Fill(draft.Texts, VariableValues.Of(request.School, clock.GetUtcNow(), next));
        var shown = PolicyShown.Of(new PolicyVersion(document, head, texts), request.School.Rules, tag);
        var who = PreviewModel.Audiences.FirstOrDefault(known => known == audience, PreviewModel.Audiences[0]);
        var reader = Reader(request, shown.Rendering.Language);
        var reach = await DocumentReach.Of(request, document);
        ImmutableArray<string> languages = [.. draft.Texts.Keys.Order(StringComparer.Ordinal)];

        return Page.Of<PreviewPage, PreviewModel>(new PreviewModel(
            document,
            shown,
            languages,
            who,
            screen is "phone",
            request.School.Rules,
            reach,
            reader,
            ConsentControl.Of(request, document, request.School.Rules.Acceptance, reader),
            ClassEffect.Of(request.School, reach, newPurpose: false, next == 1, clock.GetUtcNow()))
        {
            Above = await AboveDocument.Of(request, document),
        });
    }

    // What stands around the text is in its reader's own language, where the interface has it.
    private static Texts Reader(TenantRequest request, string language) =>
        UiLanguages.Find(language) is { } own ? Texts.Of(own).With(Documents.Names(request.School, own)) : request.Texts;
}

/// <param name="Languages">That the draft can be read in.</param>
/// <param name="Audience">As whom it is looked at: one of <see cref="Audiences"/>.</param>
/// <param name="OnPhone">In the width of a phone.</param>
/// <param name="Reach">Whom it is for, and when they are asked.</param>
/// <param name="Reader">The texts that its reader has around it.</param>
/// <param name="Control">What somebody new agrees with, where an act is asked, in the reader's language.</param>
/// <param name="Effects">What each class of change does to a member who knows an older version.</param>
public sealed record PreviewModel(
    Id<Document> Document,
    PolicyShown Shown,
    ImmutableArray<string> Languages,
    string Audience,
    bool OnPhone,
    SchoolRules Rules,
    DocumentReach Reach,
    Texts Reader,
    ConsentControl Control,
    ImmutableArray<ClassEffect> Effects)
{
    /// <summary>
    /// Who reads it: anybody, somebody signing up, an instructor who signs up, a child whose guardian agrees, a member who
    /// knows an older version.
    /// </summary>
    public static ImmutableArray<string> Audiences { get; } = ["visitor", "student", "instructor", "minor", "guardian", "member"];

    /// <summary>Documents that stand above it, the highest first.</summary>
    public ImmutableArray<AboveDocument> Above { get; init; } = [];

    /// <summary>Somebody new who reads it as that audience is asked about it.</summary>
    public bool IsAsked => Reach.AsksAtFirst && Rules.Documents.AskedOf(
        [Audience == "instructor" ? Role.Instructor : Role.Student], isMinor: Audience is "minor" or "guardian").Any(asked => asked.Id == Document);
}
