using Darsgah.Gateway.Tests.Consent;

namespace Darsgah.Gateway.Tests.Community;

/// <summary>Messages and announcements: who gets to them, and that nobody's address is in them.</summary>
public class MessageTests(Campus campus)
{
    private const string Messages = "/courses/algebra/messages";
    private const string Announcements = "/courses/algebra/announcements";

    [Fact]
    public async Task A_student_writes_a_teacher_answers_and_both_are_told()
    {
        var room = await Classroom.Open(campus);
        var (ada, nadia) = (await room.Join("Ada"), await room.Teacher());
        var hers = $"{Messages}/{ada.Person}";

        await Classroom.Send(ada, Messages, "form[data-act=send]", ("text", "I am stuck."), ("understood", "1"));
        var waiting = await nadia.Get(Messages);
        var told = await nadia.Get("/account/notifications");
        var page = await nadia.Get(hers);
        await Classroom.Send(nadia, hers, "form[data-act=send]", ("text", "Where?"), ("understood", "1"));
        var read = await ada.Get(Messages);
        var lines = await ada.Get("/account/notifications");

        Assert.Equal(hers, waiting.Page.QuerySelector("[data-row] a")!.GetAttribute("href"));
        Assert.Equal(hers, told.Page.QuerySelector("[data-line] a")!.GetAttribute("href"));
        Assert.Contains("Ada", page.Page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(["Ada", "Nadia"], read.Page.QuerySelectorAll("[data-post] strong bdi").Select(name => name.TextContent));
        Assert.Equal(Messages, lines.Page.QuerySelector("[data-line] a")!.GetAttribute("href"));
        Assert.Empty((await nadia.Get(Messages)).Page.QuerySelectorAll("[data-row]"));
        Assert.DoesNotContain("@example.org", waiting.Body + page.Body + told.Body, StringComparison.Ordinal);
        Assert.DoesNotContain($"{nadia.Person}", read.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nobody_teaches_the_course_who_runs_the_school_is_told()
    {
        var room = await Classroom.Open(campus);
        var owner = await campus.SignedIn(room.School, name: "Owner", roles: Darsgah.Grains.People.Role.Owner);
        var (ada, stranger) = (await room.Join("Ada"), await campus.SignedIn(room.School, name: "Other", roles: Darsgah.Grains.People.Role.Instructor));
        await campus.Enlist(room.School, owner);
        await campus.Enlist(room.School, stranger);

        await Classroom.Send(ada, Messages, "form[data-act=send]", ("text", "Is anybody there?"), ("understood", "1"));
        var told = await owner.Get("/account/notifications");

        Assert.Equal($"{Messages}/{ada.Person}", Assert.Single(told.Page.QuerySelectorAll("[data-line] a")).GetAttribute("href"));
        Assert.Empty((await stranger.Get("/account/notifications")).Page.QuerySelectorAll("[data-line]"));
    }

    [Fact]
    public async Task A_conversation_is_open_to_its_student_and_the_teachers_of_its_course_alone()
    {
        var room = await Classroom.Open(campus);
        var (ada, bashir) = (await room.Join("Ada"), await room.Join("Bashir"));
        await Classroom.Send(ada, Messages, "form[data-act=send]", ("text", "A secret of mine."), ("understood", "1"));
        var stranger = await campus.SignedIn(room.School, name: "Stranger");

        Assert.Equal(404, (await bashir.Get($"{Messages}/{ada.Person}")).Status);
        Assert.Equal(404, (await ada.Get($"{Messages}/{ada.Person}")).Status);
        Assert.Equal(404, (await stranger.Get(Messages)).Status);
        Assert.DoesNotContain("A secret of mine.", (await bashir.Get(Messages)).Body, StringComparison.Ordinal);
        Assert.Equal(404, (await (await room.Teacher()).Get($"{Messages}/{stranger.Person}")).Status);
    }

    [Fact]
    public async Task A_student_reports_a_message_and_it_is_in_the_queue()
    {
        var room = await Classroom.Open(campus);
        var (ada, nadia) = (await room.Join("Ada"), await room.Teacher());
        await Classroom.Send(nadia, $"{Messages}/{ada.Person}", "form[data-act=send]", ("text", "You are lazy."), ("understood", "1"));

        await Classroom.Send(ada, Messages, "[data-act=report] form", ("reason", "That is an insult."));
        var queue = await (await campus.SignedIn(room.School, name: "Owner", roles: Darsgah.Grains.People.Role.Owner)).Get("/admin/reports");

        Assert.Contains("That is an insult.", queue.Page.QuerySelector("[data-row]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_announcement_is_read_and_told_to_all_who_are_in_the_course_once()
    {
        var room = await Classroom.Open(campus);
        var (ada, nadia) = (await room.Join("Ada"), await room.Teacher());
        var form = await nadia.Get(Announcements);
        var values = new Dictionary<string, string?>(StringComparer.Ordinal) { ["title"] = "No lesson today", ["text"] = "It **snows**.", ["understood"] = "1" };

        await nadia.Browser.Submit(form, values, "form[data-act=announce]");
        await nadia.Browser.Submit(form, values, "form[data-act=announce]");
        var read = await ada.Get(Announcements);
        var told = (await ada.Get("/account/notifications")).Page.QuerySelectorAll("[data-line] a").Select(link => link.GetAttribute("href")).ToList();

        Assert.Equal("No lesson today", Assert.Single(read.Page.QuerySelectorAll("[data-post] h2")).TextContent);
        Assert.NotNull(read.Page.QuerySelector("[data-post] .prose strong"));
        Assert.Equal([Announcements, "/courses/algebra"], told);
        Assert.Empty(read.Page.QuerySelectorAll("form[data-act=announce]"));
        Assert.Empty((await nadia.Get("/account/notifications")).Page.QuerySelectorAll("[data-line]"));
    }

    [Fact]
    public async Task A_student_announces_nothing()
    {
        var room = await Classroom.Open(campus);
        var ada = await room.Join("Ada");

        var announced = await Announce(ada);

        Assert.Equal(404, announced.Status);
        Assert.Empty((await room.In(grains => grains.Announcements(Classroom.Course).Read(1))).Posts);
    }

    // With the token of another of her forms: this page offers her none.
    private static async Task<Darsgah.TestKit.Answer> Announce(Learner learner)
    {
        var token = (await learner.Get("/account")).Page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        return await learner.Browser.Post(Announcements, new FormUrlEncodedContent(
        [
            KeyValuePair.Create("__RequestVerificationToken", token), KeyValuePair.Create("do", "announce"), KeyValuePair.Create("id", "p1"),
            KeyValuePair.Create("title", "Mine"), KeyValuePair.Create("text", "Mine"), KeyValuePair.Create("understood", "1"),
        ]));
    }
}
