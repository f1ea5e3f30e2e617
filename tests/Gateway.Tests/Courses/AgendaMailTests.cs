using Darsgah.Gateway.Mail;
using Darsgah.Gateway.Tests.People;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.People;
using Darsgah.TestKit;
using Microsoft.Extensions.DependencyInjection;

namespace Darsgah.Gateway.Tests.Courses;

/// <summary>What the clock brings students by mail.</summary>
public class AgendaMailTests
{
    private static readonly Id<Course> Algebra = Id<Course>.Parse("algebra");
    private static readonly Id<Lesson> One = Id<Lesson>.Parse("one");

    [Fact]
    public async Task A_lesson_that_opens_a_session_of_tomorrow_and_the_end_of_her_access_come_by_mail()
    {
        var post = new PostOffice();
        await using var site = await Site.Open(new SiteOptions { Services = services => services.AddSingleton<IMailTransport>(post) });
        var school = await site.CreateSchool("agenda");
        var ada = Id<Person>.New(site.Clock);
        var address = $"{ada}@agenda.example";
        await site.In(school, grains => grains.Person(ada).Create(
            new PersonAccount(ada, 0) { Email = address, NormalizedEmail = address, EmailConfirmed = true, Name = "Ada", Language = "fa-AF", Roles = [Role.Student] }, []));
        await site.In(school, async grains =>
        {
            var course = grains.Course(Algebra);
            await course.Describe(new CourseDescription(Algebra, "en", "Algebra", "", "", "", Published: true), 0);
            await course.PutLesson(new LessonContent(One, "One", "Text"));
            await course.SetLesson(One, new LessonTerms { Release = new ReleaseRule(ReleaseKind.OnDate) { At = site.Clock.GetUtcNow().AddHours(1) } });
            await course.PutLesson(new LessonContent(Id<Lesson>.Parse("live"), "Live", "")
            {
                Kind = LessonKind.Live,
                Live = new LessonLive(site.Clock.GetUtcNow().AddHours(26), 60, "https://meet.example/1"),
            });
            await course.PublishAll();
            await grains.Enrollment(ada, Algebra).Enroll();
            return await grains.Enrollment(ada, Algebra).Arrange(new(Grains.Learning.EnrollmentAct.Extend, site.Clock.GetUtcNow().AddHours((7 * 24) + 3)));
        });

        // That she is in it, and when her access ends.
        await post.Wait(address, 2);

        var first = await Next(hours: 1, number: 3);
        var second = await Next(hours: 1, number: 4);
        var third = await Next(hours: 1, number: 5);

        Assert.Equal("«One» باز شد", Plain(first.Subject));
        Assert.StartsWith("«Live» ۱۲ حوت ۱۴۰۴", Plain(second.Subject), StringComparison.Ordinal);
        Assert.StartsWith("دسترسی شما به «Algebra» ۱۸ حوت ۱۴۰۴", Plain(third.Subject), StringComparison.Ordinal);
        Assert.Equal(
            ["/courses/algebra", "/courses/algebra/lessons/live", "/courses/algebra/lessons/one", "/courses/algebra", "/courses/algebra"],
            (await site.In(school, grains => grains.Notifications(ada).Lines())).Select(line => line.Path));

        async Task<OutgoingMail> Next(int hours, int number)
        {
            site.Clock.Advance(TimeSpan.FromHours(hours));
            var mail = await post.Wait(address, number);

            // Behind the turn that told her, which sets the next reminder before it ends: time stands still until it has.
            await site.In(school, async grains =>
            {
                await grains.Agenda(Algebra).Tell();
                return 0;
            });
            return mail;
        }
    }

    // Marks that keep a title in one piece inside the sentence.
    private static string Plain(string text) => string.Concat(text.Where(character => character is not (>= '\u2066' and <= '\u2069')));
}
