using System.Collections.Immutable;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;
using Darsgah.Grains.Consent.Behalf;
using Darsgah.Grains.People;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Privacy;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.Tests.Consent;

/// <summary>
/// Random histories of versions, translations and answers: what is asked, what is shown and what binds agree with a slow
/// reference that looks at the whole history each time.
/// </summary>
public class HistoryTests
{
    private const int Histories = 400;

    private static readonly Id<Document> Privacy = Id<Document>.Parse("privacy");
    private static readonly Id<Document> Terms = Id<Document>.Parse("terms");
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly SchoolRules[] Presets =
    [
        RulesPresets.ConvenienceTranslations("fa-AF"), RulesPresets.DatedChanges, RulesPresets.ExplicitConsent,
        RulesPresets.NoticeOnly, RulesPresets.TermsAbovePolicy,
    ];

    [Fact, Trait("Rule", "M04"), Trait("Rule", "M46"), Trait("Rule", "M47"), Trait("Rule", "N06"), Trait("Rule", "T27")]
    public void What_is_asked_is_what_a_reading_of_the_whole_history_asks()
    {
        var demands = new HashSet<GateDemand>();

        for (var seed = 0; seed < Histories; seed++)
        {
            var random = new Random(seed);
            var rules = SettingResolver.InForce(
                JurisdictionProfiles.Shipped.InForce(new DateOnly(2026, 3, 2), Pick(random, "", "DE", "US", "AE", "AF"), ""), Pick(random, Presets));
            var (now, ledger) = (Start, new ConsentLedger());
            var heads = ImmutableArray<PolicyVersionHead>.Empty;
            var events = new List<Event>();

            for (var step = 0; step < 25; step++)
            {
                now = now.AddHours(random.Next(30));
                var current = heads.FirstOrDefault(head => head.EffectiveAt <= now)?.Number;
                (heads, ledger) = Happens(random, now, current, heads, ledger, rules, events);

                current = heads.FirstOrDefault(head => head.EffectiveAt <= now)?.Number;
                var (asked, expected) = (GateRules.For(rules, heads, current, ledger, Privacy).Demand, Reference(rules, heads, current, events));
                demands.Add(asked);
                Assert.True(asked == expected, $"history {seed}, step {step}: asked {asked}, the reference {expected}");
            }

            Assert.Null(ledger.FirstBroken());
            Assert.All(ledger.Entries, (entry, index) => Assert.Equal(ledger.Entries[..(index + 1)].AsEnumerable(), ledger.At(entry.At).Entries[..(index + 1)]));
        }

        Assert.Equal(Enum.GetValues<GateDemand>().Order(), demands.Order());
    }

    /// <summary>
    /// Two documents in one ledger, each asked about when its school says and of those it is for, versions called off, people who join
    /// at any time, and children who come of age, for whom a guardian answers until then.
    /// </summary>
    [Fact, Trait("Rule", "M46"), Trait("Rule", "Q04")]
    public void With_several_documents_call_offs_and_joining_it_is_what_a_reading_of_the_whole_history_asks()
    {
        var (demands, calledOff, joinedLate, lapsed, notHers) = (new HashSet<GateDemand>(), 0, 0, 0, 0);

        for (var seed = 0; seed < Histories; seed++)
        {
            var random = new Random(seed);
            var preset = Pick(random, Presets);
            var triggers = Pick<ImmutableArray<DocumentTrigger>>(random, [], [DocumentTrigger.SignUp], [DocumentTrigger.Change], [DocumentTrigger.SignUp, DocumentTrigger.Change]);
            var audience = Pick<ImmutableArray<Audience>>(random, [Audience.Student], [Audience.Instructor], [Audience.Minor], [Audience.Instructor, Audience.Minor]);
            var roles = Pick<ImmutableArray<Role>>(random, [Role.Student], [Role.Student, Role.Instructor], [Role.Instructor], [Role.Admin]);
            var rules = preset with
            {
                Documents = preset.Documents with
                {
                    Arranged = preset.Documents.With(new SchoolDocument(Terms, ImmutableDictionary<string, string>.Empty, audience, triggers, [])),
                },
            };
            var joined = Start.AddHours(random.Next(2) * random.Next(300));
            var ofAge = random.Next(2) == 0 ? Start.AddHours(random.Next(600)) : (DateTimeOffset?)null;
            var (now, ledger) = (Start, new ConsentLedger { GuardedUntil = ofAge });
            var heads = new Dictionary<Id<Document>, ImmutableArray<PolicyVersionHead>> { [Privacy] = [], [Terms] = [] };
            var events = new Dictionary<Id<Document>, List<Event>> { [Privacy] = [], [Terms] = [] };

            for (var step = 0; step < 40; step++)
            {
                now = now.AddHours(random.Next(30));
                var document = Pick(random, Privacy, Terms);

                if (random.Next(8) == 0 && heads[document].FirstOrDefault(head => head.CalledOff is null && head.EffectiveAt > now) is { } waiting)
                {
                    heads[document] = heads[document].Replace(waiting, waiting with { CalledOff = new("owner", now) });
                    calledOff++;
                }

                // Before she comes the school publishes, and she does nothing.
                (heads[document], var after) = Happens(random, now, Current(heads[document], now), heads[document], ledger, rules, now < joined ? [] : events[document], document, ofAge);
                ledger = now < joined ? ledger : after;

                var (counting, hers) = (ledger.CountingAt(now), rules.Documents.AskedOf(roles, ledger.IsGuarded(now)).Select(asked => asked.Id));
                var isFor = (roles.Contains(Role.Student) && audience.Contains(Audience.Student))
                    || (roles.Contains(Role.Instructor) && audience.Contains(Audience.Instructor)) || (now < ofAge && audience.Contains(Audience.Minor));
                Assert.Equal(isFor && !triggers.IsEmpty ? [Privacy, Terms] : [Privacy], hers);
                notHers += isFor ? 0 : 1;

                foreach (var (about, triggered) in new[] { (Privacy, rules.Documents.Of(Privacy).Asked), (Terms, triggers) })
                {
                    var current = Current(heads[about], now);
                    var counted = events[about].Where(happened => !(happened.Until <= now)).ToList();
                    var (asked, expected) = (GateRules.For(rules, heads[about], current, counting, about, joined).Demand, Reference(rules, triggered, heads[about], current, counted, joined));
                    demands.Add(asked);
                    joinedLate += asked != GateRules.For(rules, heads[about], current, counting, about).Demand ? 1 : 0;
                    lapsed += asked != GateRules.For(rules, heads[about], current, ledger, about, joined).Demand ? 1 : 0;
                    Assert.True(asked == expected, $"history {seed}, step {step}, {about}: asked {asked}, the reference {expected}");
                }
            }

            Assert.Null(ledger.FirstBroken());
        }

        Assert.Equal(Enum.GetValues<GateDemand>().Order(), demands.Order());
        Assert.True(
            calledOff > 50 && joinedLate > 5 && lapsed > 20 && notHers > 1000,
            $"{calledOff} versions were called off, {joinedLate} times it mattered when she joined, {lapsed} times that she came of age, {notHers} times it was not for her.");

        static int? Current(ImmutableArray<PolicyVersionHead> heads, DateTimeOffset now) =>
            heads.FirstOrDefault(head => head.CalledOff is null && head.EffectiveAt <= now)?.Number;
    }

    [Fact, Trait("Rule", "M01"), Trait("Rule", "M02"), Trait("Rule", "T01"), Trait("Rule", "T02")]
    public void What_is_shown_and_what_binds_is_what_a_reading_section_by_section_gives()
    {
        var states = new HashSet<SectionState>();

        for (var seed = 0; seed < Histories; seed++)
        {
            var random = new Random(seed);
            var older = Text(random, "fa-AF");
            var binding = older with { Sections = [.. older.Sections.Where(_ => random.Next(6) > 0).Select(section => random.Next(3) == 0 ? section with { Markdown = Word(random) } : section)] };
            var texts = new Dictionary<string, PolicyText>(StringComparer.Ordinal);

            if (random.Next(5) > 0)
                texts["fa-AF"] = binding;

            foreach (var language in (string[])["en", "ar"])
            {
                if (random.Next(4) > 0 || texts.Count == 0)
                    texts[language] = Text(random, language).MadeFrom(random.Next(2) == 0 ? older : binding);
            }

            var settings = new LanguageSettings(
                "fa-AF", Precedence.AuthoritativePrevails, Pick(random, Enum.GetValues<MissingAction>()), Pick(random, Enum.GetValues<StaleAction>()));
            var wish = Pick(random, "en", "ar", "fa-AF");
            var rendering = LanguageRules.Render(settings, texts, wish)!;

            var shown = texts.ContainsKey(wish) ? wish : texts.ContainsKey("fa-AF") ? "fa-AF" : texts.Keys.Order(StringComparer.Ordinal).First();
            var bound = texts.GetValueOrDefault("fa-AF");
            var expected = Printed(texts[shown], bound, settings.OnTranslationStale);
            ImmutableArray<RenderedSection> printed = [rendering.Opening, .. rendering.Sections];
            states.UnionWith(printed.Select(part => part.State));

            Assert.Equal((seed, shown, bound?.Hash), (seed, rendering.Language, rendering.BindingHash));
            Assert.Equal(bound is null, rendering.BindingMissing);
            Assert.Equal(shown != "fa-AF", rendering.ConvenienceNotice);
            Assert.Equal(
                expected.Select(part => (seed, part.Key, part.Language, part.Markdown)).Order(),
                printed.Select(part => (seed, part.Section.Key, part.Language, part.Section.Markdown)).Order());
            Assert.Equal(
                texts[shown].Parts.Select(part => part.Key).Where(key => printed.Any(part => part.Section.Key == key && !part.StandsIn)),
                printed.Where(part => !part.StandsIn).Select(part => part.Section.Key));
            Assert.Equal(
                bound is null ? settings.OnAuthoritativeMissing != MissingAction.PublishWithWarning
                    : settings.OnTranslationStale == StaleAction.BlockAcceptance && shown != "fa-AF" && printed.Any(part => part.State == SectionState.Stale),
                rendering.AcceptanceBlocked);
        }

        Assert.Equal(Enum.GetValues<SectionState>().Order(), states.Order());
    }

    // What the reference knows: what happened, in order.
    private sealed record Event(ConsentAct Act, int Version, DateTimeOffset? Until = null);

    private static (ImmutableArray<PolicyVersionHead>, ConsentLedger) Happens(
        Random random, DateTimeOffset now, int? current, ImmutableArray<PolicyVersionHead> heads, ConsentLedger ledger, SchoolRules rules, List<Event> events, Id<Document>? about = null, DateTimeOffset? ofAge = null)
    {
        var document = about ?? Privacy;
        var guardian = now < ofAge && random.Next(2) == 0 ? new OnBehalf(BehalfRole.Guardian, "parent", OnBehalf.ByLink, ofAge) : null;

        switch (random.Next(6))
        {
            case 0:
                var effective = now.AddHours(random.Next(2) * random.Next(60));
                var last = heads.IsEmpty ? effective : heads[0].EffectiveAt;
                return ([Head(heads.Length + 1, now, effective < last ? last : effective, Pick(random, Enum.GetValues<ChangeClass>()), random.Next(3) == 0), .. heads], ledger);
            case 1 or 2 when current is { } version:
                return (heads, Add(ledger, ledger.ServeNotice(Shown(version, document), "/", "ada", now, guardian), events));
            case 3 when current is { } version:
                var mode = Pick(random, AcceptanceMode.ContinuedUse, AcceptanceMode.Checkbox, AcceptanceMode.Button);
                var accepted = ledger.Accept(new AcceptDocument(Shown(version, document), mode, "", "", [], "/", random.Next(2) == 0), "ada", now, guardian);
                return (heads, accepted.Succeeded(out var entry, out _) ? Add(ledger, entry, events) : ledger);
            case 4 when current is { } version && random.Next(2) == 0:
                // What she says counts as hers, whatever was said for her before.
                events.Add(new(ConsentAct.Refused, version, guardian?.Until));
                return (heads, ledger.With(ledger.Refuse(Shown(version, document), "/", "ada", now, guardian)));
            case 5 when random.Next(2) == 0:
                return (heads, ledger.Withdraw(document, "/", "ada", now, guardian).Succeeded(out var withdrawn, out _) ? Add(ledger, withdrawn, events) : ledger);
            default:
                return (heads, ledger);
        }
    }

    private static ConsentLedger Add(ConsentLedger ledger, ConsentEntry entry, List<Event> events)
    {
        if (entry.Number > ledger.Entries.Length)
            events.Add(new(entry.Act, entry.Shown.Version, entry.Behalf?.Until));

        return ledger.With(entry);
    }

    // For the privacy policy alone, which every preset asks about at both times, and nobody who joins later.
    private static GateDemand Reference(SchoolRules rules, ImmutableArray<PolicyVersionHead> heads, int? current, List<Event> events) =>
        Reference(rules, [DocumentTrigger.SignUp, DocumentTrigger.Change], heads, current, events, joined: default);

    private static GateDemand Reference(
        SchoolRules rules,
        ImmutableArray<DocumentTrigger> triggers,
        ImmutableArray<PolicyVersionHead> heads,
        int? current,
        List<Event> events,
        DateTimeOffset joined)
    {
        if (current is not { } version)
            return GateDemand.Nothing;

        var answer = events.LastOrDefault(happened => happened.Act != ConsentAct.NoticeServed);

        if (answer is { Act: ConsentAct.Accepted } && answer.Version >= version)
            return GateDemand.Nothing;

        var saidNo = answer is { Act: ConsentAct.Refused or ConsentAct.Withdrawn } && answer.Version >= version;
        var wasTold = events.Any(happened => happened is { Act: ConsentAct.NoticeServed } && happened.Version == version);
        var question = saidNo && rules.Refusal == RefusalAction.PartialFunctions ? GateDemand.Nothing : GateDemand.Ask;
        var older = events.Where(happened => happened.Version < version).Select(happened => happened.Version).ToList();
        var byUse = rules.Acceptance.Mode == AcceptanceMode.ContinuedUse;

        // She did something about an older one, or one was in force when she came and nothing is asked at first.
        var since = older.DefaultIfEmpty(0).Max();

        if (since > 0 && !triggers.Contains(DocumentTrigger.Change))
            return GateDemand.Nothing;

        if (since == 0 && !triggers.Contains(DocumentTrigger.SignUp))
        {
            foreach (var head in heads)
                since = head.CalledOff is null && head.EffectiveAt <= joined && head.Number > since ? head.Number : since;

            if (since == 0 || since >= version || !triggers.Contains(DocumentTrigger.Change))
                return GateDemand.Nothing;
        }

        // Her first version, by the rule of first acceptance.
        if (since == 0)
        {
            return saidNo || (!byUse && rules.Acceptance.Mode != AcceptanceMode.None) ? question
                : !wasTold ? GateDemand.ServeNotice
                : byUse ? GateDemand.RecordUse : GateDemand.Nothing;
        }

        // Every version she has not met, one by one.
        var treatments = new List<ChangeTreatment>();

        for (var number = since + 1; number <= version; number++)
        {
            var head = heads.Single(candidate => candidate.Number == number);

            if (head.CalledOff is not null)
                continue;

            treatments.Add(
                head.NewPurpose && rules.Change.NewPurposeNeedsAct ? ChangeTreatment.AskAgain
                : head.Class == ChangeClass.Significant ? rules.Change.Significant
                : head.Class == ChangeClass.Ordinary ? rules.Change.Ordinary : ChangeTreatment.Nothing);
        }

        return saidNo || treatments.Contains(ChangeTreatment.AskAgain) ? question
            : treatments.All(treatment => treatment == ChangeTreatment.Nothing) ? GateDemand.Nothing
            : !wasTold ? GateDemand.ServeNotice
            : rules.Acceptance.Mode == AcceptanceMode.None ? GateDemand.Nothing : GateDemand.RecordUse;
    }

    private static List<(string Key, string Language, string Markdown)> Printed(PolicyText shown, PolicyText? bound, StaleAction onStale)
    {
        var printed = new List<(string, string, string)>();

        foreach (var part in shown.Parts)
        {
            var from = bound?.Section(part.Key);
            var isOwn = bound is null || ReferenceEquals(bound, shown) || part.BasedOn == from?.Hash && from is not null || onStale != StaleAction.ShowAuthoritative;

            if (isOwn)
                printed.Add((part.Key, shown.Language, part.Markdown));
            else if (from is not null)
                printed.Add((from.Key, bound!.Language, from.Markdown));
        }

        foreach (var part in bound?.Parts ?? [])
        {
            if (shown.Section(part.Key) is null)
                printed.Add((part.Key, bound!.Language, part.Markdown));
        }

        return printed;
    }

    private static PolicyText Text(Random random, string language) => new(
        language,
        [.. Enumerable.Range(1, 6).Where(_ => random.Next(5) > 0).Select(number => new PolicySection($"s{number}", 1, $"{number}.", $"Section {number}", Word(random)))],
        "Policy",
        Word(random));

    private static string Word(Random random) => $"Words {random.Next(20)}.";

    private static T Pick<T>(Random random, params T[] of) => of[random.Next(of.Length)];

    private static ShownText Shown(int version, Id<Document> document) => new(document, version, "en", "shown", "en", "shown");

    private static PolicyVersionHead Head(int number, DateTimeOffset at, DateTimeOffset effective, ChangeClass change, bool newPurpose) => new(
        number, at, effective, null, change, newPurpose, ImmutableDictionary<string, string>.Empty, ImmutableDictionary<string, string>.Empty, "en", "hash", "owner");
}
