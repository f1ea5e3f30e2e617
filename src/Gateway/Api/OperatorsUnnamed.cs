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

    public static School Unnamed(this School school) => school with
    {
        Rules = school.Rules with
        {
            PolicyLanguage = school.Rules.PolicyLanguage with { Confirmed = Unnamed(school.Rules.PolicyLanguage.Confirmed) },
            Documents = school.Rules.Documents with
            {
                Precedence = Unnamed(school.Rules.Documents.Precedence),
                Arranged = [.. school.Rules.Documents.Arranged.Select(document => document with { Withdrawn = Unnamed(document.Withdrawn) })],
            },
        },
    };

    private static Confirmation? Unnamed(Confirmation? confirmed) =>
        confirmed is null ? null : confirmed with { By = Unnamed(confirmed.By) };

    public static PolicyDraft Unnamed(this PolicyDraft draft) => draft with { SavedBy = Unnamed(draft.SavedBy) };

    public static CommentThread Unnamed(this CommentThread thread) => thread with
    {
        Comments = [.. thread.Comments.Select(comment => comment with { By = Unnamed(comment.By) })],
        Settled = Unnamed(thread.Settled),
    };

    /// <summary>On the console keys are the operators' own, and named in full.</summary>
    public static ApiKeyLine For(this ApiKeyLine line, TenantRequest request) => request.IsPlatform
        ? line
        : line with { IssuedBy = Unnamed(line.IssuedBy), RevokedBy = Unnamed(line.RevokedBy) };

    /// <summary>Who acted, for a school's host.</summary>
    public static string Unnamed(string actor) => actor.StartsWith(Operator + ":", StringComparison.Ordinal) ? Operator : actor;
}
