using System.Collections.Immutable;
using Darsgah.Gateway.Consent;
using Darsgah.Gateway.People;
using Darsgah.Gateway.Tests.People;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Tests.Admin;

/// <summary>Who is told that a version waits for a second person.</summary>
[Collection("people")] // its post office is this one's
public class ApprovalLetterTests(PeopleSite people)
{
    [Fact]
    public async Task The_other_admins_are_told_by_mail_once_and_nobody_else_is()
    {
        var school = await people.School(RulesPresets.NoticeOnly with { Approval = PublishApproval.SecondPerson });
        var asker = await Joined(school, "asker", Role.Admin);
        var (owner, blocked, student) = (await Joined(school, "owner", Role.Owner), await Joined(school, "blocked", Role.Admin, blocked: true), await Joined(school, "student", Role.Student));

        await people.Site.In(school, async grains =>
        {
            var policy = grains.Policy(Documents.Privacy);
            var draft = (await policy.Save(new PolicyText("en", [new PolicySection("a", 1, null, "A", "Your name.")], "Privacy"), 0, asker.Id.Value)).Value!;

            return (await policy.AskToPublish(new PublishPolicy(
                draft.Revision, ChangeClass.Ordinary, NewPurpose: false, ImmutableDictionary<string, string>.Empty, null, null, asker.Id.Value))).Value!;
        });
        var letter = await people.Post.Wait(owner.Email, mail => mail.Subject.Contains("waits for your approval", StringComparison.Ordinal));

        Assert.Contains("/admin/policies/privacy/publish", letter.Text, StringComparison.Ordinal);
        Assert.Single(people.Post.To(owner.Email));
        Assert.All([asker, blocked, student], person => Assert.Empty(people.Post.To(person.Email)));
    }

    private Task<PersonAccount> Joined(School school, string name, Role role, bool blocked = false) => people.Site.In(school, async grains =>
    {
        var id = Id<Person>.New(people.Site.Clock);
        var made = await grains.Person(id).Create(
            new PersonAccount(id, 0)
            {
                Email = $"{name}-{id}@example.org",
                EmailConfirmed = true,
                Roles = [role],
                SecurityStamp = "stamp",
                Blocked = blocked,
            },
            []);

        return await Accounts.Enlist(grains, made.Value!);
    });
}
