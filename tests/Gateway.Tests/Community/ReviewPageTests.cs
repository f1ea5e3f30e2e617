using Darsgah.Gateway.Tests.Consent;

namespace Darsgah.Gateway.Tests.Community;

/// <summary>Reviews on the pages of a course.</summary>
public class ReviewPageTests(Campus campus)
{
    private const string Reviews = "/courses/algebra/reviews";

    [Fact]
    public async Task Who_finished_the_course_reviews_it_and_a_visitor_reads_that()
    {
        var room = await Classroom.Open(campus);
        var ada = await room.Join("Ada");
        var early = await ada.Get(Reviews);
        await Finish(ada);

        var written = await Classroom.Send(ada, Reviews, "form[data-act=write]", ("stars", "4"), ("text", "I **understood** it."), ("understood", "1"));
        var visitor = campus.Site.Visit(room.School);
        var read = await visitor.Get(Reviews);

        Assert.Null(early.Page.QuerySelector("form[data-act=write]"));
        Assert.Equal(302, written.Status);
        Assert.Equal((200, "4 stars"), (read.Status, read.Page.QuerySelector("[data-review] .stars")!.GetAttribute("aria-label")));
        Assert.NotNull(read.Page.QuerySelector("[data-review] .prose strong"));
        Assert.Empty(read.Page.QuerySelectorAll("main form"));
    }

    [Fact]
    [Trait("Rule", "M11")]
    public async Task What_she_writes_is_as_visible_as_the_place_she_puts_it_in()
    {
        const string Questions = "/courses/algebra/lessons/lesson-1/questions";
        var room = await Classroom.Open(campus);
        var ada = await room.Join("Ada");
        await Finish(ada);
        await Classroom.Send(ada, Reviews, "form[data-act=write]", ("stars", "4"), ("text", "canary of everybody"), ("understood", "1"));
        var asked = await ada.Browser.Submit(await ada.Get(Questions), [("title", "canary of the course"), ("text", "Why?")]);

        var (visitor, stranger, fellow) = (campus.Site.Visit(room.School), await campus.SignedIn(room.School, name: "Stranger"), await room.Join("Bashir"));

        foreach (var reader in new[] { visitor, stranger.Browser })
        {
            Assert.Contains("canary of everybody", (await reader.Get(Reviews)).Body, StringComparison.Ordinal);

            foreach (var path in new[] { Questions, asked.Location!, "/courses/algebra", Reviews })
                Assert.DoesNotContain("canary of the course", (await reader.Get(path)).Body, StringComparison.Ordinal);

            Assert.NotEqual(200, (await reader.Get(asked.Location!)).Status);
        }

        Assert.Contains("canary of the course", (await fellow.Get(asked.Location!)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_not_finished_it_cannot_and_stars_are_asked_for()
    {
        var room = await Classroom.Open(campus);
        var (ada, bashir) = (await room.Join("Ada"), await room.Join("Bashir"));
        await Finish(ada);
        var form = await ada.Get(Reviews);

        var starless = await Classroom.Send(ada, Reviews, "form[data-act=write]", ("text", "Good."), ("understood", "1"));
        var token = (await bashir.Get("/account")).Page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        var early = await bashir.Browser.Post(Reviews, new FormUrlEncodedContent(
        [
            KeyValuePair.Create("__RequestVerificationToken", token), KeyValuePair.Create("do", "write"), KeyValuePair.Create("stars", "5"),
            KeyValuePair.Create("text", "Good."), KeyValuePair.Create("understood", "1"),
        ]));

        Assert.NotNull(form.Page.QuerySelector("form[data-act=write]"));
        Assert.Equal(("community.stars_bad", "community.not_finished"), (Classroom.Code(starless), Classroom.Code(early)));
        Assert.Equal(0, (await room.In(grains => grains.Reviews(Classroom.Course).Rating())).Count);
    }

    [Fact]
    public async Task A_teacher_answers_a_review()
    {
        var room = await Classroom.Open(campus);
        var (ada, nadia) = (await room.Join("Ada"), await room.Teacher());
        await Finish(ada);
        await Classroom.Send(ada, Reviews, "form[data-act=write]", ("stars", "2"), ("text", "Too fast."), ("understood", "1"));

        await Classroom.Send(nadia, Reviews, "[data-act=answer] form", ("text", "It is slower now."), ("understood", "1"));
        var read = await campus.Site.Visit(room.School).Get(Reviews);

        Assert.Contains("It is slower now.", read.Page.QuerySelector("[data-answer]")!.TextContent, StringComparison.Ordinal);
    }

    private static async Task Finish(Learner learner)
    {
        foreach (var lesson in new[] { "lesson-1", "lesson-2" })
            await learner.Browser.Submit(await learner.Get($"/courses/algebra/lessons/{lesson}"));
    }
}
