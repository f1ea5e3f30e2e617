using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.People;

/// <summary>Sign-up at schools that ask newcomers about several documents.</summary>
[Collection("people")] // one after another, because they count hashes
public class SignUpDocumentsTests(PeopleSite people)
{
    private const string Label = "I consent to the privacy policy";

    private static readonly Id<Document> Terms = Id<Document>.Parse("terms");
    private static readonly Id<Document> Privacy = DocumentSet.Privacy;

    [Fact]
    [Trait("Rule", "E07")]
    public async Task Each_document_has_a_box_that_starts_empty_and_an_entry_of_its_own()
    {
        var school = await School(Rules(AcceptanceMode.Checkbox, covered: false));
        var ada = people.Site.Visit(school);
        var form = await ada.Get("/sign-up");

        var one = await PeopleSite.SignUp(ada, "boxes@two.example", ("consent", "true"));
        var other = await PeopleSite.SignUp(ada, "boxes@two.example", ("consent-terms", "true"));
        var both = await PeopleSite.SignUp(ada, "boxes@two.example", ("consent", "true"), ("consent-terms", "true"));
        var acts = await Acts(school, "boxes@two.example");

        Assert.False(form.Page.QuerySelector("#consent-terms")!.HasAttribute("checked"));
        Assert.Equal((422, "people.consent_needed"), (one.Status, one.Code));
        Assert.NotNull(one.Page.QuerySelector("[role=alert] a[href='#consent-terms']"));
        Assert.Equal((422, "people.consent_needed"), (other.Status, other.Code));
        Assert.Equal(200, both.Status);
        Assert.Equal([Privacy, Terms], acts.Select(act => act.Shown.Document));
        Assert.Equal([Label, "I have read this and agree to it: terms of use"], acts.Select(act => act.ControlLabel));
        Assert.All(acts, act => Assert.Equal((ConsentType.ExplicitlyExpressed, true), (act.Type, act.NoticeNumber > 0)));
    }

    [Fact]
    public async Task One_box_whose_words_name_both_is_enough_where_the_school_says_so()
    {
        var school = await School(Rules(AcceptanceMode.Checkbox, covered: true));
        var ada = people.Site.Visit(school);
        var form = await ada.Get("/sign-up");
        await PeopleSite.SignUp(ada, "covered@two.example", ("consent", "true"));
        var acts = await Acts(school, "covered@two.example");

        Assert.Null(form.Page.QuerySelector("#consent-terms"));
        Assert.NotNull(form.Page.QuerySelector("main form a[href='/policies/terms']"));
        Assert.Equal([(Privacy, Label), (Terms, Label)], acts.Select(act => (act.Shown.Document, act.ControlLabel)));
    }

    [Theory]
    [InlineData(AcceptanceMode.None)]
    [InlineData(AcceptanceMode.ContinuedUse)]
    public async Task Where_nothing_is_agreed_to_here_every_notice_is_recorded(AcceptanceMode mode)
    {
        var school = await School(Rules(mode, covered: false));
        var ada = people.Site.Visit(school);
        var form = await ada.Get("/sign-up");
        await PeopleSite.SignUp(ada, $"{mode}@notices.example");
        var entries = await Entries(school, $"{mode}@notices.example");

        Assert.Null(form.Page.QuerySelector("#consent-terms"));
        Assert.Equal([(ConsentAct.NoticeServed, Privacy), (ConsentAct.NoticeServed, Terms)], entries.Select(entry => (entry.Act, entry.Shown.Document)));
    }

    [Fact]
    public async Task A_document_that_changed_while_she_read_is_shown_again()
    {
        var school = await School(Rules(AcceptanceMode.Checkbox, covered: false));
        var ada = people.Site.Visit(school);
        var form = await ada.Get("/sign-up");
        await Publish(school, Terms, "Be kinder.");

        var refused = await ada.Submit(
            form, ("email", "late@terms.example"), ("password", PeopleSite.Password), ("consent", "true"), ("consent-terms", "true"), ("act", "sign_up"));

        Assert.Equal((409, "consent.version_superseded"), (refused.Status, refused.Code));
        Assert.Equal("2", refused.Page.QuerySelector("input[name=version-terms]")!.GetAttribute("value"));
        Assert.Null(await people.Account(school, "late@terms.example"));
    }

    [Fact]
    public async Task A_school_that_asks_about_no_other_document_shows_none()
    {
        var school = await School(new SchoolRules { Acceptance = new(AcceptanceMode.Checkbox, Label) });
        var ada = people.Site.Visit(school);
        var form = await ada.Get("/sign-up");
        await PeopleSite.SignUp(ada, "single@two.example", ("consent", "true"));

        Assert.Null(form.Page.QuerySelector("main form a[href='/policies/terms']"));
        Assert.Equal([Privacy], (await Entries(school, "single@two.example")).Select(entry => entry.Shown.Document).Distinct());
    }

    [Fact]
    public async Task A_program_is_told_of_every_document_and_names_each()
    {
        var school = await School(Rules(AcceptanceMode.Checkbox, covered: false));
        var ada = people.Site.Visit(school);
        var asks = JsonNode.Parse((await ada.Get("/api/v1/sign-up")).Body)!;
        var terms = asks["documents"]![0]!;
        var body = new JsonObject
        {
            ["email"] = "program@two.example",
            ["password"] = PeopleSite.Password,
            ["consent"] = "checkbox",
            ["shown"] = Shown(asks["shown"]!),
        };

        var without = await ada.PostJson("/api/v1/sign-up", body.ToJsonString());
        body["documents"] = new JsonObject { ["terms"] = Shown(terms["shown"]!) };
        var unticked = await ada.PostJson("/api/v1/sign-up", body.ToJsonString());
        body["documents"]!["terms"]!["ticked"] = true;
        var whole = await ada.PostJson("/api/v1/sign-up", body.ToJsonString());

        Assert.Equal("I have read this and agree to it: terms of use", (string?)terms["boxLabel"]);
        Assert.Equal((409, 422, 202), (without.Status, unticked.Status, whole.Status));
        Assert.Equal([Privacy, Terms], (await Acts(school, "program@two.example")).Select(act => act.Shown.Document));
    }

    private static JsonObject Shown(JsonNode shown) => new()
    {
        ["version"] = (int)shown["version"]!,
        ["language"] = (string)shown["language"]!,
        ["hash"] = (string)shown["hash"]!,
    };

    private static SchoolRules Rules(AcceptanceMode mode, bool covered) => new()
    {
        Acceptance = new(mode, mode is AcceptanceMode.Checkbox ? Label : ""),
        Documents = new()
        {
            Arranged =
            [
                DocumentSet.Usual[0],
                DocumentSet.Usual[1] with { Asked = [DocumentTrigger.SignUp], Covered = covered },
                DocumentSet.Usual[2] with { Asked = [DocumentTrigger.SignUp], Audience = [Audience.Instructor] },
            ],
        },
    };

    private async Task<School> School(SchoolRules rules)
    {
        var school = await people.School(rules);
        await people.Publish(school);
        await Publish(school, Terms, "Be kind.");
        await Publish(school, Id<Document>.Parse("cookies"), "None.");
        return school;
    }

    private Task<PolicyVersionHead> Publish(School school, Id<Document> document, string body) => people.Site.In(school, async grains =>
    {
        var policy = grains.Policy(document);
        var saved = await policy.Save(
            new PolicyText("en", [new PolicySection("general", 1, null, "General", body)], "Terms"), (await policy.Draft()).Revision, "test");
        return (await policy.Publish(new PublishPolicy(
            saved.Value!.Revision, ChangeClass.Ordinary, false, ImmutableDictionary<string, string>.Empty, null, null, "test"))).Value!;
    });

    private async Task<ImmutableArray<ConsentEntry>> Acts(School school, string email) =>
        [.. (await Entries(school, email)).Where(entry => entry.Act == ConsentAct.Accepted)];

    private async Task<ImmutableArray<ConsentEntry>> Entries(School school, string email)
    {
        var account = await people.Account(school, email);
        return await people.Site.In(school, grains => grains.ConsentLedger(account!.Id).Entries());
    }
}
