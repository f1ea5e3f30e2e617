using System.Collections.Immutable;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Learning;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Quizzes;
using Darsgah.Grains.Teaching;

namespace Darsgah.Grains.Tests.Quizzes;

/// <summary>Attempts in a real silo over real files: who may do what when, and that nothing acknowledged is lost.</summary>
public sealed class AttemptTests : IAsyncLifetime
{
    private static readonly Id<Person> Ada = Id<Person>.Parse("ada");
    private static readonly Id<Course> Algebra = Id<Course>.Parse("algebra");
    private static readonly Id<Lesson> Test = Id<Lesson>.Parse("test");

    private RealSilo silo = null!;
    private Id<Tenant> school;

    public async ValueTask InitializeAsync()
    {
        silo = await RealSilo.Start();
        school = await silo.School("north");
    }

    public ValueTask DisposeAsync() => silo.DisposeAsync();

    [Fact]
    public async Task What_she_answered_counts_and_passing_finishes_the_lesson()
    {
        await Teach(new QuizSettings { PassPercent = 60 }, Questions.TrueFalse("a"), Questions.TrueFalse("b"));

        var (attempt, enrollment) = await silo.In(school, async tenant =>
        {
            var book = Book(tenant);
            await book.Start();
            await book.Save(1, [new("a", ["true"], 0), new("b", ["true"], 0)]);
            return ((await book.Submit(1)).Value!, await tenant.Enrollment(Ada, Algebra).Standing());
        });

        Assert.Equal((AttemptState.Graded, 2m, 2m, true), (attempt.State, attempt.Points, attempt.OutOf, attempt.Passed));
        Assert.Equal((2m, 2m, true, 1), Shape(Assert.Single(enrollment!.Grades)));
        Assert.Equal(Test, Assert.Single(enrollment.Completed).Lesson);
    }

    [Theory]
    [InlineData(CompletedBy.HandingIn, 1)]
    [InlineData(CompletedBy.Quiz, 0)]
    public async Task Where_the_school_says_that_handing_in_is_enough_nobody_waits_for_a_grade(CompletedBy school, int completed)
    {
        await Teach(new QuizSettings { PassPercent = 60 }, Questions.Essay("a"));
        await silo.In(this.school, tenant => tenant.LearningRules.Change(LearningRules.Unset with { Completion = new() { Quiz = school } }));

        var (attempt, enrollment) = await silo.In(this.school, async tenant =>
        {
            await Book(tenant).Start();
            await Book(tenant).Save(1, [new("a", ["Because."], 0)]);
            return ((await Book(tenant).Submit(1)).Value!, await tenant.Enrollment(Ada, Algebra).Standing());
        });

        Assert.Equal((AttemptState.Waiting, completed), (attempt.State, enrollment!.Completed.Length));
    }

    [Fact]
    public async Task A_hundred_starts_at_once_are_one_attempt()
    {
        await Teach(new QuizSettings { Attempts = 1 }, Questions.TrueFalse("a"));

        var started = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => silo.In(school, tenant => Book(tenant).Start())));

        Assert.Single(started.Select(outcome => outcome.Value!.Seed).Distinct());
        await silo.In(school, tenant => Book(tenant).Submit(1));
        Assert.Equal("quiz.no_attempts_left", (await silo.In(school, tenant => Book(tenant).Start())).Error!.Code);
    }

    [Fact]
    public async Task An_older_page_and_a_late_retry_never_undo_a_newer_answer()
    {
        await Teach(new QuizSettings(), Questions.ShortText("a"));
        await silo.In(school, tenant => Book(tenant).Start());

        var first = await Save("one", seen: 0);
        var second = await Save("two", seen: 1);
        var retry = await Save("one", seen: 0);
        var same = await Save("two", seen: 0);
        await silo.Restart();
        var kept = (await silo.In(school, tenant => Book(tenant).Sheet(1))).Value!.AnswerTo("a");

        Assert.Equal((1, 2, 2, 2), (first.Revisions["a"], second.Revisions["a"], retry.Revisions["a"], same.Revisions["a"]));
        Assert.Equal("a", Assert.Single(retry.Stale));
        Assert.Empty(same.Stale);
        Assert.Equal(("two", 2), (Assert.Single(kept.Values), kept.Revision));
    }

    [Fact]
    public async Task A_late_answer_changes_nothing_and_what_was_saved_counts()
    {
        await Teach(new QuizSettings { Minutes = 10 }, Questions.TrueFalse("a"), Questions.TrueFalse("b"));
        await silo.In(school, tenant => Book(tenant).Start());
        silo.Time.Now += TimeSpan.FromMinutes(10) + QuizBook.Grace;
        var inTime = await silo.In(school, tenant => Book(tenant).Save(1, [new("a", ["true"], 0)]));

        silo.Time.Now += TimeSpan.FromSeconds(1);
        var late = await silo.In(school, tenant => Book(tenant).Save(1, [new("b", ["true"], 0)]));
        var submitted = (await silo.In(school, tenant => Book(tenant).Submit(1))).Value!;
        var again = (await silo.In(school, tenant => Book(tenant).Submit(1))).Value!;

        Assert.Null(inTime.Error);
        Assert.Equal("quiz.ended", late.Error!.Code);
        Assert.Equal((1m, 2m, AttemptState.Graded), (submitted.Points, submitted.OutOf, submitted.State));
        Assert.Equal(submitted.StartedAt.AddMinutes(10), submitted.EndedAt);
        Assert.Equal((submitted.EndedAt, submitted.Points, 0), (again.EndedAt, again.Points, again.Past.Length));
    }

    [Fact]
    public async Task An_attempt_that_nobody_ended_ends_by_itself_after_a_restart()
    {
        await Teach(new QuizSettings { Minutes = 10 }, Questions.TrueFalse("a"));
        await silo.In(school, async tenant =>
        {
            await Book(tenant).Start();
            return await Book(tenant).Save(1, [new("a", ["true"], 0)]);
        });
        await silo.Restart();
        silo.Time.Now += TimeSpan.FromHours(2);

        var attempt = Assert.Single((await silo.In(school, tenant => Book(tenant).Standing())).Attempts);

        Assert.Equal((AttemptState.Graded, 1m, true), (attempt.State, attempt.Points, attempt.Passed));
        Assert.Single((await silo.In(school, tenant => tenant.Enrollment(Ada, Algebra).Standing()))!.Grades);
    }

    [Fact]
    public async Task More_time_reaches_the_attempt_under_way()
    {
        await Teach(new QuizSettings { Minutes = 10, DueAt = silo.Time.Now.AddMinutes(12) }, Questions.TrueFalse("a"));
        var before = (await silo.In(school, tenant => Book(tenant).Start())).Value!;

        await silo.In(school, tenant => Book(tenant).Allow(5, 1));
        silo.Time.Now += TimeSpan.FromMinutes(14);
        var saved = await silo.In(school, tenant => Book(tenant).Save(1, [new("a", ["true"], 0)]));

        Assert.Null(saved.Error);
        Assert.Equal(before.Deadline!.Value.AddMinutes(5), saved.Value!.Attempt.Deadline);
        Assert.Equal("quiz.minutes_bad", (await silo.In(school, tenant => Book(tenant).Allow(-1, 0))).Error!.Code);
    }

    [Fact]
    public async Task A_closed_quiz_takes_no_new_attempt_and_cuts_one_under_way()
    {
        await Teach(new QuizSettings { Minutes = 60, DueAt = silo.Time.Now.AddMinutes(5) }, Questions.TrueFalse("a"));
        var attempt = (await silo.In(school, tenant => Book(tenant).Start())).Value!;

        silo.Time.Now += TimeSpan.FromMinutes(6);

        Assert.Equal(attempt.StartedAt.AddMinutes(5), attempt.Deadline);
        Assert.Equal("quiz.closed", (await silo.In(school, tenant => Book(tenant).Start())).Error!.Code);
    }

    [Theory]
    [InlineData(CountedAttempt.Best, 2)]
    [InlineData(CountedAttempt.Last, 1)]
    [InlineData(CountedAttempt.Average, 1)]
    public async Task Which_attempt_counts_is_a_setting(CountedAttempt counts, int points)
    {
        await Teach(new QuizSettings { Counts = counts }, Questions.TrueFalse("a"), Questions.TrueFalse("b"));
        string[][] attempts = [["false", "false"], ["true", "true"], ["true", "false"]];

        for (var number = 1; number <= attempts.Length; number++)
            await Answer(number, attempts[number - 1]);

        var grade = Assert.Single((await silo.In(school, tenant => tenant.Enrollment(Ada, Algebra).Standing()))!.Grades);
        Assert.Equal(points, grade.Points);
    }

    [Fact]
    public async Task An_essay_waits_in_the_queue_until_a_person_has_graded_it()
    {
        await Teach(new QuizSettings(), Questions.TrueFalse("a"), Questions.Essay("why"));
        await silo.In(school, tenant => Book(tenant).Start());
        await silo.In(school, tenant => Book(tenant).Save(1, [new("a", ["true"], 0), new("why", ["Because."], 0)]));
        var waiting = (await silo.In(school, tenant => Book(tenant).Submit(1))).Value!;
        var queue = await silo.In(school, tenant => tenant.GradingQueue(Algebra).Page(after: null));
        var tooMany = await silo.In(school, tenant => Book(tenant).Grade(1, "why", 6, ""), actor: "grace");

        var graded = (await silo.In(school, tenant => Book(tenant).Grade(1, "why", 4, "Well said."), actor: "grace")).Value!;
        var mark = (await silo.In(school, tenant => Book(tenant).Sheet(1))).Value!.Marks["why"];

        Assert.Equal((AttemptState.Waiting, 1m), (waiting.State, waiting.Points));
        Assert.Equal((Ada, 1), (Assert.Single(queue.Works).Person, queue.Works[0].Number));
        Assert.Equal("quiz.bad_points", tooMany.Error!.Code);
        Assert.Equal((AttemptState.Graded, 5m, 6m), (graded.State, graded.Points, graded.OutOf));
        Assert.Equal((4m, "grace", "Well said."), (mark.Points, mark.By, mark.Feedback));
        Assert.Empty((await silo.In(school, tenant => tenant.GradingQueue(Algebra).Page(after: null))).Works);
    }

    [Fact]
    public async Task A_wrong_key_is_mended_by_a_new_version_and_the_old_grade_is_kept()
    {
        await Teach(new QuizSettings(), Questions.TrueFalse("a") with { IsTrue = false }, Questions.Essay("why"));
        await Answer(1, ["true", "Because."], "a", "why");
        await silo.In(school, tenant => Book(tenant).Grade(1, "why", 5, ""), actor: "grace");

        await Publish(new QuizSettings(), Questions.TrueFalse("a"), Questions.Essay("why"));
        var regraded = (await silo.In(school, tenant => Book(tenant).Regrade(1), actor: "grace")).Value!;
        var again = (await silo.In(school, tenant => Book(tenant).Regrade(1), actor: "grace")).Value!;
        var grade = Assert.Single((await silo.In(school, tenant => tenant.Enrollment(Ada, Algebra).Standing()))!.Grades);

        Assert.Equal((1, 2, 6m), (regraded.Version, regraded.KeyVersion, regraded.Points));
        Assert.Equal((5m, 6m, 1, "grace"), Past(Assert.Single(regraded.Past)));
        Assert.Equal(2, again.Past.Length);
        Assert.Equal(6, grade.Points);
    }

    [Fact]
    public async Task The_version_that_was_begun_is_the_one_that_is_answered()
    {
        await Teach(new QuizSettings(), Questions.TrueFalse("a"));
        await silo.In(school, tenant => Book(tenant).Start());
        await Publish(new QuizSettings(), Questions.TrueFalse("b"));

        var old = await silo.In(school, tenant => Book(tenant).Save(1, [new("a", ["true"], 0)]));
        var strange = await silo.In(school, tenant => Book(tenant).Save(1, [new("b", ["true"], 0)]));
        var ended = (await silo.In(school, tenant => Book(tenant).Submit(1))).Value!;

        Assert.Null(old.Error);
        Assert.Equal("quiz.no_such_question", strange.Error!.Code);
        Assert.Equal((1, 1m), (ended.Version, ended.Points));
    }

    [Fact]
    public async Task What_cannot_be_is_refused_by_name()
    {
        await Teach(new QuizSettings(), Questions.TrueFalse("a"));

        var stranger = await silo.In(school, tenant => tenant.QuizBook(Id<Person>.Parse("eve"), Algebra, Test).Start());
        var none = await silo.In(school, tenant => Book(tenant).Save(1, []));
        await silo.In(school, tenant => Book(tenant).Start());
        var far = await silo.In(school, tenant => Book(tenant).Sheet(2));
        var huge = await silo.In(school, tenant => Book(tenant).Save(1, [new("a", [new string('x', 501)], 0)]));
        var open = await silo.In(school, tenant => Book(tenant).Regrade(1));

        Assert.Equal("learning.not_enrolled", stranger.Error!.Code);
        Assert.Equal("quiz.no_such_attempt", none.Error!.Code);
        Assert.Equal("quiz.no_such_attempt", far.Error!.Code);
        Assert.Equal("quiz.answer_too_long", huge.Error!.Code);
        Assert.Equal("quiz.still_open", open.Error!.Code);
    }

    [Fact]
    public async Task Item_analysis_counts_the_first_attempt_of_each_once()
    {
        await Teach(new QuizSettings(), Questions.TrueFalse("a"));
        await Answer(1, ["false"], "a");
        await Answer(2, ["true"], "a");

        var analysis = await silo.In(school, tenant => tenant.ItemAnalysis(Algebra, Test, 1).Show());

        Assert.Equal((1, 1, 0m), (analysis.People, analysis.Items["a"].Asked, analysis.Items["a"].Share));
    }

    [Fact]
    [Trait("Rule", "B38")]
    public async Task Who_objects_to_measures_of_learning_is_taken_out_of_the_item_analysis_and_comes_back()
    {
        await Teach(new QuizSettings(), Questions.TrueFalse("a"));
        await Answer(1, ["false"], "a");
        var terms = Purposes.Examples.Terms with { Basis = LawfulBasis.LegitimateInterest, Categories = [DataCategory.Learning], Withdrawable = true };
        var purpose = (await silo.In(school, tenant => tenant.Purposes.Put(new PutPurpose(LessonFigures.Purpose, PurposeState.Enabled, terms), 0))).Value!;
        var seen = new List<int>();

        foreach (var decision in new[] { PurposeDecision.Refuse, PurposeDecision.Agree })
        {
            await silo.In(school, tenant => tenant.ConsentLedger(Ada).Answer(new AnswerPurpose(
                purpose.Key, purpose.Version, PurposeText.Of(purpose, "en", ["en"]).Hash, "en", "", decision, "purpose", "Yes or no", "/here", Explicit: false)));
            await silo.In(school, async tenant =>
            {
                await Book(tenant).Recount();
                await Book(tenant).Recount();
                return true;
            });
            seen.Add((await silo.In(school, tenant => tenant.ItemAnalysis(Algebra, Test, 1).Show())).People);
        }

        Assert.Equal([0, 1], seen);
    }

    [Fact]
    public async Task The_list_of_a_lesson_has_a_row_a_person()
    {
        await Teach(new QuizSettings(), Questions.TrueFalse("a"));
        await Answer(1, ["false"], "a");
        await Answer(2, ["true"], "a");

        var row = Assert.Single((await silo.In(school, tenant => tenant.AttemptList(Algebra, Test).Page(null))).Rows);

        Assert.Equal((Ada, 2, 1m), (row.Person, row.Number, row.Points));
    }

    private static IQuizBookGrain Book(TenantGrains tenant) => tenant.QuizBook(Ada, Algebra, Test);

    private static (decimal, decimal, bool, int) Shape(Grade grade) => (grade.Points, grade.OutOf, grade.Passed, grade.Version);

    private static (decimal, decimal, int, string) Past(PastGrade past) => (past.Points, past.OutOf, past.Version, past.By);

    [Fact]
    [Trait("Rule", "N31")]
    public async Task An_essay_that_waits_leaves_the_lists_with_her_also_where_its_quiz_is_long_out_of_the_course()
    {
        await Teach(new QuizSettings(), Questions.Essay("why"));
        await silo.In(school, tenant => Book(tenant).Start());
        await silo.In(school, tenant => Book(tenant).Save(1, [new("why", ["Because."], 0)]));
        await silo.In(school, tenant => Book(tenant).Submit(1));
        var waiting = (await silo.In(school, tenant => tenant.GradingQueue(Algebra).Page(after: null))).Works.Length;

        await silo.In(school, async tenant =>
        {
            var course = tenant.Course(Algebra);
            await course.RemoveLesson(Test);

            // Further back than what a course remembers of what was taken out.
            for (var number = 0; number <= CourseRecord.MostRemoved; number++)
            {
                var other = Id<Lesson>.Parse($"other-{number}");
                await course.PutLesson(new LessonContent(other, "Other", ""));
                await course.RemoveLesson(other);
            }

            await course.PutLesson(new LessonContent(Id<Lesson>.Parse("stays"), "Stays", ""));
            await course.PublishAll();
            await tenant.Enrollment(Ada, Algebra).Forget();
            return true;
        });

        Assert.Equal(1, waiting);
        Assert.DoesNotContain(await silo.In(school, tenant => tenant.Course(Algebra).Removed()), lesson => lesson.Id == Test);
        Assert.Empty((await silo.In(school, tenant => tenant.GradingQueue(Algebra).Page(after: null))).Works);
        Assert.Empty((await silo.In(school, tenant => tenant.AttemptList(Algebra, Test).Page(null))).Rows);
    }

    private async Task<SavedAnswers> Save(string text, int seen) =>
        (await silo.In(school, tenant => Book(tenant).Save(1, [new("a", [text], seen)]))).Value!;

    private Task<Outcome<QuizAttempt>> Answer(int number, string[] values, params string[] questions) => silo.In(school, async tenant =>
    {
        var ids = questions.Length > 0 ? questions : ["a", "b"];
        await Book(tenant).Start();
        await Book(tenant).Save(number, [.. values.Select((value, index) => new AnswerToSave(ids[index], [value], 0))]);
        return await Book(tenant).Submit(number);
    });

    private async Task Teach(QuizSettings settings, params Question[] questions)
    {
        await silo.In(school, tenant => tenant.Course(Algebra).Describe(
            new CourseDescription(Algebra, "en", "Algebra", "", "", "", Published: true), 0));
        await Publish(settings, questions);
        await silo.In(school, tenant => tenant.Enrollment(Ada, Algebra).Enroll());
    }

    private Task<CourseOutline> Publish(QuizSettings settings, params Question[] questions) => silo.In(school, async tenant =>
    {
        var put = await tenant.Course(Algebra).PutLesson(new LessonContent(Test, "Test", "")
        {
            Kind = LessonKind.Quiz,
            Quiz = new Quiz { Settings = settings, Questions = [.. questions] },
        });
        await tenant.Course(Algebra).PublishLesson(Test);
        return put.Value ?? throw new InvalidOperationException(put.Error!.Message);
    });
}
