using System.Collections.Immutable;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.Tests.Policies.Texts;

public class LanguageRulesTests
{
    private static readonly PolicyText Dari = new(
        "fa-AF",
        [new("scope", 1, "۱.", "دامنه", "همهٔ ما."), new("rights", 1, "۲.", "حقوق", "بپرسید."), new("end", 1, "۳.", "پایان", "تمام.")],
        "حریم خصوصی");

    private static readonly PolicyText English = new PolicyText(
        "en",
        [new("scope", 1, "1.", "Scope", "All of us."), new("rights", 1, "2.", "Rights", "Ask."), new("end", 1, "3.", "End", "Over.")],
        "Privacy").MadeFrom(Dari);

    private static readonly PolicyText Arabic = new("ar", [new("scope", 1, "أولاً:", "النطاق", "كلنا.")], "الخصوصية");

    private static readonly LanguageSettings DariPrevails = new("prs", Precedence.AuthoritativePrevails);

    [Theory]
    [InlineData("en", null, "en")]
    [InlineData("en-GB", null, "en")]
    [InlineData("prs", null, "fa-AF")]
    [InlineData("fa", null, "fa-AF")]
    [InlineData("fa-IR", null, "fa-AF")]
    [InlineData("ps", "ar", "ar")]
    [InlineData("ps", "ar-EG", "ar")]
    [InlineData("ps", "de", "fa-AF")]
    [InlineData(null, "en", "en")]
    [InlineData(null, null, "fa-AF")]
    [InlineData("not a tag", "fa_AF", "fa-AF")]
    [InlineData("ar", "en", "ar")]
    public void The_language_shown_is_the_first_that_exists(string? requested, string? userInterface, string shown) =>
        Assert.Equal(shown,
            LanguageRules.Render(DariPrevails, Of(Dari, English, Arabic), requested, userInterface)!.Language);

    [Fact]
    public void Without_any_wish_and_without_the_authoritative_text_the_first_by_tag_is_shown() =>
        Assert.Equal("ar", LanguageRules.Render(DariPrevails, Of(English, Arabic), "ps")!.Language);

    [Fact]
    public void A_version_without_texts_has_no_rendering() =>
        Assert.Null(LanguageRules.Render(DariPrevails, Of(), "en"));

    [Fact]
    public void The_authoritative_text_is_shown_as_it_is_and_binds()
    {
        var rendering = LanguageRules.Render(DariPrevails, Of(Dari, English), "prs")!;

        Assert.Equal(
            ("fa-AF", false, "fa-AF", false, Dari.Hash, "fa-AF", Dari.Hash, TextDirection.RightToLeft),
            (rendering.Language, rendering.ConvenienceNotice, rendering.Prevailing, rendering.BindingMissing,
                rendering.ShownHash,
                rendering.BindingLanguage, rendering.BindingHash, rendering.Direction));
    }

    [Fact]
    [Trait("Rule", "M01"), Trait("Rule", "T02")]
    public void A_translation_is_for_convenience_and_the_receipt_has_both_hashes()
    {
        var rendering = LanguageRules.Render(DariPrevails, Of(Dari, English), "en")!;

        Assert.Equal(
            ("en", true, "fa-AF", English.Hash, "fa-AF", Dari.Hash, false),
            (rendering.Language, rendering.ConvenienceNotice, rendering.Prevailing, rendering.ShownHash,
                rendering.BindingLanguage,
                rendering.BindingHash, rendering.Incomplete));
    }

    [Theory]
    [Trait("Rule", "M02"), Trait("Rule", "T01")]
    [InlineData(MissingAction.PublishWithWarning, false, false)]
    [InlineData(MissingAction.BlockAcceptance, true, false)]
    [InlineData(MissingAction.BlockPublish, true, true)]
    public void A_missing_authoritative_text_is_said_and_does_what_the_school_chose(
        MissingAction action, bool blocksAcceptance, bool blocksPublishing)
    {
        var settings = DariPrevails with { OnAuthoritativeMissing = action };

        var rendering = LanguageRules.Render(settings, Of(English), "en")!;

        Assert.Equal(
            (true, null, null, true, blocksAcceptance),
            (rendering.BindingMissing, rendering.BindingHash, rendering.BindingLanguage, rendering.ConvenienceNotice,
                rendering.AcceptanceBlocked));
        Assert.Equal(blocksPublishing, LanguageRules.BlocksPublishing(settings, Of(English)));
        Assert.False(LanguageRules.BlocksPublishing(settings, Of(Dari, English)));
    }

    [Fact]
    [Trait("Rule", "Q01")]
    public void An_only_language_binds_by_being_the_only_one()
    {
        var rendering = LanguageRules.Render(new(Authoritative: null), Of(Arabic), "en")!;

        Assert.Equal(
            ("ar", "ar", Arabic.Hash, false, null, false),
            (rendering.Language, rendering.BindingLanguage, rendering.BindingHash, rendering.ConvenienceNotice,
                rendering.Prevailing,
                rendering.BindingMissing));
    }

    [Fact]
    public void Of_several_languages_without_an_authoritative_one_what_was_shown_binds()
    {
        var rendering = LanguageRules.Render(new(Authoritative: null), Of(English, Arabic), "ar")!;

        Assert.Equal((Arabic.Hash, Arabic.Hash, false),
            (rendering.ShownHash, rendering.BindingHash, rendering.ConvenienceNotice));
        Assert.Null(LanguageRules.AuthoritativeLanguage(new(Authoritative: null), Of(English, Arabic)));
    }

    [Fact]
    public void Where_the_document_does_not_say_which_language_prevails_no_notice_says_so()
    {
        var rendering = LanguageRules.Render(new("fa-AF"), Of(Dari, English), "en")!;

        Assert.Equal((false, null, Dari.Hash),
            (rendering.ConvenienceNotice, rendering.Prevailing, rendering.BindingHash));
    }

    [Fact]
    [Trait("Rule", "N02"), Trait("Rule", "T54")]
    public void Another_document_can_stand_above()
    {
        var settings = new LanguageSettings("en", Precedence.OtherDocumentPrevails, PrevailingDocument: "terms");

        Assert.Equal("terms", LanguageRules.Render(settings, Of(English), "en")!.PrevailingDocument);
    }

    [Theory]
    [InlineData(StaleAction.Banner, "Rights", false, false)]
    [InlineData(StaleAction.ShowAuthoritative, "حقوق", true, false)]
    [InlineData(StaleAction.BlockAcceptance, "Rights", false, true)]
    public void A_section_made_from_an_older_text_is_stale(StaleAction action, string heading, bool standsIn,
        bool blocked)
    {
        var rendering =
            LanguageRules.Render(DariPrevails with { OnTranslationStale = action }, Of(Revised(), English), "en")!;

        Assert.Equal(
            [SectionState.Current, SectionState.Stale, SectionState.Current], rendering.Sections.Select(section => section.State));
        Assert.Equal((heading, standsIn), (rendering.Sections[1].Section.Heading, rendering.Sections[1].StandsIn));
        Assert.Equal(standsIn ? "fa-AF" : "en", rendering.Sections[1].Language);
        Assert.Equal(standsIn ? TextDirection.RightToLeft : TextDirection.LeftToRight, rendering.Sections[1].Direction);
        Assert.Equal(blocked, rendering.AcceptanceBlocked);
        Assert.Equal(standsIn, rendering.ShownHash != English.Hash);
        Assert.True(rendering.Incomplete);
    }

    [Fact]
    public void A_missing_section_is_shown_in_its_place_in_the_authoritative_language()
    {
        var partial = English with { Sections = English.Sections.RemoveAt(1) };

        var rendering = LanguageRules.Render(DariPrevails, Of(Dari, partial), "en")!;

        Assert.Equal(["scope", "rights", "end"], rendering.Sections.Select(section => section.Section.Key));
        Assert.Equal(
            (SectionState.Missing, true, "fa-AF", "حقوق"),
            (rendering.Sections[1].State, rendering.Sections[1].StandsIn, rendering.Sections[1]
                .Language, rendering.Sections[1].Section.Heading));
    }

    [Fact]
    public void Missing_sections_at_both_ends_are_put_at_both_ends()
    {
        var partial = English with { Sections = [English.Sections[1]] };

        Assert.Equal(
            ["scope", "rights", "end"],
            LanguageRules.Render(DariPrevails, Of(Dari, partial), "en")!.Sections.Select(section =>
                section.Section.Key));
    }

    [Theory]
    [InlineData(StaleAction.Banner, 4)]
    [InlineData(StaleAction.ShowAuthoritative, 3)]
    public void A_section_without_counterpart_never_counts_as_current(StaleAction action, int shown)
    {
        var more = English with { Sections = English.Sections.Add(new("extra", 1, "4.", "Extra", "More.")) };

        var rendering = LanguageRules.Render(DariPrevails with { OnTranslationStale = action }, Of(Dari, more), "en")!;

        Assert.Equal(shown, rendering.Sections.Length);
        Assert.Equal(SectionState.Stale, LanguageRules.States(more, Dari)["extra"]);
    }

    [Fact]
    public void A_translation_whose_origin_nobody_stated_is_stale_in_every_part()
    {
        var unstated =
            new PolicyText("en", [.. English.Sections.Select(section => section with { BasedOn = null })], "Privacy");

        Assert.All(LanguageRules.States(unstated, Dari).Values, state => Assert.Equal(SectionState.Stale, state));
    }

    [Fact]
    public void A_changed_title_makes_the_opening_stale_only()
    {
        var states = LanguageRules.States(English, Dari with { Title = "سیاست حریم خصوصی" });

        Assert.Equal([PolicyText.OpeningKey], states.Where(pair => pair.Value == SectionState.Stale)
            .Select(pair => pair.Key));
    }

    [Fact]
    public void Renumbering_the_authoritative_text_leaves_its_translations_current()
    {
        var renumbered = Dari with { Sections = [.. Dari.Sections.Select(section => section with { Number = "۹." })] };

        Assert.All(LanguageRules.States(English, renumbered).Values, state =>
            Assert.Equal(SectionState.Current, state));
    }

    [Fact]
    public void Alternates_name_the_authoritative_language_first_and_say_what_is_current() => Assert.Equal(
        [new("fa-AF", true, true), new PolicyAlternate("ar", false, false)],
        LanguageRules.Render(DariPrevails, Of(Dari, English, Arabic), "en")!.Alternates);

    [Fact]
    public void Sections_of_some_languages_only_are_conflicts()
    {
        var conflicts = LanguageRules.Conflicts(Of(Dari, English, Arabic));

        Assert.Equal(["rights", "end"], conflicts.Select(conflict => conflict.Key));
        Assert.All(conflicts, conflict => Assert.Equal(["en", "fa-AF"], conflict.In));
        Assert.All(conflicts, conflict => Assert.Equal(["ar"], conflict.MissingFrom));
    }

    [Fact]
    public void Languages_with_the_same_sections_have_no_conflicts() =>
        Assert.Empty(LanguageRules.Conflicts(Of(Dari, English)));

    private static PolicyText Revised() =>
        Dari with { Sections = Dari.Sections.SetItem(1, Dari.Sections[1] with { Markdown = "بپرسید و حذف کنید." }) };

    private static ImmutableDictionary<string, PolicyText> Of(params PolicyText[] texts) =>
        texts.ToImmutableDictionary(text => text.Language, StringComparer.Ordinal);
}
