using Darsgah.Gateway.Tests.People;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Learning;
using Darsgah.Grains.People;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Tests.Teaching;

/// <summary>From a file of addresses to a student in the course, also for who had no account.</summary>
[Collection("people")] // its post office is this one's
public class InvitationLetterTests(PeopleSite people)
{
    [Fact]
    public async Task A_letter_leads_its_reader_into_the_course_and_nobody_else()
    {
        var school = await people.School();
        var course = Id<Course>.Parse("algebra");
        await people.Site.In(school, grains => grains.Course(course).Describe(
            new CourseDescription(course, "en", "Algebra", "", "", "", Published: true), 0));
        var admin = await people.Member(school, "admin@invites.example");
        await Promote(school, "admin@invites.example");
        const string File = "email,name,language\nada@invites.example,Ada,fa-AF\n";
        const string Path = "/admin/courses/algebra/invitations";
        var form = await admin.Get($"{Path}/import");

        using (var content = InvitationTests.Upload(form, File, "send"))
            Assert.Equal($"{Path}?done=sent", (await admin.Post($"{Path}/import", content)).Location);

        // The same form with the same file, pressed again.
        using (var content = InvitationTests.Upload(form, File, "send"))
            await admin.Post($"{Path}/import", content);

        var letter = await people.Post.Wait("ada@invites.example");
        var link = PostOffice.PathIn(letter);
        Assert.Contains("Algebra", letter.Text, StringComparison.Ordinal);
        Assert.Equal("fa-AF", letter.Language);

        var eve = await people.Member(school, "eve@invites.example");
        var refused = await eve.Get(link);
        Assert.Empty(refused.Page.QuerySelectorAll("main form"));
        Assert.NotEmpty(refused.Page.QuerySelectorAll("main .warning"));

        // She had no account: she signs up under the school's rules, shows that mail reaches her, and comes back.
        var ada = await people.Member(school, "ada@invites.example");
        var joined = await ada.Submit(await ada.Get(link));

        Assert.Equal((302, "/courses/algebra"), (joined.Status, joined.Location));
        var account = (await people.Account(school, "ada@invites.example"))!;
        Assert.Equal(EnrollmentState.Active, (await people.Site.In(school, grains => grains.Enrollment(account.Id, course).Kept()))!.State);
        Assert.Single(people.Post.To("ada@invites.example"), mail => mail.Text.Contains("/invitations/", StringComparison.Ordinal));
    }

    private async Task Promote(School school, string email)
    {
        var account = (await people.Account(school, email))!;
        await people.Site.In(school, grains => grains.Person(account.Id).Save(account with { Roles = [Role.Admin] }, []));
    }
}
