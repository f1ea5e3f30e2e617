using Darsgah.Gateway.Http;
using Darsgah.Gateway.Pages.Privacy;
using Darsgah.Gateway.People;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent.Behalf;
using Darsgah.Grains.People;
using Darsgah.Grains.Privacy;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Pages.Admin.People;

/// <summary>Mandates that staff have seen: who acts for a person, under which document, for how long and for what (E33).</summary>
internal static class MandatesEndpoints
{
    /// <summary>Maps <c>/admin/people/{person}/mandates</c>.</summary>
    public static void MapMandates(this IEndpointRouteBuilder people)
    {
        people.MapGet("/{person}/mandates", Show);
        people.MapPost("/{person}/mandates", Save);
    }

    private static async Task<IResult> Show(Id<Person> person, TenantRequest request, string? saved) =>
        await request.Grains.Person(person).Account(PurposeUses.MemberPage) is { } account
            ? Page.Of<MandatesPage, MandatesModel>(await Model(request, account, saved is "1"))
            : Results.NotFound();

    private static async Task<IResult> Save(Id<Person> person, IFormCollection form, TenantRequest request)
    {
        if (await request.Grains.Person(person).Account(PurposeUses.MemberPage) is not { } account)
            return Results.NotFound();

        var outcome = FormText.First(form, "do") is "end"
            ? await request.Grains.Mandates(person).End(FormText.Number(form, "mandate"))
            : await Note(request, account, form);

        return outcome.Succeeded(out _, out var refusal)
            ? Results.Redirect($"{AdminPlaces.Person(person)}/mandates?saved=1")
            : Page.Of<MandatesPage, MandatesModel>(await Model(request, account, saved: false), refusal);
    }

    // Whoever acts under a mandate signs in herself, so she has an account here, and one whose address is confirmed.
    private static async Task<Outcome<ImmutableArray<Mandate>>> Note(TenantRequest request, PersonAccount account, IFormCollection form) =>
        await Accounts.Find(request.Grains, FormText.First(form, "representative").Trim()) is { EmailConfirmed: true, Blocked: false } representative
            ? await request.Grains.Mandates(account.Id).Note(new NoteMandate(
                representative.Id,
                form.Line("reference", 120),
                form.Day("from") ?? request.School.DayAt(request.Clock.GetUtcNow()),
                form.Day("until"),
                form.Choices<MandateScope>("scope")))
            : MandateErrors.BadRepresentative();

    private static async Task<MandatesModel> Model(TenantRequest request, PersonAccount account, bool saved)
    {
        var rows = ImmutableArray.CreateBuilder<(Mandate, string)>();

        foreach (var mandate in await request.Grains.Mandates(account.Id).All())
            rows.Add((mandate, await ActorsEndpoints.NameOf(request, mandate.Representative)));

        return new(
            account.Id,
            account.DisplayName,
            [.. rows.ToImmutable().AsEnumerable().Reverse()],
            request.School.Rules.Representatives == RepresentativeRule.Recorded,
            request.School.DayAt(request.Clock.GetUtcNow()),
            saved);
    }
}

/// <param name="Person">For whom somebody acts.</param>
/// <param name="Name">How she is called.</param>
/// <param name="Mandates">All that were noted, newest first, each with the representative's name.</param>
/// <param name="IsAllowed">The school lets others act.</param>
/// <param name="Today">The day at the school.</param>
/// <param name="Saved">Something was just changed.</param>
public sealed record MandatesModel(
    Id<Person> Person, string Name, ImmutableArray<(Mandate Mandate, string Name)> Mandates, bool IsAllowed, DateOnly Today, bool Saved);
