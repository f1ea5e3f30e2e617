using System.Collections.Immutable;
using Darsgah.Gateway.Mail;
using Darsgah.Gateway.Operations;
using Darsgah.Gateway.Tests.People;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;
using Darsgah.Grains.People;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Darsgah.Gateway.Tests.Faults;

/// <summary>A write that was committed and reported as failed is repeated: one effect (SEC-L03).</summary>
public sealed class RetryTests : IAsyncLifetime
{
    private readonly PostOffice post = new();
    private volatile int unanswered;

    private Site Site { get; set; } = null!;

    public async ValueTask InitializeAsync() => Site = await Site.Open(new SiteOptions
    {
        Services = services =>
        {
            services.AddSingleton<IMailTransport>(post);
            FaultyStorage.Around(services, _ => Interlocked.Decrement(ref unanswered) >= 0 ? WriteFault.Unanswered : WriteFault.None);
        },
    });

    public ValueTask DisposeAsync() => Site.DisposeAsync();

    [Fact]
    [Trait("Threat", "SEC-L03")]
    public async Task A_letter_with_an_operation_is_queued_once_however_often_it_is_repeated()
    {
        var school = await Site.CreateSchool("north");
        var person = await Person(school, "ada@north.example");
        var letter = new Letter("policy_changed", "en", "", ImmutableDictionary.CreateRange(
            StringComparer.Ordinal,
            [
                KeyValuePair.Create("policy", "privacy"), KeyValuePair.Create("number", "2"), KeyValuePair.Create("summary", "s"),
                KeyValuePair.Create("date", "2026-03-02T09:00:00.0000000+00:00"), KeyValuePair.Create("path", "/policies/privacy/versions/2"),
            ]));

        Task Send() => Site.In(school, async grains =>
        {
            await grains.Person(person).Send([letter], once: "announce.privacy.2");
            return Done.Value;
        });

        unanswered = 1;
        await Assert.ThrowsAsync<OrleansException>(Send);
        await Send();
        await Send();

        // One more, so that the first ones are known to be through.
        await Site.In(school, async grains =>
        {
            await grains.Person(person).Send([letter], once: "announce.privacy.3");
            return Done.Value;
        });
        await post.Wait("ada@north.example", number: 2);

        Assert.Equal(2, post.Attempts.Count);
    }

    [Fact]
    [Trait("Threat", "SEC-L03")]
    public async Task Consent_that_was_recorded_and_not_answered_is_recorded_once()
    {
        var school = await Site.CreateSchool("south");
        var shown = new ShownText(Id<Document>.Parse("privacy"), 1, "en", new string('a', 64), "en", new string('a', 64));
        var person = Id<Person>.Parse("bob");

        Task<ImmutableArray<ConsentEntry>> Accept() => Site.In(school, async grains =>
        {
            var ledger = grains.ConsentLedger(person);
            await ledger.ServeNotice(shown, "/");
            await ledger.Accept(new AcceptDocument(shown, AcceptanceMode.Button, "agree", "I agree", [], "/consent", Explicit: true));
            return await ledger.Entries();
        }, "bob");

        unanswered = 1;
        await Assert.ThrowsAsync<OrleansException>(Accept);
        var entries = await Accept();

        Assert.Equal([ConsentAct.NoticeServed, ConsentAct.Accepted], entries.Select(entry => entry.Act));
        Assert.Null(new ConsentLedger { Entries = entries }.FirstBroken());
    }

    private Task<Id<Person>> Person(School school, string email) => Site.In(school, async grains =>
    {
        var id = Id<Grains.Common.Person>.New(Site.Clock);
        var account = new PersonAccount(id, 0)
        {
            Email = email,
            NormalizedEmail = email,
            EmailConfirmed = true,
            Name = "Ada",
            Language = "en",
            Roles = [Role.Student],
            SecurityStamp = "s",
        };
        Assert.Null((await grains.Person(id).Create(account, [])).Error);
        return id;
    });
}
