using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;
using Darsgah.Grains.Purposes;
using Microsoft.AspNetCore.Mvc;

namespace Darsgah.Gateway.Pages.Privacy;

/// <summary>What her data are used for, and her yes and no to it: one press each way (E23).</summary>
internal static class PurposesEndpoints
{
    /// <summary>Maps <c>/account/privacy/purposes</c> and what is below it.</summary>
    public static void MapMyPurposes(this IEndpointRouteBuilder privacy)
    {
        privacy.MapGet("/purposes", async (TenantRequest request, [FromQuery] string? saved) =>
            Page.Of<PurposesPage, PurposesPageModel>(await Model(request, saved is "1")));
        privacy.MapPost("/purposes/{purpose}", Answer);
    }

    private static async Task<IResult> Answer(
        Id<Purpose> purpose,
        TenantRequest request,
        HttpContext http,
        [FromForm] string? answer,
        [FromForm] int version,
        [FromForm] string? hash,
        [FromForm] string? textLanguage)
    {
        if (DataCategories.Read<PurposeDecision>(answer) is not { } decision)
            return Results.BadRequest();

        var taken = await PurposeAnswers.Take(request, purpose, decision, version, hash, textLanguage, http.Request.Path);

        return taken.Succeeded(out _, out var refusal)
            ? Results.Redirect($"{Places.Purposes}?saved=1#{PurposePart.Anchor(purpose)}")
            : Page.Of<PurposesPage, PurposesPageModel>(await Model(request, saved: false), refusal);
    }

    private static async Task<PurposesPageModel> Model(TenantRequest request, bool saved)
    {
        var rows = await PurposeAnswers.Rows(request);
        var entries = await request.Grains.ConsentLedger(request.Account!.Id).Entries();

        return new(rows, [.. entries.Where(entry => entry.Purpose is not null).Reverse()], saved);
    }
}

/// <param name="Rows">All purposes, the software's first.</param>
/// <param name="History">What she answered, newest first.</param>
/// <param name="Saved">She has just answered one.</param>
public sealed record PurposesPageModel(ImmutableArray<PurposeRow> Rows, ImmutableArray<ConsentEntry> History, bool Saved)
{
    /// <summary>Hers to decide.</summary>
    public IEnumerable<PurposeRow> Choices => Rows.Where(row => row.Standing.HasChoice);

    /// <summary>What rests on something else.</summary>
    public IEnumerable<PurposeRow> Others => Rows.Where(row => !row.Standing.HasChoice && row.Purpose.State == PurposeState.Enabled);

    /// <summary>Not pursued any more, and answered by her once.</summary>
    public IEnumerable<PurposeRow> Past => Rows.Where(row => row.Purpose.State != PurposeState.Enabled && row.Standing.Entry > 0);

    /// <summary>What a purpose is called; its key where the school has none of it.</summary>
    public string TitleOf(PurposeShown shown) => Rows.FirstOrDefault(row => row.Purpose.Key == shown.Key)?.Text.Title ?? shown.Key.Value;
}
