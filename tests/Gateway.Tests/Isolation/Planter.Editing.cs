using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Operations;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;
using Darsgah.Grains.Consent.Behalf;
using Darsgah.Grains.Cookies;
using Darsgah.Grains.People;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Glossary;
using Darsgah.Grains.Privacy.Promises;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Tests.Isolation;

/// <summary>What is written beside the policies, and what somebody does for another.</summary>
internal sealed partial class Planter
{
    private string Editor => planted.People[Role.Admin].Id.Value;

    private Task<PromiseRegister> Edit() => In(async grains =>
    {
        var comments = grains.PolicyComments(Documents.Privacy);
        var begin = new BeginThread(
            planted.Canaries["draft.key"], planted.Plant("comment.heading"), planted.Plant("comment.text"), Editor);
        planted.Written.Add(begin);
        var thread = Made(await comments.Begin(begin));
        Made(await comments.Reply(thread.Id, planted.Plant("comment.reply"), Editor));
        planted.Add(Kind.Thread, thread.Id);

        var term = new GlossaryTerm("", Each("term.words"), planted.Plant("term.note"));
        planted.Written.Add(term);
        planted.Add(Kind.Term, Made(await grains.Glossary.Put(term, 0, Editor)).Terms[0].Id);

        var review = await PolicyReviews.Of(grains, Documents.Privacy);
        var finding = review.Findings.First(found => found.Finding.Decidable).Finding.Fingerprint;
        Made(await PolicyReviews.Decide(grains, Documents.Privacy, finding, planted.Plant("finding.note"), Editor));
        planted.Add(Kind.Finding, finding);

        var promises = grains.Promises(Documents.Privacy);
        var version = Made(await grains.Policy(Documents.Privacy).Current());
        var section = version.Texts[version.Head.Authoritative].Sections[0];
        var bind = new BindPromise(section.Key, section.Hash, PromiseBasis.Procedure, "", planted.Plant("promise.note"), Editor);
        planted.Ids[Kind.Section].Insert(0, section.Key);
        Made(await promises.Bind(bind));
        return await promises.Show(isPublic: true, Editor);
    });

    // From here on it takes two to publish.
    private Task<PublishRequest> AskToPublish() => In(async grains =>
    {
        var school = (await grains.School.School())!;
        Made(await grains.School.ChangeRules(school.Rules with { Approval = PublishApproval.SecondPerson }, school.Revision));
        var policy = grains.Policy(Documents.Privacy);
        var request = Made(await policy.AskToPublish(new PublishPolicy(
            (await policy.Draft()).Revision, ChangeClass.Ordinary, NewPurpose: false, Each("request.summary"), site.Clock.GetUtcNow(), null, Editor)));

        planted.Add(Kind.PublishRequest, request.Id);
        return request;
    }, Editor);

    private Task<ConsentEntry> AnswerCookies() => In(async grains =>
    {
        var hash = new string('0', 64);
        var shown = new ShownText(CookieAnswer.Document, 1, "en", hash, "en", hash);
        var ledger = grains.ConsentLedger(Student.Id);

        // Her record is longer, the more there is of everything: than that of another school's student after any look round.
        for (var version = 4 * most; version > 0; version--)
            await ledger.ServeNotice(shown with { Version = version }, "/privacy/cookies");

        return Made(await ledger.Accept(new AcceptDocument(
            shown, AcceptanceMode.Button, "cookies-save", planted.Plant("Student.cookies.label"),
            CookieAnswer.Fields([CookieCategory.Analytics], [planted.Canaries["cookie.set_by"]]), "/privacy/cookies", Explicit: true)));
    }, Student.Id.Value);

    // Somebody with a mandate, and a guardian; her link is in a letter, so what she answers comes after it.
    private Task<bool> ActForOthers() => In(async grains =>
    {
        for (var number = 1; number <= most; number++)
        {
            Made(await grains.Mandates(Student.Id).Note(new NoteMandate(
                planted.People[Role.Drafter].Id, planted.Plant(Numbered("Student.mandate", number)), DateOnly.FromDateTime(site.Clock.GetUtcNow().UtcDateTime),
                null, [MandateScope.Consent, MandateScope.Requests])));
        }

        var guardian = planted.Plant("Student.guardian", token => $"{token}@example.org");
        var child = new ChildApplication("", "", planted.Plant("Student.child"), "", "", "", "", "en");
        await grains.Guardianship(Student.Id).Ask(
            new AskGuardian(child, guardian, site.Clock.GetUtcNow().AddDays(14), site.Clock.GetUtcNow().AddYears(1)) { GuardianNormalized = guardian });
        return true;
    });

    /// <summary>What the guardian says who has the link.</summary>
    public Task<Done> Agree(string token) => In(async grains =>
    {
        var guardianship = grains.Guardianship(Student.Id);
        var secret = token.Split('.')[1];
        Made(await guardianship.Declare(secret, "parent"));
        return Made(await guardianship.Agree(secret));
    });

    // A receipt that is signed, and a program's request that is remembered.
    private Task<bool> Sign() => In(async grains =>
    {
        Assert.NotNull(await grains.Receipt(Student.Id, 1).Issue($"https://{School.Hosts[0]}"));
        planted.Add(Kind.SigningKey, (await grains.SigningKeys.Published())[0].Id);

        var operation = grains.Idempotency(planted.Hide("operation.key"));
        await operation.Begin("POST /api/v1/keys");
        await operation.Complete("POST /api/v1/keys", 200, "application/json", planted.Hide("operation.answer"), "");
        return true;
    });
}
