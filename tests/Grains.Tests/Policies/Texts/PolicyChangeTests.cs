using System.Collections.Immutable;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Grains.Tests.Policies.Texts;

public class PolicyChangeTests
{
    private static readonly PolicyText Old = new(
        "en",
        [
            new("scope", 1, "1.", "Scope", "This is for everybody who learns here."),
            new("keep", 1, "2.", "How Long", "We retain it for 3 years."),
            new("rights", 1, "3.", "Rights", "You may ask us anything, and we answer with pleasure."),
        ],
        "Privacy");

    [Fact]
    public void The_same_text_has_no_change() => Assert.True(PolicyChange.Between(Old, Old).None);

    [Fact]
    public void A_changed_word_is_shown_as_a_word()
    {
        var change = PolicyChange.Between(Old, With(1, "We retain it for 5 years."));

        Assert.Equal(
            [Run(DiffKind.Same, "We retain it for "), Run(DiffKind.Removed, "3"), Run(DiffKind.Added, "5"), Run(DiffKind.Same, " years.")],
            Section(change, "keep").BodyRuns);
        Assert.Equal((1, 1), (change.WordsAdded, change.WordsRemoved));
        Assert.Equal(SectionChangeKind.Changed, Section(change, "keep").Kind);
        Assert.Equal(SectionChangeKind.Same, Section(change, "scope").Kind);
    }

    [Fact]
    public void A_word_joined_by_zwnj_is_one_word()
    {
        var runs = WordDiff.Between("ما نمی\u200Cفروشیم.", "ما می\u200Cفروشیم.");

        Assert.Equal(
            [Run(DiffKind.Same, "ما "), Run(DiffKind.Removed, "نمی\u200Cفروشیم"), Run(DiffKind.Added, "می\u200Cفروشیم"), Run(DiffKind.Same, ".")],
            runs);
    }

    [Fact]
    public void Added_and_removed_sections_stand_where_they_belong()
    {
        var next = Old with { Sections = [new("who", 1, "1.", "Who", "Us."), Old.Sections[0], Old.Sections[2]] };

        var change = PolicyChange.Between(Old, next);

        Assert.Equal(
            [
                ("opening", SectionChangeKind.Same), ("who", SectionChangeKind.Added),
                    ("scope", SectionChangeKind.Same),
                ("keep", SectionChangeKind.Removed), ("rights", SectionChangeKind.Same),
            ],
            change.Sections.Select(section => (section.Key, section.Kind)));
        Assert.DoesNotContain(change.Sections, section => section.Moved);
    }

    [Fact]
    public void A_moved_section_is_named_and_the_others_are_not()
    {
        var change =
            PolicyChange.Between(Old, Old with { Sections = [Old.Sections[2], Old.Sections[0], Old.Sections[1]] });

        Assert.Equal(["rights"], change.Sections.Where(section => section.Moved).Select(section => section.Key));
        Assert.False(change.None);
    }

    [Fact]
    public void A_new_number_alone_is_renumbering()
    {
        var change =
            PolicyChange.Between(Old,
            Old with { Sections = Old.Sections.SetItem(0, Old.Sections[0] with { Number = "0." }) });

        Assert.Equal((SectionChangeKind.Same, true, "1.", "0."), (
            Section(change, "scope").Kind, Section(change, "scope").Renumbered, Section(change, "scope").OldNumber,
            Section(change, "scope").NewNumber));
        Assert.Equal(ChangeClass.Editorial, change.Proposal.Class);
    }

    [Fact]
    public void In_the_first_version_everything_is_added()
    {
        var change = PolicyChange.Between(null, Old);

        Assert.All(change.Sections, section => Assert.Equal(SectionChangeKind.Added, section.Kind));
        Assert.Equal((ChangeClass.Ordinary, "first_version"),
            (change.Proposal.Class, Assert.Single(change.Proposal.Cues).Code));
    }

    [Theory]
    [Trait("Rule", "T56")]
    [InlineData(0, "This is for everybody who lerns here.", ChangeClass.Editorial)]
    [InlineData(0, "this is for everybody, who learns here", ChangeClass.Editorial)]
    [InlineData(0, "This is for everybody who teaches here.", ChangeClass.Ordinary)]
    [InlineData(1, "We retain it for 5 years.", ChangeClass.Significant)]
    [InlineData(1, "We retain it for 3 years and share it with partners.", ChangeClass.Significant)]
    [InlineData(2, "You may ask us anything, and we answer.", ChangeClass.Ordinary)]
    [InlineData(2, "You may not ask us anything, and we answer with pleasure.", ChangeClass.Ordinary)]
    [InlineData(2, "You may ask us anything but deletion, and we answer with pleasure.", ChangeClass.Significant)]
    public void The_weight_of_a_change_is_proposed_by_its_words(int section, string body, ChangeClass weight) =>
        Assert.Equal(weight, PolicyChange.Between(Old, With(section, body)).Proposal.Class);

    [Fact]
    [Trait("Rule", "T56")]
    public void A_section_that_goes_is_significant() => Assert.Contains(
        PolicyChange.Between(Old, Old with { Sections = Old.Sections.RemoveAt(0) }).Proposal.Cues,
        cue => cue is { Code: "section_removed", SectionKey: "scope" });

    [Theory]
    [Trait("Rule", "T56")]
    [InlineData("ar", "نحتفظ بها.", "نحتفظ بها خمس سنوات.")]
    [InlineData("fa-AF", "آن را نگه می‌داریم.", "آن را با شریک ما اشتراک می‌کنیم.")]
    public void The_cues_know_dari_and_arabic(string language, string old, string next) => Assert.Equal(
        ChangeClass.Significant,
        PolicyChange.Between(new(language, [new("a", 1, null, "", old)], ""),
            new(language, [new("a", 1, null, "", next)], "")).Proposal.Class);

    [Fact]
    public void Two_long_texts_are_compared_in_reasonable_time()
    {
        var old = string.Join(' ', Enumerable.Range(0, 9000).Select(number => $"w{number % 700}"));
        var next = string.Join(' ', Enumerable.Range(0, 9000).Select(number => $"w{number * 7 % 650}"));
        var watch = System.Diagnostics.Stopwatch.StartNew();

        var runs = WordDiff.Between(old, next);

        Assert.Equal(next, string.Concat(runs.Where(run => run.Kind != DiffKind.Removed).Select(run => run.Text)));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    private static PolicyText With(int section, string body) =>
        Old with { Sections = Old.Sections.SetItem(section, Old.Sections[section] with { Markdown = body }) };

    private static SectionChange Section(PolicyChange change, string key) =>
        Assert.Single(change.Sections, section => section.Key == key);

    private static DiffRun Run(DiffKind kind, string text) => new(kind, text);
}
