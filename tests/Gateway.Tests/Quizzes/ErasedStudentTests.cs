using System.Collections.Immutable;
using Darsgah.Gateway.Tests.Consent;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Quizzes;
using Darsgah.Grains.Teaching;
using Darsgah.Silo.Outbox;
using Microsoft.Extensions.DependencyInjection;

namespace Darsgah.Gateway.Tests.Quizzes;

/// <summary>What teachers' lists keep of somebody who was erased.</summary>
public class ErasedStudentTests(Campus campus)
{
    [Fact]
    [Trait("Rule", "N31")]
    public async Task Her_line_her_grades_and_her_attempts_are_in_no_list()
    {
        var exam = await Exam.Open(campus);
        await exam.Ada.Browser.Submit(await exam.Start(), ("a-essay", "Because."), ("do", "save"));
        await exam.End();
        var account = (await campus.Site.In(exam.School, grains => grains.Person(exam.Ada.Person).Account(PurposeUses.AccountChange)))!;
        var before = await Lists(exam, account.Name);
        var eraser = campus.Site.Services.GetServices<IOutboxHandler>().Single(handler => handler.Handles("erase"));
        var message = new OutboxMessage("erase-ada", "erase", ImmutableDictionary.CreateRange(StringComparer.Ordinal, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["person"] = account.Id.Value,
            ["email"] = account.NormalizedEmail,
            ["user_name"] = account.UserName,
            ["segment"] = "1",
            ["pseudonym"] = "none",
        }));

        // Also where the first time was cut off before its end was written down.
        await campus.Site.In(exam.School, async _ => await eraser.Deliver(exam.School.Id, message, CancellationToken.None));
        await campus.Site.In(exam.School, async _ => await eraser.Deliver(exam.School.Id, message, CancellationToken.None));
        var after = await Lists(exam, account.Name);

        Assert.Equal((1, 1, 1, 1), before);
        Assert.Equal((0, 0, 0, 0), after);
    }

    private Task<(int Students, int Found, int Attempts, int Waiting)> Lists(Exam exam, string name) => campus.Site.In(exam.School, async grains => (
        (await grains.Roster(Exam.Algebra).Page(null, 50)).Lines.Length,
        (await grains.RosterIndex(Exam.Algebra).Find(RosterQuery.All with { Words = TextFold.Fold(name) })).Total,
        (await grains.AttemptList(Exam.Algebra, Exam.Test).Page(null)).Rows.Length,
        (await grains.GradingQueue(Exam.Algebra).Page(after: null)).Works.Length));
}
