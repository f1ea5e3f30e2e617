using Darsgah.Gateway.Http;
using Darsgah.Grains.Access;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Api;

/// <summary>
/// On a school's host the API says that an operator acted and not which one, as the school's pages do; records keep it.
/// </summary>
internal static class OperatorsUnnamed
{
    private const string Operator = "operator";

    public static School Unnamed(this School school) => school.Rules.PolicyLanguage is { Confirmed: { } confirmed } rule
        ? school with
        {
            Rules = school.Rules with { PolicyLanguage = rule with { Confirmed = confirmed with { By = Unnamed(confirmed.By) } } },
        }
        : school;

    public static PolicyDraft Unnamed(this PolicyDraft draft) => draft with { SavedBy = Unnamed(draft.SavedBy) };

    /// <summary>On the console keys are the operators' own, and named in full.</summary>
    public static ApiKeyLine For(this ApiKeyLine line, TenantRequest request) => request.IsPlatform
        ? line
        : line with { IssuedBy = Unnamed(line.IssuedBy), RevokedBy = Unnamed(line.RevokedBy) };

    /// <summary>Who acted, for a school's host.</summary>
    public static string Unnamed(string actor) => actor.StartsWith(Operator + ":", StringComparison.Ordinal) ? Operator : actor;
}
