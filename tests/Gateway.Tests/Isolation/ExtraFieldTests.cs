using Darsgah.Grains.People;
using Darsgah.Grains.Purposes;

namespace Darsgah.Gateway.Tests.Isolation;

/// <summary>Fields that are nobody's to set (SEC-B02).</summary>
[Collection(TwinTownCollection.Name)]
public class ExtraFieldTests(TwinTown town)
{
    private static readonly string[] names =
    [
        "role", "roles", "Roles", "isAdmin", "tenant", "tenantId", "tenant_id", "id", "userId", "person", "owner", "price", "isPaid", "score", "progress",
        "completed", "createdAt", "emailConfirmed", "EmailConfirmed", "blocked", "Blocked", "revision", "securityStamp", "passwordHash", "memberSegment",
        "confirmed", "account.Roles", "account[Roles]", "__proto__", "constructor",
    ];

    [Fact, Trait("SEC", "B02")]
    public async Task A_body_of_the_API_with_one_field_more_is_refused_and_changes_nothing()
    {
        var school = await town.FreshSchool();
        var owner = await town.Enter(school, Role.Owner);
        var console = await town.Operator();
        var before = await Snapshot.Of(town.Site);
        var taken = new List<string>();

        foreach (var operation in town.Operations.Where(operation => operation.Body is not null))
        {
            var body = Vocabulary.Body(operation);
            var known = operation.Body!.GetProperties().Select(property => property.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);

            foreach (var name in names.Where(name => !known.Contains(name)))
            {
                var caller = operation.IsOnSchools ? owner : console;
                var reply = await caller.Ask(operation.Method, operation.Path(slot => slot is "number" ? "1" : school.School.Slug), Caller.Json($"{body[..^1]},\"{name}\":\"owner\"}}"));

                if (reply.Status != 400)
                    taken.Add($"{name}: {reply}");
            }
        }

        Assert.Empty(taken);
        Assert.Empty((await Snapshot.Of(town.Site)).Since(before));
    }

    [Fact, Trait("SEC", "B02")]
    public async Task No_form_of_a_visitor_a_student_or_a_teacher_sets_what_is_not_hers_to_set()
    {
        var school = await town.FreshSchool();
        var before = await Standings(school);

        foreach (var role in new Role?[] { null, Role.Student, Role.Instructor })
        {
            foreach (var operation in town.Operations.Where(operation => operation is { IsSafe: false, IsApi: false, IsOnSchools: true }))
            {
                var caller = await town.Enter(school, role);
                var fields = names.SelectMany(name => new[] { (name, "Owner"), (name, "true") })
                    .Append(("email", "new@example.org")).Append(("password", "correct horse battery")).Append(("name", "New")).Append(("do", "roles"))
                    .Append(("act", "sign_up"));
                await caller.Ask(operation.Method, operation.Path(slot => slot is "person" ? school.People[Role.Student].Id.Value : "nothing"), caller.Form(fields));
            }
        }

        Assert.Equal(before, await Standings(school), StringComparer.Ordinal);

        // The one account that was made meanwhile is a student's that nobody has confirmed.
        var made = await town.Site.In(school.School, grains => Gateway.People.Accounts.Find(grains, "new@example.org"));
        Assert.NotNull(made);
        Assert.Equal([Role.Student], made.Roles);
        Assert.False(made.EmailConfirmed || made.Blocked);
    }

    private async Task<List<string>> Standings(Planted school)
    {
        var accounts = await Task.WhenAll(school.People.Values.Select(person => town.Site.In(school.School, grains => grains.Person(person.Id).Account(PurposeUses.AccountChange))));

        return [.. accounts.Select(account =>
            $"{account!.Id} {account.Email} {string.Join(',', account.Roles)} {account.Blocked} {account.EmailConfirmed} {account.CreatedAt:O} " +
            $"{account.PasswordHash} {account.SecurityStamp} {account.MemberSegment} {account.TwoFactorEnabled}")];
    }
}
