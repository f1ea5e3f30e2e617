using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Http;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;
using Darsgah.Grains.Consent.Behalf;
using Darsgah.Grains.People;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.People;

/// <summary>The link of a guardian's letter, read: whom it is about, and the secret that opens it.</summary>
internal sealed record GuardianLink(Id<Person> Person, string Secret)
{
    /// <summary>The link's token; null where it cannot be one.</summary>
    public static GuardianLink? Read(string? token) =>
        token is { Length: <= 200 } && token.Split('.') is [var person, { Length: > 0 } secret] && Id<Person>.TryParse(person, out var id)
            ? new(id, secret)
            : null;
}

/// <summary>What a guardian declared and answered.</summary>
/// <param name="Relation"><c>parent</c> or <c>guardian</c>.</param>
/// <param name="OfAge">She is of age and may decide.</param>
/// <param name="Answers">What she sent about a document or purpose.</param>
internal sealed record GuardianSent(string Relation, bool OfAge, Func<BehalfItem, BehalfSent> Answers);

/// <summary>Takes a guardian's decisions, in the child's ledger and with her right to act beside each.</summary>
internal sealed class GuardianDesk(LinkTokens links)
{
    /// <summary>What a link leads to, with what there is to decide; null where it leads nowhere.</summary>
    public static async Task<(Guardianship Guardianship, ImmutableArray<BehalfItem> Items)?> Open(TenantRequest request, GuardianLink? link)
    {
        if (link is null || await request.Grains.Guardianship(link.Person).Open(link.Secret) is not { } found)
            return null;

        var entries = found.Agreed ? await request.Grains.ConsentLedger(link.Person).Entries() : [];
        return (found, await BehalfItems.Of(request, entries, await CountryOf(request, found), [Role.Student], isMinor: true));
    }

    /// <summary>
    /// Her first answer: for each document yes or no, for each purpose what she wants. Where a document is refused at a
    /// school that does without nobody's agreement, the request is refused.
    /// </summary>
    /// <returns>True where the child can join, false where everything was deleted; or what is missing.</returns>
    public async Task<Outcome<bool>> Decide(TenantRequest request, GuardianLink link, GuardianSent sent, string surface)
    {
        if (await Open(request, link) is not var (found, items) || found is not { Agreed: false, Child: { } child })
            return GuardianErrors.LinkOver();

        if (sent.Relation is not ("parent" or "guardian") || !sent.OfAge)
            return GuardianErrors.NotDeclared(sent.OfAge ? "relation" : "of_age");

        foreach (var item in items)
        {
            var (answer, seen) = (sent.Answers(item), item.Shown is not null);

            if (seen && answer.Answer is not (BehalfItems.Agree or BehalfItems.Refuse))
                return GuardianErrors.NotAnswered(item.Field);

            if (answer.Answer.Length > 0 && (answer.Version != item.Version || answer.Hash != item.Hash))
                return ConsentErrors.VersionSuperseded(answer.Version, item.Version);
        }

        var grains = request.Grains;
        var guardianship = grains.Guardianship(link.Person);
        var refused = items.Any(item => item.Shown is not null && sent.Answers(item).Answer is BehalfItems.Refuse);
        var taken = refused && request.School.Rules.Refusal == RefusalAction.StopUsing
            ? null
            : await grains.EmailAddress(child.NormalizedEmail).Take(link.Person);

        // Somebody may have signed up under the child's address meanwhile; whoever asks here is not told so.
        if (taken is null || !taken.Succeeded(out _, out _))
        {
            await guardianship.Refuse(link.Secret);
            return taken is null ? false : GuardianErrors.LinkOver();
        }

        if ((await guardianship.Declare(link.Secret, sent.Relation)).Error is { } over)
            return over;

        await grains.ConsentLedger(link.Person).Guard(found.OfAgeAt);

        foreach (var item in items.Where(item => sent.Answers(item).Answer.Length > 0))
        {
            if ((await Take(request, link.Person, child.Country, item, sent.Answers(item), surface)).Error is { } untaken)
                return untaken;
        }

        var account = Account(link.Person, child) with { GuardedUntil = found.OfAgeAt };
        var letter = Letters.GuardianAgreed(account, links.Make(request.Tenant, LinkKind.Invitation, account));

        return (await grains.Person(link.Person).Create(account, [letter])).Succeeded(out _, out var unmade)
            ? (await guardianship.Agree(link.Secret)).Then(_ => true)
            : unmade;
    }

    /// <summary>One later decision.</summary>
    public static async Task<Outcome<ConsentEntry>> Answer(
        TenantRequest request, GuardianLink link, string key, BehalfSent sent, string surface) =>
        await Open(request, link) is var (found, items) && found.Agreed && items.FirstOrDefault(item => item.Key == key) is { } item
            ? await Take(request, link.Person, await CountryOf(request, found), item, sent, surface)
            : GuardianErrors.LinkOver();

    // The child's ledger asks by what right; nothing of the guardian's own is in it.
    private static Task<Outcome<ConsentEntry>> Take(
        TenantRequest request, Id<Person> person, string country, BehalfItem item, BehalfSent sent, string surface) =>
        TenantScope.Run(
            request.Tenant, () => BehalfItems.Take(request, person, country, item, sent, surface), OnBehalf.GuardianOf(person));

    private static async Task<string> CountryOf(TenantRequest request, Guardianship found) => found.Child is { } child
        ? child.Country
        : (await request.Grains.Person(found.Person).Account(PurposeUses.Guarded))?.Country ?? "";

    private static PersonAccount Account(Id<Person> person, ChildApplication child) => new(person, 0)
    {
        Email = child.Email,
        NormalizedEmail = child.NormalizedEmail,
        Name = child.Name,
        FirstName = child.FirstName,
        UserName = child.UserName,
        Mobile = child.Mobile,
        Country = child.Country,
        SecurityStamp = SessionRules.NewStamp(),
        Language = child.Language,
        Roles = [Role.Student],
    };
}
