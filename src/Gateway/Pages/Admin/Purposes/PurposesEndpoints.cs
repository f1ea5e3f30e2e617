using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Purposes;

namespace Darsgah.Gateway.Pages.Admin.Purposes;

/// <summary>The school's register of purposes, for whoever runs the school.</summary>
internal static class PurposesEndpoints
{
    public static void MapAdminPurposes(this IEndpointRouteBuilder admin)
    {
        admin.MapGet("/school/purposes", List);
        admin.MapGet("/school/purposes/new", New);
        admin.MapPost("/school/purposes/new", Add);
        admin.MapGet("/school/purposes/{purpose}", Show);
        admin.MapPost("/school/purposes/{purpose}", Save);
    }

    private static async Task<IResult> List(TenantRequest request, string? saved) =>
        Page.Of<PurposesPage, PurposesModel>(new((await request.Grains.Purposes.All()).Purposes, request, saved is "1"));

    private static async Task<IResult> New(TenantRequest request) => Edit(
        request, PurposeForm.Empty((await request.Grains.Purposes.All()).Revision), purpose: null, refusal: null);

    private static async Task<IResult> Show(Id<Purpose> purpose, TenantRequest request) =>
        await Found(request, purpose) is var (register, found) && found is not null
            ? Edit(request, PurposeForm.Of(found, register.Revision), found, refusal: null)
            : Results.NotFound();

    private static async Task<IResult> Add(IFormCollection form, TenantRequest request)
    {
        var typed = PurposeForm.Read(form, key: null, before: null);
        return await Put(request, typed, purpose: null, isNew: true);
    }

    private static async Task<IResult> Save(Id<Purpose> purpose, IFormCollection form, TenantRequest request) =>
        (await Found(request, purpose)).Purpose is { } found
            ? await Put(request, PurposeForm.Read(form, purpose, found), found, isNew: false)
            : Results.NotFound();

    private static async Task<IResult> Put(TenantRequest request, PurposeForm typed, Purpose? purpose, bool isNew)
    {
        if (!typed.ToCommand(isNew).Succeeded(out var command, out var refusal))
            return Edit(request, typed, purpose, refusal);

        var saved = await request.Grains.Purposes.Put(command, typed.Revision);

        if (saved.Succeeded(out _, out refusal))
            return Results.Redirect(Places.AdminPurposes + "?saved=1");

        // What she typed stays; saving once more is a decision made after she has seen that somebody changed it.
        return Edit(request, typed with { Revision = (await request.Grains.Purposes.All()).Revision }, purpose, refusal);
    }

    private static IResult Edit(TenantRequest request, PurposeForm form, Purpose? purpose, Error? refusal) =>
        Page.Of<PurposePage, PurposeModel>(
            new(form, purpose, PurposeLimits.Of(request.School, request.Clock.GetUtcNow()), purpose is null ? "" : PurposeWords.Text(purpose, request).Title),
            refusal);

    private static async Task<(PurposeRegister Register, Purpose? Purpose)> Found(TenantRequest request, Id<Purpose> key)
    {
        var register = await request.Grains.Purposes.All();
        return (register, register.Purposes.FirstOrDefault(purpose => purpose.Key == key));
    }
}

/// <param name="Request">The request, for the purposes' words.</param>
/// <param name="Saved">One has just been saved.</param>
public sealed record PurposesModel(ImmutableArray<Purpose> Purposes, TenantRequest Request, bool Saved)
{
    /// <summary>The school's own.</summary>
    public IEnumerable<Purpose> Own => Purposes.Where(purpose => !purpose.BuiltIn);

    /// <summary>The software's.</summary>
    public IEnumerable<Purpose> BuiltIn => Purposes.Where(purpose => purpose.BuiltIn);
}

/// <param name="Purpose">The purpose as saved; null for a new one.</param>
/// <param name="Limits">What the school's languages, settings and law allow.</param>
/// <param name="Title">What it is called; empty for a new one.</param>
public sealed record PurposeModel(PurposeForm Form, Purpose? Purpose, PurposeLimits Limits, string Title);
