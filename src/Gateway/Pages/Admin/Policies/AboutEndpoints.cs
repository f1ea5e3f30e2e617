using Darsgah.Gateway.Http;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Pages.Admin.Policies;

/// <summary>Adding a document, and changing what it is called, whom it is for and what it depends on.</summary>
internal static class AboutEndpoints
{
    public static void MapAbout(this IEndpointRouteBuilder document)
    {
        document.MapGet("/about", Show);
        document.MapPost("/about", Save);
    }

    public static async Task<IResult> New(TenantRequest request) =>
        await Form(request, request.School, now: null, AboutForm.Empty(request.School));

    public static async Task<IResult> Add(IFormCollection form, TenantRequest request)
    {
        var typed = AboutForm.Read(form, request.School);
        var read = IdOf(typed, request.School);

        if (!read.Succeeded(out var id, out var refusal))
            return await Form(request, request.School, now: null, typed, refusal);

        if (request.School.Rules.Documents.Has(id) || (await request.Grains.Documents.All()).Contains(id))
            return await Form(request, request.School, now: null, typed, DocumentErrors.Taken(id));

        var document = typed.On(request.School.Rules.Documents.Of(id), request.School.Profile.Languages);

        return await Arranged(
            request, typed, request.School.Rules.Documents.With(document), now: null, AdminPlaces.Document(id) + "?done=added");
    }

    private static async Task<IResult> Show(Id<Document> document, TenantRequest request) => await Form(
        request,
        request.School,
        request.School.Rules.Documents.Of(document),
        AboutForm.Of(request.School, request.School.Rules.Documents.Of(document)));

    private static async Task<IResult> Save(Id<Document> document, IFormCollection form, TenantRequest request, TimeProvider clock)
    {
        var documents = request.School.Rules.Documents;
        var now = documents.Of(document);
        var typed = AboutForm.Read(form, request.School);
        var back = AdminPlaces.Document(document);

        switch (FormText.First(form, "do"))
        {
            case "remove":
                return await Arranged(request, typed, documents.Without(document), now, Places.AdminPolicies + "?done=removed");

            case "withdraw":
                var by = new Confirmation(request.Account!.Id.Value, clock.GetUtcNow());
                return await Arranged(
                    request, typed, documents.With(now with { Withdrawn = now.Withdrawn ?? by }), now, back + "?done=withdrawn");

            case "bring_back":
                return await Arranged(request, typed, documents.With(now with { Withdrawn = null }), now, back + "?done=brought-back");

            default:
                return await Arranged(
                    request, typed, documents.With(typed.On(now, request.School.Profile.Languages)), now, back + "?done=about");
        }
    }

    private static async Task<IResult> Arranged(
        TenantRequest request, AboutForm typed, ImmutableArray<SchoolDocument> next, SchoolDocument? now, string done)
    {
        var arranged = await request.Grains.School.ArrangeDocuments(new(next, Prevails: null, typed.Revision));

        if (arranged.Succeeded(out _, out var refusal))
            return Results.Redirect(done);

        var school = await request.Grains.School.School() ?? request.School;
        return await Form(request, school, now, typed with { Revision = school.Revision }, refusal);
    }

    private static Outcome<Id<Document>> IdOf(AboutForm typed, School school)
    {
        if (typed.Id.Length > 0)
            return DocumentRules.ReadId(typed.Id);

        // Out of an English name, if there is one: other scripts leave little of theirs in an address.
        return typed.Names.IsEmpty
            ? DocumentErrors.BadName(school.Profile.DefaultLanguage)
            : DocumentRules.Fold(
                typed.Names.OrderBy(pair => pair.Key != "en").ThenBy(pair => pair.Key, StringComparer.Ordinal).First().Value,
                school.Rules.Documents.Listed().Select(document => document.Id));
    }

    private static async Task<IResult> Form(
        TenantRequest request, School school, SchoolDocument? now, AboutForm form, Error? refusal = null)
    {
        var published = await request.Grains.Documents.All();

        return Page.Of<AboutPage, AboutModel>(
            new AboutModel(
                form,
                now is null,
                now is not null && (published.Contains(now.Id) || DocumentSet.IsUsual(now.Id)),
                now,
                [.. school.Rules.Documents.Listed().Select(document => document.Id).Where(id => id != now?.Id)],
                school.Profile.Languages,
                school.Rules.Acceptance.Mode is AcceptanceMode.None or AcceptanceMode.ContinuedUse ? "" : school.Rules.Acceptance.Label),
            refusal);
    }
}
