using System.Collections.Immutable;
using Darsgah.Gateway.Consent;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;
using Darsgah.Grains.Tenancy;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Darsgah.Gateway.Tests.Consent;

/// <summary>Whether her record is as it was written stands on her page, and in the audit trail where it is not.</summary>
public class LedgerChainTests(Campus campus)
{
    [Theory]
    [Trait("Threat", "SEC-I07")]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Her_page_says_whether_the_chain_holds(bool altered)
    {
        var school = await campus.SchoolWithPolicy(RulesPresets.DatedChanges);
        var ada = await campus.SignedIn(school);
        var shown = new ShownText(Documents.Privacy, 1, "en", "a", "en", "a");
        var ledger = new ConsentLedger();
        ledger = ledger.With(ledger.ServeNotice(shown, "/", "ada", campus.Site.Clock.GetUtcNow()));
        ledger = ledger.With(ledger.Refuse(shown, "/", "ada", campus.Site.Clock.GetUtcNow()));

        // As somebody would who has the store and its keys, before the ledger is first read.
        var store = campus.Site.Services.GetRequiredKeyedService<IGrainStorage>(Storage.Person);
        var stored = altered ? ledger with { Entries = ledger.Entries.SetItem(1, ledger.Entries[1] with { Act = ConsentAct.Accepted }) } : ledger;
        await TenantScope.Run(school.Id, () => store.WriteStateAsync(
            "ledger", GrainId.Create("consent.ledger", $"{school.Id}/{ada.Person}"), new GrainState<ConsentLedger>(stored)), "test");

        var page = await ada.Get("/account/privacy");
        await ada.Get("/account/privacy");
        var rows = await campus.Site.In(school, grains => grains.Audit.Months(0));

        Assert.Equal(altered ? "broken" : "holds", page.Page.QuerySelector("[data-chain]")!.GetAttribute("data-chain"));
        Assert.Equal(altered ? 1 : 0, rows.Where(row => row.Action == "consent.broken").Sum(row => row.Count));

        if (altered)
            Assert.Contains("2", page.Page.QuerySelector("[data-chain]")!.TextContent, StringComparison.Ordinal);
    }
}
