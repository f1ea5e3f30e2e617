using Darsgah.Grains.Common;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.Tests.Policies;

/// <summary>Comments about sections, with no silo, no clock and no storage.</summary>
public class PolicyCommentsTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_thread_is_begun_answered_settled_and_opened_again_by_an_answer()
    {
        var begun = With(new(), new PolicyComments().Begin(New("Is this so?"), "a", Monday).Value!);
        var settled = With(begun, begun.Settle("a", settled: true, By("eve")).Value!);
        var answered = With(settled, settled.Reply("a", " No. ", "ada", Monday.AddDays(1)).Value!);

        Assert.True(begun.Thread("a")!.IsOpen);
        Assert.Equal("eve", settled.Thread("a")!.Settled!.By);
        Assert.True(answered.Thread("a")!.IsOpen);
        Assert.Equal(["Is this so?", "No."], answered.Thread("a")!.Comments.Select(comment => comment.Text));
        Assert.Single(answered.Threads);
    }

    [Fact]
    public void Settling_twice_keeps_who_was_first_and_the_same_answer_twice_is_one()
    {
        var begun = With(new(), new PolicyComments().Begin(New("One."), "a", Monday).Value!);
        var settled = With(begun, begun.Settle("a", settled: true, By("eve")).Value!);
        var replied = With(begun, begun.Reply("a", "Two.", "ada", Monday).Value!);

        Assert.Same(settled.Thread("a"), settled.Settle("a", settled: true, By("ada")).Value);
        Assert.Same(replied.Thread("a"), replied.Reply("a", "Two.", "ada", Monday).Value);
        Assert.Equal(3, With(replied, replied.Reply("a", "Two.", "eve", Monday).Value!).Thread("a")!.Comments.Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \n ")]
    public void Nothing_is_no_comment(string text) => Assert.Equal("policy.comment_needed", new PolicyComments().Begin(New(text), "a", Monday).Error!.Code);

    [Fact]
    public void A_comment_has_an_end_and_so_have_all_together()
    {
        var comments = new PolicyComments();
        Assert.Equal("policy.comment_needed", comments.Begin(New(new string('x', Comment.LongestText + 1)), "a", Monday).Error!.Code);

        Error? refusal = null;

        for (var number = 0; refusal is null && number < 100; number++)
        {
            if (comments.Begin(New(new string('x', Comment.LongestText)), $"t{number}", Monday).Succeeded(out var thread, out refusal))
                comments = comments.With(thread);
        }

        Assert.Equal("policy.comments_full", refusal!.Code);
        Assert.InRange(comments.Threads.Length, 20, 40);
    }

    [Fact]
    public void Only_what_is_settled_is_removed()
    {
        var begun = With(new(), new PolicyComments().Begin(New("One."), "a", Monday).Value!);
        var settled = With(begun, begun.Settle("a", settled: true, By("eve")).Value!);

        Assert.Equal("policy.thread_open", begun.Remove("a").Error!.Code);
        Assert.Empty(settled.Without(settled.Remove("a").Value!).Threads);
        Assert.Equal("policy.no_such_thread", settled.Remove("b").Error!.Code);
        Assert.Equal("policy.no_such_thread", settled.Reply("b", "x", "ada", Monday).Error!.Code);
        Assert.Equal("policy.no_such_thread", settled.Settle("b", settled: true, By("ada")).Error!.Code);
    }

    private static PolicyComments With(PolicyComments comments, CommentThread thread) => comments.With(thread);

    private static BeginThread New(string text) => new("what-we-keep", "1. What we keep", text, "ada");

    private static Confirmation By(string actor) => new(actor, Monday);
}
