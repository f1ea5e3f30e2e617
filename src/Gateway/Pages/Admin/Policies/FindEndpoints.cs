using Darsgah.Gateway.Http;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Exchange;
using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Gateway.Pages.Admin.Policies;

/// <summary>Finds words in all sections and languages of a draft, and replaces them where she says so.</summary>
internal static class FindEndpoints
{
    public static async Task<IResult> Show(Id<Document> document, TenantRequest request, string? q, string? done) =>
        Page.Of<FindPage, FindModel>(await Model(document, request, FormText.Line(q ?? ""), replacement: null) with { Done = done });

    public static async Task<IResult> Send(Id<Document> document, IFormCollection form, TenantRequest request)
    {
        var policy = request.Grains.Policy(document);
        var (words, actor, revision) = (form.Line("q", TextSearch.LongestWords), request.Account!.Id.Value, DraftMark.Read(form).Revision);

        if (FormText.First(form, "do") is "undo")
        {
            return (await policy.UndoReplacement(revision, actor)).Succeeded(out _, out var refused)
                ? Results.Redirect(AdminPlaces.Find(document, words, "undone"))
                : Page.Of<FindPage, FindModel>(await Model(document, request, words, replacement: null), refused);
        }

        var replacement = form.Line("replacement", TextSearch.LongestWords);
        var model = await Model(document, request, words, replacement);

        // First she sees what each place becomes; then it is done where she ticked.
        if (FormText.First(form, "do") is not "replace")
            return Page.Of<FindPage, FindModel>(model);

        var chosen = form["place"].ToHashSet(StringComparer.Ordinal);
        var places = model.Places.Where(place => chosen.Contains(place.Place.Name)).Select(place => place.Place).ToList();

        if (revision != model.Draft.Revision)
            return Page.Of<FindPage, FindModel>(model, PolicyErrors.DraftChanged(revision, model.Draft.Revision));

        if (places.Count == 0)
            return Page.Of<FindPage, FindModel>(model, Error.Invalid("policy.find_none", "Tick the places where the words are to be replaced.", "q"));

        var texts = TextSearch.Replace(model.Draft.Texts.Values.OrderBy(text => text.Language, StringComparer.Ordinal), places, replacement);

        if (texts.SelectMany(text => text.Parts).Select(part => PolicyMarkdown.Check(part.Markdown)).OfType<Error>().FirstOrDefault() is { } objection)
            return Page.Of<FindPage, FindModel>(model, objection);

        return (await policy.Replace(texts, revision, actor)).Succeeded(out _, out var refusal)
            ? Results.Redirect(AdminPlaces.Find(document, replacement, "replaced"))
            : Page.Of<FindPage, FindModel>(model, refusal);
    }

    private static async Task<FindModel> Model(Id<Document> document, TenantRequest request, string words, string? replacement)
    {
        var policy = request.Grains.Policy(document);
        var draft = await policy.Draft();
        var binding = DraftLanguage.Binding(request.School.Rules.PolicyLanguage, draft);
        var texts = draft.Texts.Values.OrderByDescending(text => text.Language == binding).ThenBy(text => text.Language, StringComparer.Ordinal);
        var known = words.Length <= TextSearch.LongestWords ? words : words[..TextSearch.LongestWords];

        return new FindModel(
            document,
            draft,
            known,
            replacement,
            [.. TextSearch.In(texts, known).Select(place => FindRow.Of(place, draft.Texts[place.Language].Section(place.Section)!, request))],
            await policy.Replacement());
    }
}

/// <param name="Words">What is looked for; empty before.</param>
/// <param name="Replacement">What is to stand there; null where nothing is to be replaced.</param>
/// <param name="Last">What was replaced last, while it can be taken back.</param>
public sealed record FindModel(
    Id<Document> Document, PolicyDraft Draft, string Words, string? Replacement, ImmutableArray<FindRow> Places, DraftReplacement? Last)
{
    /// <summary>What was just done, as the address says it.</summary>
    public string? Done { get; init; }
}

/// <summary>A place with the words around it.</summary>
/// <param name="Section">Number and heading of its section.</param>
public sealed record FindRow(FoundPlace Place, string Section, string Before, string Found, string After)
{
    private const int Around = 60;

    internal static FindRow Of(FoundPlace place, PolicySection section, TenantRequest request)
    {
        var text = place.InHeading ? section.Heading : section.Markdown;
        var (start, end) = (Math.Max(0, place.Start - Around), Math.Min(text.Length, place.Start + place.Length + Around));

        return new(
            place,
            SectionName.Of(section, request.Texts),
            (start > 0 ? "…" : "") + Whole(text[start..place.Start]),
            text.Substring(place.Start, place.Length),
            Whole(text[(place.Start + place.Length)..end]) + (end < text.Length ? "…" : ""));
    }

    // Cut through no character of two halves.
    private static string Whole(string text)
    {
        var start = text.Length > 0 && char.IsLowSurrogate(text[0]) ? 1 : 0;
        var end = text.Length > start && char.IsHighSurrogate(text[^1]) ? text.Length - 1 : text.Length;
        return text[start..end];
    }
}
