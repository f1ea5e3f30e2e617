using Darsgah.Gateway.Tests.Purposes;
using Darsgah.Grains.Consent;
using Darsgah.Grains.Consent.Behalf;
using Darsgah.Grains.People;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Admin;

/// <summary>A person acts for another under a mandate that staff have seen; without one she learns nothing of her.</summary>
public class MandateTests(Office office)
{
    private static readonly SchoolRules Recorded = new()
    {
        Acceptance = new(AcceptanceMode.Checkbox, "I agree"),
        Representatives = RepresentativeRule.Recorded,
        Refusal = RefusalAction.PartialFunctions,
    };

    /// <summary>The same mandate at two schools with opposite settings.</summary>
    [Theory]
    [Trait("Rule", "E33"), Trait("Rule", "E49")]
    [InlineData(RepresentativeRule.None)]
    [InlineData(RepresentativeRule.Recorded)]
    public async Task Somebody_acts_for_another_only_where_the_school_lets_her_and_with_proof(RepresentativeRule rule)
    {
        var school = await office.School(Recorded with { Representatives = rule });
        await office.Publish(school, Office.Text("en", "We keep little."));
        var admin = await office.SignedIn(school, Role.Admin);
        var (ada, person) = await office.Enter(school, Role.Student);
        var (bea, representative) = await office.Enter(school, Role.Student);
        var page = await admin.Get($"/admin/people/{person.Id}/mandates");

        var noted = await office.Site.In(school, grains => grains.Mandates(person.Id).Note(new NoteMandate(
            representative.Id, "Deed 14", Today(), null, [MandateScope.Consent])));
        var decides = await bea.Get($"/account/privacy/represented/{person.Id}");

        Assert.Equal(rule == RepresentativeRule.None, page.Page.QuerySelector("form[data-note]") is null);
        Assert.Equal(rule == RepresentativeRule.None ? "mandate.not_here" : null, noted.Error?.Code);
        Assert.Equal(rule == RepresentativeRule.None ? 404 : 200, decides.Status);
        Assert.Equal(404, (await ada.Get($"/account/privacy/represented/{representative.Id}")).Status); // not the other way round
    }

    [Fact]
    [Trait("Rule", "E33")]
    public async Task What_a_representative_does_is_hers_in_the_record_shown_to_the_person_and_ends_with_the_mandate()
    {
        var school = await office.School(Recorded);
        await office.Publish(school, Office.Text("en", "We keep little."));
        await office.Put(school, Registers.Terms);
        var admin = await office.SignedIn(school, Role.Admin);
        var (ada, person) = await office.Enter(school, Role.Student);
        var (bea, representative) = await office.Enter(school, Role.Student);
        await office.Site.In(school, grains => grains.EmailAddress(representative.NormalizedEmail).Take(representative.Id));
        await office.Site.In(school, grains => grains.EmailAddress(person.NormalizedEmail).Take(person.Id));
        var address = $"/admin/people/{person.Id}/mandates";

        var unproved = await Note(admin, address, representative.Email, reference: "");
        var stranger = await Note(admin, address, "nobody@example.org");
        var herself = await Note(admin, address, person.Email);
        var noted = await Note(admin, address, representative.Email);
        var decided = await Decide(bea, person, "document-privacy", BehalfAgree);
        var purpose = await Decide(bea, person, "purpose-news", BehalfAgree);
        var hers = await ada.Get("/account/privacy");
        var entries = await office.Site.In(school, grains => grains.ConsentLedger(person.Id).Entries());

        Assert.Equal((422, "mandate.no_proof"), (unproved.Status, unproved.Code));
        Assert.Equal((422, 422, 302, 302, 302), (stranger.Status, herself.Status, noted.Status, decided.Status, purpose.Status));
        Assert.All(entries, entry => Assert.Equal(
            (representative.Id.Value, new OnBehalf(BehalfRole.Representative, "Deed 14", OnBehalf.ByDocument, null)), (entry.Actor, entry.Behalf)));
        Assert.Equal([ConsentAct.NoticeServed, ConsentAct.Accepted, ConsentAct.Accepted], entries.Select(entry => entry.Act));
        Assert.Equal(2, hers.Page.QuerySelectorAll("section[aria-labelledby=receipts] [data-behalf=representative]").Length);
        Assert.Contains("Deed 14", hers.Page.QuerySelector("[data-mandate='1']")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("given", await ada.Standing());

        // She ends it herself; the form that is still open on the other side is of no use any more.
        var open = await bea.Get($"/account/privacy/represented/{person.Id}");
        var ended = await ada.Submit(hers, Nothing, "[data-mandate='1'] form");
        var late = await bea.Submit(open, Answer("purpose-news", "withdraw"), "[data-item=purpose-news] form");

        Assert.Equal((302, 404), (ended.Status, late.Status));
        Assert.Equal("given", await ada.Standing());
        Assert.Equal("no", (await admin.Get(address)).Page.QuerySelector("[data-mandate='1']")!.GetAttribute("data-holds"));
        var refused = await office.Site.In(
            school, grains => grains.ConsentLedger(person.Id).Withdraw(Darsgah.Gateway.Consent.Documents.Privacy, "/"), representative.Id.Value);
        Assert.Equal("consent.nobodys_behalf", refused.Error!.Code); // the ledger asks by what right, whoever calls
    }

    [Fact]
    [Trait("Rule", "E33")]
    public async Task A_mandate_for_requests_opens_no_consents()
    {
        var school = await office.School(Recorded);
        var (_, person) = await office.Enter(school, Role.Student);
        var (bea, representative) = await office.Enter(school, Role.Student);

        await office.Site.In(school, grains => grains.Mandates(person.Id).Note(new NoteMandate(
            representative.Id, "Deed 14", Today(), null, [MandateScope.Requests])));

        Assert.Equal(404, (await bea.Get($"/account/privacy/represented/{person.Id}")).Status);
        Assert.NotNull(await office.Site.In(school, grains => grains.Mandates(person.Id).Standing(representative.Id, MandateScope.Requests)));
    }

    private const string BehalfAgree = "agree";

    private static readonly Dictionary<string, string?> Nothing = new(StringComparer.Ordinal);

    private static async Task<Answer> Note(Visitor admin, string address, string email, string reference = "Deed 14") => await admin.Submit(
        await admin.Get(address),
        new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["representative"] = email,
            ["reference"] = reference,
            ["scope"] = "Consent",
            ["do"] = "note",
        },
        "form[data-note]");

    private static async Task<Answer> Decide(Visitor bea, PersonAccount person, string item, string answer) => await bea.Submit(
        await bea.Get($"/account/privacy/represented/{person.Id}"), Answer(item, answer), $"[data-item={item}] form");

    private static Dictionary<string, string?> Answer(string item, string answer) =>
        new(StringComparer.Ordinal) { [$"answer-{item}"] = answer };

    private DateOnly Today() => DateOnly.FromDateTime(office.Site.Clock.GetUtcNow().UtcDateTime);
}
