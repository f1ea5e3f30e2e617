using Darsgah.Gateway.Http;
using Darsgah.Gateway.Pages.Privacy;
using Darsgah.Gateway.People;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Pages.Admin.People;

/// <summary>Everybody of the school: who may do what, and who is stopped. Addresses are here and nowhere else (M22).</summary>
internal static class PeopleEndpoints
{
    private const int PageSize = 50;

    public static void MapAdminPeople(this IEndpointRouteBuilder admin)
    {
        var people = admin.MapGroup("/people");

        people.MapGet("/", List);
        people.MapGet("/invite", (TenantRequest request) => Page.Of<InvitePage, InviteModel>(Model(InviteForm.Empty, request)));
        people.MapPost("/invite", Invite);
        people.MapGet("/{person}", Show);
        people.MapPost("/{person}", Save);
        people.MapGet("/{person}/then", Then);
        people.MapMandates();
    }

    private static async Task<IResult> List(TenantRequest request, string? before, string? invited)
    {
        var page = await request.Grains.Members.Page(before, PageSize, PurposeUses.MemberList);
        return Page.Of<PeoplePage, PeopleModel>(new PeopleModel(page, before is null, invited is "1"));
    }

    private static async Task<IResult> Invite(IFormCollection form, TenantRequest request, Accounts accounts)
    {
        var typed = InviteForm.Read(form);

        if (Objection(typed, request) is { } objection)
            return Page.Of<InvitePage, InviteModel>(Model(typed, request), objection);

        var invited = await accounts.CreateInvited(request.Grains, request.School, new NewPerson
        {
            Email = typed.Email,
            Name = typed.Name,
            FirstName = typed.FirstName,
            Mobile = typed.Mobile,
            Country = typed.Country,
            Roles = [typed.Role!.Value],
            Language = request.UiLanguage.Tag,
            InvitedBy = request.Account!.DisplayName,
        });

        return invited.Succeeded(out _, out var refusal)
            ? Results.Redirect(Places.AdminPeople + "?invited=1")
            : Page.Of<InvitePage, InviteModel>(Model(typed, request), refusal);
    }

    private static async Task<IResult> Show(Id<Person> person, TenantRequest request, string? saved) =>
        await request.Grains.Person(person).Account(PurposeUses.MemberPage) is { } account
            ? Page.Of<PersonPage, PersonModel>(Model(account, request) with { Saved = saved is "1" })
            : Results.NotFound();

    private static async Task<IResult> Then(Id<Person> person, TenantRequest request, TimeProvider clock, string? date) =>
        await request.Grains.Person(person).Account(PurposeUses.MemberPage) is { } account
            ? Page.Of<PersonThenPage, ThenModel>(await ThenModel.Of(request, account, date, isHers: false, clock.GetUtcNow()))
            : Results.NotFound();

    private static async Task<IResult> Save(Id<Person> person, IFormCollection form, TenantRequest request)
    {
        if (await request.Grains.Person(person).Account(PurposeUses.AccountChange) is not { } account)
            return Results.NotFound();

        if (FormText.First(form, "do") is "child")
            return await DeleteChild(person, account, form, request);

        var decision = FormText.First(form, "do") switch
        {
            "roles" => PeopleRules.WithRoles(request.Account!, account, form.Choices<Role>("roles")),
            "block" => PeopleRules.Blocked(request.Account!, account),
            "unblock" => PeopleRules.Unblocked(request.Account!, account),
            _ => account,
        };

        if (!decision.Succeeded(out var next, out var refusal))
            return Page.Of<PersonPage, PersonModel>(Model(account, request), refusal);

        if (form.Number("revision") != account.Revision)
            return Page.Of<PersonPage, PersonModel>(Model(account, request), PeopleErrors.AccountChanged());

        var saved = await request.Grains.Person(person).Save(next, []);

        if (!saved.Succeeded(out var kept, out refusal))
            return Page.Of<PersonPage, PersonModel>(Model(account, request), refusal);

        await Accounts.Enlist(request.Grains, kept);
        return Results.Redirect(AdminPlaces.Person(person) + "?saved=1");
    }

    // No confirmation by the learner: a child that was found is deleted (N31), and one whose parents ask for it (N32).
    private static async Task<IResult> DeleteChild(Id<Person> person, PersonAccount account, IFormCollection form, TenantRequest request)
    {
        var deleted = PeopleRules.MayTouch(request.Account!, account) && account.Id != request.Account!.Id
            ? await request.Grains.Person(person).Erase(
                new ErasePerson(form.Choice<ErasureReason>("reason") ?? ErasureReason.ChildFound, form.Line("reference", 120)))
            : PeopleRules.OwnersOnly(null);

        return deleted.Succeeded(out _, out var refusal)
            ? Results.Redirect(Places.AdminPeople)
            : Page.Of<PersonPage, PersonModel>(Model(account, request), refusal);
    }

    private static Error? Objection(InviteForm typed, TenantRequest request) => typed.Role switch
    {
        null or Role.Operator => Error.Invalid("admin_people.role_missing", "Choose what she will do.", "role"),
        { } role when PeopleRules.IsOwnersToGive(role) && !IsOwner(request) => PeopleRules.OwnersOnly("role"),
        _ => null,
    };

    private static InviteModel Model(InviteForm form, TenantRequest request) =>
        new(form, IsOwner(request), request.School.Rules.InstructorFields);

    private static PersonModel Model(PersonAccount account, TenantRequest request) => new(
        new PersonView(account.Id, account.Revision, account.DisplayName, account.Email, account.Roles, account.CreatedAt, account.Blocked),
        PeopleRules.MayTouch(request.Account!, account),
        IsOwner(request),
        account.Id == request.Account!.Id,
        Saved: false,
        request.School.Rules.Age.Basis != AgeBasis.None && !account.IsStaff);

    private static bool IsOwner(TenantRequest request) => request.Account!.Roles.Contains(Role.Owner);
}
