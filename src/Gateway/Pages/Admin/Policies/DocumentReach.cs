using Darsgah.Gateway.Http;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Purposes;

namespace Darsgah.Gateway.Pages.Admin.Policies;

/// <summary>Whom a version of a document reaches at this school.</summary>
/// <param name="Members">How many members it is for.</param>
/// <param name="AtMost">They were not counted one by one: it is for so many at most.</param>
/// <param name="Everybody">How many members the school has.</param>
public sealed record DocumentReach(SchoolDocument Document, int Members, bool AtMost, int Everybody)
{
    // Beyond this a page would wait for the member list.
    private const int MostCounted = 1000;

    /// <summary>It is put before members who know an older version, as the rule of changes says.</summary>
    public bool AsksAtChange => Document.IsAskedAt(DocumentTrigger.Change);

    /// <summary>It is put before members who know no version of it.</summary>
    public bool AsksAtFirst => Document.IsAskedAt(DocumentTrigger.SignUp);

    internal static async Task<DocumentReach> Of(TenantRequest request, Id<Document> document)
    {
        var documents = request.School.Rules.Documents;
        var (of, everybody) = (documents.Of(document), await request.Grains.Members.Count());

        if (document == DocumentSet.Privacy)
            return new(of, everybody, AtMost: false, everybody);

        if (!of.IsFor(Audience.Student, Audience.Instructor, Audience.Minor))
            return new(of, 0, AtMost: false, everybody);

        if (everybody > MostCounted)
            return new(of, everybody, AtMost: true, everybody);

        var (members, before) = (0, (string?)null);

        do
        {
            var page = await request.Grains.Members.Page(before, 100, PurposeUses.ConsentCount);
            members += page.Rows.Count(row => documents.Concerns(document, row.Roles, isMinor: row.Roles.Contains(Role.Student)));
            before = page.Next;
        }
        while (before is not null);

        // A list of members does not say who is under age.
        return new(of, members, AtMost: of.IsFor(Audience.Minor) && !of.IsFor(Audience.Student), everybody);
    }
}
