using Darsgah.Gateway.Mail;
using Darsgah.Gateway.People;
using Darsgah.Gateway.Tests.People;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Darsgah.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Darsgah.Gateway.Tests.Mail;

/// <summary>From the account's commit to the post office.</summary>
public class MailTests
{
    [Fact]
    [Trait("Threat", "SEC-H03")]
    public async Task A_letter_that_failed_comes_again_under_the_same_id()
    {
        var post = new PostOffice { Failures = 2 };
        await using var site = await Opened(post);
        var school = await site.CreateSchool("north");

        await Invite(site, school, "retry@five.example");
        await Restarted(site, until: () => post.To("retry@five.example").Count > 0);

        Assert.Equal(3, post.Attempts.Count);
        Assert.Single(post.Attempts.Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_letter_queued_before_a_restart_goes_out_after_it()
    {
        var post = new PostOffice { Failures = int.MaxValue };
        await using var site = await Opened(post);
        var school = await site.CreateSchool("north");
        await Invite(site, school, "later@five.example");

        await post.Tried(1);
        await site.Restart();
        post.Failures = 0;
        await Restarted(site, until: () => post.To("later@five.example").Count > 0);

        Assert.Equal("School north invites you", (await post.Wait("later@five.example")).Subject);
    }

    [Fact]
    [Trait("Threat", "SEC-H07")]
    public async Task Names_are_text_in_a_letter()
    {
        var post = new PostOffice();
        await using var site = await Opened(post);
        var school = await site.CreateSchool("north");

        await Invite(site, school, "html@five.example", name: "<img src=x onerror=alert(1)>");
        var mail = await post.Wait("html@five.example");

        Assert.DoesNotContain("<img", mail.Html, StringComparison.Ordinal);
        Assert.Contains("<img src=x onerror=alert(1)>", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("src=\"http", mail.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_mail_server_letters_are_kept_and_shown_where_that_is_switched_on()
    {
        await using var site = await Site.Open(new SiteOptions
        {
            Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Mail:Dev"] = "true" },
        });
        var (north, south) = (await site.CreateSchool("north"), await site.CreateSchool("south"));
        await Invite(site, north, "kept@five.example", name: "<b>Ada</b>");
        var folder = site.Services.GetRequiredService<MailFolder>();

        await using var watch = new FolderWatch(Path.Combine(site.Folder, "mail"));
        await watch.Until(() => !folder.Newest().IsEmpty);
        var visitor = site.Visit(north);
        var list = await visitor.Get("/dev/mail");
        var path = list.Page.QuerySelector("main a[href^='/dev/mail/']")!.GetAttribute("href")!;
        var message = await visitor.Get(path);
        var html = await visitor.Get(path + "/html");
        var link = message.Page.QuerySelector("a.mail-link")!.GetAttribute("href")!;

        Assert.Contains("&lt;b&gt;Ada&lt;/b&gt;", message.Body, StringComparison.Ordinal);
        Assert.Contains("default-src 'self'", html.Headers["content-security-policy"], StringComparison.Ordinal);
        Assert.NotNull((await visitor.Get(new Uri(link).PathAndQuery)).Page.QuerySelector("#password"));
        Assert.Null((await site.Visit(south).Get("/dev/mail")).Page.QuerySelector("main a[href^='/dev/mail/']"));
        Assert.Equal(404, (await site.Visit(south).Get(path)).Status);
        Assert.InRange((await visitor.Get("/dev/mail/..%2f..%2fplatform")).Status, 400, 404);
    }

    [Fact]
    public async Task In_production_nobody_sees_kept_letters()
    {
        await using var site = await Site.Open();

        Assert.Equal(404, (await site.Visit(await site.CreateSchool("north")).Get("/dev/mail")).Status);
    }

    // Stopping waits for the delivery that is under way; starting begins with what is due by then.
    private static async Task Restarted(Site site, Func<bool> until)
    {
        for (var times = 0; times < 10 && !until(); times++)
        {
            await site.Restart();
            site.Clock.Advance(TimeSpan.FromMinutes(10));
        }
    }

    private static Task<Site> Opened(PostOffice post) => Site.Open(new SiteOptions
    {
        Services = services => services.AddSingleton<IMailTransport>(post),
    });

    private static async Task Invite(Site site, Grains.Tenancy.School school, string email, string name = "Ada")
    {
        var accounts = site.Services.GetRequiredService<Accounts>();
        var invited = await site.In(school, grains => accounts.CreateInvited(
            grains, school, new NewPerson { Email = email, Name = name, Roles = [Role.Student] }));
        Assert.Null(invited.Error);
    }
}
