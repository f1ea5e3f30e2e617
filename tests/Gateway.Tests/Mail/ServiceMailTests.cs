using System.Collections.Immutable;
using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Localization;
using Darsgah.Gateway.People;
using Darsgah.Gateway.Tests.Consent;
using Darsgah.Gateway.Tests.People;
using Darsgah.Gateway.Tests.Purposes;
using Darsgah.Grains.Common;
using Darsgah.Grains.Notifications;
using Darsgah.Grains.People;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Tenancy;
using Darsgah.Silo.Outbox;
using Microsoft.Extensions.DependencyInjection;

namespace Darsgah.Gateway.Tests.Mail;

/// <summary>Letters that a contract or a law asks for, and to whom any letter goes.</summary>
public class ServiceMailTests(PeopleSite people)
{
    /// <summary>Schools with opposite rules on telling of changes; at both she has refused promotion and switched everything off.</summary>
    [Theory, Trait("Rule", "M18")]
    [InlineData(ChangeTreatment.NoticeAndMail, true)]
    [InlineData(ChangeTreatment.Notice, false)]
    public async Task Service_letters_go_out_whatever_she_chose_for_promotion(ChangeTreatment treatment, bool noticeIsMailed)
    {
        var rules = RulesPresets.DatedChanges with
        {
            Change = RulesPresets.DatedChanges.Change with { Ordinary = treatment, Significant = treatment, EffectiveDateRequired = false },
        };
        var school = await people.School(rules);
        await people.Publish(school);
        var (person, address) = await Member(school);
        await In(school, async grains =>
        {
            await grains.Notifications(person).Choose(
                [.. Enum.GetValues<NotificationKind>().Select(kind => new NotificationChoice(kind, InProduct: false, Mail: false))]);
            return await RefusePromotion(grains, person);
        });

        await Tell(school, person, NotificationKind.Graded, "graded");
        await Tell(school, person, NotificationKind.Enrolled, "enrolled");
        await people.Publish(school, "We keep less.");

        if (noticeIsMailed)
            await people.Post.Wait(address, mail => mail.Text.Contains("/policies/privacy/versions/2", StringComparison.Ordinal));

        var confirmation = await people.Post.Wait(address, mail => mail.Subject.Contains("Algebra", StringComparison.Ordinal));

        // Whatever comes after it was queued after it: her password was changed, which goes out too and ends the wait.
        await In(school, async grains =>
        {
            await grains.Person(person).Send([Letters.PasswordChanged(await Account(grains, person), people.Site.Clock.GetUtcNow())]);
            return Done.Value;
        });
        await people.Post.Wait(address, mail => PostOffice.PathIn(mail) == "/sign-in/reset");

        Assert.Equal(noticeIsMailed ? 3 : 2, people.Post.To(address).Count);
        Assert.Contains("Algebra", confirmation.Subject, StringComparison.Ordinal);
    }

    [Fact, Trait("Rule", "B11")]
    public async Task A_reminder_is_service_mail_and_hers_to_switch_off()
    {
        var school = await people.School();
        var (person, address) = await Member(school);
        await In(school, grains => RefusePromotion(grains, person));

        await Tell(school, person, NotificationKind.DueSoon, "one");
        var reminder = await people.Post.Wait(address);
        await In(school, grains => grains.Notifications(person).Choose([new(NotificationKind.DueSoon, InProduct: true, Mail: false)]));
        await Tell(school, person, NotificationKind.DueSoon, "two");
        await Tell(school, person, NotificationKind.Enrolled, "enrolled");
        await people.Post.Wait(address, number: 2);

        Assert.Contains("Lesson one", reminder.Subject + reminder.Text, StringComparison.Ordinal);
        Assert.Equal(2, people.Post.To(address).Count);
    }

    /// <summary>No letter of the software is written for a purpose of a school's, which is where promotion would be.</summary>
    [Fact, Trait("Rule", "M18")]
    public void No_letter_that_no_preference_stops_has_room_for_promotion()
    {
        var templates = TextCatalogue.Of(UiLanguages.English).Entries.Select(entry => entry.Key)
            .Where(key => key.StartsWith("mail.", StringComparison.Ordinal) && key.EndsWith(".subject", StringComparison.Ordinal))
            .Select(key => key["mail.".Length..^".subject".Length]).ToList();
        Id<Purpose>[] service = [BuiltInPurposes.ServiceMail, BuiltInPurposes.PolicyNotices, BuiltInPurposes.Guardians];

        Assert.NotEmpty(templates);
        Assert.All(templates, template => Assert.True(
            Letters.GoesToAddress(template) || service.Contains(Letters.UseOf(template)?.Purpose ?? default), template));
    }

    [Theory, Trait("Rule", "Q08")]
    [InlineData("password_changed", "ada", true)] // hers
    [InlineData("receipt", "ada", true)]
    [InlineData("change_email", "wanted", true)] // she asked for it
    [InlineData("email_changed", "other", true)] // a warning to the address that was left
    [InlineData("receipt", "other", false)] // found somewhere
    [InlineData("told_message", "other", false)]
    [InlineData("policy_changed", "other", false)]
    [InlineData("newsletter", "ada", false)] // no purpose
    [InlineData("receipt", "", false)]
    public async Task Only_addresses_that_were_given_for_it_are_written_to(string template, string to, bool isWritten)
    {
        var school = await people.School();
        var (person, address) = await Member(school, account => account with { PendingEmail = $"wanted-{account.Email}" });
        var written = to switch { "ada" => address, "wanted" => $"wanted-{address}", "other" => $"other-{address}", _ => to };
        var values = ImmutableDictionary.CreateRange(
            StringComparer.Ordinal,
            new[] { ("person", person.Value), ("template", template), ("language", "en"), ("to", written) }
                .Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2)));
        var handler = people.Site.Services.GetServices<IOutboxHandler>().Single(handler => handler.Handles("mail"));
        var delivery = () => TenantScope.Run(
            school.Id, () => handler.Deliver(school.Id, new OutboxMessage("1", "mail", values), TestContext.Current.CancellationToken));

        if (isWritten)
            await delivery();
        else
            await Assert.ThrowsAsync<OutboxRejectedException>(delivery);

        Assert.Equal(isWritten ? 1 : 0, people.Post.To(written).Count);
    }

    [Fact, Trait("Rule", "Q08")]
    public async Task An_address_that_somebody_types_into_a_form_and_nobody_has_is_not_written_to()
    {
        var school = await people.School();
        var (_, address) = await Member(school, known: true);
        var visitor = people.Site.Visit(school);

        foreach (var typed in new[] { $"nobody-{address}", address })
        {
            await visitor.Submit(
                await visitor.Get("/sign-in/reset"), new Dictionary<string, string?>(StringComparer.Ordinal) { ["email"] = typed });
        }

        await people.Post.Wait(address);
        Assert.Empty(people.Post.To($"nobody-{address}"));
    }

    private Task<int> Tell(School school, Id<Person> person, NotificationKind kind, string once) => In(school, async grains =>
    {
        await grains.Notifications(person).Tell(NotificationEvent.Of(
            kind, once, "/courses/algebra", ("course", "Algebra"), ("lesson", "Lesson one"),
            ("date", people.Site.Clock.GetUtcNow().ToString("O", System.Globalization.CultureInfo.InvariantCulture))));
        return 0;
    });

    // A purpose of the school's own, resting on consent, to which she says no.
    private static async Task<Done> RefusePromotion(TenantGrains grains, Id<Person> person)
    {
        var put = await grains.Purposes.Put(
            new PutPurpose(Registers.News, PurposeState.Enabled, Registers.Terms), (await grains.Purposes.All()).Revision);
        var purpose = put.Value!;
        var answered = await grains.ConsentLedger(person).Answer(new Darsgah.Grains.Consent.AnswerPurpose(
            purpose.Key, purpose.Version, PurposeText.Of(purpose, "en", ["en", "fa-AF", "ar"]).Hash, "en", "", Darsgah.Grains.Consent.PurposeDecision.Refuse, "no", "No", "/here", Explicit: false));
        return answered.Error is { } error ? throw new InvalidOperationException(error.Message) : Done.Value;
    }

    private static async Task<PersonAccount> Account(TenantGrains grains, Id<Person> person) =>
        (await grains.Person(person).Account(PurposeUses.ServiceLetter))!;

    private Task<T> In<T>(School school, Func<TenantGrains, Task<T>> work) => people.Site.In(school, work);

    private async Task<(Id<Person> Person, string Address)> Member(School school, Func<PersonAccount, PersonAccount>? change = null, bool known = false)
    {
        var id = Id<Person>.New(people.Site.Clock);
        var address = $"{id}@service.example";
        var account = new PersonAccount(id, 0)
        {
            Email = address,
            NormalizedEmail = address,
            EmailConfirmed = true,
            Name = "Ada",
            Language = "en",
            Roles = [Role.Student],
        };
        await In(school, async grains =>
        {
            var made = await grains.Person(id).Create(change?.Invoke(account) ?? account, []);

            if (known)
                await grains.EmailAddress(address).Take(id);

            return await Accounts.Enlist(grains, made.Value!);
        });
        return (id, address);
    }
}
