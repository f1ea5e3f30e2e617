using System.Collections.Immutable;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;
using Darsgah.Grains.Consent.Behalf;
using Darsgah.Grains.Consent.Receipts;
using Darsgah.Grains.Privacy;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Tenancy;
using Darsgah.Grains.Tests.Purposes;

namespace Darsgah.Grains.Tests.Consent;

/// <summary>Acting for another: what it counts for, until when, and what stays in the record. Rules alone.</summary>
public class BehalfTests
{
    private static readonly Id<Document> Privacy = Id<Document>.Parse("privacy");
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Birthday = new(2027, 5, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly OnBehalf Parent = new(BehalfRole.Guardian, "parent", OnBehalf.ByLink, Birthday);
    private static readonly Id<Person> Ada = Id<Person>.Parse("ada");
    private static readonly Id<Person> Bea = Id<Person>.Parse("bea");

    [Fact]
    [Trait("Rule", "E49")]
    public void What_a_guardian_agreed_to_counts_until_the_person_is_of_age_and_stays_in_the_record()
    {
        var ledger = Guarded(Accepted);

        var (before, after) = (ledger.CountingAt(Birthday.AddTicks(-1)), ledger.CountingAt(Birthday));

        Assert.Equal(ConsentAct.Accepted, before.Standing(Privacy)!.Act);
        Assert.Null(after.Standing(Privacy));
        Assert.Null(after.Served(Privacy, 1)); // she has not been shown it herself
        Assert.Equal((2, null), (ledger.Entries.Length, ledger.FirstBroken()));
        Assert.Equal(ConsentNow.InForce, ledger.Now(2, ledger.Entries[1].Hash, Birthday.AddTicks(-1)));
        Assert.Equal(ConsentNow.Expired, ledger.Now(2, ledger.Entries[1].Hash, Birthday));
    }

    [Fact]
    [Trait("Rule", "E49")]
    public void A_child_agrees_to_nothing_alone_and_says_no_alone()
    {
        var ledger = Guarded(Accepted);

        var agreed = ledger.Accept(Agree(2), "ada", Monday);
        var purpose = Examples.Answer(new ConsentLedger { GuardedUntil = Birthday }, Examples.Purpose, PurposeDecision.Agree);
        var no = Examples.Answer(new ConsentLedger { GuardedUntil = Birthday }, Examples.Purpose, PurposeDecision.Refuse);
        var withdrawn = ledger.Withdraw(Privacy, "/", "ada", Monday);
        var grown = ledger.Accept(Agree(1), "ada", Birthday).Value!;

        Assert.Equal("consent.guardian_needed", agreed.Error!.Code);
        Assert.Equal("consent.guardian_needed", purpose.Error!.Code);
        Assert.Equal(ConsentAct.Refused, no.Value!.Act);
        Assert.Equal((ConsentAct.Withdrawn, null), (withdrawn.Value!.Act, withdrawn.Value.Behalf));
        Assert.Equal((3, null), (grown.Number, grown.Behalf)); // her own act, a new line
    }

    [Fact]
    [Trait("Rule", "E49")]
    public void A_purpose_that_a_guardian_agreed_to_is_asked_again_when_the_person_is_of_age()
    {
        var words = PurposeText.Of(Examples.Purpose, "en", ["en", "ar"]);
        var command = new AnswerPurpose(
            Examples.Key, 1, words.Hash, "en", "", PurposeDecision.Agree, "on-behalf-agree", "Yes", "/guardian", Explicit: true);
        var ledger = new ConsentLedger { GuardedUntil = Birthday };
        ledger = ledger.With(ledger.Answer(command, Examples.Purpose, words, new SchoolRules(), "guardian:ada", Monday, Parent).Value!);

        Assert.Equal(PurposeAnswer.Given, Standing(Birthday.AddTicks(-1)));
        Assert.Equal(PurposeAnswer.Asked, Standing(Birthday));

        PurposeAnswer Standing(DateTimeOffset at) =>
            PurposeStanding.Of(Examples.Purpose, ledger.Entries.CountingAt(at), new SchoolRules()).Answer;
    }

    [Theory]
    [Trait("Rule", "E49"), Trait("Threat", "SEC-I07")]
    [InlineData("guardian", OnBehalf.ByLink)]
    [InlineData("parent", OnBehalf.ByDocument)]
    public void By_what_right_somebody_acted_is_part_of_the_chain(string relation, string verified)
    {
        var ledger = Guarded(Accepted);
        var last = ledger.Entries[^1];

        var forged = ledger with { Entries = ledger.Entries.SetItem(1, last with { Behalf = Parent with { Relation = relation, Verified = verified } }) };
        var erased = ledger with { Entries = ledger.Entries.SetItem(1, last with { Behalf = null }) };

        Assert.Equal((2, 2, null), (forged.FirstBroken(), erased.FirstBroken(), ledger.FirstBroken()));
    }

    [Fact]
    [Trait("Threat", "SEC-C06")]
    public void A_link_opens_with_its_own_secret_only_until_it_is_over()
    {
        var waiting = GuardianshipRecord.Of(Request) with { SecretHash = GuardianshipRecord.HashOf("secret") };
        var agreed = waiting with { Agreed = true, Relation = "parent" };

        Assert.True(waiting.Fits("secret", Monday));
        Assert.False(waiting.Fits("Secret", Monday));
        Assert.False(waiting.Fits("", Monday));
        Assert.False(waiting.Fits("secret", Monday.AddDays(14))); // unanswered
        Assert.True(agreed.Fits("secret", Birthday.AddTicks(-1)));
        Assert.False(agreed.Fits("secret", Birthday)); // of age
        Assert.False(new GuardianshipRecord().Fits("", Monday));
        Assert.Null(waiting.Standing(Monday)); // not before she said what she is
        Assert.Equal(Parent, agreed.Standing(Monday));
        Assert.Null(agreed.Standing(Birthday));
    }

    [Theory]
    [Trait("Rule", "E33")]
    [InlineData("2026-03-02", null, "2026-03-01", false)] // before it begins
    [InlineData("2026-03-02", null, "2030-01-01", true)]
    [InlineData("2026-03-02", "2026-03-31", "2026-03-31", true)] // its last day
    [InlineData("2026-03-02", "2026-03-31", "2026-04-01", false)]
    public void A_mandate_holds_on_its_days(string from, string? until, string on, bool holds)
    {
        var book = new MandateBook().Note(
            new NoteMandate(Bea, "Deed 14", Day(from), until is null ? null : Day(until), [MandateScope.Consent]), Ada, Day("2026-03-02"), "office", Monday).Value!;

        Assert.Equal(holds, book.Standing(Bea, MandateScope.Consent, Day(on)) is not null);
        Assert.Null(book.Standing(Bea, MandateScope.Requests, Day(on)));
        Assert.Null(book.Standing(Ada, MandateScope.Consent, Day(on)));
        Assert.Null(book.End(1, "ada", Monday).Value!.Standing(Bea, MandateScope.Consent, Day(on)));
    }

    [Theory]
    [Trait("Rule", "E33")]
    [InlineData("bea", "", "2026-03-02", null, true, "mandate.no_proof")]
    [InlineData("bea", "x\ny", "2026-03-02", null, true, "mandate.no_proof")]
    [InlineData("bea", "Deed 14", "2026-03-02", "2026-03-01", true, "mandate.bad_days")]
    [InlineData("bea", "Deed 14", "2026-01-01", "2026-03-01", true, "mandate.bad_days")] // over already
    [InlineData("bea", "Deed 14", "2026-03-02", null, false, "mandate.no_scope")]
    [InlineData("ada", "Deed 14", "2026-03-02", null, true, "mandate.bad_representative")]
    public void Without_proof_days_and_scope_there_is_no_mandate(string who, string reference, string from, string? until, bool scope, string code)
    {
        var command = new NoteMandate(
            Id<Person>.Parse(who), reference, Day(from), until is null ? null : Day(until), scope ? [MandateScope.Requests] : []);

        Assert.Equal(code, new MandateBook().Note(command, Ada, Day("2026-03-02"), "office", Monday).Error!.Code);
    }

    [Fact]
    [Trait("Rule", "E33")]
    public void An_ended_mandate_cannot_be_ended_again_and_stays_in_the_book()
    {
        var book = new MandateBook().Note(
            new NoteMandate(Bea, "Deed 14", Day("2026-03-02"), null, [MandateScope.Consent]), Ada, Day("2026-03-02"), "office", Monday).Value!;
        var ended = book.End(1, "ada", Monday).Value!;

        Assert.Equal("mandate.not_found", ended.End(1, "ada", Monday).Error!.Code);
        Assert.Equal(("ada", Monday), (ended.Mandates[0].EndedBy, ended.Mandates[0].EndedAt));
    }

    /// <summary>Against a walk from day to day, for births around leap days and lunar months in countries with one law and two.</summary>
    [Theory]
    [Trait("Rule", "E02"), Trait("Rule", "E49")]
    [InlineData("AE", "2026-05-01")] // the law changes a month later
    [InlineData("AE", "2026-11-22")]
    [InlineData("AE", "2015-01-10")] // by lunar years
    [InlineData("DE", "2026-11-22")]
    [InlineData("ZZ", "2026-11-22")] // no law known
    public void The_day_of_age_is_the_first_on_which_the_law_says_so(string country, string today)
    {
        var table = AgeOfMajority.Shipped;
        var random = new Random(20260302);

        for (var run = 0; run < 40; run++)
        {
            var born = Day(today).AddDays(-random.Next(12 * 365, 20 * 365));
            born = run % 4 == 0 ? new DateOnly(born.Year - (born.Year % 4), 2, 29) : born;

            if (table.IsReached(country, born, Day(today)))
                continue;

            var walked = Enumerable.Range(1, 9000).Select(Day(today).AddDays).First(day => table.IsReached(country, born, day));
            Assert.Equal(walked, table.ReachedOn(country, born, Day(today)));
        }
    }

    [Theory]
    [Trait("Rule", "N30")]
    [InlineData("2010-02-28", 18, "2028-02-28")]
    [InlineData("2008-02-29", 18, "2026-03-01")]
    [InlineData("2012-02-29", 16, "2028-02-29")]
    public void A_number_of_years_is_reached_on_the_birthday(string born, int years, string on) =>
        Assert.Equal(Day(on), AgeOfMajority.YearsReachedOn(years, Day(born)));

    [Theory]
    [Trait("Rule", "N30"), Trait("Rule", "E49")]
    [InlineData(AgeBasis.None, false)]
    [InlineData(AgeBasis.MajorityByCountry, false)]
    [InlineData(AgeBasis.Fixed, true)]
    [InlineData(AgeBasis.MajorityByBirthDate, true)]
    public void A_guardian_is_asked_only_where_the_date_of_birth_is(AgeBasis basis, bool allowed)
    {
        var rules = new SchoolRules { Age = new(basis, basis == AgeBasis.Fixed ? 18 : 0), Guardians = new(MinorAction.Guardian, 14) };

        var read = SettingsFile.Read(System.Text.Encoding.UTF8.GetBytes(SettingsFile.Write(rules)), new SchoolRules());

        Assert.Equal(allowed ? [] : ["/settings/age.action/value"], read.Faults.Select(fault => fault.At));
        Assert.Equal(allowed ? new GuardianRule(MinorAction.Guardian, 14) : null, read.Rules?.Guardians);
    }

    private static AskGuardian Request => new(
        new ChildApplication("ada@one.example", "ada@one.example", "Ada", "", "", "", "", "en"), "parent@one.example", Monday.AddDays(14), Birthday);

    private static ConsentLedger Accepted(ConsentLedger ledger) =>
        ledger.With(ledger.Accept(Agree(1), "guardian:ada", Monday, Parent).Value!);

    private static ConsentLedger Guarded(Func<ConsentLedger, ConsentLedger> acts)
    {
        var ledger = new ConsentLedger { GuardedUntil = Birthday };
        return acts(ledger.With(ledger.ServeNotice(Shown(1), "/guardian", "guardian:ada", Monday, Parent)));
    }

    private static AcceptDocument Agree(int version) =>
        new(Shown(version), AcceptanceMode.Button, "on-behalf-agree", "I agree for the child.", [], "/guardian", Explicit: true);

    private static ShownText Shown(int version) => new(Privacy, version, "en", "hash", "en", "hash");

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
