using System.Text;
using Darsgah.Gateway.Tests.Admin;
using Darsgah.Grains.Common;
using Darsgah.Grains.Learning;
using Darsgah.Grains.People;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Teaching;

/// <summary>Coming into a course by a link or a letter.</summary>
public class InvitationTests(Office office)
{
    private const string Path = "/admin/courses/algebra/invitations";

    [Fact]
    public async Task A_link_takes_as_many_as_it_is_good_for_and_each_once()
    {
        var room = await Classroom.Of(office);
        var link = await Link(room, uses: 1);
        var (first, account) = await office.Enter(room.School, Role.Student);
        var second = await office.SignedIn(room.School, Role.Student);

        var visitor = await office.Site.Visit(room.School).Get(link);
        var joined = await first.Submit(await first.Get(link));
        var again = await first.Submit(await first.Get(link));

        Assert.Equal(200, visitor.Status);
        Assert.Contains($"/sign-up?return={Uri.EscapeDataString(link)}", visitor.Page.QuerySelector("main a[href^='/sign-up']")!.GetAttribute("href"), StringComparison.Ordinal);
        Assert.Equal((302, "/courses/algebra", 302), (joined.Status, joined.Location, again.Status));
        Assert.Equal(EnrollmentState.Active, (await room.Kept(account))!.State);
        Assert.Equal(404, (await second.Get(link)).Status);
        Assert.Contains("1 of 1", (await room.Teacher.Get(Path)).Page.QuerySelector("tbody")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_who_press_at_once_get_the_one_place_of_a_link()
    {
        var room = await Classroom.Of(office);
        var link = await Link(room, uses: 1);
        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(async _ =>
        {
            var visitor = await office.SignedIn(room.School, Role.Student);
            return (visitor, page: await visitor.Get(link));
        }));

        var answers = await Task.WhenAll(both.Select(one => one.visitor.Submit(one.page)));

        Assert.Equal([302, 404], answers.Select(answer => answer.Status).Order());
    }

    [Fact]
    public async Task A_link_ends_when_it_is_revoked_or_over_and_is_none_of_another_school()
    {
        var room = await Classroom.Of(office);
        var other = await Classroom.Of(office);
        var link = await Link(room, uses: 9);
        var student = await office.SignedIn(room.School, Role.Student);

        Assert.Equal(200, (await student.Get(link)).Status);
        Assert.Equal(404, (await (await office.SignedIn(other.School, Role.Student)).Get(link)).Status);
        await Classroom.Press(room.Teacher, await room.Teacher.Get(Path), "revoke");
        Assert.Equal(404, (await student.Get(link)).Status);
        Assert.Equal(404, (await student.Get("/invitations/nothing")).Status);
    }

    [Fact]
    public async Task Of_a_link_only_a_fingerprint_is_kept()
    {
        var room = await Classroom.Of(office);
        var code = (await Link(room, uses: 3)).Split('/')[^1];

        var lines = await room.In(grains => grains.Invitations(Classroom.Algebra).All());

        Assert.DoesNotContain(code, Assert.Single(lines).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(code, (await room.Teacher.Get(Path)).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0", "30")]
    [InlineData("1001", "30")]
    [InlineData("5", "0")]
    [InlineData("5", "366")]
    public async Task A_link_for_nobody_everybody_or_ever_is_refused(string uses, string days)
    {
        var room = await Classroom.Of(office);

        var refused = await Classroom.Press(room.Teacher, await room.Teacher.Get(Path), "make", ("uses", uses), ("days", days));

        Assert.Equal((422, "teaching.bad_invitation"), (refused.Status, refused.Code));
    }

    [Fact]
    public async Task A_dry_run_lists_every_bad_row_and_sends_nothing()
    {
        var room = await Classroom.Of(office);
        const string File = "email,name\nada@example.org,Ada\nada@example.org,Ada\nno address,Eve\n";

        var page = await Send(room, File, "check");
        var faults = await Send(room, File, "faults");

        Assert.Equal(["3", "4"], page.Page.QuerySelectorAll("tbody th").Select(cell => cell.TextContent));
        Assert.Contains("line 2", page.Page.QuerySelector("tbody tr")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(3, faults.Body.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Empty(await room.In(grains => grains.Invitations(Classroom.Algebra).All()));
    }

    private static async Task<string> Link(Classroom room, int uses)
    {
        var made = await Classroom.Press(
            room.Teacher, await room.Teacher.Get(Path), "make", ("uses", uses.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("days", "7"));
        return new Uri(made.Page.QuerySelector("[data-link]")!.TextContent).AbsolutePath;
    }

    private static async Task<Answer> Send(Classroom room, string file, string act)
    {
        var page = await room.Teacher.Get($"{Path}/import");
        using var content = Upload(page, file, act);
        return await room.Teacher.Post($"{Path}/import", content);
    }

    internal static MultipartFormDataContent Upload(Answer page, string file, string act)
    {
        string Hidden(string name) => page.Page.QuerySelector($"main [name={name}]")!.GetAttribute("value")!;

        return new MultipartFormDataContent
        {
            { new StringContent(Hidden("mark")), "mark" },
            { new StringContent(Hidden("__RequestVerificationToken")), "__RequestVerificationToken" },
            { new StringContent("30"), "days" },
            { new StringContent(act), "do" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes(file)), "file", "people.csv" },
        };
    }
}
