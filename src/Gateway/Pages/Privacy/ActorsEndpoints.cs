using System.Globalization;
using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;
using Darsgah.Grains.Consent.Behalf;
using Darsgah.Grains.People;
using Darsgah.Grains.Privacy;
using Darsgah.Grains.Purposes;
using Microsoft.AspNetCore.Mvc;

namespace Darsgah.Gateway.Pages.Privacy;

/// <summary>Who acts for her, a guardian or a representative; and those for whom she acts herself.</summary>
internal static class ActorsEndpoints
{
    /// <summary>Maps <c>/account/privacy/guardian</c>, <c>…/mandates</c> and <c>…/represented</c>.</summary>
    public static void MapActors(this IEndpointRouteBuilder privacy)
    {
        privacy.MapPost("/guardian", SendLink);
        privacy.MapPost("/mandates", End);
        privacy.MapGet("/represented", List);
        privacy.MapGet("/represented/{person}", Show);
        privacy.MapPost("/represented/{person}", Answer);
    }

    /// <summary>What her privacy page says of it.</summary>
    public static async Task<HerActors> Of(TenantRequest request, bool linkSent)
    {
        var (me, day) = (request.Account!.Id, request.School.DayAt(request.Clock.GetUtcNow()));
        var mandates = ImmutableArray.CreateBuilder<(Mandate, string)>();

        foreach (var mandate in (await request.Grains.Mandates(me).All()).Where(mandate => mandate.HoldsOn(day) || (mandate.EndedAt is null && mandate.From > day)))
            mandates.Add((mandate, await NameOf(request, mandate.Representative)));

        return new(
            await request.Grains.ConsentLedger(me).GuardedUntil(),
            linkSent,
            mandates.ToImmutable(),
            !(await request.Grains.Mandates(me).Represented()).IsEmpty);
    }

    /// <summary>How somebody is called by those who share a mandate with her.</summary>
    public static async Task<string> NameOf(TenantRequest request, Id<Person> person) =>
        (await request.Grains.Person(person).Account(PurposeUses.Represented))?.DisplayName ?? request.Texts["mandate.somebody"];

    private static async Task<IResult> SendLink(TenantRequest request) =>
        await request.Grains.Guardianship(request.Account!.Id).SendLink()
            ? Results.Redirect(Places.Privacy + "?sent=1")
            : Results.NotFound();

    private static async Task<IResult> End(TenantRequest request, [FromForm] int mandate) =>
        (await request.Grains.Mandates(request.Account!.Id).End(mandate)).Succeeded(out _, out _)
            ? Results.Redirect(Places.Privacy)
            : Results.NotFound();

    private static async Task<IResult> List(TenantRequest request)
    {
        var people = ImmutableArray.CreateBuilder<(Id<Person>, string)>();

        foreach (var person in await request.Grains.Mandates(request.Account!.Id).Represented())
        {
            if (await Mandated(request, person) is { } account)
                people.Add((person, account.DisplayName));
        }

        return Page.Of<RepresentedListPage, RepresentedListModel>(new(people.ToImmutable()));
    }

    private static async Task<IResult> Show(Id<Person> person, TenantRequest request, [FromQuery] string? saved) =>
        await Mandated(request, person) is { } account
            ? Page.Of<RepresentedPage, RepresentedModel>(await Model(request, account, saved is "1"))
            : Results.NotFound();

    private static async Task<IResult> Answer(Id<Person> person, IFormCollection form, TenantRequest request, HttpContext http)
    {
        if (await Mandated(request, person) is not { } account)
            return Results.NotFound();

        var model = await Model(request, account, saved: false);
        var key = form["key"].ToString();

        if (model.Items.FirstOrDefault(item => item.Key == key) is not { } item)
            return Results.NotFound();

        var sent = new BehalfSent(
            form[item.Field].ToString(),
            int.TryParse(form[$"version-{key}"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0,
            form[$"hash-{key}"].ToString());
        var taken = await BehalfItems.Take(request, person, account.Country, item, sent, "/account/privacy/represented");

        return taken.Succeeded(out _, out var refusal)
            ? Results.Redirect($"{Places.Privacy}/represented/{person}?saved=1")
            : Page.Of<RepresentedPage, RepresentedModel>(await Model(request, account, saved: false), refusal);
    }

    // Who has no mandate learns nothing, not even that there is such a person.
    private static async Task<PersonAccount?> Mandated(TenantRequest request, Id<Person> person) =>
        await request.Grains.Mandates(person).Standing(request.Account!.Id, MandateScope.Consent) is not null
            ? await request.Grains.Person(person).Account(PurposeUses.Represented)
            : null;

    private static async Task<RepresentedModel> Model(TenantRequest request, PersonAccount account, bool saved)
    {
        var entries = await request.Grains.ConsentLedger(account.Id).Entries();

        return new(
            account.Id,
            account.DisplayName,
            await BehalfItems.Of(request, entries, account.Country, account.Roles, account.GuardedUntil > request.Clock.GetUtcNow()),
            [.. entries.Where(entry => entry.Actor == request.Account!.Id.Value && entry.Act != ConsentAct.NoticeServed).Reverse()],
            saved);
    }
}

/// <param name="People">For whom she can act today, with their names.</param>
public sealed record RepresentedListModel(ImmutableArray<(Id<Person> Person, string Name)> People);

/// <param name="Person">For whom she acts.</param>
/// <param name="Name">How that person is called.</param>
/// <param name="Items">What there is to decide.</param>
/// <param name="History">What she did for that person, newest first.</param>
/// <param name="Saved">She has just decided something.</param>
public sealed record RepresentedModel(
    Id<Person> Person, string Name, ImmutableArray<BehalfItem> Items, ImmutableArray<ConsentEntry> History, bool Saved);
