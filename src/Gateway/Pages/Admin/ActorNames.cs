using Darsgah.Gateway.Localization;
using Darsgah.Grains.Common;
using Darsgah.Grains.Purposes;

namespace Darsgah.Gateway.Pages.Admin;

/// <summary>Who did something, as an admin of the same school may read it.</summary>
internal static class ActorNames
{
    /// <param name="actor">A person's id, <c>operator:…</c>, <c>key:…</c> or <c>system</c>, as the records keep it.</param>
    public static async Task<string> Of(TenantGrains grains, string actor, UiLanguage language)
    {
        var texts = Texts.Of(language);

        if (actor.StartsWith("key:", StringComparison.Ordinal))
            return texts["admin_home.by_key"];

        if (actor is "system" || actor.StartsWith("operator", StringComparison.Ordinal))
            return texts["admin_home.by_operator"];

        var account = Id<Person>.TryParse(actor, out var person) ? await grains.Person(person).Account(PurposeUses.ActorName) : null;
        return account?.DisplayName ?? texts["admin_home.by_somebody"];
    }
}
