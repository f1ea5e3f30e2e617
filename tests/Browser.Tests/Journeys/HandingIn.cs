using Darsgah.Browser.Tests.Accessibility;
using Darsgah.Browser.Tests.Support;
using Darsgah.Gateway.Demo;
using Darsgah.Grains.Assignments;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Microsoft.Playwright;

namespace Darsgah.Browser.Tests.Journeys;

/// <summary>An assignment from its instructions to its grade, each page of the way looked at.</summary>
public class HandingIn(Chromium chromium, Town town)
{
    private const string Lesson = "/courses/essays/lessons/essay";
    private const string Desk = "/admin/courses/essays/lessons/essay/assignment";

    private static readonly Criterion Clear = new(
        "clear", "آیا روشن است؟", "", [new("no", "نه", 0, ""), new("yes", "بلی", 4, "هر گام آمده است.")]);

    [Fact]
    public async Task A_student_hands_in_and_a_teacher_grades_it()
    {
        Chromium.Needed();
        await Teach();
        await using var ada = await Window.Open(chromium.Browser, town.Site.Origin("mbtelm.localhost"));
        await ada.Become(town.Visitors["student@mbtelm"]);
        await using var teacher = await Window.Open(chromium.Browser, town.Site.Origin("mbtelm.localhost"));
        await teacher.Become(town.Visitors["owner@mbtelm"]);
        var faults = new List<string>();

        async Task Look(Window window)
        {
            foreach (var language in new[] { "fa-AF", "en" })
            {
                await window.Speak(language);
                await window.Go(window.Path);
                faults.AddRange(await Inspection.Of(window));
            }
        }

        await ada.Go(Lesson);
        await Look(ada);
        await ada.Press("[data-assignment-entry] a.button");
        await ada.Type("text", "جمع دو عدد طاق جفت است.");
        await ada.Find("#file").SetInputFilesAsync(new FilePayload { Name = "proof.txt", MimeType = "text/plain", Buffer = "odd + odd"u8.ToArray() });
        await ada.Press("form[data-work] button[value=save]");
        Assert.Equal("proof.txt", await ada.Text("[data-file] a"));
        await Look(ada);
        await ada.Press("form[data-work] button[value=hand-in]");
        await Look(ada);
        await ada.Press("main form button");
        Assert.True(await ada.Has("main .notice.done"));

        await teacher.Go(Desk);
        await Look(teacher);
        await teacher.Go($"{Desk}/submissions");
        await Look(teacher);
        await teacher.Press("[data-waiting] a");
        await Look(teacher);
        await teacher.Tick("level-clear", "yes");
        await teacher.Type("feedback", "بسیار خوب.");
        await teacher.Press("#grade button[value=grade]");
        await Look(teacher);

        await ada.Go($"{Lesson}/assignment/1");
        await Look(ada);
        Assert.Equal("بسیار خوب.", await ada.Text("[data-feedback]"));
        Assert.Contains("4 of 4 points", await ada.Text("[data-points]"), StringComparison.Ordinal);
        Inspection.Report("an assignment", faults);
        Assert.Empty(ada.Complaints);
        Assert.Empty(teacher.Complaints);
    }

    private async Task Teach()
    {
        var (school, essays) = ((await town.Site.Schools.Find("mbtelm")).Value!, Id<Course>.Parse("essays"));
        var content = new LessonContent(Id<Lesson>.Parse("essay"), "جمع دو عدد طاق", "**ثابت کنید** که جفت است.")
        {
            Kind = LessonKind.Assignment,
            Assignment = new Assignment { Files = 2, DueDays = 14, Rubric = [Clear] },
        };

        await town.Site.In(school, async grains =>
        {
            await grains.Course(essays).Describe(new CourseDescription(essays, "fa-AF", "مقاله‌ها", "", "", "", Published: true) { Access = CourseAccess.Unlisted }, 0);
            await grains.Course(essays).PutLesson(content);
            await grains.Course(essays).PublishLesson(content.Id);
            var student = await grains.EmailAddress(DemoSchools.Email("student", "mbtelm")).Holder();
            return await grains.Enrollment(student!.Value, essays).Enroll();
        });
    }
}
