using System.Collections.Immutable;
using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Demo;
using Darsgah.Gateway.Operations;
using Darsgah.Gateway.People;
using Darsgah.Grains.Common;
using Darsgah.Grains.Cookies;
using Darsgah.Grains.People;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;
using Microsoft.Extensions.DependencyInjection;

[assembly: AssemblyFixture(typeof(Darsgah.Browser.Tests.Support.Town))]

namespace Darsgah.Browser.Tests.Support;

/// <summary>
/// One running product with the demo schools and three more: one that asks the age, one that is suspended, and one that asks
/// about cookies and shows videos.
/// Made once; tests that look at pages change nothing in it.
/// </summary>
public sealed class Town : IAsyncLifetime
{
    private const string Actor = "operator:test";

    private Site? site;
    private string lesson = "";
    private string certificate = "";

    public Site Site => site ?? throw new InvalidOperationException("The town is made only where there is a Chromium.");

    /// <summary>People who are signed in, as <c>who@school</c>: student, owner, operator, and late-en, who missed a change.</summary>
    public Dictionary<string, Visitor> Visitors { get; } = new(StringComparer.Ordinal);

    /// <summary>A path with what differs from run to run in it.</summary>
    public string Fill(string path) => path
        .Replace("{lesson}", lesson, StringComparison.Ordinal)
        .Replace("{certificate}", certificate, StringComparison.Ordinal);

    public async ValueTask InitializeAsync()
    {
        if (!Chromium.IsHere)
            return;

        site = await Sites.Open(quickPasswords: true);
        await Site.Services.GetRequiredService<DemoSchools>().Make();

        var gate = await Site.CreateSchool("gate", RulesPresets.TermsAbovePolicy);
        await Publish(gate, "en", "# Privacy policy\n\n## 1. What we keep\n\nLittle.\n");
        var shut = await Site.CreateSchool("shut");
        await Site.Schools.MoveTo(shut, SchoolStatus.Suspended, Actor);

        await Crumbs();
        await Mbtelm();
        Visitors["owner@11classes"] = await SignedIn("11classes", "owner");
        Visitors["owner@belimon"] = await SignedIn("belimon", "owner");
        Visitors["student@mathacademy"] = await SignedIn("mathacademy", "student");
        Visitors["owner@mathacademy"] = await SignedIn("mathacademy", "owner");
        await Operator();
    }

    public async ValueTask DisposeAsync()
    {
        if (site is not null)
            await site.DisposeAsync();
    }

    private async Task Crumbs()
    {
        var school = await Site.CreateSchool("crumbs", new SchoolRules { Embeds = [EmbedProvider.YouTube] });
        var why = ImmutableDictionary.CreateRange(
            StringComparer.Ordinal,
            [KeyValuePair.Create("en", "Counts visits."), KeyValuePair.Create("fa-AF", "بازدیدها را می‌شمارد."), KeyValuePair.Create("ar", "يعدّ الزيارات.")]);

        await Site.In(school, grains => grains.Cookies.Declare(new DeclareCookies(
            [
                new("_ga", CookieCategory.Analytics, "Google Analytics", 395, why),
                new("_fbp", CookieCategory.Social, "Meta Platforms Ireland Limited", 90, why),
            ],
            ExpectedVersion: 0)));
    }

    private async Task Mbtelm()
    {
        var school = (await Site.Schools.Find("mbtelm")).Value!;
        var student = Visitors["student@mbtelm"] = await SignedIn("mbtelm", "student");
        Visitors["owner@mbtelm"] = await SignedIn("mbtelm", "owner");

        // Served the notice, then used: her ledger has both; one course is finished, another begun.
        await student.Get("/learn");
        await student.Get("/learn");
        await Finish(student, "first-budget");
        certificate = (await Page(student, "/certificates/first-budget")).QuerySelector("[data-code]")!.GetAttribute("data-code")!;
        lesson = (await Lessons(student, "letters"))[0].Split('/')[^1];

        // The quiz opens after this lesson; she has begun it.
        await student.Submit(await student.Get("/courses/letters/lessons/plain"));
        await student.Submit(await student.Get("/courses/letters/lessons/check"));

        var english = (await Site.In(school, grains => grains.Policy(Documents.Privacy).Draft())).Texts["en"];
        await Publish(school, "fa-AF", "# پالیسی حریم خصوصی\n\n## ۱. چه نگه می‌داریم {#1-what-we-keep}\n\nنام و نشانی ایمیل.\n");
        await Edit(school, english, "We keep little.");
        await Publish(school);
        await Edit(school, english, "We keep less and less.");

        // Two who were away and have not been told yet: each is told once.
        foreach (var who in new[] { "late-en", "late-fa-AF" })
        {
            await Site.In(school, grains => Join(grains, DemoSchools.Email(who, "mbtelm"), Role.Student));
            Visitors[who + "@mbtelm"] = await SignedIn("mbtelm", who);
        }
    }

    private async Task Operator()
    {
        await Site.Schools.OnPlatform(grains => Join(grains, DemoSchools.Email("operator", "operator"), Role.Operator));
        Visitors["operator@operator"] = await SignedIn("operator", "operator");
    }

    private async Task<PersonAccount> Join(TenantGrains grains, string email, Role role)
    {
        var passwords = Site.Services.GetRequiredService<Passwords>();
        var account = new PersonAccount(Id<Person>.New(Site.Clock), 0)
        {
            Email = email,
            NormalizedEmail = email.ToLowerInvariant(),
            EmailConfirmed = true,
            Name = "Olga",
            Roles = [role],
            PasswordHash = await passwords.Hash(grains.Tenant, DemoSchools.Password, CancellationToken.None),
            SecurityStamp = SessionRules.NewStamp(),
        };

        await grains.EmailAddress(account.NormalizedEmail).Take(account.Id);
        return await Accounts.Enlist(grains, (await grains.Person(account.Id).Create(account, [])).Value!);
    }

    private async Task<Visitor> SignedIn(string slug, string who)
    {
        var visitor = Site.Visit(slug + ".localhost");
        var answer = await visitor.Submit(
            await visitor.Get("/sign-in"), ("login", DemoSchools.Email(who, slug)), ("password", DemoSchools.Password));

        Assert.True(answer.Status == 302, $"{who} of {slug} was not let in: {answer.Status} {answer.Code}");
        return visitor;
    }

    private static async Task<AngleSharp.Html.Dom.IHtmlDocument> Page(Visitor visitor, string path)
    {
        var answer = await visitor.Follow(path);
        Assert.True(answer.Status == 200, $"{path} answered {answer.Status} {answer.Code}");
        return answer.Page;
    }

    private static async Task<string[]> Lessons(Visitor student, string course)
    {
        await student.Submit(await student.Get("/courses/" + course));
        return [.. (await Page(student, "/courses/" + course)).QuerySelectorAll("main ol.rows a").Select(link => link.GetAttribute("href")!)];
    }

    private static async Task Finish(Visitor student, string course)
    {
        foreach (var path in await Lessons(student, course))
            await student.Submit(await student.Get(path));

        await student.Submit(await student.Get("/certificates/" + course));
    }

    private Task<Imported> Publish(School school, string language, string markdown) => Site.In(school, async grains =>
    {
        var imported = await PolicyTexts.Import(
            grains,
            Documents.Privacy,
            language,
            System.Text.Encoding.UTF8.GetBytes(markdown),
            ImportFormat.Markdown,
            revision: null,
            school.Rules,
            Actor);

        return imported.Value ?? throw new InvalidOperationException(imported.Error!.Message);
    });

    private Task<PolicyDraft> Edit(School school, PolicyText text, string first) => Site.In(school, async grains =>
    {
        var policy = grains.Policy(Documents.Privacy);
        var draft = await policy.Draft();
        var edited = text with { Sections = text.Sections.SetItem(0, text.Sections[0] with { Markdown = first }) };

        return (await policy.Save(edited, draft.Revision, Actor)).Value!;
    });

    private Task<PolicyVersionHead> Publish(School school) => Site.In(school, async grains =>
    {
        var policy = grains.Policy(Documents.Privacy);
        var published = await policy.Publish(new PublishPolicy(
            (await policy.Draft()).Revision,
            ChangeClass.Significant,
            NewPurpose: false,
            ImmutableDictionary.CreateRange(StringComparer.Ordinal, [KeyValuePair.Create("en", "We keep less."), KeyValuePair.Create("fa-AF", "کمتر نگه می‌داریم.")]),
            Site.Clock.GetUtcNow(),
            StatedDate: null,
            Actor));

        return published.Value ?? throw new InvalidOperationException(published.Error!.Message);
    });
}
