using System.Collections.Immutable;
using System.Text.Json;
using Darsgah.Gateway.Consent;
using Darsgah.Gateway.People;
using Darsgah.Gateway.Tests.Purposes;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;
using Darsgah.Grains.Consent.Behalf;
using Darsgah.Grains.People;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;
using Orleans;

namespace Darsgah.Gateway.Tests.People;

/// <summary>Somebody who is not of age: refused at one school, and at another her guardian decides.</summary>
[Collection("people")]
public class GuardianTests(PeopleSite people)
{
    private static readonly SchoolRules Asking = new()
    {
        Acceptance = new(AcceptanceMode.Checkbox, "I agree"),
        Age = new(AgeBasis.Fixed, 18),
        Guardians = new(MinorAction.Guardian, 7),
    };

    /// <summary>The same child and the same date at two schools with opposite settings.</summary>
    [Theory]
    [Trait("Rule", "N30"), Trait("Rule", "E49")]
    [InlineData(MinorAction.Refuse)]
    [InlineData(MinorAction.Guardian)]
    public async Task Under_the_age_a_school_refuses_or_asks_the_guardian(MinorAction action)
    {
        var school = await people.School(Asking with { Guardians = new(action, 7) });
        await people.Publish(school);
        var child = people.Site.Visit(school);
        var question = await child.Get("/sign-up");
        await child.Submit(question, Birth(people.Site, 15));

        var after = await child.Get("/sign-up");
        var again = await child.Submit(question, Birth(people.Site, 30));
        var still = await child.Get("/sign-up");
        var forced = await child.Submit(question, ("email", "forced@child.example"), ("password", PeopleSite.Password));
        var past = await child.Post("/sign-up", new FormUrlEncodedContent(
        [
            new("email", "forced@child.example"), new("password", PeopleSite.Password),
            new("__RequestVerificationToken", question.Page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!),
        ]));

        Assert.Equal(302, again.Status); // another date does not undo the first
        Assert.Equal(action == MinorAction.Refuse ? (403, "people.too_young", true) : (200, null, false), (after.Status, after.Code, after.Page.QuerySelector("#guardian_email") is null));
        Assert.Equal((after.Status, after.Code), (still.Status, still.Code));
        Assert.Equal(action == MinorAction.Refuse ? 403 : 302, forced.Status); // the form is that of the question
        Assert.Equal(action == MinorAction.Refuse ? 403 : 200, past.Status);
        Assert.Null(await people.Account(school, "forced@child.example"));
        Assert.DoesNotContain("18", question.Page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "E49"), Trait("Rule", "N32")]
    public async Task A_guardian_agrees_the_child_joins_and_what_was_agreed_can_be_taken_back()
    {
        var school = await people.School(Asking);
        await people.Publish(school);
        await Purpose(people, school);
        using var child = people.Site.Visit(school);
        var sent = await Ask(people, child, "ada@joins.example", "parent@joins.example");
        Assert.Null(await people.Account(school, "ada@joins.example")); // nothing is made of it meanwhile
        Assert.Equal(0, await people.Site.In(school, grains => grains.Members.Count()));

        using var parent = people.Site.Visit(school);
        var page = await parent.Get(PostOffice.PathIn(await people.Post.Wait("parent@joins.example")));
        var undeclared = await Decide(parent, page, ("of_age", null));
        var unanswered = await Decide(parent, page, ("answer-document-privacy", null));
        var stale = await Decide(parent, page, ("hash-document-privacy", "other"));
        var decided = await Decide(parent, page);
        var mine = await parent.Follow(decided.Location!);

        Assert.Equal(200, sent.Status);
        Assert.Contains("ada@joins.example", page.Page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.Page.QuerySelectorAll("main input[checked]")); // nothing is answered beforehand
        Assert.Equal((422, 422, 409), (undeclared.Status, unanswered.Status, stale.Status));
        Assert.Equal((302, 200), (decided.Status, mine.Status));
        Assert.Equal("agreed", Answered(mine, "document-privacy"));
        Assert.Equal("refused", Answered(mine, "purpose-news"));

        var account = (await people.Account(school, "ada@joins.example"))!;
        var entries = await people.Site.In(school, grains => grains.ConsentLedger(account.Id).Entries());
        Assert.Equal([ConsentAct.NoticeServed, ConsentAct.Accepted, ConsentAct.Refused], entries.Select(entry => entry.Act));
        Assert.All(entries, entry => Assert.Equal((OnBehalf.GuardianOf(account.Id), BehalfRole.Guardian, "parent", OnBehalf.ByLink),
            (entry.Actor, entry.Behalf!.Role, entry.Behalf.Relation, entry.Behalf.Verified)));
        Assert.DoesNotContain("parent@joins.example", JsonSerializer.Serialize(entries), StringComparison.Ordinal);

        // The child chooses her password, and is asked for nothing.
        var invited = await people.Post.Wait("ada@joins.example");
        var chosen = await child.Submit(await child.Get(PostOffice.PathIn(invited)), ("password", PeopleSite.Password));
        Assert.Equal(302, chosen.Status);
        Assert.Equal(200, (await child.Get("/account")).Status);

        // She cannot say yes alone, and sees who did.
        var hers = await child.Get("/account/privacy");
        var alone = await child.Press("agree");
        Assert.NotNull(hers.Page.QuerySelector("[data-guarded]"));
        Assert.NotEmpty(hers.Page.QuerySelectorAll("[data-behalf=guardian]"));
        Assert.Equal((403, "consent.guardian_needed"), (alone.Status, alone.Code));

        // Receipts for both, the same one.
        var forParent = await parent.Get($"/guardian/receipts/2?{new Uri(parent.Origin, mine.Path).Query.TrimStart('?')}");
        var forChild = await child.Get("/account/privacy/receipts/2.jws");
        var readable = await child.Get("/account/privacy/receipts/2.jsonld");
        Assert.Equal((200, forChild.Body), (forParent.Status, forParent.Body));
        Assert.Contains("\"actor\": \"dpv:ParentOfDataSubject\"", readable.Body, StringComparison.Ordinal);
        Assert.Contains("\"verified\": \"emailLink\"", readable.Body, StringComparison.Ordinal);

        // Taking back is one press, and stops the child at once; a new link replaces the old one.
        var withdrawn = await parent.Submit(mine, One("answer-document-privacy", "withdraw"), "[data-item=document-privacy] form");
        var stopped = await child.Get("/account");
        var asked = await child.Get(stopped.Location!);
        Assert.Equal((302, 303), (withdrawn.Status, stopped.Status));
        Assert.NotNull(asked.Page.QuerySelector("[data-guarded]"));
        Assert.Equal(302, (await child.Submit(asked, PeopleSite.NoValues, "[data-guarded] form[action='/account/privacy/guardian']")).Status);
        var newer = await parent.Get(PostOffice.PathIn(await people.Post.Wait("parent@joins.example", number: 2)));
        Assert.Equal(404, (await parent.Get(mine.Path)).Status);
        Assert.Equal("withdrawn", Answered(newer, "document-privacy"));
        await parent.Submit(newer, One("answer-document-privacy", "agree"), "[data-item=document-privacy] form");
        Assert.Equal(200, (await child.Get("/account")).Status);

        // She asks for the child's account to be deleted: the link shows who she is (N32).
        var deleted = await parent.Submit(newer, PeopleSite.NoValues, "form[data-delete]");
        Assert.Equal((200, null), (deleted.Status, deleted.Code));
        Assert.Equal(302, (await child.Get("/account")).Status);
        Assert.Null(await people.Account(school, "ada@joins.example"));
        await people.Site.Gone(school, "guardianship");
        Assert.Equal(404, (await parent.Get(newer.Path)).Status);
    }

    /// <summary>Two schools with opposite rules on telling, and a guardian who is a member of the school too.</summary>
    [Theory]
    [Trait("Rule", "M44"), Trait("Rule", "E49")]
    [InlineData("mails", ChangeTreatment.NoticeAndMail, false)]
    [InlineData("shows", ChangeTreatment.Notice, false)]
    [InlineData("member", ChangeTreatment.NoticeAndMail, true)]
    public async Task A_guardian_is_told_of_a_new_version_once_and_decides_by_the_letter(string name, ChangeTreatment treatment, bool isMember)
    {
        var school = await people.School(Asking with { Change = new SchoolRules().Change with { Ordinary = treatment, Significant = treatment } });
        await people.Publish(school);
        var (email, guardian) = ($"ada@{name}-told.example", $"parent@{name}-told.example");
        using var child = people.Site.Visit(school);
        await Ask(people, child, email, guardian);
        using var parent = people.Site.Visit(school);
        var first = PostOffice.PathIn(await people.Post.Wait(guardian));
        await Decide(parent, await parent.Get(first));
        await child.Submit(await child.Get(PostOffice.PathIn(await people.Post.Wait(email))), ("password", PeopleSite.Password));

        if (isMember)
            await Member(school, guardian);

        var before = people.Post.To(guardian).Count;
        var version = await people.Publish(school, "We keep less.");
        await people.Site.In(school, async grains =>
        {
            var account = (await people.Account(school, email))!;

            // As the reminder does, and as a crash in the middle makes it do again.
            for (var turn = 0; turn < 2 && treatment == ChangeTreatment.NoticeAndMail; turn++)
            {
                await grains.PolicyAnnouncement(Documents.Privacy, version.Number).Run(version);
                await grains.Guardianship(account.Id).TellOfVersion(Documents.Privacy, version, calledOff: false);
            }

            return true;
        });

        if (treatment == ChangeTreatment.Notice)
        {
            // Another letter to her ends the wait: of the version there is none.
            var person = PersonIn(first);
            await people.Site.In(school, grains => grains.Guardianship(person).SendLink());
            Assert.DoesNotContain("version", (await people.Post.Wait(guardian, before + 1)).Text, StringComparison.OrdinalIgnoreCase);
            Assert.Equal(before + 1, people.Post.To(guardian).Count);
            return;
        }

        var told = await people.Post.Wait(guardian, before + 1);
        await people.Post.Wait(email, mail => mail.Text.Contains("/policies/privacy/versions/2", StringComparison.Ordinal));
        Assert.Equal(before + 1, people.Post.To(guardian).Count);
        Assert.Equal(isMember ? "/policies/privacy/versions/2" : "/guardian", PostOffice.PathIn(told).Split('?')[0]);

        if (isMember)
            return;

        var page = await parent.Get(PostOffice.PathIn(told));
        Assert.Contains(email, told.Text, StringComparison.Ordinal);
        Assert.Equal((404, "outdated"), ((await parent.Get(first)).Status, Answered(page, "document-privacy")));
        await parent.Submit(page, One("answer-document-privacy", "agree"), "[data-item=document-privacy] form");
        var kept = (await people.Site.In(school, grains => grains.Audit.Notices(PersonIn(first)))).Where(notice => notice.ToGuardian).ToList();
        Assert.Equal((1, 2, true), (kept.Count, kept[0].Version, kept[0].Handed));
        Assert.Equal("agreed", Answered(await parent.Get(PostOffice.PathIn(told)), "document-privacy"));
    }

    [Fact]
    [Trait("Rule", "M44"), Trait("Rule", "E49")]
    public async Task An_account_from_before_it_said_that_it_is_guarded_learns_it_with_the_next_day()
    {
        var school = await people.School(Asking);
        await people.Publish(school);
        const string email = "ada@older.example";
        using var child = people.Site.Visit(school);
        await Ask(people, child, email, "parent@older.example");
        using var parent = people.Site.Visit(school);
        await Decide(parent, await parent.Get(PostOffice.PathIn(await people.Post.Wait("parent@older.example"))));
        var made = (await people.Account(school, email))!;
        var guardianship = await people.Site.In(school, grains => Task.FromResult(grains.Guardianship(made.Id)));
        await people.Site.In(school, grains => Accounts.Change(grains, made.Id, now => AccountChange.Of(now with { GuardedUntil = null })));

        await people.Site.In(school, async _ =>
        {
            await guardianship.AsReference<IRemindable>().ReceiveReminder("over", default);
            return true;
        });
        var filled = (await people.Account(school, email))!;
        await people.Site.In(school, async _ =>
        {
            await guardianship.AsReference<IRemindable>().ReceiveReminder("over", default);
            return true;
        });
        var again = (await people.Account(school, email))!;

        Assert.NotNull(made.GuardedUntil);
        Assert.Equal((made.GuardedUntil, made.Revision + 2), (filled.GuardedUntil, filled.Revision));
        Assert.Equal(filled.Revision, again.Revision);
    }

    [Theory]
    [Trait("Rule", "N30"), Trait("Rule", "E49")]
    [InlineData("all")] // the button that refuses
    [InlineData("document")] // a document, at a school that does without nobody's agreement
    public async Task Where_a_guardian_refuses_nothing_is_kept_of_anybody(string how)
    {
        var school = await people.School(Asking);
        await people.Publish(school);
        var (email, guardian) = ($"ada@{how}-refused.example", $"parent@{how}-refused.example");
        using var child = people.Site.Visit(school);
        await Ask(people, child, email, guardian);
        using var parent = people.Site.Visit(school);
        var path = PostOffice.PathIn(await people.Post.Wait(guardian));
        var page = await parent.Get(path);
        var person = PersonIn(path);

        var refused = how is "all"
            ? await parent.Submit(page, PeopleSite.NoValues, "form[data-refuse]")
            : await Decide(parent, page, ("answer-document-privacy", "refuse"));
        var back = await parent.Get(path);
        var late = await Decide(parent, page);

        Assert.Equal(200, refused.Status);
        Assert.Null(refused.Code);
        Assert.Equal((404, "guardian.link_over"), (back.Status, back.Code));
        Assert.Equal((404, "guardian.link_over"), (late.Status, late.Code)); // no way back through the form that is still open
        Assert.Null(await people.Account(school, email));
        await people.Site.In(school, async grains =>
        {
            Assert.Null(await grains.Guardianship(person).Current());
            Assert.Empty(await grains.ConsentLedger(person).Entries());
            Assert.Null(await grains.EmailAddress(email).Holder());
            return true;
        });
        Assert.Equal(0, await people.Site.Records(school, "guardianship"));
    }

    [Fact]
    [Trait("Rule", "E49")]
    public async Task Without_an_answer_everything_is_deleted_after_the_schools_days()
    {
        var own = new PeopleSite();
        await own.InitializeAsync();
        await using var _ = own;
        var school = await own.School(Asking);
        await own.Publish(school);
        using var child = own.Site.Visit(school);
        await Ask(own, child, "ada@waits.example", "parent@waits.example");
        var path = PostOffice.PathIn(await own.Post.Wait("parent@waits.example"));
        using var parent = own.Site.Visit(school);

        own.Site.Clock.Advance(TimeSpan.FromDays(6));
        var waiting = await parent.Get(path);
        own.Site.Clock.Advance(TimeSpan.FromDays(1));
        var over = await parent.Get(path); // at once, whenever the reminder comes
        own.Site.Clock.Advance(TimeSpan.FromDays(1));
        await own.Site.Gone(school, "guardianship", TimeSpan.FromDays(1));

        Assert.Equal((200, 404), (waiting.Status, over.Status));
        Assert.Null(await own.Account(school, "ada@waits.example"));
    }

    [Fact]
    [Trait("Rule", "E49"), Trait("Rule", "E02")]
    public async Task Of_age_by_the_calendar_she_is_asked_herself_and_the_guardians_link_is_over()
    {
        var own = new PeopleSite();
        await own.InitializeAsync();
        await using var _ = own;
        var school = await own.School(Asking);
        await own.Publish(school);
        await Purpose(own, school);
        using var child = own.Site.Visit(school);
        var today = DateOnly.FromDateTime(own.Site.Clock.GetUtcNow().UtcDateTime);
        await child.Submit(await child.Get("/sign-up"), Date(today.AddYears(-18).AddDays(10)));
        await child.Submit(await child.Get("/sign-up"), ("email", "ada@grows.example"), ("guardian_email", "parent@grows.example"));
        using var parent = own.Site.Visit(school);
        var path = PostOffice.PathIn(await own.Post.Wait("parent@grows.example"));
        var decided = await Decide(parent, await parent.Get(path), ("answer-purpose-news", "agree"));
        Assert.Equal(302, decided.Status);
        await child.Submit(await child.Get(PostOffice.PathIn(await own.Post.Wait("ada@grows.example"))), ("password", PeopleSite.Password));
        var account = (await own.Account(school, "ada@grows.example"))!;
        var use = new PurposeUse(Registers.News, DataCategory.Contact);
        Assert.Equal(200, (await child.Get("/account")).Status);
        Assert.Null((await own.Site.In(school, grains => grains.Person(account.Id).Read(use))).Error);

        own.Site.Clock.Advance(TimeSpan.FromDays(11));
        using var grown = own.Site.Visit(school);
        await PeopleSite.SignIn(grown, "ada@grows.example");
        var asked = await grown.Get("/account");
        var question = await grown.Get(asked.Location!);

        Assert.Equal(303, asked.Status);
        Assert.Null(question.Page.QuerySelector("[data-guarded]"));
        Assert.Equal("purposes.not_consented", (await own.Site.In(school, grains => grains.Person(account.Id).Read(use))).Error!.Code);
        Assert.Equal(404, (await parent.Get(path)).Status);
        Assert.Equal(302, (await grown.Submit(question, ("agree", "true"))).Status);
        Assert.Equal(200, (await grown.Get("/account")).Status);
        var entries = await own.Site.In(school, grains => grains.ConsentLedger(account.Id).Entries());
        Assert.Equal((null, ConsentAct.Accepted), (entries[^1].Behalf, entries[^1].Act));
        Assert.Equal(3, entries.Count(entry => entry.Behalf is not null)); // what the guardian did stays in the record
        await own.Site.Gone(school, "guardianship", TimeSpan.FromDays(1)); // and her address does not
    }

    [Fact]
    [Trait("Threat", "SEC-C06"), Trait("Threat", "SEC-A04")]
    public async Task A_link_that_was_changed_or_belongs_elsewhere_opens_nothing()
    {
        var (school, other) = (await people.School(Asking), await people.School(Asking));
        await people.Publish(school);
        using var child = people.Site.Visit(school);
        await Ask(people, child, "ada@links.example", "parent@links.example");
        var path = PostOffice.PathIn(await people.Post.Wait("parent@links.example"));
        var token = path.Split('=')[1];
        var (person, secret) = (token.Split('.')[0], token.Split('.')[1]);
        using var parent = people.Site.Visit(school);
        string[] wrong =
        [
            "", ".", "x", $"{person}.", $"{person}.{secret}x", $"{person}.{secret[..^1]}", $"{person}.{secret.ToUpperInvariant()}",
            $"{Id<Person>.New(people.Site.Clock)}.{secret}", $"{person}.{GuardianHash(secret)}", $"../{token}", new string('a', 5000),
        ];

        Assert.True(secret.Length >= 43); // 256 bits

        foreach (var text in wrong)
        {
            var answer = await parent.Get($"/guardian?token={Uri.EscapeDataString(text)}");
            Assert.Equal((404, "guardian.link_over"), (answer.Status, answer.Code));
        }

        Assert.Equal(404, (await people.Site.Visit(other).Get(path)).Status);
        Assert.Equal(404, (await parent.Get($"/guardian/receipts/1?token={token}")).Status); // not before she agreed
        var opened = await parent.Get(path);
        Assert.Equal(200, opened.Status);
        Assert.Contains("no-store", opened.Headers["cache-control"], StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Threat", "SEC-C02")]
    public async Task Whether_a_childs_address_has_an_account_is_told_to_nobody()
    {
        var school = await people.School();
        await people.Member(school, "known@tells.example");
        await people.Site.In(school, async grains => await grains.School.ChangeRules(Asking, (await grains.School.School())!.Revision));
        await people.Publish(school);
        using var child = people.Site.Visit(school);

        var known = await Ask(people, child, "known@tells.example", "parent@tells.example");
        var unknown = await Ask(people, child, "unknown@tells.example", "parent@tells.example");
        var told = await people.Post.Wait("known@tells.example", number: 2);
        var asked = await people.Post.Wait("parent@tells.example");
        var own = await Ask(people, child, "same@tells.example", "Same@tells.example");

        Assert.Equal((200, PeopleSite.WithoutToken(known.Body)), (unknown.Status, PeopleSite.WithoutToken(unknown.Body)));
        Assert.Contains("/sign-in", told.Text, StringComparison.Ordinal);
        Assert.Contains("unknown@tells.example", asked.Text, StringComparison.Ordinal);
        Assert.Single(people.Post.To("parent@tells.example"));
        Assert.Equal((422, "guardian.own_address"), (own.Status, own.Code));
    }

    /// <summary>The same over the API: the cookie of the question, then the guardian's address.</summary>
    [Fact]
    [Trait("Rule", "E49")]
    public async Task A_program_asks_the_guardian_as_the_pages_do()
    {
        var school = await people.School(Asking);
        await people.Publish(school);
        using var child = people.Site.Visit(school);
        var born = DateOnly.FromDateTime(people.Site.Clock.GetUtcNow().UtcDateTime).AddYears(-15);
        const string Body = """{"email":"ada@program.example","guardian_email":"parent@program.example"}""";

        var early = await child.PostJson("/api/v1/sign-up/guardian", Body);
        var age = await child.PostJson("/api/v1/sign-up/age", $$"""{"year":"{{born.Year}}","month":"{{born.Month}}","day":"{{born.Day}}"}""");
        var alone = await child.PostJson("/api/v1/sign-up", """{"email":"ada@program.example","password":"correct horse battery"}""");
        var asked = await child.PostJson("/api/v1/sign-up/guardian", Body);

        Assert.Equal((409, 200, 409, 202), (early.Status, age.Status, alone.Status, asked.Status));
        Assert.Contains("needsGuardian", age.Body, StringComparison.Ordinal);
        Assert.Contains("guardian.needed", alone.Body, StringComparison.Ordinal);
        Assert.Contains("/guardian?token=", (await people.Post.Wait("parent@program.example")).Text, StringComparison.Ordinal);
    }

    // She is there already, of age and with an address that she has shown.
    private Task<PersonAccount> Member(School school, string email) => people.Site.In(school, async grains =>
    {
        var id = Id<Person>.New(people.Site.Clock);
        var made = await grains.Person(id).Create(
            new PersonAccount(id, 0) { Email = email, NormalizedEmail = email, EmailConfirmed = true, Name = "Zahra", Language = "en", Roles = [Role.Student] }, []);
        await grains.EmailAddress(email).Take(id);
        return await Accounts.Enlist(grains, made.Value!);
    });

    private static async Task<Answer> Ask(PeopleSite site, Visitor child, string email, string guardian)
    {
        var page = await child.Get("/sign-up");

        if (page.Page.QuerySelector("#birth_year") is not null)
        {
            await child.Submit(page, Birth(site.Site, 15));
            page = await child.Get("/sign-up");
        }

        return await child.Submit(page, ("email", email), ("guardian_email", guardian));
    }

    private static Task<Answer> Decide(Visitor parent, Answer page, params (string Name, string? Value)[] other)
    {
        var values = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["answer-document-privacy"] = "agree",
            ["relation"] = "parent",
            ["of_age"] = "true",
            ["act"] = "send",
        };

        if (page.Page.QuerySelector("[data-item=purpose-news]") is not null)
            values["answer-purpose-news"] = "refuse";

        foreach (var (name, value) in other)
            values[name] = value;

        return parent.Submit(page, values, "form[action='/guardian']");
    }

    private static Task<Purpose> Purpose(PeopleSite site, School school) => site.Site.In(school, async grains => (await grains.Purposes.Put(
        new PutPurpose(Registers.News, PurposeState.Enabled, Registers.Terms), (await grains.Purposes.All()).Revision)).Value!);

    private static string? Answered(Answer page, string item) => page.Page.QuerySelector($"[data-item={item}]")?.GetAttribute("data-answer");

    private static Dictionary<string, string?> One(string name, string value) => new(StringComparer.Ordinal) { [name] = value };

    private static Id<Person> PersonIn(string path) => Id<Person>.Parse(path.Split('=')[1].Split('.')[0]);

    private static string GuardianHash(string secret) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(secret)));

    private static Dictionary<string, string?> Birth(Site site, int years) =>
        Date(DateOnly.FromDateTime(site.Clock.GetUtcNow().UtcDateTime).AddYears(-years));

    private static Dictionary<string, string?> Date(DateOnly day) => new(StringComparer.Ordinal)
    {
        ["birth_day"] = $"{day.Day}",
        ["birth_month"] = $"{day.Month}",
        ["birth_year"] = $"{day.Year}",
    };
}
