using System.Net.Http.Json;
using System.Text.Json;
using Darsgah.Gateway.Tests.Admin;
using Darsgah.Grains.Common;
using Darsgah.Grains.Learning;
using Darsgah.Grains.Notifications;
using Darsgah.Grains.People;
using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Teaching;

/// <summary>A course run by the API: what the pages let its staff do, and no more.</summary>
public class CoursePlacesApiTests(Office office)
{
    private const string Course = "/api/v1/courses/algebra";

    [Fact]
    public async Task A_place_is_changed_as_far_as_the_body_says_and_a_repeat_changes_and_tells_nothing()
    {
        var room = await Classroom.Of(office);
        var (_, ada) = await room.Student("Ada");
        var cohort = (await room.In(grains => grains.Cohorts(Classroom.Algebra).Put("", "Autumn", null))).Value!.Id;
        var body = new { state = "paused", until = "2199-03-31", cohort };

        var first = await Send(room.Teacher, "PATCH", Place(ada), body);
        var again = await Send(room.Admin, "PATCH", Place(ada), body);
        var resumed = Json(await Send(room.Teacher, "PATCH", Place(ada), new { state = "active" }));
        var unlimited = Json(await Send(room.Teacher, "PATCH", Place(ada), new { until = "", cohort = "" }));

        Assert.Equal((200, 200), (first.Status, again.Status));
        Assert.Equal(first.Body, again.Body);
        Assert.Equal(
            ("active", "2199-03-31T19:30:00+00:00", cohort),
            (resumed.GetProperty("state").GetString(), resumed.GetProperty("until").GetString(), resumed.GetProperty("cohort").GetString()));
        Assert.Equal((JsonValueKind.Null, ""), (unlimited.GetProperty("until").ValueKind, unlimited.GetProperty("cohort").GetString()));
        var told = (await room.In(grains => grains.Notifications(ada.Id).Lines())).Where(line => line.Kind == NotificationKind.Access);
        Assert.Equal(["no_cohort", "unlimited", "resumed", "cohort", "until", "paused"], told.Select(line => line.Values[NotificationEvent.About]));
    }

    [Theory]
    [InlineData("""{"state":"removed"}""", "teaching.bad_state")]
    [InlineData("""{"state":"paused","until":"2020-01-01"}""", "teaching.bad_end")]
    [InlineData("""{"state":"paused","until":"soon"}""", "teaching.bad_end")]
    [InlineData("""{"state":"paused","until":"9999-12-31T23:59:59Z"}""", "teaching.bad_end")]
    [InlineData("""{"state":"paused","cohort":"c9"}""", "teaching.no_such_cohort")]
    public async Task What_cannot_be_is_refused_before_anything_is_done(string body, string code)
    {
        var room = await Classroom.Of(office);
        var (_, ada) = await room.Student("Ada");

        var refused = await Send(room.Teacher, "PATCH", Place(ada), JsonDocument.Parse(body).RootElement);

        Assert.Equal((422, code), (refused.Status, Json(refused).GetProperty("code").GetString()));
        Assert.Equal(EnrollmentState.Active, (await room.Kept(ada))!.State);
    }

    [Fact]
    public async Task Who_is_taken_out_keeps_her_grades_and_a_grade_by_hand_is_given_and_taken_back()
    {
        var room = await Classroom.Of(office);
        var (_, ada) = await room.Student("Ada");
        var grade = new { points = 7.5, outOf = 10, passed = true, reason = "Oral exam." };

        var given = await Send(room.Teacher, "PUT", $"{Place(ada)}/grades/two", grade);
        var again = await Send(room.Teacher, "PUT", $"{Place(ada)}/grades/two", grade);
        var removed = await Send(room.Teacher, "DELETE", Place(ada));
        var twice = await Send(room.Teacher, "DELETE", Place(ada));
        var kept = (await room.Kept(ada))!;
        var back = await Send(room.Teacher, "DELETE", $"{Place(ada)}/grades/two");
        var without = await Send(room.Teacher, "PUT", $"{Place(ada)}/grades/two", grade with { reason = "" });

        Assert.Equal((200, 200, 204, 204, 204), (given.Status, again.Status, removed.Status, twice.Status, back.Status));
        Assert.Equal((EnrollmentState.Removed, 7.5m, "Oral exam."), (kept.State, kept.Grades[0].Points, kept.ByHand[0].Reason));
        Assert.Empty((await room.Kept(ada))!.Grades);
        Assert.Equal("teaching.no_reason", Json(without).GetProperty("code").GetString());
        Assert.Single((await room.In(grains => grains.Notifications(ada.Id).Lines())).Where(line => line.Kind == NotificationKind.Graded));
    }

    [Fact]
    [Trait("Rule", "M21"), Trait("Rule", "N21")]
    public async Task Another_courses_teacher_finds_no_such_course_a_student_may_not_and_no_address_is_in_an_answer()
    {
        var room = await Classroom.Of(office);
        var (student, ada) = await room.Student("Ada");
        var other = await office.SignedIn(room.School, Role.Instructor);
        var nobody = $"{Course}/people/{(await office.Enter(room.School, Role.Student)).Account.Id}";

        foreach (var (method, path, body) in new (string, string, object?)[]
        {
            ("GET", $"{Course}/people", null), ("GET", $"{Course}/grades", null), ("PATCH", Place(ada), new { state = "paused" }), ("DELETE", Place(ada), null),
            ("PUT", $"{Place(ada)}/grades/one", new { points = 1, outOf = 2, passed = true, reason = "None." }), ("DELETE", $"{Place(ada)}/grades/one", null),
        })
        {
            Assert.Equal((method, path, 404), (method, path, (await Send(other, method, path, body)).Status));
            Assert.Equal((method, path, 403), (method, path, (await Send(student, method, path, body)).Status));
        }

        var people = await room.Teacher.Get($"{Course}/people");
        Assert.Equal((200, EnrollmentState.Active), (people.Status, (await room.Kept(ada))!.State));
        Assert.DoesNotContain("@", people.Body, StringComparison.Ordinal);
        Assert.Equal("teaching.no_such_student", Json(await Send(room.Teacher, "PATCH", nobody, new { state = "paused" })).GetProperty("code").GetString());
        Assert.Equal(403, (await Send(room.Teacher, "PUT", nobody)).Status);
    }

    private static string Place(PersonAccount student) => $"{Course}/people/{student.Id}";

    private static Task<Answer> Send(Visitor who, string method, string path, object? body = null)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        return who.Send(request);
    }

    private static JsonElement Json(Answer answer) => JsonDocument.Parse(answer.Body).RootElement;
}
