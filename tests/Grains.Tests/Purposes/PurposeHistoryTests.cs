using System.Collections.Immutable;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;
using Darsgah.Grains.Consent.Behalf;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.Tests.Purposes;

/// <summary>
/// Random histories of one purpose and one person: the school widens, narrows, stops and restarts it and changes what it rests on,
/// laws change, she and a guardian say yes and no. What may be done agrees with a slow reading of the whole history each time.
/// </summary>
public class PurposeHistoryTests
{
    private const int Histories = 600;

    private static readonly ImmutableArray<DataCategory> Categories = [DataCategory.Contact, DataCategory.Learning, DataCategory.Profile];
    private static readonly ImmutableArray<DataOperation> Operations = [DataOperation.Use, DataOperation.Analyse];
    private static readonly ImmutableArray<PurposeChannel> Channels = [PurposeChannel.Email, PurposeChannel.Phone];
    private static readonly ImmutableArray<PurposeRecipient> Recipients = [new("Bank", RecipientRole.Partner), new("Press", RecipientRole.Processor)];
    private static readonly SchoolRules WithInterest = new();
    private static readonly SchoolRules WithoutInterest = new() { LawfulBases = [LawfulBasis.Consent, LawfulBasis.Contract] };

    [Fact, Trait("Rule", "E18"), Trait("Rule", "E46"), Trait("Rule", "E47"), Trait("Rule", "E50"), Trait("Rule", "B12"), Trait("Rule", "B38"), Trait("Rule", "M09"), Trait("Rule", "N19"), Trait("Rule", "T27")]
    public void What_may_be_done_is_what_a_reading_of_the_whole_history_allows()
    {
        var seen = new Dictionary<Allowed, int>();
        var (inPart, bySchool, byGuardian) = (0, 0, 0);

        for (var seed = 0; seed < Histories; seed++)
        {
            var random = new Random(seed);
            // Each history has a part of the purpose that its school changes more than the others, so that what is rare comes too.
            var (special, often) = (random.Next(4) == 0, random.Next(9));
            var (now, rules) = (Examples.At, WithInterest);
            var ofAge = random.Next(2) == 0 ? now.AddDays(random.Next(1, 40)) : (DateTimeOffset?)null;
            var ledger = new ConsentLedger { GuardedUntil = ofAge };
            var register = Kept(new PurposeRegisterRecord(), random, special, often, isNew: true);
            var history = new List<object> { Only(register) };

            for (var step = 0; step < 30; step++)
            {
                now = now.AddHours(random.Next(30));

                if (random.Next(4) == 0)
                {
                    register = Kept(register, random, special, often, isNew: false);
                    history.Add(Only(register));
                }
                else if (random.Next(often == 8 ? 3 : 6) == 0)
                {
                    rules = rules == WithInterest ? WithoutInterest : WithInterest;
                }
                else
                {
                    var guardian = ofAge > now && random.Next(2) == 0 ? new OnBehalf(BehalfRole.Guardian, "parent", OnBehalf.ByLink, ofAge) : null;
                    var (decision, isExplicit) = (Pick(random, [PurposeDecision.Agree, .. Enum.GetValues<PurposeDecision>()]), random.Next(2) == 0);
                    var answer = Answer(ledger, Only(register), decision, isExplicit, rules, guardian, now);
                    var (_, holds) = Reading(history, Only(register), rules, now);

                    if (answer.Succeeded(out var entry, out _))
                    {
                        ledger = ledger.With(entry);
                        history.Add(new Said(
                            decision, isExplicit, PurposeStanding.BasisFor(Only(register), rules), guardian?.Until));
                        byGuardian += guardian is null ? 0 : 1;
                    }

                    // Taking back is as easy as giving: whatever the school has done with the purpose since.
                    Assert.True(answer.Error is null || decision != PurposeDecision.Withdraw || !holds, $"history {seed}, step {step}: {answer.Error?.Code}");
                }

                var standing = PurposeStanding.Of(Only(register), ledger.Entries.CountingAt(now), rules);
                var (found, (expected, _)) = (Found(standing), Reading(history, Only(register), rules, now));

                Assert.True(found == expected, $"history {seed}, step {step}: {found}, the reading {expected}");
                Assert.All(Enum.GetValues<DataCategory>(), category => Assert.Equal(expected.May.Contains($"{category} "), standing.Permits(category)));
                seen[expected.Answer] = seen.GetValueOrDefault(expected.Answer) + 1;
                inPart += expected.RestRefused ? 1 : 0;
                bySchool += standing.Answer == PurposeAnswer.NotNeeded && standing.HasChoice ? 1 : 0;
            }

            Assert.Null(ledger.FirstBroken());
        }

        Assert.Equal(Enum.GetValues<Allowed>().Order(), seen.Keys.Order());
        Assert.True(inPart > 100 && bySchool > 100 && byGuardian > 100, $"{inPart}, {bySchool}, {byGuardian}");
    }

    // The reference's own words for where she stands.
    private enum Allowed
    {
        NotAsked,
        Agreed,
        InPart,
        Open,
        SaidNo,
        Ended,
        Objected,
        Stopped,
    }

    // What may be done, written out, so that two can be compared.
    private sealed record Outlook(Allowed Answer, string May, string Asked, bool RestRefused);

    private sealed record Said(PurposeDecision Decision, bool IsExplicit, LawfulBasis Basis, DateTimeOffset? Until);

    /// <summary>The whole history from its beginning: what the school did and what was said, one after another, item by item.</summary>
    private static (Outlook Now, bool HoldsConsent) Reading(List<object> history, Purpose now, SchoolRules rules, DateTimeOffset moment)
    {
        Purpose? there = null;
        HashSet<string>? agreed = null;
        var (years, restRefused, lastWasNo, spoke) = (0, false, false, false);

        foreach (var happened in history)
        {
            if (happened is Purpose next)
            {
                // A goal that was reached ended what was agreed to; what is left out is agreed to no more when it comes back.
                if (there?.State == PurposeState.Achieved && next.State != PurposeState.Achieved)
                    agreed = null;

                if (there is not null && (Items(next).Except(Items(there)).Any() || Years(next) > Years(there)))
                    restRefused = false;

                agreed?.IntersectWith(Items(next));
                years = Math.Min(years, Years(next));
                there = next;
            }
            else if (happened is Said said && !(said.Until <= moment))
            {
                var more = agreed is not null && (Items(there!).Except(agreed).Any() || Years(there!) > years);
                (lastWasNo, spoke) = (said.Decision != PurposeDecision.Agree, true);

                if (said.Decision == PurposeDecision.Agree)
                {
                    // An objection that is lifted is no consent.
                    if (said.Basis == LawfulBasis.Consent && (said.IsExplicit || !Items(there!).Contains("Special ")))
                        (agreed, years, restRefused) = (Items(there!), Years(there!), false);
                }
                else if (said.Decision == PurposeDecision.Refuse && said.Basis == LawfulBasis.Consent && more)
                {
                    restRefused = true;
                }
                else
                {
                    (agreed, restRefused) = (null, false);
                }
            }
        }

        var onConsent = now.Terms.Basis == LawfulBasis.Consent || !rules.LawfulBases.Contains(now.Terms.Basis!.Value);
        var (asked, longer) = agreed is null ? ([], false) : (Items(now).Except(agreed).ToHashSet(), Years(now) > years);
        var mayObject = now.Terms is { Withdrawable: true, SurvivesRestriction: false };

        var outlook = now.State != PurposeState.Enabled
            ? new Outlook(onConsent && now.State == PurposeState.Achieved && agreed is not null ? Allowed.Ended : Allowed.Stopped, "", "", false)
            : !onConsent && lastWasNo && mayObject ? new(Allowed.Objected, "", "", false)
            : !onConsent ? new(Allowed.NotAsked, Written(Items(now), Years(now)), "", false)
            : agreed is null ? new(spoke && lastWasNo ? Allowed.SaidNo : Allowed.Open, "", "", false)
            : asked.Count == 0 && !longer ? new(Allowed.Agreed, Written(Items(now), Years(now)), "", false)
            : new(Allowed.InPart, Written(agreed, years), Written(asked, longer ? 1 : 0), restRefused);

        return (outlook, onConsent && agreed is not null);
    }

    private static Outlook Found(PurposeStanding standing)
    {
        var may = standing.Covers;
        var items = Items(may.Categories, may.Operations, may.Channels, may.Recipients);
        var asked = standing.Asked is { } delta ? Items(delta.Categories, delta.Operations, delta.Channels, delta.Recipients) : [];

        return new(
            standing.Answer switch
            {
                PurposeAnswer.NotNeeded => Allowed.NotAsked,
                PurposeAnswer.Given => Allowed.Agreed,
                PurposeAnswer.GivenInPart => Allowed.InPart,
                PurposeAnswer.Asked => Allowed.Open,
                PurposeAnswer.Refused or PurposeAnswer.Withdrawn => Allowed.SaidNo,
                PurposeAnswer.Expired => Allowed.Ended,
                PurposeAnswer.Objected => Allowed.Objected,
                _ => Allowed.Stopped,
            },
            may == PurposeScope.Nothing ? "" : Written(items, int.Parse(may.Retention.Period[1..^1], System.Globalization.CultureInfo.InvariantCulture)),
            standing.Asked is null ? "" : Written(asked, standing.Asked.Longer ? 1 : 0),
            standing.AskedRefused);
    }

    private static HashSet<string> Items(Purpose purpose) =>
        Items(purpose.Terms.Categories, purpose.Terms.Operations, purpose.Terms.Channels, purpose.Scope.Recipients);

    private static HashSet<string> Items(
        ImmutableArray<DataCategory> categories, ImmutableArray<DataOperation> operations, ImmutableArray<PurposeChannel> channels, ImmutableArray<string> recipients) =>
        [.. categories.Select(item => $"{item} "), .. operations.Select(item => $"does {item}"), .. channels.Select(item => $"by {item}"), .. recipients.Select(item => $"to {item}")];

    private static int Years(Purpose purpose) => purpose.Terms.Retention!.Period[1] - '0';

    private static string Written(IEnumerable<string> items, int years) => $"{string.Join(", ", items.Order(StringComparer.Ordinal))}; {years}";

    // The school says its purpose anew: any part of it can grow, shrink or come back, stop and start.
    private static PurposeRegisterRecord Kept(PurposeRegisterRecord register, Random random, bool special, int often, bool isNew)
    {
        var terms = isNew ? Examples.Terms : Only(register).Terms;
        var state = isNew ? PurposeState.Enabled : Only(register).State;
        terms = terms with { Categories = special ? [DataCategory.Contact, DataCategory.Special] : terms.Categories };

        switch (random.Next(2) == 0 ? often : random.Next(8))
        {
            case 0 or 1:
                terms = terms with { Categories = [.. Some(random, Categories), .. special ? [DataCategory.Special] : ImmutableArray<DataCategory>.Empty] };
                break;
            case 2:
                terms = terms with { Operations = Some(random, Operations), Channels = Some(random, Channels) };
                break;
            case 3:
                terms = terms with { Recipients = random.Next(2) == 0 ? [] : Some(random, Recipients) };
                break;
            case 4:
                terms = terms with { Retention = PurposeRetention.Of(RetentionKind.AfterLastActivity, $"P{random.Next(1, 5)}Y") };
                break;
            case 5 or 8:
                terms = terms with { Basis = special || random.Next(2) == 0 ? LawfulBasis.Consent : LawfulBasis.LegitimateInterest };
                break;
            case 6:
                terms = terms with { Withdrawable = random.Next(3) > 0, SurvivesRestriction = random.Next(3) == 0 };
                break;
            default:
                state = random.Next(2) == 0 ? PurposeState.Enabled : Pick(random, Enum.GetValues<PurposeState>());
                break;
        }

        var put = register.Put(new PutPurpose(Examples.Key, state, terms, isNew), Examples.Limits);
        return put.Succeeded(out var kept, out var refusal) ? kept : throw new InvalidOperationException(refusal.Message);
    }

    private static Purpose Only(PurposeRegisterRecord register) => register.Purposes.Single();

    private static Outcome<ConsentEntry> Answer(
        ConsentLedger ledger, Purpose purpose, PurposeDecision decision, bool isExplicit, SchoolRules rules, OnBehalf? behalf, DateTimeOffset now)
    {
        var words = PurposeText.Of(purpose, "en", ["en", "ar"]);
        var command = new AnswerPurpose(purpose.Key, purpose.Version, words.Hash, "en", "", decision, "button", "Words", "/here", isExplicit);

        return ledger.Answer(command, purpose, words, rules, "ada", now, behalf);
    }

    private static ImmutableArray<T> Some<T>(Random random, ImmutableArray<T> all) =>
        all.RemoveAll(_ => random.Next(2) == 0) is { IsEmpty: false } some ? some : [all[0]];

    private static T Pick<T>(Random random, T[] of) => of[random.Next(of.Length)];
}
