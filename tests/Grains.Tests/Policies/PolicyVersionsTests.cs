using System.Collections.Immutable;
using Darsgah.Grains.Common;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.Tests.Policies;

/// <summary>Drafts and publishing, with no silo, no clock and no storage.</summary>
public class PolicyVersionsTests
{
    private static readonly Id<Document> Privacy = Id<Document>.Parse("privacy");
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly ImmutableDictionary<string, PolicyText> Nothing = ImmutableDictionary<string, PolicyText>.Empty;

    [Fact]
    public void A_saved_text_is_in_the_draft_with_the_next_revision()
    {
        var saved = new PolicyVersions().Save(Text("en", "One."), 0, Nothing, "ada", Monday).Value!;

        Assert.Equal(1, saved.Draft!.Revision);
        Assert.Equal("One.", saved.Draft.Texts["en"].Sections[0].Markdown);
    }

    [Fact]
    public void Two_editors_at_once_lose_nothing()
    {
        var first = new PolicyVersions().Save(Text("en", "One."), 0, Nothing, "ada", Monday).Value!;

        var refusal = first.Save(Text("en", "Other."), 0, Nothing, "eve", Monday).Error;

        Assert.Equal(PolicyErrors.DraftChanged(0, 1).Code, refusal!.Code);
        Assert.Equal("One.", first.Draft!.Texts["en"].Sections[0].Markdown);
    }

    [Theory]
    [InlineData("dari")]
    [InlineData("fa_AF")]
    [InlineData("EN")]
    [InlineData("")]
    [InlineData("prs")]
    public void A_text_names_its_language_by_its_canonical_tag(string language) => Assert.Equal(
        "policy.bad_language", new PolicyVersions().Save(Text(language, "One."), 0, Nothing, "ada", Monday).Error!.Code);

    [Fact]
    [Trait("Rule", "M03"), Trait("Rule", "M45")]
    public void A_published_version_has_its_number_hashes_and_dates()
    {
        var published = Draft("One.").Publish(Publishing(1), RulesPresets.NoticeOnly, Monday).Value!;

        Assert.Equal(1, published.Head.Number);
        Assert.Equal("en", published.Head.Authoritative);
        Assert.Equal(Text("en", "One.").Hash, published.Head.BindingHash);
        Assert.Equal(Monday, published.Head.EffectiveAt);
    }

    [Fact]
    public void Publishing_an_older_revision_of_the_draft_is_refused() => Assert.Equal(
        "policy.draft_changed", Draft("One.").Publish(Publishing(7), RulesPresets.NoticeOnly, Monday).Error!.Code);

    [Fact]
    public void A_revision_seen_before_a_publishing_or_a_discarding_is_never_right_after_it()
    {
        var published = Published(Draft("One."), RulesPresets.NoticeOnly);
        var again = Published(Edited(published, "Two."), RulesPresets.NoticeOnly);
        var discarded = Edited(again, "Three.").Discard(expectedRevision: null).Value!;
        int[] seen = [0, 1, published.LastRevision, published.LastRevision + 1, again.LastRevision, again.LastRevision + 1];

        Assert.All(seen, old => Assert.Equal(
            "policy.draft_changed", discarded.Save(Text("en", "Other."), old, Nothing, "eve", Monday).Error!.Code));
        Assert.True(discarded.Save(Text("en", "Other."), discarded.DraftOn(Nothing).Revision, Nothing, "eve", Monday).Succeeded(out _, out _));
    }

    [Fact]
    public void A_draft_that_changed_is_not_discarded()
    {
        var draft = Draft("One.");

        Assert.Equal("policy.draft_changed", draft.Discard(0).Error!.Code);
        Assert.Null(draft.Discard(1).Value!.Draft);
    }

    [Fact]
    public void Without_a_draft_there_is_nothing_to_publish()
    {
        var published = Published(Draft("One."), RulesPresets.NoticeOnly);

        Assert.Equal(
            "policy.nothing_to_publish", published.Publish(Publishing(published.LastRevision), RulesPresets.NoticeOnly, Monday).Error!.Code);
    }

    [Fact]
    public void The_same_text_is_not_published_twice()
    {
        var first = Published(Draft("One."), RulesPresets.NoticeOnly);
        var again = first.Save(Text("en", "One."), first.LastRevision, Draft("One.").Draft!.Texts, "ada", Monday).Value!;

        Assert.Equal(
            "policy.nothing_to_publish", again.Publish(Publishing(again.Draft!.Revision), RulesPresets.NoticeOnly, Monday).Error!.Code);
    }

    [Fact]
    [Trait("Rule", "M02"), Trait("Rule", "T01")]
    public void A_missing_prevailing_text_leaves_the_binding_hash_empty()
    {
        var published = Draft("One.").Publish(Publishing(1), RulesPresets.ConvenienceTranslations("fa-AF"), Monday).Value!;

        Assert.Equal("fa-AF", published.Head.Authoritative);
        Assert.Null(published.Head.BindingHash);
    }

    [Fact]
    [Trait("Rule", "M02")]
    public void A_school_that_blocks_publishing_without_the_prevailing_text_gets_its_word()
    {
        var rules = RulesPresets.ConvenienceTranslations("fa-AF");
        var strict = rules with { PolicyLanguage = rules.PolicyLanguage with { OnMissing = MissingAction.BlockPublish } };

        Assert.Equal("policy.authoritative_missing", Draft("One.").Publish(Publishing(1), strict, Monday).Error!.Code);
    }

    [Fact]
    [Trait("Rule", "Q01")]
    public void Several_languages_need_one_that_prevails()
    {
        var two = Draft("One.").Save(Text("ar", "واحد"), 1, Nothing, "ada", Monday).Value!;

        Assert.Equal(
            "policy.authoritative_not_chosen", two.Publish(Publishing(2), RulesPresets.NoticeOnly, Monday).Error!.Code);
    }

    [Fact]
    [Trait("Rule", "B42"), Trait("Rule", "T16")]
    public void An_effective_date_is_asked_for_where_the_rules_promise_one()
    {
        var draft = Draft("One.");

        Assert.Equal("policy.effective_date_needed", draft.Publish(Publishing(1), RulesPresets.DatedChanges, Monday).Error!.Code);
        Assert.True(draft.Publish(Publishing(1) with { EffectiveAt = Monday.AddDays(7) }, RulesPresets.DatedChanges, Monday).Succeeded(out var version, out _));
        Assert.Equal(Monday.AddDays(7), version!.Head.EffectiveAt);
    }

    [Fact]
    [Trait("Rule", "M44")]
    public void A_promised_summary_is_there_in_each_language_of_the_version()
    {
        var rules = RulesPresets.ConvenienceTranslations("en");
        var both = Published(Draft("One."), rules);
        both = both.Save(Text("en", "Two."), both.LastRevision, Nothing.Add("en", Text("en", "One.")), "ada", Monday).Value!;
        both = both.Save(Text("ar", "اثنان."), both.LastRevision, Nothing, "ada", Monday).Value!;
        var command = Publishing(both.LastRevision) with { Summaries = ImmutableDictionary<string, string>.Empty.Add("en", "Two.").Add("ar", " ") };

        var refused = both.Publish(command, rules, Monday).Error!;

        Assert.Equal(("policy.summary_needed", "ar"), (refused.Code, refused.Values["language"]));
        Assert.Null(both.Publish(command with { Summaries = command.Summaries.SetItem("ar", "اثنان.") }, rules, Monday).Error);
        Assert.Null(both.Publish(command with { Without = ["ar"] }, rules, Monday).Error);
        Assert.Null(both.Publish(command with { Class = ChangeClass.Ordinary, Summaries = ImmutableDictionary<string, string>.Empty }, rules, Monday).Error);
    }

    [Fact]
    public void A_draft_starts_from_any_version_with_what_its_translations_were_made_from()
    {
        var source = Text("en", "One.");
        var translated = Nothing.Add("en", source).Add("ar", Text("ar", "واحد.").MadeFrom(source));
        var second = Published(Edited(Published(Draft("One."), RulesPresets.NoticeOnly), "Two."), RulesPresets.NoticeOnly);
        var latest = Nothing.Add("en", Text("en", "Two."));

        var started = second.StartFrom(1, translated, second.LastRevision, latest, "ada", Monday).Value!;

        Assert.Equal((second.LastRevision + 1, 1, "ada", true), (started.Draft!.Revision, started.Draft.BasedOn, started.Draft.SavedBy, started.Draft.IsSaved));
        Assert.Equal(LanguageRules.States(translated["ar"], source).Values.Distinct(), LanguageRules.States(started.Draft.Texts["ar"], source).Values.Distinct());
        Assert.Equal(3, started.Publish(
            Publishing(started.LastRevision) with { Class = ChangeClass.Ordinary }, RulesPresets.ConvenienceTranslations("en"), Monday).Value!.Head.Number);
        Assert.Equal("policy.draft_saved", started.StartFrom(1, translated, null, latest, "eve", Monday).Error!.Code);
        Assert.Equal("policy.draft_changed", second.StartFrom(1, translated, second.LastRevision + 1, latest, "eve", Monday).Error!.Code);
    }

    [Fact]
    [Trait("Rule", "M44")]
    public void A_later_significant_version_needs_a_summary_where_the_rules_promise_one()
    {
        var rules = RulesPresets.ConvenienceTranslations("en");
        var second = Edited(Published(Draft("One."), rules), "Two.");

        Assert.Equal("policy.summary_needed", second.Publish(Publishing(second.Draft!.Revision), rules, Monday).Error!.Code);
        Assert.True(second.Publish(
            Publishing(second.Draft!.Revision) with { Summaries = ImmutableDictionary<string, string>.Empty.Add("en", "Two.") },
            rules,
            Monday).Succeeded(out _, out _));
    }

    [Fact]
    [Trait("Rule", "M47"), Trait("Rule", "N06")]
    public void The_newest_version_whose_time_has_come_is_in_force()
    {
        var first = Published(Draft("One."), RulesPresets.NoticeOnly);
        var edited = Edited(first, "Two.");
        var second = edited.With(edited.Publish(
            Publishing(edited.Draft!.Revision) with { EffectiveAt = Monday.AddDays(7) }, RulesPresets.NoticeOnly, Monday).Value!);

        Assert.Equal(1, second.Current(Monday.AddDays(6))!.Head.Number);
        Assert.Equal(2, second.Current(Monday.AddDays(7))!.Head.Number);
        Assert.Null(second.Current(Monday.AddDays(-1)));
    }

    [Theory]
    [InlineData(0)] // at once
    [InlineData(29)]
    [InlineData(30)] // the same day: the one before would never be in force
    [Trait("Rule", "M47"), Trait("Rule", "N06")]
    public void A_version_does_not_come_into_force_before_one_that_waits_for_its_day(int days)
    {
        var waiting = Scheduled("One.", Monday.AddDays(30));
        var edited = Edited(waiting, "Two.");
        var publishing = Publishing(edited.Draft!.Revision) with { EffectiveAt = days == 0 ? null : Monday.AddDays(days) };

        Assert.Equal("policy.effective_before_scheduled", edited.Publish(publishing, RulesPresets.NoticeOnly, Monday).Error!.Code);
        Assert.True(edited.Publish(publishing with { EffectiveAt = Monday.AddDays(31) }, RulesPresets.NoticeOnly, Monday).Succeeded(out _, out _));
    }

    [Fact]
    [Trait("Rule", "M47")]
    public void A_version_called_off_before_its_day_is_kept_with_who_did_so_and_never_in_force()
    {
        var off = Scheduled("One.", Monday.AddDays(30)).CallOff(Privacy, 1, new("ada", Monday.AddDays(1))).Value!;

        Assert.Equal(new Confirmation("ada", Monday.AddDays(1)), off.Number(1)!.Head.CalledOff);
        Assert.Null(off.Current(Monday.AddDays(60)));
        Assert.Same(off, off.CallOff(Privacy, 1, new("eve", Monday.AddDays(2))).Value);
    }

    [Fact]
    public void What_was_called_off_makes_room_for_an_earlier_version_and_for_its_own_text()
    {
        var off = Scheduled("One.", Monday.AddDays(30)).CallOff(Privacy, 1, new("ada", Monday)).Value!;
        var again = Edited(off, "One.");

        var second = again.With(again.Publish(Publishing(again.Draft!.Revision), RulesPresets.NoticeOnly, Monday).Value!);

        Assert.Equal(2, second.Current(Monday)!.Head.Number);
    }

    [Theory]
    [InlineData(30)] // its day
    [InlineData(31)]
    public void What_is_in_force_is_not_called_off(int days) => Assert.Equal(
        "policy.already_in_force",
        Scheduled("One.", Monday.AddDays(30)).CallOff(Privacy, 1, new("ada", Monday.AddDays(days))).Error!.Code);

    [Fact]
    public void What_was_published_at_once_is_not_called_off_by_a_clock_that_was_set_back() => Assert.Equal(
        "policy.already_in_force",
        Published(Draft("One."), RulesPresets.NoticeOnly).CallOff(Privacy, 1, new("ada", Monday.AddDays(-1))).Error!.Code);

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(-1)]
    public void A_version_that_is_not_there_is_not_called_off(int number) => Assert.Equal(
        "policy.no_such_version", Scheduled("One.", Monday.AddDays(30)).CallOff(Privacy, number, new("ada", Monday)).Error!.Code);

    [Fact]
    public void A_clock_set_back_changes_no_published_version()
    {
        var first = Published(Draft("One."), RulesPresets.NoticeOnly);
        var edited = Edited(first, "Two.");

        var second = edited.With(edited.Publish(Publishing(edited.Draft!.Revision), RulesPresets.NoticeOnly, Monday.AddYears(-1)).Value!);

        Assert.Equal(first.Versions[0], second.Versions[0]);
        Assert.Equal(2, second.Current(Monday)!.Head.Number);
    }

    private static PolicyVersions Scheduled(string body, DateTimeOffset effective)
    {
        var draft = Draft(body);
        return draft.With(draft.Publish(Publishing(1) with { EffectiveAt = effective }, RulesPresets.NoticeOnly, Monday).Value!);
    }

    private static PolicyVersions Draft(string body) =>
        new PolicyVersions().Save(Text("en", body), 0, Nothing, "ada", Monday).Value!;

    private static PolicyVersions Edited(PolicyVersions published, string body) =>
        published.Save(Text("en", body), published.LastRevision, Nothing, "ada", Monday).Value!;

    private static PolicyVersions Published(PolicyVersions draft, SchoolRules rules) =>
        draft.With(draft.Publish(Publishing(draft.Draft!.Revision), rules, Monday).Value!);

    private static PolicyText Text(string language, string body) =>
        new(language, [new PolicySection("first", 1, null, "First", body)], "Privacy");

    private static PublishPolicy Publishing(int revision) => new(
        revision, ChangeClass.Significant, NewPurpose: false, ImmutableDictionary<string, string>.Empty, null, null, "ada");
}
