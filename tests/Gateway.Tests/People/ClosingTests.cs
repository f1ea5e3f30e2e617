using System.Text.Json;
using Darsgah.Gateway.People;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Learning;
using Darsgah.Grains.People;
using Darsgah.Grains.Tenancy;
using Darsgah.Silo.Storage;
using Darsgah.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Darsgah.Gateway.Tests.People;

/// <summary>Who does not agree takes her data along and closes her account, without writing to anybody.</summary>
[Collection("people")]
public class ClosingTests(PeopleSite people)
{
    private static readonly Id<Course> algebra = Id<Course>.Parse("algebra");

    [Fact]
    [Trait("Rule", "M04"), Trait("Rule", "B44")]
    public async Task Who_may_use_nothing_else_takes_her_data_along_and_closes_her_account()
    {
        var (school, ada, account) = await Refused("ada@closing.example");

        var home = await ada.Get("/");
        var asked = await ada.Get("/consent/privacy");
        var ways = asked.Page.QuerySelectorAll("main a").Select(link => link.GetAttribute("href")).ToList();
        var file = await ada.Get("/account/privacy/data");
        var closing = await ada.Get("/account/privacy/close");
        var wrong = await ada.Submit(closing, Password("not hers"), "form[action='/account/privacy/close']");
        var stays = await people.Account(school, account.Email);
        var closed = await ada.Submit(closing, Password(PeopleSite.Password), "form[action='/account/privacy/close']");
        var letter = await people.Post.Wait(account.Email, mail => mail.Subject.Contains("is closed", StringComparison.Ordinal));
        await people.Site.Erased(school, account.Id);

        Assert.Equal(303, home.Status);
        Assert.Contains("/account/privacy/data", ways);
        Assert.Contains("/account/privacy/close", ways);
        Assert.Equal((200, "application/json"), (file.Status, file.Headers["content-type"].Split(';')[0]));
        Assert.StartsWith("attachment;", file.Headers["content-disposition"], StringComparison.Ordinal);
        Assert.Equal((422, "account.password_wrong"), (wrong.Status, wrong.Code));
        Assert.NotNull(stays);
        Assert.Equal((302, "/account/privacy/closed"), (closed.Status, closed.Location));
        Assert.Equal(200, (await ada.Get(closed.Location!)).Status);
        Assert.False(await PeopleSite.IsSignedIn(ada));
        Assert.Null(await people.Account(school, account.Email));
        Assert.Contains("as you asked", letter.Text, StringComparison.Ordinal);
    }

    /// <summary>What she takes along is all that the software shows her elsewhere, and nothing of anybody else's.</summary>
    [Fact]
    [Trait("Rule", "B44"), Trait("SEC", "B03")]
    public async Task The_file_holds_what_she_did_and_the_texts_she_was_shown_and_no_secret()
    {
        var (_, ada, account) = await Refused("ada@copy.example");

        var answer = await ada.Get("/account/privacy/data");
        using var file = JsonDocument.Parse(answer.Bytes);
        var (root, course) = (file.RootElement, file.RootElement.GetProperty("courses")[0]);
        var byApi = await ada.Get("/api/v1/me/data");
        using var again = JsonDocument.Parse(byApi.Bytes);

        Assert.Equal(account.Email, root.GetProperty("account").GetProperty("email").GetString());
        Assert.Contains(root.GetProperty("consents").EnumerateArray(), entry => entry.GetProperty("act").GetString() == "refused");
        Assert.Contains("We keep little.", root.GetProperty("texts")[0].GetProperty("markdown").GetString(), StringComparison.Ordinal);
        Assert.Equal("Mine alone.", course.GetProperty("notes")[0].GetProperty("text").GetString());
        Assert.Equal(["Why is it so?", "Because of this."], course.GetProperty("posts").EnumerateArray().Select(post => post.GetProperty("text").GetString()));
        Assert.Equal("Please help me.", course.GetProperty("messages")[0].GetProperty("text").GetString());
        Assert.Equal("Good.", course.GetProperty("review").GetProperty("text").GetString());
        Assert.Equal("one", course.GetProperty("completed")[0].GetProperty("lesson").GetString());
        Assert.True(JsonElement.DeepEquals(course, again.RootElement.GetProperty("courses")[0]));
        Assert.DoesNotContain(account.PasswordHash, answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(account.SecurityStamp, answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Somebody else's words.", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "N31")]
    public async Task What_she_wrote_for_others_goes_with_her_name_and_what_others_wrote_stays()
    {
        var (school, ada, account) = await Refused("ada@wrote.example");
        var before = await Written(school);

        var closing = await ada.Get("/account/privacy/close");
        await ada.Submit(closing, Password(PeopleSite.Password), "form[action='/account/privacy/close']");
        await people.Site.Erased(school, account.Id);
        var after = await Written(school);

        Assert.Equal("Ada/Why?/Why is it so? | Ben/Somebody else's words. | Ada/Because of this. | Ada/Good. | 1 conversation of Ada", before);
        Assert.Equal("//(away) | Ben/Somebody else's words. | /(away) |  | 0 conversations of ", after);
    }

    [Theory]
    [InlineData(Role.Instructor)]
    [InlineData(Role.Admin)]
    [InlineData(Role.Owner)]
    public async Task Whoever_has_a_task_at_the_school_hands_it_over_first(Role role)
    {
        var school = await people.School();
        var email = $"{role}@staff.example".ToLowerInvariant();
        var visitor = await people.Member(school, email);
        var account = (await people.Account(school, email))!;
        await people.Site.In(school, grains => Accounts.Change(grains, account.Id, now => AccountChange.Of(now with { Roles = [Role.Student, role] })));

        var page = await visitor.Get("/account/privacy/close");
        var token = (await visitor.Get("/account/email")).Form("form[action='/account/email']").QuerySelector("input[type=hidden]")!;
        var sent = await visitor.Post("/account/privacy/close", new FormUrlEncodedContent(
            [new(token.GetAttribute("name")!, token.GetAttribute("value")), new("current", PeopleSite.Password)]));

        Assert.Null(page.Page.QuerySelector("form[action='/account/privacy/close']"));
        Assert.Equal((409, "people.role_first"), (sent.Status, sent.Code));
        Assert.NotNull(await people.Account(school, email));
    }

    private static Dictionary<string, string?> Password(string password) => new(StringComparer.Ordinal) { ["current"] = password };

    // Somebody who has learned, asked, answered and reviewed, and does not agree to what is published then.
    private async Task<(School School, Visitor Visitor, PersonAccount Account)> Refused(string email)
    {
        var school = await people.School();
        var ada = await people.Member(school, email);
        var account = (await people.Account(school, email))!;
        var rules = new SchoolRules { Acceptance = new(AcceptanceMode.Button, "I agree"), Refusal = RefusalAction.StopUsing };
        await people.Site.In(school, async grains => await grains.School.ChangeRules(rules, (await grains.School.School())!.Revision));
        var (asker, other) = (new Grains.Community.Poster(account.Id, "Ada", Teaches: false), new Grains.Community.Poster(Id<Person>.Parse("ben"), "Ben", Teaches: false));
        await people.Site.In(school, async grains =>
        {
            var (one, question) = (Id<Lesson>.Parse("one"), grains.Question(algebra, Id<Lesson>.Parse("one"), Id<Grains.Community.Post>.Parse("q1")));
            await grains.Course(algebra).Describe(new CourseDescription(algebra, "en", "Algebra", "In short.", "At length.", "Nadia", Published: true), expectedRevision: 0);
            await grains.Course(algebra).PutLesson(new LessonContent(one, "One", "Text."));
            await grains.Course(algebra).PublishAll();
            await grains.Enrollment(account.Id, algebra).Enroll();
            await grains.Enrollment(account.Id, algebra).CompleteLesson(one, CompletedBy.Reading);
            await grains.StudyNotes(account.Id, algebra).Write(one, "Mine alone.");
            await question.Ask(asker, "Why?", "Why is it so?");
            await question.Reply(Id<Grains.Community.Post>.Parse("r1"), other, "Somebody else's words.");
            await question.Reply(Id<Grains.Community.Post>.Parse("r2"), asker, "Because of this.");
            await grains.Conversation(account.Id, algebra).Send(Id<Grains.Community.Post>.Parse("m1"), asker, "Ada", "Please help me.");
            return await grains.Reviews(algebra).Write(Id<Grains.Community.Post>.Parse("v1"), asker, 4, "Good.");
        });
        await people.Publish(school);
        var refused = await ada.Submit(await ada.Get("/consent/privacy"), new Dictionary<string, string?>(StringComparer.Ordinal), "form:has(input[value=refuse])");
        Assert.Equal(302, refused.Status);

        return (school, ada, account);
    }

    private Task<string> Written(School school) => people.Site.In(school, async grains =>
    {
        var thread = (await grains.Question(algebra, Id<Lesson>.Parse("one"), Id<Grains.Community.Post>.Parse("q1")).Thread(1))!;
        var reviews = (await grains.Reviews(algebra).Read(1)).Reviews;
        var talks = await grains.Conversations(algebra).Page(null, 10);
        static string Of(Grains.Community.Post post) => $"{post.By.Name}/{(post.IsShown ? post.Text : post.Text + "(away)")}";

        return string.Join(" | ",
        [
            $"{thread.Question.Post.By.Name}/{thread.Question.Title}/{(thread.Question.Post.IsShown ? thread.Question.Post.Text : thread.Question.Post.Text + "(away)")}",
            .. thread.Replies.Select(Of),
            string.Join(',', reviews.Select(review => Of(review.Post))),
            $"{talks.Total} conversation{(talks.Total == 1 ? "" : "s")} of {string.Join(',', talks.Rows.Select(row => row.Name))}",
        ]);
    });
}
