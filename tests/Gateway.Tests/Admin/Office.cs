using System.Collections.Immutable;
using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.People;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

[assembly: AssemblyFixture(typeof(Darsgah.Gateway.Tests.Admin.Office))]

namespace Darsgah.Gateway.Tests.Admin;

/// <summary>One running product for the tests of admins' and operators' pages; each test has a school of its own in it.</summary>
public sealed class Office : IAsyncLifetime
{
    private int schools;

    public Site Site { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Site = await Site.Open(new SiteOptions
    {
        // A way in that costs no password hashing; the cookie and all that reads it are the product's own.
        Routes = routes => routes.MapGet("/sign-in/as/{person}", async (Id<Person> person, TenantRequest request, HttpContext http) =>
        {
            var account = await request.Grains.Person(person).Account(PurposeUses.AccountChange);
            await SessionCookie.Issue(http, request.Tenant, account!, account!.Sessions[0].Id, remember: false);
            return Results.Text("in");
        }),
    });

    public async ValueTask DisposeAsync() => await Site.DisposeAsync();

    /// <summary>A school of its own.</summary>
    public Task<School> School(SchoolRules? rules = null) =>
        Site.CreateSchool($"office-{Interlocked.Increment(ref schools)}", rules);

    /// <summary>Somebody of the school, signed in.</summary>
    public async Task<Visitor> SignedIn(School school, params Role[] roles) => (await Enter(school, roles)).Browser;

    /// <summary>Somebody of the school, signed in, with her account.</summary>
    public async Task<(Visitor Browser, PersonAccount Account)> Enter(School school, params Role[] roles)
    {
        var account = await Site.In(school, grains => Made(grains, roles));
        return (await Entered(Site.Visit(school), account), account);
    }

    /// <summary>Somebody on the operators' console, signed in.</summary>
    public async Task<Visitor> OnConsole(params Role[] roles)
    {
        var account = await Site.Schools.OnPlatform(grains => Made(grains, roles));
        return await Entered(Site.Visit(Site.PlatformHost), account);
    }

    /// <summary>Publishes these texts as the next version of the privacy policy.</summary>
    public Task<PolicyVersionHead> Publish(School school, params PolicyText[] texts) => Publish(school, Documents.Privacy, texts);

    /// <summary>Publishes these texts as the next version of a document.</summary>
    public Task<PolicyVersionHead> Publish(School school, Id<Grains.Common.Document> document, params PolicyText[] texts) => Site.In(school, async grains =>
    {
        var policy = grains.Policy(document);
        var revision = (await policy.Draft()).Revision;

        foreach (var text in texts)
            revision = (await policy.Save(text, revision, "test")).Value!.Revision;

        var published = await policy.Publish(new PublishPolicy(
            revision,
            ChangeClass.Ordinary,
            NewPurpose: false,
            ImmutableDictionary<string, string>.Empty,
            Site.Clock.GetUtcNow(),
            StatedDate: null,
            "test"));

        return published.Value ?? throw new InvalidOperationException(published.Error!.Message);
    });

    /// <summary>Saves these texts in the draft of the privacy policy.</summary>
    public Task<PolicyDraft> Draft(School school, PolicyText first, params PolicyText[] others) => Site.In(school, async grains =>
    {
        var policy = grains.Policy(Documents.Privacy);

        foreach (var text in others.Prepend(first))
            Assert.Null((await policy.Save(text, (await policy.Draft()).Revision, "test")).Error);

        return await policy.Draft();
    });

    public Task<PolicyDraft> Draft(School school) => Site.In(school, grains => grains.Policy(Documents.Privacy).Draft());

    public Task<PolicyOverview> Overview(School school) => Site.In(school, grains => grains.Policy(Documents.Privacy).Overview());

    public Task<School?> Now(School school) => Site.In(school, grains => grains.School.School());

    /// <summary>A text of two sections.</summary>
    public static PolicyText Text(string language, string body, string rights = "You can ask us: office@school.example.") => new(
        language,
        [
            new PolicySection("what-we-keep", 1, "1.", "What we keep", body),
            new PolicySection("your-rights", 1, "2.", "Your rights", rights),
        ],
        "Privacy policy");

    private static async Task<Visitor> Entered(Visitor browser, PersonAccount account)
    {
        var entered = await browser.Get($"/sign-in/as/{account.Id}");

        Assert.Equal(200, entered.Status);
        return browser;
    }

    private async Task<PersonAccount> Made(TenantGrains grains, Role[] roles)
    {
        var id = Id<Person>.New(Site.Clock);
        var email = $"{id}@example.org";
        var made = await grains.Person(id).Create(
            new PersonAccount(id, 0)
            {
                Email = email,
                NormalizedEmail = email,
                EmailConfirmed = true,
                Name = $"Person {id.Value[^6..]}",
                Roles = [.. roles],
                SecurityStamp = "stamp",
                Sessions = [new Session("session", Site.Clock.GetUtcNow(), "test")],
            },
            []);

        return await Accounts.Enlist(grains, made.Value!);
    }
}
