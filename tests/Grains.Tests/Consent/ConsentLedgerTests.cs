using System.Collections.Immutable;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.Tests.Consent;

/// <summary>The rules of the ledger, with no silo, no clock and no storage.</summary>
public class ConsentLedgerTests
{
    private static readonly Id<Document> Privacy = Id<Document>.Parse("privacy");
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_notice_is_served_once_for_each_version()
    {
        var ledger = Served(version: 1);

        var again = ledger.ServeNotice(Shown(1), "/courses", "ada", Monday.AddDays(1));

        Assert.Same(ledger, ledger.With(again));
        Assert.Equal(2, ledger.ServeNotice(Shown(2), "/", "ada", Monday).Number);
    }

    [Fact]
    [Trait("Rule", "M04")]
    public void Use_accepts_only_what_was_put_before_her()
    {
        var refusal = new ConsentLedger().Accept(Use(1), "ada", Monday).Error;

        Assert.Equal("consent.notice_not_served", refusal!.Code);
    }

    [Fact]
    [Trait("Rule", "M04"), Trait("Rule", "N01")]
    public void Use_after_the_notice_is_an_implied_consent_recorded_once()
    {
        var ledger = Served(version: 1);

        var entry = ledger.Accept(Use(1), "ada", Monday.AddHours(1)).Value!;
        var after = ledger.With(entry);
        var again = after.Accept(Use(1), "ada", Monday.AddHours(2)).Value!;

        Assert.Equal(ConsentType.Implied, entry.Type);
        Assert.Equal(1, entry.NoticeNumber);
        Assert.Same(after, after.With(again));
    }

    [Theory]
    [Trait("Rule", "M04"), Trait("Rule", "T51")]
    [InlineData(AcceptanceMode.ContinuedUse, false, ConsentType.Implied)]
    [InlineData(AcceptanceMode.ContinuedUse, true, ConsentType.Implied)]
    [InlineData(AcceptanceMode.Button, false, ConsentType.Expressed)]
    [InlineData(AcceptanceMode.Checkbox, true, ConsentType.ExplicitlyExpressed)]
    public void The_kind_of_consent_follows_from_what_happened(AcceptanceMode mode, bool only, ConsentType type)
    {
        var command = Use(1) with { Mode = mode, Explicit = only };

        Assert.Equal(type, Served(1).Accept(command, "ada", Monday).Value!.Type);
    }

    [Fact]
    public void An_act_after_mere_use_is_recorded_as_well()
    {
        var ledger = Served(1);
        ledger = ledger.With(ledger.Accept(Use(1), "ada", Monday).Value!);

        var act = ledger.Accept(Use(1) with { Mode = AcceptanceMode.Checkbox, Explicit = true }, "ada", Monday).Value!;

        Assert.Equal(3, act.Number);
        Assert.Equal(ConsentType.ExplicitlyExpressed, act.Type);
    }

    [Fact]
    public void Withdrawing_leaves_the_consent_in_the_record()
    {
        var ledger = Accepted(1);

        var after = ledger.With(ledger.Withdraw(Privacy, "/account/privacy", "ada", Monday.AddDays(1)).Value!);

        Assert.Null(after.Standing(Privacy));
        Assert.Equal(
            [ConsentAct.NoticeServed, ConsentAct.Accepted, ConsentAct.Withdrawn], after.Entries.Select(entry => entry.Act));
    }

    [Fact]
    public void Nothing_can_be_withdrawn_twice()
    {
        var ledger = Accepted(1);
        ledger = ledger.With(ledger.Withdraw(Privacy, "/", "ada", Monday).Value!);

        Assert.Equal(ConsentErrors.NothingToWithdraw(Privacy).Code, ledger.Withdraw(Privacy, "/", "ada", Monday).Error!.Code);
    }

    [Fact]
    [Trait("Rule", "M02"), Trait("Rule", "T01")]
    public void A_record_says_that_the_binding_text_was_missing() =>
        Assert.True(new ConsentLedger().ServeNotice(Shown(1) with { BindingHash = null }, "/", "ada", Monday).AuthoritativeMissing);

    /// <summary>SEC-I07.</summary>
    [Fact]
    public void Every_change_to_an_entry_breaks_the_chain()
    {
        var ledger = Accepted(1);
        ImmutableArray<Func<ConsentEntry, ConsentEntry>> forgeries =
        [
            entry => entry with { Act = ConsentAct.Refused },
            entry => entry with { Type = ConsentType.ExplicitlyExpressed },
            entry => entry with { Mode = AcceptanceMode.Button },
            entry => entry with { Shown = entry.Shown with { Version = 2 } },
            entry => entry with { Shown = entry.Shown with { Language = "ar" } },
            entry => entry with { Shown = entry.Shown with { ShownHash = "x" } },
            entry => entry with { Shown = entry.Shown with { BindingLanguage = "en" } },
            entry => entry with { Shown = entry.Shown with { BindingHash = null } },
            entry => entry with { ControlId = "x" },
            entry => entry with { ControlLabel = "I agree to everything" },
            entry => entry with { FieldsPresent = ["email"] },
            entry => entry with { Surface = "/elsewhere" },
            entry => entry with { Actor = "eve" },
            entry => entry with { NoticeNumber = 7 },
            entry => entry with { At = entry.At.AddTicks(1) },
            entry => entry with { Previous = "" },
        ];

        Assert.Null(ledger.FirstBroken());
        Assert.All(forgeries, forge =>
            Assert.Equal(2, (ledger with { Entries = ledger.Entries.SetItem(1, forge(ledger.Entries[1])) }).FirstBroken()));
        Assert.Equal(2, (ledger with { Entries = ledger.Entries.RemoveAt(0) }).FirstBroken());
        Assert.Equal(2, (ledger with { Entries = [ledger.Entries[1], ledger.Entries[0]] }).FirstBroken());
    }

    private static ConsentLedger Served(int version) =>
        new ConsentLedger().With(new ConsentLedger().ServeNotice(Shown(version), "/", "ada", Monday));

    private static ConsentLedger Accepted(int version) =>
        Served(version).With(Served(version).Accept(Use(version), "ada", Monday.AddHours(1)).Value!);

    private static ShownText Shown(int version) => new(Privacy, version, "en", "shown", "fa-AF", "binding");

    private static AcceptDocument Use(int version) =>
        new(Shown(version), AcceptanceMode.ContinuedUse, "", "", [], "/courses", Explicit: false);
}
