using System.Collections.Immutable;
using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.People;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;
using Darsgah.Grains.Courses;
using Darsgah.Grains.People;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Darsgah.Gateway.Tests.Consent;

/// <summary>One running product for all tests of these pages; each test has a school of its own in it.</summary>
public sealed class Campus : IAsyncLifetime
{
    private int schools;

    public Site Site { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Site = await Site.Open(new SiteOptions
    {
        // A way in that costs no password hashing; the cookie and all that reads it are the product's own.
        Routes = routes =>
        {
            routes.MapGet("/test/enter/{person}", async (Id<Person> person, TenantRequest request, HttpContext http) =>
            {
                var account = await request.Grains.Person(person).Account(PurposeUses.AccountChange);
                await SessionCookie.Issue(http, request.Tenant, account!, account!.Sessions[0].Id, remember: false);
                return Results.Text("in");
            });

            // What a plug-in or a proxy of somebody's might do: any cookie, with a body and without.
            routes.MapGet("/test/cookie", (string line, string? to, HttpContext http) =>
            {
                http.Response.Headers.Append("Set-Cookie", line);
                return to is null ? Results.Text("set") : Results.Redirect(to);
            });
        },
    });

    public async ValueTask DisposeAsync() => await Site.DisposeAsync();

    /// <summary>A school with these rules.</summary>
    public Task<School> School(SchoolRules? rules = null) =>
        Site.CreateSchool($"pages-{Interlocked.Increment(ref schools)}", rules);

    /// <summary>A school with these rules and version 1 of a privacy policy in English.</summary>
    public async Task<School> SchoolWithPolicy(SchoolRules rules)
    {
        var school = await School(rules);
        await Publish(school, Text("en", "We keep your name."));
        return school;
    }

    /// <summary>Publishes the next version of the privacy policy, significant and with a summary.</summary>
    public Task<PolicyVersionHead> Publish(School school, params PolicyText[] texts) =>
        Publish(school, Documents.Privacy, ChangeClass.Significant, newPurpose: false, texts);

    public Task<PolicyVersionHead> Publish(
        School school, Id<Document> document, ChangeClass change, bool newPurpose, params PolicyText[] texts) =>
        Publish(school, document, change, newPurpose, Site.Clock.GetUtcNow(), texts);

    /// <summary>Publishes the next version of the privacy policy for a day to come.</summary>
    public Task<PolicyVersionHead> PublishFor(School school, DateTimeOffset effective, params PolicyText[] texts) =>
        Publish(school, Documents.Privacy, ChangeClass.Significant, newPurpose: false, effective, texts);

    private Task<PolicyVersionHead> Publish(
        School school, Id<Document> document, ChangeClass change, bool newPurpose, DateTimeOffset effective, PolicyText[] texts) =>
        Site.In(school, async grains =>
        {
            var policy = grains.Policy(document);
            var revision = (await policy.Draft()).Revision;

            foreach (var text in texts)
                revision = (await policy.Save(text, revision, "test")).Value!.Revision;

            var published = await policy.Publish(new PublishPolicy(
                revision,
                change,
                newPurpose,
                (await policy.Draft()).Texts.Keys.Append("en").Distinct(StringComparer.Ordinal)
                    .ToImmutableDictionary(language => language, _ => "We keep less.", StringComparer.Ordinal),
                effective,
                new DateOnly(2024, 8, 20),
                "test"));

            return published.Value ?? throw new InvalidOperationException(published.Error!.Message);
        });

    /// <summary>A text of two sections.</summary>
    public static PolicyText Text(string language, string body, string title = "Privacy policy") => new(
        language,
        [
            new PolicySection("what-we-keep", 1, "1.", "What we keep", body),
            new PolicySection("your-rights", 1, "2.", "Your rights", "You can *ask* us: office@school.example. <script>alert(1)</script>"),
        ],
        title);

    /// <summary>Somebody with an account who has just signed in.</summary>
    public async Task<Learner> SignedIn(School school, string country = "AF", string name = "Ada", params Role[] roles)
    {
        var account = await Account(school, country, name, roles);
        var browser = Site.Visit(school);
        var entered = await browser.Get($"/test/enter/{account.Id}");

        Assert.Equal(200, entered.Status);
        return new Learner(browser, account.Id);
    }

    /// <summary>Puts her into the school's list of members, as a sign-in does.</summary>
    public Task<PersonAccount> Enlist(School school, Learner learner) => Site.In(
        school, async grains => await Accounts.Enlist(grains, (await grains.Person(learner.Person).Account(PurposeUses.AccountChange))!));

    /// <summary>What her ledger holds.</summary>
    public Task<ImmutableArray<ConsentEntry>> Ledger(School school, Learner learner) =>
        Site.In(school, grains => grains.ConsentLedger(learner.Person).Entries());

    /// <summary>What she did, without the notices.</summary>
    public async Task<ImmutableArray<ConsentEntry>> Acts(School school, Learner learner) =>
        [.. (await Ledger(school, learner)).Where(entry => entry.Act != ConsentAct.NoticeServed)];

    /// <summary>A published course with lessons named one, two, …, each holding a canary.</summary>
    public Task<CourseOutline> Course(School school, string slug, string language = "en", int lessons = 2, bool published = true) =>
        Site.In(school, async grains =>
        {
            var course = grains.Course(Id<Course>.Parse(slug));
            var made = await course.Describe(
                new CourseDescription(
                    Id<Course>.Parse(slug), language, $"Course {slug}", "In short.", "**At length.** [x](javascript:alert(1))", "Nadia", published),
                expectedRevision: 0);

            for (var number = 1; number <= lessons; number++)
            {
                made = await course.PutLesson(
                    new LessonContent(Id<Lesson>.Parse($"lesson-{number}"), $"Lesson {number}", $"canary-{slug}-{number}"));
            }

            return (made.Error is null ? await course.PublishAll() : made).Value!;
        });

    private Task<PersonAccount> Account(School school, string country, string name, Role[] roles) => Site.In(school, async grains =>
    {
        var id = Id<Person>.New(Site.Clock);
        var email = $"{id}@example.org";
        var made = await grains.Person(id).Create(
            new PersonAccount(id, 0)
            {
                Email = email,
                NormalizedEmail = email,
                EmailConfirmed = true,
                Name = name,
                Country = country,
                Roles = roles.Length == 0 ? [Role.Student] : [.. roles],
                SecurityStamp = "stamp",
                Sessions = [new Session("session", Site.Clock.GetUtcNow(), "test")],
            },
            []);

        return made.Value!;
    });
}

/// <summary>A signed-in person and her browser.</summary>
public sealed record Learner(Visitor Browser, Id<Person> Person)
{
    public Task<Answer> Get(string path, string? language = null) => Browser.Get(path, language);
}
