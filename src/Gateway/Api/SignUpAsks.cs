using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Localization;
using Darsgah.Gateway.Pages.Policies;
using Darsgah.Gateway.People;
using Darsgah.Grains.Common;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Api;

/// <summary>What sign-up at a school asks now.</summary>
/// <param name="Open">People can sign up.</param>
/// <param name="Why">Why they cannot: the code of the refusal; null where they can.</param>
/// <param name="Fields">What to ask for, in the school's order; all of it is needed. Members of the answer have these names.</param>
/// <param name="Age">What is asked about age.</param>
/// <param name="Shown">The text to show; null where the school has none in force, and then none is named in the answer.</param>
/// <param name="Control">How consent is given.</param>
/// <param name="Purposes">What she may agree to beside; leaving it alone changes nothing.</param>
/// <param name="Documents">Other texts to show and to name in the answer, in the school's order.</param>
public sealed record SignUpAsks(
    bool Open,
    string? Why,
    ImmutableArray<string> Fields,
    AgeAsks Age,
    PolicyToShow? Shown,
    ConsentAsks Control,
    ImmutableArray<DocumentAsks> Documents,
    ImmutableArray<PurposeAsks> Purposes)
{
    internal static async Task<SignUpAsks> Of(TenantRequest request, SignUpTexts shown, Error? closed, AgeAnswer answer)
    {
        var rules = request.Rules;
        var control = SignUpControl.Of(request);
        var asks = rules.Acceptance.Mode is not (AcceptanceMode.None or AcceptanceMode.ContinuedUse);

        return new(
            closed is null,
            closed?.Code,
            [.. SignUpSent.Fields(rules).Select(PersonFields.NameOf)],
            new AgeAsks(rules.Age.Basis, answer),
            shown.Policy is null ? null : await PolicyToShow.Of(shown.Policy, request),
            new ConsentAsks(control.Mode, control.BoxLabel, control.ButtonLabel, control.ButtonConsents),
            [
                .. await Task.WhenAll(shown.Others.Select(async other => new DocumentAsks(
                    await PolicyToShow.Of(other.Shown, request),
                    asks && !other.Covered ? ConsentControl.Words(request, other.Id) : null))),
            ],
            [
                .. shown.Purposes.Select(offer => new PurposeAsks(
                    offer.Purpose.Key, offer.Purpose.Version, offer.Text.Language, offer.Text.Hash, offer.Text.Title, offer.Text.Description, offer.Label)),
            ]);
    }
}

/// <summary>What is asked about age.</summary>
/// <param name="Basis">
/// <c>fixed</c>: the date of birth, before anything else, without naming an age; <c>majorityByCountry</c>: a declaration;
/// <c>majorityByBirthDate</c>: country and date of birth, before anything else.
/// </param>
/// <param name="Answer">What this client has answered to a fixed age's question; <c>oldEnough</c> where there is none.</param>
public sealed record AgeAsks(AgeBasis Basis, AgeAnswer Answer);

/// <summary>The controls of consent and their words, which are kept as evidence and have to be shown as they are.</summary>
/// <param name="Mode">The school's rule.</param>
/// <param name="BoxLabel">Words of the box; null where there is none. It starts empty.</param>
/// <param name="ButtonLabel">Words of the button.</param>
/// <param name="ButtonConsents">Pressing the button is an act of consent.</param>
public sealed record ConsentAsks(AcceptanceMode Mode, string? BoxLabel, string ButtonLabel, bool ButtonConsents);

/// <summary>A document beside the privacy policy that sign-up asks about.</summary>
/// <param name="Shown">The text to show.</param>
/// <param name="BoxLabel">
/// Words of its own box, which starts empty; null where the school's one control covers it, or where nothing is asked.
/// </param>
public sealed record DocumentAsks(PolicyToShow Shown, string? BoxLabel);

/// <summary>An optional purpose that sign-up offers.</summary>
/// <param name="Purpose">Its key.</param>
/// <param name="Version">Its version. An answer names version, language and hash.</param>
/// <param name="Language">Language of the words.</param>
/// <param name="Hash">Hash of the words.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Description">What it is for.</param>
/// <param name="BoxLabel">Words of its box, which starts empty.</param>
public sealed record PurposeAsks(Id<Purpose> Purpose, int Version, string Language, string Hash, string Title, string Description, string BoxLabel);

/// <summary>Which text was put before somebody.</summary>
/// <param name="Version">Number of the version.</param>
/// <param name="Language">Language of the text.</param>
/// <param name="Hash">Its hash, as it was named with the text.</param>
public sealed record ShownBody(int Version, string Language, string Hash);

/// <summary>A text to put before somebody, and what a record of it will say.</summary>
/// <param name="Document">The document.</param>
/// <param name="Version">Number of the version in force.</param>
/// <param name="Language">Language of the text.</param>
/// <param name="Hash">Hash of what is shown. An answer names version, language and hash.</param>
/// <param name="BindingLanguage">The language that binds.</param>
/// <param name="BindingHash">Hash of the text that binds; null while it is missing.</param>
/// <param name="Title">Its title.</param>
/// <param name="Url">Where the whole text is read over the API.</param>
/// <param name="Notices">What a reader must be told with it.</param>
/// <param name="Blocked">Why nobody can accept it now, a code; null where everybody can.</param>
public sealed record PolicyToShow(
    Id<Document> Document,
    int Version,
    string Language,
    string Hash,
    string BindingLanguage,
    string? BindingHash,
    string Title,
    string Url,
    ImmutableArray<ReaderNotice> Notices,
    string? Blocked)
{
    internal static async Task<PolicyToShow> Of(PolicyShown shown, TenantRequest request) => new(
        shown.Version.Document,
        shown.Version.Head.Number,
        shown.Text.Language,
        shown.Text.ShownHash,
        shown.Text.BindingLanguage,
        shown.Text.BindingHash,
        shown.Title,
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"/api/v1/policies/{shown.Version.Document}/versions/{shown.Version.Head.Number}?language={shown.Text.Language}"),
        ReaderNotice.Of(shown, await AboveDocument.Of(request, shown.Version.Document), request.Texts),
        shown.Blocked?.Code);
}

/// <summary>Something a reader must know about a text before she reads it (M01, M02, N02).</summary>
/// <param name="Code">
/// <c>prevailing_language</c>, <c>prevailing_text_missing</c>, <c>translation_incomplete</c>, <c>other_document_prevails</c>.
/// </param>
/// <param name="Text">The same in words, in the language of the interface.</param>
public sealed record ReaderNotice(string Code, string Text)
{
    internal static ImmutableArray<ReaderNotice> Of(
        PolicyShown shown, ImmutableArray<AboveDocument> aboveIt, Texts texts)
    {
        var rendering = shown.Rendering;
        var prevailing = texts.LanguageName(rendering.Prevailing ?? shown.Text.BindingLanguage);
        var notices = ImmutableArray.CreateBuilder<ReaderNotice>();

        if (rendering.ConvenienceNotice)
            notices.Add(new("prevailing_language", texts.Format("policy.translation_notice", ("language", prevailing))));

        if (rendering.BindingMissing)
            notices.Add(new("prevailing_text_missing", texts.Format("policy.prevailing_missing", ("language", prevailing))));

        if (rendering.Incomplete)
            notices.Add(new("translation_incomplete", texts["policy.incomplete"]));

        foreach (var above in aboveIt)
        {
            notices.Add(new(
                "other_document_prevails", texts.Format("policy.other_prevails", ("document", Documents.NameInSentence(above.Document, texts)))));
        }

        return notices.ToImmutable();
    }
}
