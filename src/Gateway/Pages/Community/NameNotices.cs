using System.Globalization;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.Pages.Admin;
using Darsgah.Grains.Common;
using Darsgah.Grains.Community;
using Darsgah.Grains.People;
using Darsgah.Grains.Purposes;

namespace Darsgah.Gateway.Pages.Community;

/// <summary>What a form says of who sees her name, until she has confirmed it (M23).</summary>
/// <param name="Edition">Edition of the school's text.</param>
/// <param name="Text">The text, in the interface's language.</param>
/// <param name="Name">The name that others see; empty where she has to choose one.</param>
/// <param name="AsksName">She chooses a name here: the school wants it, or her account has none.</param>
/// <param name="IsOwed">She has not confirmed this edition, or has no name yet.</param>
public sealed record NameAsk(int Edition, string Text, string Name, bool AsksName, bool IsOwed);

/// <summary>Names that others see, and what somebody confirms before hers is one of them.</summary>
internal static class NameNotices
{
    /// <summary>What a form has to say to whoever is signed in.</summary>
    public static async Task<NameAsk> Of(TenantRequest request)
    {
        var rules = await request.Grains.Community.Rules();
        var member = await request.Grains.CommunityMember(request.Account!.Id).Standing();
        var own = rules.Name == ShownName.Account ? OwnName(request.Account) : "";
        var name = own.Length > 0 ? own : member.Name;

        return new NameAsk(
            rules.Edition,
            rules.Notices.GetValueOrDefault(request.UiLanguage.Tag) is { Length: > 0 } theirs ? theirs : request.Texts["community.notice"],
            name,
            AsksName: own.Length == 0,
            IsOwed: name.Length == 0 || !member.Confirmed(rules.Edition));
    }

    /// <summary>Whoever sends a form, as others see her; the confirmation that came with it is recorded before (M23).</summary>
    /// <returns>Her; or <see cref="CommunityErrors.NotConfirmed"/>, <see cref="CommunityErrors.NoticeChanged"/>, <see cref="CommunityErrors.NameBad"/>, <see cref="CommunityErrors.TooFast"/>.</returns>
    public static async Task<Outcome<Poster>> Poster(TenantRequest request, bool teaches, string understood, string name, string surface)
    {
        var ask = await Of(request);
        var shown = ask.Name;
        var member = request.Grains.CommunityMember(request.Account!.Id);

        if (ask.IsOwed)
        {
            if (understood.Length == 0)
                return CommunityErrors.NotConfirmed();

            if (understood != ask.Edition.ToString(CultureInfo.InvariantCulture))
                return CommunityErrors.NoticeChanged();

            if (ask.AsksName && shown.Length == 0 && name.Length == 0)
                return CommunityErrors.NameBad(ShownNames.Longest);

            var confirmed = await member.Confirm(
                ask.Edition, request.UiLanguage.Tag, ask.Text, ask.AsksName ? name : "", surface);

            if (!confirmed.Succeeded(out var standing, out var refusal))
                return refusal;

            shown = ask.AsksName ? standing.Name : shown;
        }

        var taken = await member.Take();
        return taken.Succeeded(out _, out var tooFast) ? new Poster(request.Account!.Id, shown, teaches) : tooFast;
    }

    /// <inheritdoc cref="Poster(TenantRequest, bool, string, string, string)"/>
    public static Task<Outcome<Poster>> Poster(TenantRequest request, bool teaches, IFormCollection form, string surface) =>
        Poster(request, teaches, form.Line("understood", 10), form.Line("name", ShownNames.Longest), surface);

    /// <summary>The name that a student is shown by to the teachers of her course; empty for one who has none.</summary>
    public static async Task<string> NameOf(TenantRequest request, Id<Person> student)
    {
        var rules = await request.Grains.Community.Rules();
        var own = rules.Name == ShownName.Account && await request.Grains.Person(student).Account(PurposeUses.ShownName) is { } account
            ? OwnName(account)
            : "";

        return own.Length > 0 ? own : (await request.Grains.CommunityMember(student).Standing()).Name;
    }

    // Never her e-mail address, which is what an account without a name is called elsewhere (M21).
    private static string OwnName(PersonAccount account)
    {
        var seen = account.Under(PurposeUses.ShownName);
        string[] names = [seen.Name, seen.FirstName, seen.UserName];

        return names.FirstOrDefault(ShownNames.IsOne, "");
    }
}
