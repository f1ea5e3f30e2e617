using System.Collections.Immutable;
using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Mail;
using Darsgah.Gateway.People;
using Darsgah.Gateway.Tests.Consent;
using Darsgah.Gateway.Tests.People;
using Darsgah.Grains.Audit;
using Darsgah.Grains.Common;
using Darsgah.Grains.Notifications;
using Darsgah.Grains.People;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Darsgah.Gateway.Tests.Mail;

/// <summary>Notices of changed documents by mail: each delivery is kept, and none goes out in quiet hours.</summary>
public class NoticeMailTests
{
    private const string Address = "ada@told.example";

    [Theory, Trait("Rule", "M44"), Trait("Rule", "B41"), Trait("Rule", "T11")]
    [InlineData("21:00-08:00", 22, 0, false)] // in force at once: waits for the morning
    [InlineData("21:00-08:00", 22, 30, false)] // in force the day after tomorrow: no hurry
    [InlineData("21:00-08:00", 22, 5, true)] // in force before the hours end
    [InlineData("21:00-08:00", 12, 0, true)]
    [InlineData("", 22, 0, true)]
    public async Task A_notice_waits_for_the_end_of_quiet_hours_unless_it_would_come_too_late(string quiet, int hour, int inForceIn, bool atOnce)
    {
        var post = new PostOffice();
        await using var site = await Opened(post);
        var (school, person) = await School(site, quiet);
        Until(site, hour);

        var version = await Publish(site, school, site.Clock.GetUtcNow().AddHours(inForceIn));
        await Announce(site, school, version);

        if (!atOnce)
        {
            // Nothing was handed to the outbox, so that nothing can be on its way.
            Assert.Empty(post.Attempts);
            Assert.Empty(await Kept(site, school, person));
            Until(site, 8);
            await Announce(site, school, version);
        }

        var mail = await post.Wait(Address);
        await Announce(site, school, version);
        Assert.Contains("We keep less.", mail.Text, StringComparison.Ordinal);

        var kept = Assert.Single(await Recorded(site, school, person));
        Assert.Equal((Documents.Privacy, 2, "en", true), (kept.Document, kept.Version, kept.Language, kept.Handed));
        Assert.Single(post.To(Address));
        Assert.Equal(1, await Counted(site, school, "notice.mailed"));
    }

    [Fact, Trait("Rule", "M44")]
    public async Task A_notice_that_is_refused_for_good_is_kept_as_that()
    {
        var refusing = new Refusing();
        await using var site = await Opened(refusing);
        var (school, person) = await School(site, "");

        await Announce(site, school, await Publish(site, school, site.Clock.GetUtcNow()));
        await refusing.Asked;

        Assert.False(Assert.Single(await Recorded(site, school, person)).Handed);
        Assert.Equal(1, await Counted(site, school, "notice.undeliverable"));
    }

    [Fact, Trait("Rule", "M44")]
    public async Task Whoever_was_told_of_a_version_is_told_that_it_was_called_off_and_nobody_else()
    {
        const string Later = "later@told.example";
        var post = new PostOffice();
        await using var site = await Opened(post);
        var (school, person) = await School(site, "");
        site.Clock.Advance(TimeSpan.FromHours(1));
        var version = await Publish(site, school, site.Clock.GetUtcNow().AddDays(3));
        await post.Wait(Address);
        site.Clock.Advance(TimeSpan.FromHours(1));
        await Member(site, school, Later);

        var called = await site.In(school, grains => grains.Policy(Documents.Privacy).CallOff(version.Number));
        var mail = await post.Wait(Address, 2);
        await site.In(school, async grains =>
        {
            await grains.PolicyCallOff(Documents.Privacy, version.Number).Run(called.Value!);
            return Done.Value;
        });

        Assert.Contains("called off", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("We keep less.", mail.Text, StringComparison.Ordinal);
        Assert.Contains("/policies/privacy", mail.Text, StringComparison.Ordinal);
        Assert.Equal([false, true], (await Recorded(site, school, person)).Select(kept => kept.CalledOff).Order());
        Assert.Equal(2, post.To(Address).Count);
        Assert.Empty(post.To(Later));
    }

    private sealed class Refusing : IMailTransport
    {
        private readonly TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Done once a letter was brought.</summary>
        public Task Asked => asked.Task;

        public Task Send(OutgoingMail mail, CancellationToken cancellation)
        {
            asked.TrySetResult();
            throw new MailRefusedException("550");
        }
    }

    private static Task<Site> Opened(IMailTransport post) => Site.Open(new SiteOptions
    {
        Services = services => services.AddSingleton(post),
    });

    private static async Task<(School School, Id<Person> Person)> School(Site site, string quiet)
    {
        var school = await site.CreateSchool("told", RulesPresets.DatedChanges with { QuietHours = quiet });
        await Publish(site, school, site.Clock.GetUtcNow());
        return (school, await Member(site, school, Address));
    }

    private static async Task<Id<Person>> Member(Site site, School school, string address)
    {
        var id = Id<Person>.New(site.Clock);
        await site.In(school, async grains =>
        {
            var made = await grains.Person(id).Create(
                new PersonAccount(id, 0) { Email = address, NormalizedEmail = address, EmailConfirmed = true, Name = "Ada", Language = "en", Roles = [Role.Student] }, []);
            return await Accounts.Enlist(grains, made.Value!);
        });

        return id;
    }

    private static Task<PolicyVersionHead> Publish(Site site, School school, DateTimeOffset effective) => site.In(school, async grains =>
    {
        var policy = grains.Policy(Documents.Privacy);
        var before = await policy.Overview();
        var draft = await policy.Save(Campus.Text("en", $"Words {before.Versions.Length}."), (await policy.Draft()).Revision, "test");
        var published = await policy.Publish(new PublishPolicy(
            draft.Value!.Revision,
            ChangeClass.Significant,
            NewPurpose: false,
            ImmutableDictionary.CreateRange(StringComparer.Ordinal, [KeyValuePair.Create("en", "We keep less.")]),
            effective,
            StatedDate: null,
            "test"));

        return published.Value ?? throw new InvalidOperationException(published.Error!.Message);
    });

    // As the reminder does, and as often as one likes.
    private static Task<Done> Announce(Site site, School school, PolicyVersionHead version) => site.In(school, async grains =>
    {
        await grains.PolicyAnnouncement(Documents.Privacy, version.Number).Run(version);
        return Done.Value;
    });

    // The next time that it is this hour at the school, which keeps UTC.
    private static void Until(Site site, int hour)
    {
        var now = site.Clock.GetUtcNow();
        var then = new DateTimeOffset(now.Year, now.Month, now.Day, hour, 0, 0, TimeSpan.Zero);
        site.Clock.Advance((then > now ? then : then.AddDays(1)) - now);
    }

    private static Task<ImmutableArray<NoticeDelivery>> Kept(Site site, School school, Id<Person> person) =>
        site.In(school, grains => grains.Audit.Notices(person));

    // It is kept just after the mail server took it; stopping waits for the delivery that is under way.
    private static async Task<ImmutableArray<NoticeDelivery>> Recorded(Site site, School school, Id<Person> person)
    {
        await site.Restart();
        return await Kept(site, school, person);
    }

    private static async Task<long> Counted(Site site, School school, string action) =>
        (await site.In(school, grains => grains.Audit.Months(AuditCount.MonthOf(site.Clock.GetUtcNow().AddMonths(-1)))))
            .Where(count => count.Action == action).Sum(count => count.Count);
}
