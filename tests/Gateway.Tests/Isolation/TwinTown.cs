using Darsgah.Gateway.Http;
using Darsgah.Gateway.Mail;
using Darsgah.Gateway.Operations;
using Darsgah.Gateway.People;
using Darsgah.Gateway.Tests.Mail;
using Darsgah.Gateway.Tests.People;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Darsgah.Gateway.Tests.Isolation;

/// <summary>
/// One running product as it is behind TLS, with two schools that are filled in every corner, and an operator. What the
/// sweeps of all routes (SEC-A, SEC-B, SEC-D) are run on, one after the other.
/// </summary>
public sealed class TwinTown : IAsyncLifetime
{
    private const int Seed = 20260302;

    internal static readonly Role[] Roles = [Role.Student, Role.Instructor, Role.Drafter, Role.Reviewer, Role.Admin, Role.Owner];

    private int schools;
    private Task<Census>? census;
    private Task<Access>? access;

    public Site Site { get; private set; } = null!;

    internal Wire Wire { get; private set; } = null!;

    /// <summary>The school that is attacked.</summary>
    internal Planted Alif { get; } = new(Seed);

    /// <summary>The school whose people attack.</summary>
    internal Planted Bet { get; } = new(Seed + 1);

    /// <summary>A school of which every field is listed.</summary>
    internal Planted Gimel { get; } = new(Seed + 2);

    /// <summary>A school where things may be changed.</summary>
    internal Planted Dalet { get; } = new(Seed + 3);

    /// <summary>An operator's key.</summary>
    internal string OperatorKey { get; private set; } = "";

    /// <summary>Every route and method.</summary>
    internal IReadOnlyList<Operation> Operations { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        Site = await Site.Open(new SiteOptions
        {
            Settings = new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Gateway:PublicOrigin"] = "https://*",
                ["Mail:Dev"] = "true",
                ["People:Pace"] = "00:00:00",
                ["People:FailuresPerNetwork"] = "1000000",
                ["People:MailRequestsPerNetwork"] = "1000000",
                ["People:MailsPerSchool"] = "1000000",
                ["People:HashQueue"] = "1000",
            },
            Services = services => services.AddSingleton<IPasswordHasher<PersonUser>>(new CountingHasher())
                // What is compared where there is no account costs as little, too.
                .PostConfigure<PasswordHasherOptions>(hasher => hasher.IterationCount = 1_000),
            // A way in that costs no password hashing; the cookie and all that reads it are the product's own.
            Routes = routes => routes.MapGet("/test/enter/{person}", async (Id<Person> person, TenantRequest request, HttpContext http) =>
            {
                var account = (await request.Grains.Person(person).Account(PurposeUses.AccountChange))!;

                if (account.Sessions.IsEmpty)
                {
                    account = (await Accounts.Change(request.Grains, person, now => AccountChange.Of(
                        now with { Sessions = [new Session(SessionRules.NewId(), Site.Clock.GetUtcNow(), "test")] }))).Value!;
                }

                await SessionCookie.Issue(http, request.Tenant, account, account.Sessions[^1].Id, remember: false);
                return Results.Text("in");
            }),
        });
        Wire = new Wire(Site);
        Operations = RouteTable.Of(Site.Services);
        await new Planter(Site, Alif).Plant(versions: 5);
        await new Planter(Site, Bet).Plant(versions: 1);
        await new Planter(Site, Gimel).Plant(versions: 2);
        await new Planter(Site, Dalet).Plant(versions: 2);
        OperatorKey = (await NewKey(TenantKey.Platform)).Key;

        // Numbers are the same everywhere, so foreign ones are those that only the other school has.
        Alif.Ids[Kind.Number] = ["5"];
        Alif.Ids[Kind.Entry] = ["19"];
        Bet.Ids[Kind.Number] = ["1"];
        Bet.Ids[Kind.Entry] = ["1"];

        foreach (var school in new[] { Gimel, Dalet })
        {
            school.Ids[Kind.Number] = ["2"];
            school.Ids[Kind.Entry] = ["2"];
            school.Ids[Kind.Document] = ["privacy"];
        }

        // One to end, so that the key that asks stays good.
        Dalet.Ids[Kind.Key] = [(await NewKey(Dalet.School.Id)).Line.Id.Value];
        await CollectMail(Alif, Bet, Gimel, Dalet);
    }

    public async ValueTask DisposeAsync()
    {
        Wire.Dispose();
        await Site.DisposeAsync();
    }

    /// <summary>Everything that everybody of both schools is shown; looked at once for all tests.</summary>
    internal Task<Census> Census() => census ??= Isolation.Census.Of(this);

    /// <summary>Who gets in where; tried once for all tests.</summary>
    internal Task<Access> Access() => access ??= Isolation.Access.Of(this);

    /// <summary>Somebody of the school with her browser; null for a visitor.</summary>
    internal async Task<Caller> Enter(Planted school, Role? role)
    {
        var caller = new Caller(Wire, school.School.Hosts[0], role?.ToString() ?? "anonymous");

        if (role is { } hers)
            await Enter(caller, school.People[hers]);

        await caller.Browse("GET", role is null ? "/sign-in" : "/account");
        Assert.NotEmpty(caller.Token);
        return caller;
    }

    /// <summary>Five roles and a key.</summary>
    internal async Task<IReadOnlyList<Caller>> Everybody(Planted school) =>
    [
        await Enter(school, null),
        .. await Task.WhenAll(Roles.Select(role => Enter(school, role))),
        new Caller(Wire, school.School.Hosts[0], "key", school.AdminKey),
    ];

    /// <summary>An operator on the console.</summary>
    internal async Task<Caller> Operator()
    {
        var account = await Site.Schools.OnPlatform(grains => NewAccount(grains, Role.Operator));
        var caller = new Caller(Wire, Site.PlatformHost, "operator");
        await Enter(caller, account);
        await caller.Browse("GET", "/account");
        return caller;
    }

    /// <summary>A school of its own, with a person of each role and nothing else.</summary>
    internal async Task<Planted> FreshSchool(SchoolRules? rules = null)
    {
        var number = Interlocked.Increment(ref schools);
        var fresh = new Planted(Seed + 10 + number) { School = await Site.CreateSchool($"fresh-{number}", rules) };

        foreach (var role in Roles)
            fresh.People[role] = await Site.In(fresh.School, grains => NewAccount(grains, role));

        fresh.AdminKey = await Site.Schools.IssueAdminKey(fresh.School.Id, "office", "test");
        return fresh;
    }

    private async Task<PersonAccount> NewAccount(TenantGrains grains, Role role)
    {
        var id = Id<Person>.New(Site.Clock);
        var email = $"{id}@example.org";
        await grains.EmailAddress(email).Take(id);
        var made = await grains.Person(id).Create(
            new PersonAccount(id, 0)
            {
                Email = email,
                NormalizedEmail = email,
                EmailConfirmed = true,
                Name = $"Person {id.Value[^6..]}",
                Roles = [role],
                SecurityStamp = SessionRules.NewStamp(),
                Sessions = [new Session(SessionRules.NewId(), Site.Clock.GetUtcNow(), "test")],
            },
            []);

        return await Accounts.Enlist(grains, made.Value!);
    }

    private async Task<NewApiKey> NewKey(Id<Tenant> tenant) =>
        (await Site.Schools.In(tenant, grains => ApiKeys.Issue(grains, "a key"), "test")).Value!;

    private static async Task Enter(Caller caller, PersonAccount account)
    {
        var entered = await caller.Browse("GET", $"/test/enter/{account.Id}");
        Assert.True(entered.Status == 200, $"{caller.Who} is not let in: {entered}");
    }

    private async Task CollectMail(params Planted[] schools)
    {
        await using var watch = new FolderWatch(Path.Combine(Site.Folder, "mail"));

        foreach (var school in schools)
        {
            school.Add(Kind.Mail, (await Letter(watch, school, "invited.email")).Id);
            var token = PostOffice.PathIn(await Letter(watch, school, "Student.guardian")).Split("token=")[1];
            school.Add(Kind.Guardian, token);
            await new Planter(Site, school).Agree(token);
        }
    }

    private async Task<OutgoingMail> Letter(FolderWatch watch, Planted school, string addressee)
    {
        var folder = Site.Services.GetRequiredService<MailFolder>();
        OutgoingMail? found = null;
        await watch.Until(() => (found = folder.Newest().FirstOrDefault(
            mail => mail.To.Contains(school.Canaries[addressee], StringComparison.Ordinal))) is not null);
        return found!;
    }
}

[CollectionDefinition(Name)]
public sealed class TwinTownCollection : ICollectionFixture<TwinTown>
{
    public const string Name = "twin town";
}
