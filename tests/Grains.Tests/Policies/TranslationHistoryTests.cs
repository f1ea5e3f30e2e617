using System.Collections.Immutable;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.Tests.Policies;

/// <summary>What a translation was made from stays known, and so does why one was found still correct.</summary>
public class TranslationHistoryTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly ImmutableDictionary<string, PolicyText> Nothing = ImmutableDictionary<string, PolicyText>.Empty;

    [Fact]
    public void The_section_a_translation_was_made_from_is_kept_when_it_changes_with_the_day()
    {
        var english = Text("en", "Your name.");
        var state = Saved(Saved(Saved(new(), english), Text("fa-AF", "نام شما.").MadeFrom(english)), Text("en", "Your full name."), day: 1);

        var former = state.Translations.Former[english.Sections[0].Hash];

        Assert.Equal(("Your name.", Monday.AddDays(1)), (former.Section.Markdown, former.ChangedAt));
    }

    [Fact]
    public void A_section_that_says_again_what_it_said_was_never_gone()
    {
        var english = Text("en", "Your name.");
        var state = Saved(Saved(Saved(new(), english), Text("fa-AF", "نام شما.").MadeFrom(english)), Text("en", "Your full name."));

        Assert.DoesNotContain(english.Sections[0].Hash, Saved(state, english).Translations.Former.Keys, StringComparer.Ordinal);
    }

    [Fact]
    public void It_is_known_after_publishing_and_in_the_draft_that_follows()
    {
        var english = Text("en", "Your name.");
        var draft = Saved(Saved(Saved(new(), english), Text("fa-AF", "نام شما.").MadeFrom(english)), Text("en", "Your full name."));
        var published = Published(draft);
        var next = Saved(published, Text("en", "All your names."), latest: draft.Draft!.Texts);

        Assert.Contains(english.Sections[0].Hash, published.Translations.Former.Keys, StringComparer.Ordinal);
        Assert.Contains(english.Sections[0].Hash, next.Translations.Former.Keys, StringComparer.Ordinal);
    }

    [Fact]
    public void A_hundred_saves_of_a_section_that_nobody_translates_keep_a_few_and_never_the_translated_one_less()
    {
        var english = Text("en", "Your name.");
        var state = Saved(Saved(new(), english), Text("fa-AF", "نام شما.").MadeFrom(english));

        for (var save = 1; save <= 100; save++)
            state = Saved(state, Text("en", $"Your name, draft {save}."), day: save);

        Assert.InRange(state.Translations.Former.Count, 2, 25);
        Assert.Contains(english.Sections[0].Hash, state.Translations.Former.Keys, StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData(null)]
    public void Still_correct_needs_its_reason(string? reason)
    {
        var state = Saved(new(), Text("en", "Your name."));
        var reasons = Reason(reason ?? new string('r', StillCorrect.LongestReason + 1));

        var refusal = state.Save(Text("fa-AF", "نام شما."), 1, Nothing, "ada", Monday, reasons).Error!;

        Assert.Equal(("policy.still_correct_reason_needed", "what-we-keep"), (refusal.Code, refusal.Field));
    }

    [Fact]
    public void Still_correct_is_kept_with_who_when_why_and_between_which_texts()
    {
        var (old, now) = (Text("en", "Your name."), Text("en", "Your  name!"));
        var dari = Text("fa-AF", "نام شما.").MadeFrom(old);
        var state = Saved(Saved(Saved(new(), old), dari), now);

        var confirmed = state.Save(dari.MadeFrom(now), 3, Nothing, "ada", Monday, Reason(" Only a sign. ")).Value!;

        var one = Assert.Single(confirmed.Translations.Confirmed);
        Assert.Equal(new StillCorrect("fa-AF", "what-we-keep", old.Sections[0].Hash, now.Sections[0].Hash, "Only a sign.", "ada", Monday), one);
        Assert.Equal(one, confirmed.Translations.Why("fa-AF", confirmed.Draft!.Texts["fa-AF"].Sections[0]));
        Assert.Null(confirmed.Translations.Why("ar", confirmed.Draft.Texts["fa-AF"].Sections[0]));
    }

    [Theory]
    [InlineData("for as long as you are a student.", "for five years after you leave.", "for |-as long as|+five years after| you|- are a student|+ leave|.")]
    [InlineData("We keep it.", "We keep it.", "We keep it.")]
    [InlineData("", "New words here.", "+New words here.")]
    [InlineData("one two\n\nthree four", "one 2\n\n3 four", "one |-two|+2|\n\n|-three|+3| four")]
    [InlineData("نام شما و سن شما.", "نام شما.", "نام شما|- و سن شما|.")]
    public void Words_changed_one_after_another_are_read_together(string old, string next, string read)
    {
        var runs = WordDiff.Readable(WordDiff.Between(old, next));

        Assert.Equal(read, string.Join('|', runs.Select(run => run.Kind switch
        {
            DiffKind.Added => "+" + run.Text,
            DiffKind.Removed => "-" + run.Text,
            _ => run.Text,
        })));
    }

    private static ImmutableDictionary<string, string> Reason(string reason) =>
        ImmutableDictionary.CreateRange(StringComparer.Ordinal, [KeyValuePair.Create("what-we-keep", reason)]);

    private static PolicyVersions Saved(
        PolicyVersions state, PolicyText text, int day = 0, ImmutableDictionary<string, PolicyText>? latest = null) =>
        state.Save(text, state.LastRevision, latest ?? Nothing, "ada", Monday.AddDays(day)).Value!;

    private static PolicyVersions Published(PolicyVersions state) => state.With(state.Publish(
        new PublishPolicy(
            state.LastRevision, ChangeClass.Ordinary, NewPurpose: false, ImmutableDictionary<string, string>.Empty,
            EffectiveAt: null, StatedDate: null, "ada"),
        RulesPresets.ConvenienceTranslations("en"),
        Monday).Value!);

    private static PolicyText Text(string language, string body) =>
        new(language, [new PolicySection("what-we-keep", 1, "1.", "What we keep", body)], "Privacy");
}
