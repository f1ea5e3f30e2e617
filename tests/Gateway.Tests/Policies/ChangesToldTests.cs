using System.Collections.Immutable;
using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Tests.People;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Tests.Policies;

/// <summary>Which change is told where: on the site, by mail, or nowhere but in the history.</summary>
[Collection("people")]
public class ChangesToldTests(PeopleSite people)
{
    private const string Notice = "[role=region][data-document=privacy]";

    [Fact]
    [Trait("Rule", "B41"), Trait("Rule", "M44")]
    public async Task An_ordinary_change_is_told_on_the_site_and_a_significant_one_by_mail_too()
    {
        var school = await people.School(RulesPresets.DatedChanges with { SignUpFields = [SignUpField.Email, SignUpField.Password] });
        await Publish(school, "We keep your name.", ChangeClass.Ordinary);
        var ada = await people.Member(school, "told@changes.example");
        await ada.Get("/");
        await ada.Get("/");

        await Publish(school, "We keep your user name.", ChangeClass.Ordinary);
        var ordinary = (await ada.Get("/")).Page.QuerySelector(Notice);
        await ada.Get("/");
        await Publish(school, "We share your name.", ChangeClass.Significant);
        var letter = await people.Post.Wait("told@changes.example", number: 2); // after that of her sign-up
        var significant = (await ada.Get("/")).Page.QuerySelector(Notice);

        Assert.Equal(("2", "3"), (ordinary?.GetAttribute("data-version"), significant?.GetAttribute("data-version")));
        Assert.Contains("/policies/privacy/versions/3", letter.Text, StringComparison.Ordinal);
        Assert.Contains("What is new in 3.", letter.Text, StringComparison.Ordinal);
        Assert.Equal(2, people.Post.To("told@changes.example").Count);
    }

    [Theory]
    [Trait("Rule", "Q03"), Trait("Rule", "N05")]
    [InlineData("notice-only")]
    [InlineData("terms-above-policy")]
    public async Task Where_no_notice_is_promised_none_is_given_and_the_history_is_open_to_everybody(string preset)
    {
        var rules = preset is "notice-only" ? RulesPresets.NoticeOnly : RulesPresets.TermsAbovePolicy;
        var school = await people.School(
            rules with { SignUpFields = [SignUpField.Email, SignUpField.Password], Age = new(AgeBasis.None, 0) });
        var email = $"{preset}@changes.example";
        await Publish(school, "We keep your name.", ChangeClass.Ordinary);
        var ada = await people.Member(school, email);
        await ada.Get("/");
        await ada.Get("/");

        await Publish(school, "We share your name.", ChangeClass.Significant);
        var page = await ada.Get("/");
        var stranger = people.Site.Visit(school);
        await stranger.Submit(await stranger.Get("/sign-in/reset"), ("email", email));
        var letter = await people.Post.Wait(email, number: 2); // what was to be told would have been sent before it
        var history = await stranger.Get("/policies/privacy/versions");

        Assert.Equal(200, page.Status);
        Assert.Null(page.Page.QuerySelector(Notice));
        Assert.Contains("/sign-in/new-password", letter.Text, StringComparison.Ordinal);
        Assert.Equal(2, people.Post.To(email).Count);
        Assert.Equal(
            ["2", "1"],
            history.Page.QuerySelectorAll("li[data-version]").Select(row => row.GetAttribute("data-version")),
            StringComparer.Ordinal);
    }

    private Task<PolicyVersionHead> Publish(School school, string body, ChangeClass change) => people.Site.In(school, async grains =>
    {
        var policy = grains.Policy(Documents.Privacy);
        var text = new PolicyText("en", [new PolicySection("general", 1, null, "General", body)], "Privacy policy");
        var draft = (await policy.Save(text, (await policy.Draft()).Revision, "test")).Value!;
        var number = (await policy.Overview()).Versions.Length + 1;
        var summary = ImmutableDictionary<string, string>.Empty.Add("en", FormattableString.Invariant($"What is new in {number}."));

        return (await policy.Publish(new PublishPolicy(
            draft.Revision, change, NewPurpose: false, summary, people.Site.Clock.GetUtcNow(), StatedDate: null, "test"))).Value!;
    });
}
