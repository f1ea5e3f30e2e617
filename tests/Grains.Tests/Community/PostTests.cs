using Darsgah.Grains.Common;
using Darsgah.Grains.Community;

namespace Darsgah.Grains.Tests.Community;

/// <summary>What may be done to something that somebody wrote, and by whom.</summary>
public class PostTests
{
    private static readonly Verdict Rude = new("nadia", "Rude.", Writers.At.AddHours(1));

    [Fact]
    public void Whoever_wrote_it_changes_it_and_the_change_shows()
    {
        var edited = Writers.Post(Writers.Ada).Edit(Writers.Ada.Person, "Why so?", Writers.At.AddMinutes(1)).Value!;

        Assert.Equal(("Why so?", Writers.At.AddMinutes(1)), (edited.Text, edited.EditedAt));
    }

    [Fact]
    public void A_cards_number_in_it_is_not_kept_when_it_is_written_or_changed()
    {
        var written = Post.Of(Writers.Id(1), Writers.Ada, "It says 4111 1111 1111 1111 is declined.", Writers.At);
        var edited = written.Edit(Writers.Ada.Person, "Now with 5500-0000-0000-0004.", Writers.At.AddMinutes(1)).Value!;

        Assert.DoesNotContain("4111 1111", written.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("5500-0000", edited.Text, StringComparison.Ordinal);
        Assert.EndsWith("0004.", edited.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_text_again_is_no_change()
    {
        var post = Writers.Post(Writers.Ada);

        Assert.Same(post, post.Edit(Writers.Ada.Person, post.Text, Writers.At.AddMinutes(1)).Value);
    }

    [Fact]
    public void Nobody_else_changes_or_removes_it_not_a_teacher_either()
    {
        var post = Writers.Post(Writers.Ada);

        Assert.Equal("community.not_hers", post.Edit(Writers.Nadia.Person, "No.", Writers.At).Error!.Code);
        Assert.Equal("community.not_hers", post.Remove(Writers.Nadia.Person, Writers.At).Error!.Code);
    }

    [Fact]
    public void What_is_removed_is_kept_and_cannot_be_changed()
    {
        var removed = Writers.Post(Writers.Ada).Remove(Writers.Ada.Person, Writers.At.AddMinutes(1)).Value!;

        Assert.Equal("Why?", removed.Text);
        Assert.False(removed.IsShown);
        Assert.Equal("community.gone", removed.Edit(Writers.Ada.Person, "Again", Writers.At).Error!.Code);
        Assert.Same(removed, removed.Remove(Writers.Ada.Person, Writers.At.AddHours(1)).Value);
    }

    [Theory]
    [InlineData(" ", "community.text_missing")]
    [InlineData("5001", "community.text_too_long")]
    [InlineData("nested", "policy.text_too_deep")]
    public void A_text_that_cannot_be_kept_is_refused(string text, string code)
    {
        text = text switch
        {
            "5001" => new string('x', 5_001),
            "nested" => string.Concat(Enumerable.Repeat("> ", 400)) + "x",
            _ => text,
        };

        Assert.Equal(code, PostText.Check(text)!.Code);
    }

    [Fact]
    public void A_report_is_one_a_person_and_of_others_words_only()
    {
        var post = Writers.Post(Writers.Ada);
        var once = post.Reported(new Report(Writers.Bashir.Person, "Rude.", Writers.At)).Value!;

        Assert.Single(once.Reports);
        Assert.Same(once, once.Reported(new Report(Writers.Bashir.Person, "Still.", Writers.At)).Value);
        Assert.Equal("community.own_post", post.Reported(new Report(Writers.Ada.Person, "Me.", Writers.At)).Error!.Code);
    }

    [Fact]
    public void Reports_beyond_twenty_add_nothing()
    {
        var post = Enumerable.Range(1, 25).Aggregate(Writers.Post(Writers.Ada), (known, number) =>
            known.Reported(new Report(Id<Person>.Parse($"r{number}"), "Rude.", Writers.At)).Value!);

        Assert.Equal(Post.MostReports, post.Reports.Length);
    }

    [Fact]
    public void A_decision_ends_the_reports_and_is_taken_back_by_another()
    {
        var reported = Writers.Post(Writers.Ada).Reported(new Report(Writers.Bashir.Person, "Rude.", Writers.At)).Value!;

        var hidden = reported.Judged(Judgement.Hide, Rude, runsSchool: false).Value!;
        var shown = hidden.Judged(Judgement.Restore, Rude with { Reason = "It was not." }, runsSchool: false).Value!;
        var left = reported.Judged(Judgement.Dismiss, Rude, runsSchool: false).Value!;

        Assert.Equal((Rude, 0, false), (hidden.Hidden, hidden.Reports.Length, hidden.IsShown));
        Assert.True(shown.IsShown);
        Assert.Equal((true, 0), (left.IsShown, left.Reports.Length));
    }

    [Fact]
    public void A_decision_without_a_reason_is_none() => Assert.Equal(
        "community.reason_missing", Writers.Post(Writers.Ada).Judged(Judgement.Hide, Rude with { Reason = " " }, runsSchool: false).Error!.Code);

    [Theory]
    [InlineData("nadia", true, "community.own_post")]
    [InlineData("omar", false, "community.for_the_school")]
    [InlineData("omar", true, null)]
    public void Who_wrote_it_never_decides_and_about_a_teacher_s_only_who_runs_the_school(string by, bool runsSchool, string? code)
    {
        foreach (var judgement in Enum.GetValues<Judgement>())
            Assert.Equal(code, Writers.Post(Writers.Nadia).Judged(judgement, Rude with { By = by }, runsSchool).Error?.Code);
    }

    [Theory]
    [InlineData("Ada", true)]
    [InlineData("آدا لاولیس", true)]
    [InlineData("A", false)]
    [InlineData("12", false)]
    [InlineData("ada@example.org", false)]
    [InlineData("", false)]
    public void A_name_that_others_see_is_never_an_address(string name, bool allowed) => Assert.Equal(allowed, ShownNames.IsOne(name));

    [Fact]
    public void Somebody_who_writes_thirty_times_in_ten_minutes_waits()
    {
        var busy = Enumerable.Range(0, 30).Aggregate(new CommunityMemberRecord(), (record, second) => record.Take(Writers.At.AddSeconds(second)).Value!);

        Assert.Equal("community.too_fast", busy.Take(Writers.At.AddMinutes(9)).Error!.Code);
        Assert.Null(busy.Take(Writers.At.AddMinutes(10)).Error);
    }
}
