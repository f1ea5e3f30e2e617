using Darsgah.Grains.Common;
using Darsgah.Grains.Community;

namespace Darsgah.Grains.Tests.Community;

/// <summary>A question and its replies over real files.</summary>
public sealed class QuestionTests : IAsyncLifetime
{
    private static readonly Id<Post> Question = Writers.Id(1);

    private RealSilo silo = null!;
    private Id<Tenant> school;

    public async ValueTask InitializeAsync()
    {
        silo = await RealSilo.Start();
        school = await silo.School("north");
        await In(question => question.Ask(Writers.Ada, "Why?", "Why is it so?"));
    }

    public ValueTask DisposeAsync() => silo.DisposeAsync();

    [Fact]
    public async Task Replies_stand_on_pages_of_twenty_in_order_and_survive_a_restart()
    {
        for (var number = 2; number <= 46; number++)
            await In(question => question.Reply(Writers.Id(number), Writers.Bashir, $"Reply {number}"));

        await silo.Restart();
        var pages = new[] { await Thread(1), await Thread(2), await Thread(3) };

        Assert.Equal([20, 20, 5], pages.Select(page => page.Replies.Length));
        Assert.Equal(Enumerable.Range(2, 45).Select(Writers.Id), pages.SelectMany(page => page.Replies).Select(reply => reply.Id));
        Assert.Equal((45, 3, 3), (pages[0].Question.Replies, pages[0].Question.Pages, (await Thread(99)).Page));
    }

    [Fact]
    public async Task A_form_that_is_sent_twice_replies_once()
    {
        var first = await In(question => question.Reply(Writers.Id(2), Writers.Bashir, "So."));
        var second = await In(question => question.Reply(Writers.Id(2), Writers.Bashir, "So."));

        Assert.Equal(first.Value, second.Value);
        Assert.Single((await Thread(1)).Replies);
    }

    [Fact]
    public async Task The_asker_or_a_teacher_accepts_an_answer_and_nobody_else()
    {
        var place = (await In(question => question.Reply(Writers.Id(2), Writers.Bashir, "So."))).Value!;

        var stranger = await In(question => question.Accept(place, Writers.Bashir, accepted: true));
        var asker = await In(question => question.Accept(place, Writers.Ada, accepted: true));
        var teacher = await In(question => question.Accept(place, Writers.Nadia, accepted: false));

        Assert.Equal("community.not_yours_to_accept", stranger.Error!.Code);
        Assert.Equal(place, asker.Value!.Accepted);
        Assert.Null(teacher.Value!.Accepted);
    }

    [Fact]
    public async Task An_accepted_answer_that_is_removed_is_none()
    {
        var place = (await In(question => question.Reply(Writers.Id(2), Writers.Bashir, "So."))).Value!;
        await In(question => question.Accept(place, Writers.Ada, accepted: true));

        var after = await In(question => question.Remove(place, Writers.Bashir.Person));

        Assert.Null(after.Value!.Accepted);
        Assert.Equal(1, await Waiting());
    }

    [Fact]
    public async Task A_person_votes_once_and_takes_it_back_once()
    {
        var place = new PostPlace(Question, 0);
        await In(question => question.Vote(place, Writers.Bashir.Person, up: true));
        await In(question => question.Vote(place, Writers.Bashir.Person, up: true));
        var two = await In(question => question.Vote(place, Writers.Nadia.Person, up: true));
        await In(question => question.Vote(place, Writers.Nadia.Person, up: false));
        var one = await In(question => question.Vote(place, Writers.Nadia.Person, up: false));
        var own = await In(question => question.Vote(place, Writers.Ada.Person, up: true));

        Assert.Equal((2, 1, "community.own_post"), (two.Value, one.Value, own.Error!.Code));
    }

    [Fact]
    public async Task A_question_waits_until_a_teacher_replies_or_an_answer_is_accepted()
    {
        var asked = await Waiting();
        await In(question => question.Reply(Writers.Id(2), Writers.Bashir, "So."));
        var replied = await Waiting();
        await In(question => question.Reply(Writers.Id(3), Writers.Nadia, "Because."));

        Assert.Equal((1, 1, 0), (asked, replied, await Waiting()));
        var row = Assert.Single((await silo.In(school, tenant => tenant.LessonQuestions(Writers.Course, Writers.Lesson).Page(null, 20))).Rows);
        Assert.Equal((true, 2), (row.Answered, row.Replies));
    }

    [Fact]
    public async Task A_report_is_in_the_queues_of_course_and_school_until_somebody_decides()
    {
        var place = (await In(question => question.Reply(Writers.Id(2), Writers.Bashir, "Rude words"))).Value!;
        await In(question => question.Report(place, Writers.Ada.Person, "It is rude."));
        var course = await silo.In(school, tenant => tenant.CourseReports(Writers.Course).Page(null, 20));
        var all = await silo.In(school, tenant => tenant.Reports.Page(null, 20));

        await silo.In(school, tenant => tenant.Question(Writers.Course, Writers.Lesson, Question).Judge(place, Judgement.Hide, "It is.", runsSchool: false), actor: "nadia");
        await silo.Restart();

        Assert.Equal(("It is rude.", BoardKind.Reply, 1), (Assert.Single(course.Rows).Reason, course.Rows[0].Kind, all.Total));
        Assert.Equal(0, await silo.In(school, tenant => tenant.CourseReports(Writers.Course).Count()));
        Assert.Equal(0, await silo.In(school, tenant => tenant.Reports.Count()));
        var hidden = Assert.Single((await Thread(1)).Replies).Hidden!;
        Assert.Equal(("nadia", "It is."), (hidden.By, hidden.Reason));
    }

    [Fact]
    public async Task What_a_crash_kept_off_a_board_is_there_when_the_question_is_next_looked_at()
    {
        await silo.In(school, async tenant =>
        {
            await tenant.OpenQuestions(Writers.Course).Take(Question.Value, 1);
            return 0;
        });
        await silo.Restart();

        await Thread(1);

        Assert.Equal(1, await Waiting());
    }

    [Fact]
    public async Task A_question_of_one_school_is_none_of_another()
    {
        var south = await silo.School("south");

        Assert.Null(await silo.In(south, tenant => tenant.Question(Writers.Course, Writers.Lesson, Question).Thread(1)));
    }

    private Task<int> Waiting() => silo.In(school, tenant => tenant.OpenQuestions(Writers.Course).Count());

    private async Task<QuestionThread> Thread(int page) => (await In(question => question.Thread(page)))!;

    private Task<T> In<T>(Func<IQuestionGrain, Task<T>> work) =>
        silo.In(school, tenant => work(tenant.Question(Writers.Course, Writers.Lesson, Question)));
}
