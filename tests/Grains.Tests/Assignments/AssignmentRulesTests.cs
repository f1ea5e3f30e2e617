using System.Collections.Immutable;
using Darsgah.Grains.Assignments;
using Darsgah.Grains.Media;

namespace Darsgah.Grains.Tests.Assignments;

/// <summary>What an assignment may say, and what a rubric comes to.</summary>
public class AssignmentRulesTests
{
    private static readonly Criterion Clear = new(
        "clear", "Clear", "", [new("no", "No", 0, ""), new("some", "Some", 2.5m, ""), new("yes", "Yes", 4, "")]);

    private static readonly Criterion Right = new("right", "Right", "", [new("no", "No", 0, ""), new("yes", "Yes", 6, "")]);

    public static TheoryData<string, Assignment> Bad => new()
    {
        { "takes_nothing", new() { TakesText = false } },
        { "files_bad", new() { Files = 11 } },
        { "files_bad", new() { Files = -1 } },
        { "megabytes_bad", new() { Megabytes = 0 } },
        { "megabytes_bad", new() { Megabytes = 101 } },
        { "points_bad", new() { Points = 0 } },
        { "points_bad", new() { Points = 1.005m } },
        { "percent_bad", new() { PassPercent = 101 } },
        { "days_bad", new() { DueDays = -1 } },
        { "due_twice", new() { DueDays = 1, DueAt = DateTimeOffset.UnixEpoch } },
        { "resubmissions_bad", new() { Resubmissions = 21 } },
        { "kinds_bad", new() { Kinds = [MediaKind.Captions] } },
        { "days_bad", new() { Late = new LateRule { Days = 4000 } } },
        { "percent_bad", new() { Late = new LateRule { PercentADay = 101 } } },
        { "late_bad", new() { Late = new LateRule { Policy = (LatePolicy)9 } } },
        { "rubric_many", new() { Rubric = [Clear, Clear] } },
        { "criterion_bad", new() { Rubric = [Clear with { Title = " " }] } },
        { "criterion_bad", new() { Rubric = [Clear with { Id = "Not an id" }] } },
        { "levels_bad", new() { Rubric = [Clear with { Levels = [] }] } },
        { "levels_bad", new() { Rubric = [Clear with { Levels = [new("a", "A", -1, "")] }] } },
        { "levels_bad", new() { Rubric = [Clear with { Levels = [new("a", "A", 1, ""), new("a", "B", 2, "")] }] } },
        { "rubric_nothing", new() { Rubric = [Clear with { Levels = [new("a", "A", 0, "")] }] } },
        { "rubric_large", new() { Rubric = [.. Enumerable.Range(0, 20).Select(Huge)] } },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public void What_cannot_be_is_refused_by_its_field(string code, Assignment assignment) =>
        Assert.Equal("assignment." + code, AssignmentRules.Check(assignment)!.Code);

    [Fact]
    public void What_is_usual_and_what_is_full_can_be()
    {
        Assert.Null(AssignmentRules.Check(new Assignment()));
        Assert.Null(AssignmentRules.Check(new Assignment { TakesText = false, Files = 10, Megabytes = 100, Kinds = AssignmentRules.Kinds, PassPercent = 0, Rubric = [Clear, Right], Resubmissions = 20 }));
    }

    [Fact]
    public void A_rubric_earns_the_sum_of_its_levels_and_the_best_are_all_there_is()
    {
        ImmutableArray<Criterion> rubric = [Clear, Right];

        foreach (var clear in Clear.Levels)
        {
            foreach (var right in Right.Levels)
            {
                var points = Rubrics.Points(rubric, Chosen(("clear", clear.Id), ("right", right.Id))).Value;

                Assert.Equal(clear.Points + right.Points, points);
                Assert.InRange(points, 0, Rubrics.OutOf(new Assignment { Rubric = rubric, Points = 1 }));
            }
        }

        Assert.Equal(10, Rubrics.OutOf(new Assignment { Rubric = rubric, Points = 77 }));
        Assert.Equal(77, Rubrics.OutOf(new Assignment { Points = 77 }));
    }

    [Fact]
    public void A_criterion_without_a_level_of_its_own_is_named()
    {
        var missing = Rubrics.Points([Clear, Right], Chosen(("clear", "yes")));
        var foreign = Rubrics.Points([Clear, Right], Chosen(("clear", "some"), ("right", "some")));

        Assert.Equal(("assignment.level_missing", "level-right"), (missing.Error!.Code, missing.Error.Field));
        Assert.Equal("level-right", foreign.Error!.Field);
    }

    [Theory]
    [InlineData(MediaKind.Pdf, true)]
    [InlineData(MediaKind.Captions, true)]
    [InlineData(MediaKind.File, true)]
    [InlineData(MediaKind.Video, false)]
    public void A_file_is_taken_by_its_kind_and_captions_are_a_text_like_any(MediaKind kind, bool isTaken)
    {
        Assert.Equal(isTaken, AssignmentRules.Takes(new Assignment { Files = 1, Kinds = [MediaKind.Pdf, MediaKind.File] }, kind));
        Assert.True(AssignmentRules.Takes(new Assignment { Files = 1 }, kind));
    }

    private static Criterion Huge(int number) => new($"c{number}", "Title", new string('د', 500), [.. Enumerable.Range(0, 5).Select(level => new RubricLevel($"l{level}", "Level", 1, new string('د', 300)))]);

    private static ImmutableDictionary<string, string> Chosen(params (string Criterion, string Level)[] levels) =>
        levels.ToImmutableDictionary(pair => pair.Criterion, pair => pair.Level, StringComparer.Ordinal);
}
