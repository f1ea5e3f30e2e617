using Darsgah.Gateway.Tests.People;
using Darsgah.Grains.Common;
using Darsgah.Grains.Notifications;
using Darsgah.Grains.People;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Community;

/// <summary>What is told by mail: in her language, as she chose, once, and not in quiet hours.</summary>
public class NotificationMailTests(PeopleSite people)
{
    [Theory]
    [InlineData("en", "A reply to “Why?”", "ltr")]
    [InlineData("fa-AF", "پاسخی به «Why?»", "rtl")]
    [InlineData("ar", "ردّ على «Why?»", "rtl")]
    public async Task A_mail_is_in_her_language_and_direction_and_says_where_she_chooses(string language, string subject, string direction)
    {
        var school = await people.School();
        var (person, address) = await Member(school, language);

        await Tell(school, person, Reply("one"));
        await Tell(school, person, Reply("one"));
        await Tell(school, person, Reply("two"));
        var mail = await people.Post.Wait(address, number: 2);

        Assert.Equal(2, people.Post.To(address).Count);
        Assert.Equal(subject, WithoutIsolates(mail.Subject));
        Assert.Contains($"dir=\"{direction}\"", mail.Html, StringComparison.Ordinal);
        Assert.Contains("/account/notifications/settings", mail.Text, StringComparison.Ordinal);
        Assert.Equal("/courses/algebra/questions", PostOffice.PathIn(mail));
    }

    [Fact]
    public async Task What_she_switched_off_is_not_mailed_and_the_confirmation_of_a_course_is()
    {
        var school = await people.School();
        var (person, address) = await Member(school, "en");
        await In(school, person, inbox => inbox.Choose(
        [
            new(NotificationKind.Answered, InProduct: true, Mail: false), new(NotificationKind.Enrolled, InProduct: false, Mail: false),
        ]));

        await Tell(school, person, Reply("one"));
        await Tell(school, person, NotificationEvent.Of(NotificationKind.Enrolled, "enrolled.algebra", "/courses/algebra", ("course", "Algebra")));
        var mail = await people.Post.Wait(address);

        Assert.Contains("Algebra", mail.Subject, StringComparison.Ordinal);
        Assert.Single(people.Post.To(address));
        Assert.Equal(NotificationKind.Answered, Assert.Single(await In(school, person, inbox => inbox.Lines())).Kind);
    }

    [Fact]
    public async Task In_quiet_hours_the_line_is_there_at_once_and_the_mail_waits_for_their_end()
    {
        // A site of its own: its clock is moved.
        var post = new PostOffice();
        await using var site = await Site.Open(new SiteOptions
        {
            Services = services => Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions
                .AddSingleton<Darsgah.Gateway.Mail.IMailTransport>(services, post),
        });
        var school = await site.CreateSchool("quiet", RulesPresets.NoticeOnly with { QuietHours = "08:00-20:00" }, Site.Profile("quiet") with { TimeZone = "UTC" });
        var (person, address) = await Member(site, school, "en");

        await site.In(school, async grains =>
        {
            await grains.Notifications(person).Tell(Reply("one"));
            return 0;
        });
        var (lines, before) = (await site.In(school, grains => grains.Notifications(person).Unread()), post.To(address).Count);
        // To the minute: what falls due at the end finds time standing still.
        site.Clock.Advance(TimeSpan.FromHours(11));
        var mail = await post.Wait(address);

        Assert.Equal((1, 0), (lines, before));
        Assert.Contains("Why?", mail.Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_that_has_not_shown_its_address_or_is_suspended_gets_no_mail()
    {
        var school = await people.School();
        var (unproved, first) = await Member(school, "en", account => account with { EmailConfirmed = false });
        var (suspended, second) = await Member(school, "en", account => account with { Blocked = true });
        var (third, address) = await Member(school, "en");

        foreach (var person in new[] { unproved, suspended, third })
            await Tell(school, person, Reply("one"));

        await people.Post.Wait(address);

        Assert.Empty(people.Post.To(first).Concat(people.Post.To(second)));
        Assert.Equal((1, 0), (await In(school, unproved, inbox => inbox.Unread()), await In(school, suspended, inbox => inbox.Unread())));
    }

    private static NotificationEvent Reply(string once) =>
        NotificationEvent.Of(NotificationKind.Answered, once, "/courses/algebra/questions", ("title", "Why?"), ("name", "Nadia"));

    private Task<int> Tell(School school, Id<Person> person, NotificationEvent told) => In(school, person, async inbox =>
    {
        await inbox.Tell(told);
        return 0;
    });

    private Task<T> In<T>(School school, Id<Person> person, Func<INotificationsGrain, Task<T>> work) =>
        people.Site.In(school, grains => work(grains.Notifications(person)));

    private Task<(Id<Person> Person, string Address)> Member(School school, string language, Func<PersonAccount, PersonAccount>? change = null) =>
        Member(people.Site, school, language, change);

    private static async Task<(Id<Person> Person, string Address)> Member(
        Site site, School school, string language, Func<PersonAccount, PersonAccount>? change = null)
    {
        var id = Id<Person>.New(site.Clock);
        var address = $"{id}@told.example";
        var account = new PersonAccount(id, 0)
        {
            Email = address,
            NormalizedEmail = address,
            EmailConfirmed = true,
            Name = "Ada",
            Language = language,
            Roles = [Role.Student],
        };
        await site.In(school, grains => grains.Person(id).Create(change?.Invoke(account) ?? account, []));
        return (id, address);
    }

    // Marks that keep a title in one piece inside the sentence.
    private static string WithoutIsolates(string text) => string.Concat(text.Where(character => character is not (>= '\u2066' and <= '\u2069')));
}
