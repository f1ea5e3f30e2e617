using Darsgah.Gateway.Http;
using Darsgah.Gateway.Localization;
using Darsgah.Gateway.Operations;
using Darsgah.Gateway.Pages.Admin;
using Darsgah.Gateway.People;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Pages.Operator;

/// <summary>One school as the operator sees it: its state of life, its host names, its first owner. Nobody's data.</summary>
internal static class SchoolEndpoints
{
    public static void MapSchool(this IEndpointRouteBuilder console)
    {
        console.MapGet("/schools/{slug}", Show);
        console.MapPost("/schools/{slug}", Send);
    }

    private static async Task<IResult> Show(string slug, Schools schools, PublicAddress address, string? done) =>
        (await schools.Find(slug)).Succeeded(out var school, out _)
            ? Page.Of<SchoolPage, SchoolModel>(Model(school, address, SchoolForm.Empty) with { Done = done })
            : Results.NotFound();

    private static async Task<IResult> Send(
        string slug, IFormCollection form, TenantRequest request, Schools schools, Accounts accounts, PublicAddress address)
    {
        if (!(await schools.Find(slug)).Succeeded(out var school, out _))
            return Results.NotFound();

        var typed = SchoolForm.Read(form);
        var actor = OperatorEndpoints.Actor(request);
        var act = FormText.First(form, "do");

        var outcome = act switch
        {
            "move" => await Move(school, form.Choice<SchoolStatus>("status"), typed.Confirm, schools, actor),
            "add_host" => await schools.Route(school, typed.Host, actor),
            "remove_host" => await schools.Unroute(school, form.Line("gone", 253), actor),
            "invite" => await Invite(school, typed, schools, accounts, actor),
            _ => school,
        };

        return outcome.Succeeded(out _, out var refusal)
            ? Results.Redirect(OperatorPlaces.School(school.Slug) + (Acts.Contains(act, StringComparer.Ordinal) ? $"?done={act}" : ""))
            : Page.Of<SchoolPage, SchoolModel>(Model((await schools.Find(slug)).Value ?? school, address, typed), refusal);
    }

    private static readonly ImmutableArray<string> Acts = ["move", "add_host", "remove_host", "invite"];

    // What takes a school away from its people is confirmed by writing its name (and not by a second click).
    private static async Task<Outcome<School>> Move(
        School school, SchoolStatus? status, string confirm, Schools schools, string actor)
    {
        if (status is not { } to)
            return Error.Invalid("operator_school.status_missing", "Choose the state.", "status");

        if (to != SchoolStatus.Active && !string.Equals(confirm, school.Slug, StringComparison.Ordinal))
            return Error.Invalid(
                "operator_school.confirm", $"Write the school's short name, {school.Slug}, to confirm.", "confirm", ("slug", school.Slug));

        return await schools.MoveTo(school, to, actor);
    }

    private static async Task<Outcome<School>> Invite(
        School school, SchoolForm typed, Schools schools, Accounts accounts, string actor)
    {
        var invited = await schools.In(
            school.Id,
            tenant => accounts.CreateInvited(tenant, school, new NewPerson
            {
                Email = typed.Email,
                Name = typed.Name,
                Roles = [Role.Owner],
                Language = UiLanguages.Find(typed.Language)?.Tag ?? school.Profile.DefaultLanguage,
            }),
            actor);

        return invited.Then(_ => school);
    }

    private static SchoolModel Model(School school, PublicAddress address, SchoolForm form) =>
        new(school, [.. school.Hosts.Select(host => new HostLink(host, address.Of(host)))], form);
}

/// <summary>What the forms of a school's page hold.</summary>
public sealed record SchoolForm(string Host, string Email, string Name, string Language, string Confirm)
{
    internal static SchoolForm Empty { get; } = new("", "", "", "", "");

    internal static SchoolForm Read(IFormCollection form) => new(
        form.Line("host", 253), form.Line("email", 254), form.Line("name", 100), form.Line("language", 35), form.Line("confirm", 40));
}

public sealed record SchoolModel(School School, ImmutableArray<HostLink> Hosts, SchoolForm Form)
{
    /// <summary>What was just done, as the address says it.</summary>
    public string? Done { get; init; }

    /// <summary>States that the school can move to from here.</summary>
    public ImmutableArray<SchoolStatus> Moves => School.Status switch
    {
        SchoolStatus.Provisioning => [SchoolStatus.Active, SchoolStatus.Closed],
        SchoolStatus.Active => [SchoolStatus.Suspended, SchoolStatus.Closing],
        SchoolStatus.Suspended => [SchoolStatus.Active, SchoolStatus.Closing],
        SchoolStatus.Closing => [SchoolStatus.Active, SchoolStatus.Suspended, SchoolStatus.Closed],
        _ => [],
    };
}

/// <summary>A host name and the address it is opened under.</summary>
public sealed record HostLink(string Host, string Url);
