using Darsgah.Browser.Tests.Support;
using Darsgah.Gateway.Http;
using Darsgah.Gateway.People;
using Darsgah.Grains.People;
using Darsgah.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Darsgah.Browser.Tests.Journeys;

/// <summary>One school from its first day to the second version of its policy, as everybody in it sees it.</summary>
public sealed class TheWholeStory(Chromium chromium) : IAsyncLifetime
{
    private const string Operator = "olga@darsgah.example";
    private const string Owner = "narges@mbtelm.example";
    private const string Student = "ahmad@everywhere.example";
    private const string Policy = "/admin/policies/privacy";

    private readonly List<Window> windows = [];
    private Site site = null!;

    public async ValueTask InitializeAsync()
    {
        if (Chromium.IsHere)
            site = await Sites.Open(quickPasswords: false);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var window in windows)
            await window.DisposeAsync();

        if (site is not null)
            await site.DisposeAsync();
    }

    [Fact]
    public async Task A_school_opens_teaches_and_changes_its_policy()
    {
        Chromium.Needed();
        var text = RealPolicy.Path("mbtelm.en.txt");

        var console = await OperatorSignsIn();
        await MakeSchool(console, "Mbtelm", "mbtelm", "convenience-translations", Owner);

        var owner = await Open("mbtelm.localhost");
        await owner.TakeInvitation(site, Owner);
        await DescribeSchool(owner);
        await ImportPolicy(owner, text);
        await PublishPolicy(owner, "Our first policy.");
        await TeachAlgebra(owner);

        var visitor = await Open("mbtelm.localhost");
        await VisitorReads(visitor);
        var first = await Article(1);

        var student = await Open("mbtelm.localhost");
        await student.Go("/sign-up");
        Assert.Contains("By using this school", await student.Text("main [data-document=privacy]"), StringComparison.Ordinal);
        await student.SignUp(site, Student);
        await HasReceipt(student, version: 1);
        var code = await student.Learn("algebra", lessons: 3, "Ahmad Wali");
        await visitor.Go("/verify/" + code);
        Assert.Equal("true", await visitor.Find("[data-valid]").GetAttributeAsync("data-valid"));
        Assert.Contains("Ahmad Wali", await visitor.Text(), StringComparison.Ordinal);

        await EditPolicy(owner);
        await PublishPolicy(owner, "We keep certificates longer.");
        await student.Go("/learn");
        Assert.Contains("We keep certificates longer.", await student.Text("[data-version='2']"), StringComparison.Ordinal);
        await student.Go("/learn");
        Assert.False(await student.Has("[data-version='2']"));
        await HasReceipt(student, version: 2);
        await site.Post().Wait(Student, "We keep certificates longer.");
        Assert.Equal(first, await Article(1));
        Assert.NotEqual(first, await Article(2), StringComparer.Ordinal);

        await MakeSchool(console, "Second", "second", "notice-only", "owner@second.example");
        await SameAddressElsewhere(student);

        Assert.All(windows, window => Assert.Empty(window.Complaints));
    }

    private async Task<Window> Open(string host, string language = "en")
    {
        var window = await Window.Open(chromium.Browser, site.Origin(host), language);
        windows.Add(window);
        return window;
    }

    private async Task<Window> OperatorSignsIn()
    {
        var accounts = site.Services.GetRequiredService<Accounts>();
        var olga = new NewPerson { Email = Operator, Name = "Olga", Roles = [Role.Operator], Language = "en" };
        var invited = await site.Schools.OnPlatform(
            grains => accounts.CreateInvited(grains, SchoolTenant.Platform(Site.PlatformHost, "Darsgah").School, olga), "setup");
        Assert.True(invited.Succeeded(out var invitation, out _));

        // The path that the command line prints for the first operator.
        var console = await Open(Site.PlatformHost);
        await console.Go(invitation.Path);
        await console.Type("password", SchoolPages.Password);
        await console.Press();
        return console;
    }

    private static async Task MakeSchool(Window console, string name, string slug, string preset, string owner)
    {
        await console.Go("/operator/schools/new");
        await console.Type("name", name);
        await console.Choose("language", "en");
        await console.Type("slug", slug);
        await console.Type("host", slug + ".localhost");
        await console.Tick("preset", preset);
        await console.Press("main .form-end button");
        Assert.Equal($"/operator/schools/{slug}?done=created", console.Path);

        await console.Type("email", owner);
        await console.Page.Locator("section[aria-labelledby=owner] [name=name]").FillAsync("Narges Rahimi");
        await console.Press("main button[value=invite]");
        Assert.EndsWith("?done=invite", console.Path, StringComparison.Ordinal);
    }

    private static async Task DescribeSchool(Window owner)
    {
        await owner.Go("/admin/school");
        await owner.Type("name-fa-AF", "مبتعلم");
        await owner.Type("tagline-en", "A lesson a day, at home");
        await owner.Type("colour", "#0b6e4f");
        await owner.Type("contact", "privacy@mbtelm.example");
        await owner.Press("main .form-end button");

        // Which language prevails is the school's word, not the software's.
        await owner.Go("/admin/school/rules");
        await owner.Tick("precedence", "AuthoritativePrevails");
        await owner.Choose("authoritative", "fa-AF");
        await owner.Tick("confirm", "true");
        await owner.Press("main .form-end button");
        Assert.True(await owner.Has(".notice.done"));
    }

    private static async Task ImportPolicy(Window owner, string file)
    {
        await owner.Go(Policy + "/import");
        await owner.Choose("language", "en");
        await owner.Find("#file").SetInputFilesAsync(file);
        await owner.Press("main .form-end button");
        Assert.Contains("20 August 2024", await owner.Text("[data-report]"), StringComparison.Ordinal);

        await owner.Press("main button[name=save]");
        Assert.EndsWith("?done=imported", owner.Path, StringComparison.Ordinal);
    }

    private static async Task PublishPolicy(Window owner, string summary)
    {
        await owner.Go(Policy + "/publish");
        await owner.Tick("class", "Significant");
        await owner.Tick("new_purpose", "false");
        await owner.Type("summary-en", summary);
        await owner.Press("main .form-end button");
        Assert.EndsWith("?done=published", owner.Path, StringComparison.Ordinal);
    }

    private static async Task EditPolicy(Window owner)
    {
        await owner.Go(Policy + "/edit/en");
        await owner.Type("s0-text", "We keep certificates for ten years.");
        await owner.Press("main .form-end button");
        Assert.True(await owner.Has(".notice.done"));
    }

    private static async Task TeachAlgebra(Window owner)
    {
        await owner.Go("/admin/courses/new");
        await owner.Type("slug", "algebra");
        await owner.Choose("language", "en");
        await owner.Type("title", "Algebra");
        await owner.Type("summary", "Three lessons.");
        await owner.Tick("visibility", "Public");
        await owner.Press("main .form-end button");

        foreach (var title in new[] { "One", "Two", "Three" })
        {
            await owner.Go("/admin/courses/algebra/lessons/new");
            await owner.Type("title", title);
            await owner.Type("markdown", $"Lesson **{title}**.");
            await owner.Press("main .form-end button");
        }

        await owner.Go("/admin/courses/algebra");
        await owner.Press("[data-to-publish] button");
    }

    private static async Task VisitorReads(Window visitor)
    {
        await visitor.Go("/");
        Assert.Equal("Mbtelm", await visitor.Page.TitleAsync());
        Assert.Equal(("en", "ltr"), await Direction(visitor));
        Assert.Equal("rgb(11, 110, 79)", await visitor.Page.EvaluateAsync<string>("getComputedStyle(document.querySelector('.brand-letter')).backgroundColor"));
        Assert.Contains("Algebra", await visitor.Text("main"), StringComparison.Ordinal);

        await visitor.Find(".language-menu summary").ClickAsync();
        await visitor.Press(".language-menu a[lang='fa-AF']");
        Assert.Equal(("fa-AF", "rtl"), await Direction(visitor));
        Assert.Equal("مبتعلم", await visitor.Text(".brand-name"));

        await visitor.Go("/policies/privacy");
        Assert.Equal("fa-AF", await visitor.Find("[data-prevails]").GetAttributeAsync("data-prevails"));
        Assert.Contains("متن دری معتبر است", await visitor.Text("[data-prevails]"), StringComparison.Ordinal);
        Assert.Equal("en", await visitor.Find("#policy-text").GetAttributeAsync("lang"));
        Assert.Equal(7, await visitor.Find(".reading-contents a").CountAsync());
        await visitor.Press("main a[href$='/versions']");
        Assert.Equal(1, await visitor.Find("[data-version]").CountAsync());
        await visitor.Go("/?ui=en");
    }

    // She was shown the notice, and with her next page she accepted.
    private static async Task HasReceipt(Window student, int version)
    {
        await student.Go("/account/privacy");
        Assert.Equal(version, await student.Find("[data-act=accepted]").CountAsync());
        await student.Press("[data-act=accepted] a");
        Assert.Contains($"versions/{version}?lang=en", await student.Page.ContentAsync(), StringComparison.Ordinal);
        Assert.Equal("fa-AF", await student.Find("[data-missing]").GetAttributeAsync("data-missing"));
    }

    private async Task SameAddressElsewhere(Window student)
    {
        var other = await Open("second.localhost");
        await other.SignUp(site, Student, "second.localhost");
        await other.Go("/account");

        var (mbtelm, second) = ((await site.Schools.Find("mbtelm")).Value!, (await site.Schools.Find("second")).Value!);
        var here = await site.In(mbtelm, grains => Accounts.Find(grains, Student));
        var there = await site.In(second, grains => Accounts.Find(grains, Student));
        Assert.NotEqual(here!.Id, there!.Id);

        // The first school's cookies, carried to the second, open nothing there.
        var thief = await Open("second.localhost");
        await thief.Context.AddCookiesAsync((await student.Context.CookiesAsync()).Select(cookie => new Microsoft.Playwright.Cookie
        {
            Name = cookie.Name,
            Value = cookie.Value,
            Url = site.Origin("second.localhost").ToString(),
        }));
        await thief.Go("/account");
        Assert.StartsWith("/sign-in", thief.Path, StringComparison.Ordinal);
        await student.Go("/account");
        Assert.Equal("/account", student.Path);
    }

    private async Task<string> Article(int version)
    {
        using var reader = site.Visit("mbtelm.localhost");
        var page = (await reader.Get($"/policies/privacy/versions/{version}?lang=en")).Body;
        var start = page.IndexOf("<article id=\"policy-text\"", StringComparison.Ordinal);
        return page[start..page.IndexOf("</article>", start, StringComparison.Ordinal)];
    }

    private static async Task<(string? Language, string? Direction)> Direction(Window window) =>
        (await window.Find("html").GetAttributeAsync("lang"), await window.Find("html").GetAttributeAsync("dir"));
}
