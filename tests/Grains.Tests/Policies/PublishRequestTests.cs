using System.Collections.Immutable;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.Tests.Policies;

/// <summary>A version that waits for a second person, with no silo, no clock and no storage.</summary>
public class PublishRequestTests
{
    private static readonly DateTimeOffset Monday = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly ImmutableDictionary<string, PolicyText> Nothing = ImmutableDictionary<string, PolicyText>.Empty;
    private static readonly SchoolRules Rules = RulesPresets.ConvenienceTranslations("en") with { Approval = PublishApproval.SecondPerson };

    [Theory]
    [InlineData("one", "same", "eve", null)]
    [InlineData("one", "same", "ada", "policy.approval_by_same_person")]
    [InlineData("other", "same", "eve", "policy.publish_request_changed")]
    [InlineData("one", "other", "eve", "policy.publish_request_changed")]
    [InlineData("", "", "eve", "policy.publish_request_changed")]
    public void An_approval_is_one_of_this_request_of_this_text_by_somebody_else(string request, string content, string actor, string? refusal)
    {
        var asked = Asked();

        var outcome = asked.Approve(new ApprovePublish(request, content == "same" ? asked.Request!.Content : content, actor));

        Assert.Equal(refusal, outcome.Error?.Code);
        Assert.Equal(refusal is null ? "ada" : null, outcome.Value?.Actor);
    }

    [Fact]
    public void Any_edit_ends_the_request_even_one_that_says_the_same()
    {
        var asked = Asked();
        var edited = asked.Save(asked.Draft!.Texts["en"], asked.LastRevision, Nothing, "ada", Monday).Value!;

        Assert.False(edited.Request!.Holds(edited.LastRevision));
        Assert.Equal("policy.publish_request_changed", edited.Approve(Approval(asked)).Error!.Code);
    }

    [Fact]
    public void A_request_made_anew_with_other_answers_is_not_approved_by_a_look_at_the_first()
    {
        var asked = Asked();
        var again = asked.Ask(asked.Request!.Command with { Class = ChangeClass.Editorial }, Rules, "two", Monday).Value!;

        Assert.Equal(asked.Request.Content, again.Request!.Content);
        Assert.Equal("policy.publish_request_changed", again.Approve(Approval(asked)).Error!.Code);
    }

    [Fact]
    public void Nothing_is_asked_that_could_not_be_published() => Assert.Equal(
        "policy.draft_changed", Draft().Ask(Command(7), Rules, "one", Monday).Error!.Code);

    [Fact]
    public void Publishing_and_throwing_away_end_the_request()
    {
        var asked = Asked();

        Assert.Null(asked.With(asked.Publish(asked.Request!.Command, Rules, Monday).Value!).Request);
        Assert.Null(asked.Discard(null).Value!.Request);
        Assert.Equal("policy.no_publish_request", asked.Discard(null).Value!.Approve(Approval(asked)).Error!.Code);
    }

    [Fact]
    public void A_language_left_out_stays_in_the_draft_and_comes_with_a_later_version()
    {
        var draft = Draft().Save(Text("fa-AF", "نام شما."), 1, Nothing, "ada", Monday).Value!;

        var first = draft.With(draft.Publish(Command(2) with { Without = ["fa-AF"] }, Rules, Monday).Value!);
        var second = first.With(first.Publish(Command(first.LastRevision), Rules, Monday).Value!);

        Assert.Equal(["en"], first.Versions[0].Head.Hashes.Keys);
        Assert.Equal((3, 1), (first.Draft!.Revision, first.Draft.BasedOn));
        Assert.Contains("fa-AF", first.Draft.Texts.Keys, StringComparer.Ordinal);
        Assert.Equal(2, second.Versions[1].Head.Hashes.Count);
        Assert.Null(second.Draft);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ar")]
    public void The_text_that_prevails_and_what_is_not_there_cannot_be_left_out(string language) => Assert.Equal(
        "policy.binding_left_out",
        Draft().Save(Text("fa-AF", "نام شما."), 1, Nothing, "ada", Monday).Value!.Publish(Command(2) with { Without = [language] }, Rules, Monday).Error!.Code);

    private static ApprovePublish Approval(PolicyVersions asked) => new(asked.Request!.Id, asked.Request.Content, "eve");

    private static PolicyVersions Asked() => Draft().Ask(Command(1), Rules, "one", Monday).Value!;

    private static PolicyVersions Draft() => new PolicyVersions().Save(Text("en", "Your name."), 0, Nothing, "ada", Monday).Value!;

    private static PublishPolicy Command(int revision) => new(
        revision, ChangeClass.Ordinary, NewPurpose: false, ImmutableDictionary<string, string>.Empty, EffectiveAt: null, StatedDate: null, "ada");

    private static PolicyText Text(string language, string body) =>
        new(language, [new PolicySection("what-we-keep", 1, "1.", "What we keep", body)], "Privacy");
}
