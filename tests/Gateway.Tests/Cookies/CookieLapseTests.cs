using Darsgah.Gateway.People;
using Darsgah.Gateway.Tests.Consent;
using Darsgah.Gateway.Tests.People;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;
using Darsgah.Grains.Cookies;
using Darsgah.Grains.People;
using Darsgah.Silo.Keys;
using Microsoft.Extensions.DependencyInjection;
using Orleans;

namespace Darsgah.Gateway.Tests.Cookies;

/// <summary>How long an answer counts, and how long a visitor's is kept.</summary>
public class CookieLapseTests
{
    [Theory]
    [Trait("Rule", "B32")]
    [InlineData("accept", ConsentAct.Accepted)]
    [InlineData("refuse", ConsentAct.Refused)]
    public async Task A_members_answer_runs_out_like_a_browsers_and_the_same_one_counts_anew(string answer, ConsentAct act)
    {
        await using var own = new Campus();
        await own.InitializeAsync();
        var school = await own.Declaring(Jar.Asking);
        var ada = await own.SignedIn(school);
        await ada.Browser.Press(await ada.Get("/courses"), answer);
        var answered = (await ada.Get("/courses")).Prompt();

        own.Site.Clock.Set(own.Site.Clock.GetUtcNow() + CookieAnswer.Life);
        await own.Site.In(school, grains => Accounts.Change(grains, ada.Person, now => AccountChange.Of(
            now with { Sessions = [new Session("session", own.Site.Clock.GetUtcNow(), "test")] })));
        await ada.Get($"/test/enter/{ada.Person}");
        var asked = await ada.Get("/courses");
        var set = await ada.Browser.Set("_ga=1");
        await ada.Browser.Press(asked, answer);

        Assert.Null(answered);
        Assert.Equal("ask", asked.Prompt());
        Assert.Null(set);
        Assert.Null((await ada.Get("/courses")).Prompt());
        Assert.Equal(answer is "accept", await ada.Browser.Set("_ga=1") is not null);
        Assert.Equal([act, act], (await own.Acts(school, ada)).Select(entry => entry.Act));
    }

    [Fact]
    public async Task A_visitors_ledger_is_erased_some_time_after_her_last_answer()
    {
        await using var own = new Campus();
        await own.InitializeAsync();
        var school = await own.Declaring(Jar.Asking);
        var visitor = own.Site.Visit(school);
        await visitor.Press(await visitor.Get("/courses"), "refuse");
        own.Site.Clock.Set(own.Site.Clock.GetUtcNow() + TimeSpan.FromDays(100));
        await visitor.Choose("analytics");
        var receipt = await visitor.Get("/privacy/cookies/receipt.jws");
        var subject = await Subject();

        own.Site.Clock.Set(own.Site.Clock.GetUtcNow() + CookieAnswer.Kept - TimeSpan.FromDays(1));
        await Look();
        var before = await own.Site.Records(school, "ledger");
        own.Site.Clock.Set(own.Site.Clock.GetUtcNow() + TimeSpan.FromDays(1));
        await Look();
        await own.Site.Gone(school, "ledger");
        await NoKey();

        Assert.Equal((200, 1), (receipt.Status, before)); // the later answer counts
        Assert.Equal(0, await own.Site.Records(school, "receipt"));
        Assert.Empty(await own.Site.In(school, grains => grains.ConsentLedger(subject).Entries()));

        // After what it opened.
        async Task NoKey()
        {
            using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(30));

            while (await own.Site.Services.GetRequiredService<IKeyRing>().ForOpening(school.Id, subject.Value) is not null)
            {
                stop.Token.ThrowIfCancellationRequested();
                await Task.Yield();
            }
        }

        Task<bool> Look() => own.Site.In(school, async grains =>
        {
            await grains.ConsentLedger(subject).AsReference<IRemindable>().ReceiveReminder("kept", default);
            return true;
        });

        Task<Id<Person>> Subject() => own.Site.Services.GetRequiredService<Silo.Storage.StoreDirectory>().Of(school.Id).Read(
            database =>
            {
                using var rows = database.Query("SELECT subject FROM records WHERE name = 'consent.ledger/ledger'");
                Assert.True(rows.Next());
                return Id<Person>.Parse(rows.Text(0));
            },
            default);
    }
}
