using System.Text.Json.Nodes;
using Darsgah.Gateway.Consent;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;
using Darsgah.Grains.People;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Tests.Consent;

/// <summary>Schools that ask about more than the privacy policy, each about documents of its own.</summary>
public class SeveralDocumentsTests(Campus campus)
{
    private static readonly Id<Grains.Common.Document> Terms = Id<Grains.Common.Document>.Parse("terms");
    private static readonly Id<Grains.Common.Document> Teaching = Id<Grains.Common.Document>.Parse("teaching");

    [Fact]
    [Trait("Rule", "N02")]
    public async Task Each_question_comes_alone_and_the_document_that_prevails_comes_first()
    {
        var school = await School(Asking(RulesPresets.ExplicitConsent, above: true));
        var ada = await campus.SignedIn(school, "AE");

        var first = await ada.Get("/courses");
        await Agree(ada, first.Location!);
        var second = await ada.Get("/courses");
        await Agree(ada, second.Location!);
        var third = await ada.Get("/courses");

        Assert.Equal(("/consent/terms?return=%2Fcourses", "/consent/privacy?return=%2Fcourses", 200), (first.Location, second.Location, third.Status));
        Assert.Equal([Terms, Documents.Privacy], (await campus.Acts(school, ada)).Select(act => act.Shown.Document));
    }

    [Fact]
    [Trait("Rule", "Q04")]
    public async Task A_document_for_those_who_teach_is_asked_of_nobody_else()
    {
        var school = await School(Asking(RulesPresets.ExplicitConsent, above: false));
        await campus.Publish(school, Teaching, ChangeClass.Ordinary, newPurpose: false, Campus.Text("en", "You mark in a week.", "Teaching"));
        var (ada, nadia) = (await campus.SignedIn(school, "AE"), await campus.SignedIn(school, "AE", "Nadia", Role.Instructor));
        var both = await campus.SignedIn(school, "AE", "Zohra", Role.Student, Role.Instructor);

        Assert.Equal(["privacy:ask", "terms:ask", "teaching:nothing"], await Told(ada));
        Assert.Equal(["privacy", "terms"], await Answered(ada));
        Assert.Equal(["privacy", "teaching"], await Answered(nadia));
        Assert.Equal(["privacy", "terms", "teaching"], await Answered(both));
    }

    /// <summary>Until she is of age; then it is none of hers any more.</summary>
    [Fact]
    public async Task A_childrens_notice_is_asked_of_whoever_a_guardian_agrees_for_and_of_nobody_else()
    {
        var children = DocumentSet.Usual[3] with { Audience = [Audience.Minor], Asked = [DocumentTrigger.SignUp, DocumentTrigger.Change] };
        var school = await School(RulesPresets.ExplicitConsent with { Documents = new() { Arranged = [DocumentSet.Usual[0], children] } });
        await campus.Publish(school, children.Id, ChangeClass.Ordinary, newPurpose: false, Campus.Text("en", "Ask your parents.", "Children"));
        var (child, grown, adult) = (await campus.SignedIn(school, "AE"), await campus.SignedIn(school, "AE", "Nadia"), await campus.SignedIn(school, "AE", "Zohra"));
        await Guard(school, child, campus.Site.Clock.GetUtcNow().AddYears(2));
        await Guard(school, grown, campus.Site.Clock.GetUtcNow().AddDays(-1));

        Assert.Equal(["privacy:ask", "children:ask"], (await Told(child)).Where(told => told.EndsWith(":ask", StringComparison.Ordinal)));
        Assert.Equal(["privacy"], await Answered(grown));
        Assert.Equal(["privacy"], await Answered(adult));
        Assert.NotNull((await child.Get("/policies/privacy")).Page.QuerySelector("footer a[href='/policies/children']"));
        Assert.Null((await adult.Get("/policies/privacy")).Page.QuerySelector("footer a[href='/policies/children']"));

        // What held for her that day says so too.
        Assert.Equal(["Ask", ""], new[] { await Then(child), await Then(adult) });

        async Task<string> Then(Learner who) => (await who.Get("/account/privacy/then")).Page
            .QuerySelector("[data-then=children]")?.GetAttribute("data-demand") ?? "";
    }

    [Fact]
    public async Task Where_use_accepts_each_document_is_noticed_on_a_page_of_its_own_and_accepted_once()
    {
        var school = await School(Asking(RulesPresets.ConvenienceTranslations("en"), above: false));
        var ada = await campus.SignedIn(school);

        var pages = new List<string?>();

        for (var visit = 0; visit < 4; visit++)
            pages.Add((await ada.Get("/courses")).Page.QuerySelector("[role=region][data-document]")?.GetAttribute("data-document"));

        var acts = await campus.Acts(school, ada);

        Assert.Equal(["privacy", "terms", null, null], pages);
        Assert.Equal([Documents.Privacy, Terms], acts.Select(act => act.Shown.Document));
        Assert.All(acts, act => Assert.Equal((ConsentType.Implied, 1), (act.Type, act.Shown.Version)));
        Assert.All(acts, act => Assert.True(act.NoticeNumber > 0));
    }

    [Fact]
    public async Task A_school_that_asks_about_no_other_document_lets_her_read_them_and_go_on()
    {
        var school = await School(RulesPresets.ExplicitConsent);
        var ada = await campus.SignedIn(school, "AE");
        await Agree(ada, (await ada.Get("/courses")).Location!);

        Assert.Equal(200, (await ada.Get("/courses")).Status);
        Assert.Equal(200, (await ada.Get("/policies/terms")).Status);
    }

    [Fact]
    public async Task Who_refuses_one_document_has_the_public_part_and_is_asked_about_that_one_behind_it()
    {
        var school = await School(Asking(RulesPresets.ExplicitConsent with { Refusal = RefusalAction.PartialFunctions }, above: false));
        var ada = await campus.SignedIn(school, "AE");
        await Agree(ada, (await ada.Get("/courses")).Location!);
        var asked = (await ada.Get("/courses")).Location!;
        await ada.Browser.Submit(await ada.Get(asked), new Dictionary<string, string?>(StringComparer.Ordinal) { ["answer"] = ConsentControl.Refuse });

        Assert.Equal(200, (await ada.Get("/courses")).Status);
        Assert.StartsWith("/consent/terms", (await ada.Get("/learn")).Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_words_of_a_control_name_the_document_and_are_kept()
    {
        var school = await School(Asking(RulesPresets.ExplicitConsent, above: true));
        var ada = await campus.SignedIn(school, "AE");

        await Agree(ada, (await ada.Get("/courses")).Location!);
        await Agree(ada, (await ada.Get("/courses")).Location!);
        var acts = await campus.Acts(school, ada);

        Assert.Equal("I have read this and agree to it: terms of use", acts[0].ControlLabel);
        Assert.Equal(RulesPresets.ExplicitConsent.Acceptance.Label, acts[1].ControlLabel);
    }

    [Fact]
    public async Task A_document_that_was_withdrawn_is_asked_about_no_more_and_stays_readable()
    {
        var school = await School(Asking(RulesPresets.ExplicitConsent, above: false));
        var now = school.Rules.Documents;
        await campus.Site.In(
            school,
            grains => grains.School.ArrangeDocuments(new(now.With(now.Of(Terms) with { Withdrawn = new("ada", default) }), null, school.Revision)),
            "ada");
        var ada = await campus.SignedIn(school, "AE");
        await Agree(ada, (await ada.Get("/courses")).Location!);
        var visitor = campus.Site.Visit(school);

        Assert.Equal(200, (await ada.Get("/courses")).Status);
        Assert.NotNull((await visitor.Get("/policies/terms/versions/1")).Page.QuerySelector("[data-withdrawn]"));
        Assert.NotNull((await visitor.Get("/policies/terms/versions")).Page.QuerySelector("[data-withdrawn]"));
        Assert.Null((await visitor.Get("/policies")).Page.QuerySelector("main [data-document=terms]"));
        Assert.Null((await visitor.Get("/")).Page.QuerySelector("footer a[href='/policies/terms']"));
    }

    [Fact]
    [Trait("Rule", "N02")]
    public async Task What_stands_above_is_said_on_both_schools_pages_as_each_says_it()
    {
        var (above, silent) = (await School(Asking(RulesPresets.NoticeOnly, above: true)), await School(RulesPresets.NoticeOnly));

        var told = (await campus.Site.Visit(above).Get("/policies/privacy")).Page;
        var listed = (await campus.Site.Visit(above).Get("/policies")).Page;
        var untold = (await campus.Site.Visit(silent).Get("/policies/privacy")).Page;
        var unlisted = (await campus.Site.Visit(silent).Get("/policies")).Page;

        Assert.Equal(["terms"], told.QuerySelectorAll("[data-above]").Select(notice => notice.GetAttribute("data-above")));
        Assert.Equal(["terms", "privacy"], listed.QuerySelectorAll("main [data-document]").Select(row => row.GetAttribute("data-document")));
        Assert.NotNull(listed.QuerySelector("[data-order=precedence]"));
        Assert.Empty(untold.QuerySelectorAll("[data-above]"));
        Assert.Null(unlisted.QuerySelector("[data-order=precedence]"));
    }

    // A question is a redirect; each is answered yes.
    private static async Task<List<string>> Answered(Learner person)
    {
        var asked = new List<string>();

        while ((await person.Get("/courses")).Location is { } question && asked.Count < 5)
        {
            asked.Add(question.Split('/', '?')[2]);
            await Agree(person, question);
        }

        return asked;
    }

    // What a program is told that each document asks of her.
    private static async Task<IEnumerable<string>> Told(Learner person) =>
        JsonNode.Parse((await person.Get("/api/v1/me/policies")).Body)!["items"]!.AsArray().Select(item => $"{item!["document"]}:{item["demand"]}");

    private static async Task Agree(Learner person, string question)
    {
        var answered = await person.Browser.Submit(await person.Get(question), ("agree", "true"));
        Assert.Equal(302, answered.Status);
    }

    private Task<bool> Guard(School school, Learner child, DateTimeOffset until) => campus.Site.In(school, async grains =>
    {
        await grains.ConsentLedger(child.Person).Guard(until);
        await grains.Person(child.Person).Guard(until);
        return true;
    });

    private async Task<School> School(SchoolRules rules)
    {
        var school = await campus.SchoolWithPolicy(rules);
        await campus.Publish(school, Terms, ChangeClass.Ordinary, newPurpose: false, Campus.Text("en", "Be kind.", "Terms"));
        return (await campus.Site.In(school, grains => grains.School.School()))!;
    }

    // Terms for those who learn, a document for those who teach; the terms first, and above, or the privacy policy first.
    private static SchoolRules Asking(SchoolRules rules, bool above)
    {
        var terms = DocumentSet.Usual[1] with { Audience = [Audience.Visitor, Audience.Student], Asked = [DocumentTrigger.SignUp, DocumentTrigger.Change] };
        var teaching = terms with { Id = Teaching, Audience = [Audience.Instructor] };
        var privacy = DocumentSet.Usual[0];

        return rules with
        {
            Documents = new()
            {
                Arranged = above ? [terms, privacy, teaching] : [privacy, terms, teaching],
                Precedence = above ? new("test", default) : null,
            },
        };
    }
}
