using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;
using Darsgah.Grains.Consent.Receipts;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.Tests.Purposes;

/// <summary>Answers to purposes stand in the same chain as those to documents.</summary>
public class PurposeLedgerTests
{
    private static readonly ShownText policy = new(Id<Document>.Parse("privacy"), 1, "en", "aa", "en", "bb");

    // Hashes as entries had them before the ledger knew of purposes.
    [Fact]
    [Trait("Threat", "SEC-I07")]
    public void Entries_about_documents_are_hashed_as_they_always_were()
    {
        var ledger = new ConsentLedger();
        ledger = ledger.With(ledger.ServeNotice(policy, "/sign-up", "p1", Examples.At));
        ledger = ledger.With(ledger.Accept(
            new AcceptDocument(policy, AcceptanceMode.Button, "agree", "I agree", ["email"], "/sign-up", Explicit: false), "p1", Examples.At).Value!);

        Assert.Equal(
            [
                "b3700f295b4d739a707f16d0e1cb9a67040f7fcfecd7bf7cb17f741b0a87fa68",
                "5a8a7c9d9aef09514bdd542d7c4fea85e9b1d77509aa829f73c8233dcbd985a2",
            ],
            ledger.Entries.Select(entry => entry.Hash));
    }

    [Fact]
    [Trait("Threat", "SEC-I07")]
    public void The_purpose_of_an_entry_cannot_be_changed_unseen()
    {
        var ledger = Examples.Ledger((Examples.Purpose, PurposeDecision.Agree), (Examples.Purpose, PurposeDecision.Withdraw));
        var about = ledger.Entries[0].Purpose!;

        Assert.Null(ledger.FirstBroken());
        Assert.All(
            new[] { null, about with { Version = 2 }, about with { Key = Id<Purpose>.Parse("other") }, about with { Edition = new string('0', 64) } },
            forged => Assert.Equal(1, (ledger with { Entries = ledger.Entries.SetItem(0, ledger.Entries[0] with { Purpose = forged }) }).FirstBroken()));
    }

    [Fact]
    public void An_entry_keeps_what_was_on_screen()
    {
        var entry = Assert.Single(Examples.Ledger((Examples.Purpose, PurposeDecision.Agree)).Entries);
        var words = PurposeText.Of(Examples.Purpose, "en", ["en"]);

        Assert.Equal((ConsentAct.Accepted, ConsentType.ExplicitlyExpressed, AcceptanceMode.Button), (entry.Act, entry.Type, entry.Mode));
        Assert.Equal((words.Hash, "en", 1, PurposeText.Edition(Examples.Purpose)), (entry.Shown.ShownHash, entry.Shown.Language, entry.Purpose!.Version, entry.Purpose.Edition));
        Assert.Equal(("Yes, I agree to: News", "purpose-agree", "p1", "/here"), (entry.ControlLabel, entry.ControlId, entry.Actor, entry.Surface));
    }

    [Theory]
    [InlineData(PurposeDecision.Agree)]
    [InlineData(PurposeDecision.Refuse)]
    public void Repeating_an_answer_writes_nothing(PurposeDecision decision)
    {
        var ledger = Examples.Ledger((Examples.Purpose, decision));

        Assert.Same(ledger.Entries[0], Examples.Answer(ledger, Examples.Purpose, decision).Value);
    }

    [Fact]
    public void A_stronger_yes_is_recorded_too()
    {
        var weak = new ConsentLedger().With(Examples.Answer(new(), Examples.Purpose, PurposeDecision.Agree, isExplicit: false).Value!);

        Assert.Equal(2, Examples.Answer(weak, Examples.Purpose, PurposeDecision.Agree).Value!.Number);
    }

    [Theory]
    [InlineData(2, null)]
    [InlineData(null, "another wording")]
    public void An_answer_to_something_else_than_stands_there_now_is_asked_again(int? version, string? hash)
    {
        var refused = Examples.Answer(new ConsentLedger(), Examples.Purpose, PurposeDecision.Agree, version, hash);

        Assert.Equal("purposes.version_superseded", refused.Error!.Code);
        Assert.Contains("version 1", refused.Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "E23")]
    [Trait("Rule", "E28")]
    public void Taking_back_works_whatever_was_seen_and_of_a_purpose_that_is_no_longer_pursued()
    {
        var ledger = Examples.Ledger((Examples.Purpose, PurposeDecision.Agree));
        var ended = Examples.Purpose with { State = PurposeState.Disabled };

        Assert.Equal(ConsentAct.Withdrawn, Examples.Answer(ledger, Examples.Purpose, PurposeDecision.Withdraw, version: 99, hash: "x").Value!.Act);
        Assert.Equal(ConsentAct.Withdrawn, Examples.Answer(ledger, ended, PurposeDecision.Withdraw).Value!.Act);
        Assert.Equal("purposes.not_offered", Examples.Answer(ledger, ended, PurposeDecision.Agree).Error!.Code);
    }

    [Fact]
    public void Nothing_given_is_nothing_to_take_back()
    {
        var refused = Examples.Ledger((Examples.Purpose, PurposeDecision.Refuse));
        var gone = Examples.Ledger((Examples.Purpose, PurposeDecision.Agree), (Examples.Purpose, PurposeDecision.Withdraw));

        Assert.All(new[] { new ConsentLedger(), refused, gone }, ledger =>
            Assert.Equal("purposes.nothing_to_withdraw", Examples.Answer(ledger, Examples.Purpose, PurposeDecision.Withdraw).Error!.Code));
    }

    [Fact]
    public void A_document_called_purposes_is_no_purpose()
    {
        var shown = policy with { Document = PurposeText.InPlaceOfDocument };
        var ledger = Examples.Ledger((Examples.Purpose, PurposeDecision.Agree));

        Assert.Null(ledger.Standing(PurposeText.InPlaceOfDocument));
        Assert.Equal(0, ledger.Known(PurposeText.InPlaceOfDocument));
        Assert.Null(ledger.With(ledger.ServeNotice(shown, "/", "p1", Examples.At)).Entries[1].Purpose);
    }

    [Fact]
    public void Where_a_receipt_of_a_purpose_stands_is_told_from_its_later_lines()
    {
        var ledger = Examples.Ledger((Examples.Purpose, PurposeDecision.Agree));
        var entry = ledger.Entries[0];
        var withdrawn = Examples.Ledger((Examples.Purpose, PurposeDecision.Agree), (Examples.Purpose, PurposeDecision.Withdraw));

        Assert.Equal(ConsentNow.InForce, ledger.Now(1, entry.Hash, default));
        Assert.Equal(ConsentNow.Withdrawn, withdrawn.Now(1, withdrawn.Entries[0].Hash, default));
        Assert.Equal(ConsentNow.NoConsent, withdrawn.Now(2, withdrawn.Entries[1].Hash, default));
    }
}
