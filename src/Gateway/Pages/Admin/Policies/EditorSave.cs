using Darsgah.Gateway.Http;
using Darsgah.Grains.Common;
using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Gateway.Pages.Admin.Policies;

/// <summary>What became of a form that was to be saved.</summary>
/// <param name="Sheet">The table as it is now.</param>
/// <param name="Form">The form to go on with; after a conflict, with what others wrote in it.</param>
/// <param name="Refusal">Why nothing was saved; null where it was.</param>
internal sealed record EditorSave(EditorSheet Sheet, EditorForm Form, Error? Refusal)
{
    // Another save may come between each look and its own.
    private const int MostTries = 5;

    /// <summary>What somebody else wrote where she wrote too, by section.</summary>
    public ImmutableDictionary<string, PolicySection> Theirs { get; init; } = ImmutableDictionary<string, PolicySection>.Empty;

    /// <summary>The order somebody else put the sections in, where she moved them too; empty otherwise.</summary>
    public ImmutableArray<PolicySection> TheirOrder { get; init; } = [];

    /// <summary>Saves a form; what others saved meanwhile stays, and is never written over unseen.</summary>
    /// <param name="merges">
    /// Bring in by itself what others wrote in other sections. Otherwise she is shown it first; what they wrote in other
    /// languages is in nobody's way either way.
    /// </param>
    public static async Task<EditorSave> Of(EditorForm form, Id<Document> document, string language, TenantRequest request, bool merges)
    {
        var typed = form;
        var sheet = await EditorSheet.Of(document, language, request);

        for (var tries = 1; ; tries++)
        {
            if (!typed.ToText(language, sheet.Saved, sheet.Authoritative ?? sheet.Newest).Succeeded(out var text, out var refusal))
                return new(sheet, typed, refusal);

            var outcome = await typed.Mark.Save(request.Grains.Policy(document), text, request.Account!.Id.Value, typed.StillCorrect(sheet.Saved));
            sheet = await EditorSheet.Of(document, language, request);

            if (outcome.Succeeded(out var draft, out refusal))
                return new(sheet, typed.Saved(DraftMark.Of(draft), text), null);

            if (refusal.Kind != ErrorKind.Conflict)
                return new(sheet, typed, typed.NameOf(refusal.Field ?? "") is { } name ? refusal with { Field = $"{name}-reason" } : refusal);

            var (merged, theirs, order) = EditorMerge.Of(typed, DraftMark.Of(sheet.Draft), sheet.Saved, sheet.Authoritative);

            if (tries == MostTries || !theirs.IsEmpty || !order.IsEmpty || !EditorMerge.IsPlain(typed, merged, sheet.Saved, merges))
                return new(sheet, merged, refusal) { Theirs = theirs, TheirOrder = order };

            typed = merged;
        }
    }
}
