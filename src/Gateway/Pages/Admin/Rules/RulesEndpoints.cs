using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Pages.Admin.Rules;

/// <summary>What the school's policy asks of the software, as plain questions.</summary>
internal static class RulesEndpoints
{
    public static void MapAdminRules(this IEndpointRouteBuilder admin)
    {
        admin.MapGet("/school/rules", Show);
        admin.MapPost("/school/rules", Save);
    }

    private static async Task<IResult> Show(TenantRequest request, string? saved) =>
        Page.Of<RulesPage, RulesModel>(await Model(request, request.School, RulesForm.Of(request.School)) with { Saved = saved is "1" });

    private static async Task<IResult> Save(IFormCollection form, TenantRequest request, TimeProvider clock)
    {
        var typed = RulesForm.Read(form, request.School.Rules);
        var confirmation = new Confirmation(request.Account!.Id.Value, clock.GetUtcNow());

        var outcome = typed.ToRules(request.School.Rules, confirmation).Succeeded(out var rules, out var refusal)
            ? await request.Grains.School.ChangeRules(rules, typed.Revision)
            : refusal;

        if (outcome.Succeeded(out _, out refusal))
            return Results.Redirect(AdminPlaces.Rules + "?saved=1");

        if (refusal.Kind != ErrorKind.Conflict || await request.Grains.School.School() is not { } now)
            return Page.Of<RulesPage, RulesModel>(await Model(request, request.School, typed), refusal);

        var model = await Model(request, now, typed with { Revision = now.Revision });
        return Page.Of<RulesPage, RulesModel>(model with { Theirs = now.Rules }, refusal);
    }

    private static async Task<RulesModel> Model(TenantRequest request, School school, RulesForm form)
    {
        var confirmed = school.Rules.PolicyLanguage.Confirmed;

        return new RulesModel(
            form,
            confirmed?.At,
            confirmed is null ? "" : await ActorNames.Of(request.Grains, confirmed.By, request.UiLanguage),
            [.. school.Rules.Documents.Listed().Select(document => document.Id).Where(document => document != Documents.Privacy)],
            school.Rules,
            Theirs: null,
            Saved: false,
            [
                .. (await request.Grains.Purposes.All()).Purposes
                    .Where(purpose => purpose is { BuiltIn: false, State: PurposeState.Enabled, Terms.Basis: LawfulBasis.Consent })
                    .Select(purpose => new Choice(purpose.Key.Value, PurposeWords.Text(purpose, request).Title)),
            ]);
    }
}

/// <param name="ConfirmedAt">When somebody last confirmed which language prevails; null where nobody did.</param>
/// <param name="ConfirmedBy">Her name.</param>
/// <param name="Above">Documents that can stand above the policy.</param>
/// <param name="InUse">The rules as saved.</param>
/// <param name="Purposes">Purposes that rest on consent and can be offered at sign-up.</param>
/// <param name="Theirs">The rules that somebody else saved meanwhile; null where nobody did.</param>
public sealed record RulesModel(
    RulesForm Form,
    DateTimeOffset? ConfirmedAt,
    string ConfirmedBy,
    ImmutableArray<Id<Document>> Above,
    SchoolRules InUse,
    SchoolRules? Theirs,
    bool Saved,
    ImmutableArray<Choice> Purposes);
