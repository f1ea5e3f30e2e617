using System.Collections.Immutable;
using Darsgah.Crashes.Product;
using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Operations;
using Darsgah.Gateway.People;
using Darsgah.Grains.Assignments;
using Darsgah.Grains.Cookies;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Learning;
using Darsgah.Grains.People;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Quizzes;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Crashes.Town;

/// <summary>What a run begins with: a school with a course for students, and one with an office and five members.</summary>
internal sealed record Seed(string SchoolKey, string OperatorKey)
{
    public const string North = "north";
    public const string South = "south";
    public const string Course = "algebra";
    public const string Exercises = "exercises";
    public const string Quiz = "quiz";
    public const string Question = "q1";
    public const string Work = "work";
    public const string Notices = "notices";
    public const string TeacherEmail = "teacher@north.example";
    public const string Password = "correct horse battery";

    public static ImmutableArray<string> Lessons { get; } = ["one", "two", "three"];

    public static ImmutableArray<string> Members { get; } = ["m1@south.example", "m2@south.example", "m3@south.example", "m4@south.example", "m5@south.example"];

    /// <summary>Who is in the course that is told notices.</summary>
    public static ImmutableArray<string> Readers { get; } = ["r1@north.example", "r2@north.example", "r3@north.example"];

    /// <summary>Members of the first school who did not sign up.</summary>
    public static ImmutableArray<string> Planted { get; } = [TeacherEmail, .. Readers];

    public static string Host(string slug) => slug + ".localhost";

    public static async Task<Seed> Plant(Witness witness)
    {
        var schools = witness.Schools;
        var north = await Found(schools, North, new SchoolRules
        {
            SignUpFields = [SignUpField.Name, SignUpField.Email, SignUpField.Password],
            Acceptance = new(AcceptanceMode.Checkbox, "I agree"),
            Refusal = RefusalAction.PartialFunctions,
        });
        var south = await Found(schools, South, new SchoolRules
        {
            Change = new(ChangeTreatment.Notice, ChangeTreatment.NoticeAndMail, false, false, false, false),
        });

        await schools.In(north.Id, async grains =>
        {
            var hash = await witness.Services.GetRequiredService<Passwords>().Hash(north.Id, Password, CancellationToken.None);
            var teacher = await Join(grains, TeacherEmail, Role.Instructor, hash);

            await Teach(grains, Course, teacher, [.. Lessons.Select(lesson => new LessonContent(Id<Lesson>.Parse(lesson), lesson, "Text."))]);
            await Teach(grains, Exercises, teacher, [OneQuestion, OneWork]);
            await Teach(grains, Notices, teacher, [new LessonContent(Id<Lesson>.Parse("one"), "One", "Text.")]);

            foreach (var email in Readers)
            {
                var reader = await Join(grains, email, Role.Student);
                (await grains.Enrollment(reader, Id<Course>.Parse(Notices)).Admit(new Admission(ByStaff: true))).OrThrow();
            }

            (await grains.Cookies.Declare(new DeclareCookies(
                [new("player", CookieCategory.Functional, "The school", 30, ImmutableDictionary<string, string>.Empty.Add("en", "Remembers the place."))], 0))).OrThrow();
            return Done.Value;
        });

        foreach (var school in (School[])[north, south])
            await schools.In(school.Id, Publish);

        foreach (var email in Members)
            await schools.In(south.Id, grains => Join(grains, email, Role.Student));

        return new Seed(
            await schools.IssueAdminKey(south.Id, "office", "system"),
            await schools.IssueAdminKey(TenantKey.Platform, "operator", "system"));
    }

    /// <summary>Everybody in the list of a school's members.</summary>
    public static async IAsyncEnumerable<MemberRow> MembersOf(TenantGrains grains)
    {
        for (var segment = 1; await grains.MemberSegment(segment).Rows(PurposeUses.PolicyNotice) is { IsEmpty: false } rows; segment++)
        {
            foreach (var row in rows.Where(row => !row.IsGone))
                yield return row;
        }
    }

    private static async Task<School> Found(Schools schools, string slug, SchoolRules rules) => (await schools.Create(
        new NewSchool(
            slug,
            Host(slug),
            new SchoolProfile(
                ImmutableDictionary<string, string>.Empty.Add("en", slug),
                ImmutableDictionary<string, string>.Empty,
                ["en"],
                "#0b6e4f",
                "UTC",
                "",
                $"office@{slug}.example"),
            rules),
        "system")).OrThrow();

    private static async Task<Done> Publish(TenantGrains grains)
    {
        var policy = grains.Policy(Documents.Privacy);
        var text = new PolicyText("en", [new PolicySection("one", 1, null, "One", "Edition 0.")], "Privacy");
        var saved = (await policy.Save(text, (await policy.Draft()).Revision, "system")).OrThrow();
        (await policy.Publish(new PublishPolicy(
            saved.Revision, ChangeClass.Ordinary, false, ImmutableDictionary<string, string>.Empty, null, null, "system"))).OrThrow();
        return Done.Value;
    }

    private static LessonContent OneQuestion => new(Id<Lesson>.Parse(Quiz), "Quiz", "")
    {
        Kind = LessonKind.Quiz,
        Quiz = new Grains.Quizzes.Quiz
        {
            Settings = new QuizSettings { Attempts = 1 },
            Questions = [new Question { Id = Question, Kind = QuestionKind.TrueFalse, Text = "Is it so?", IsTrue = true }],
        },
    };

    private static LessonContent OneWork => new(Id<Lesson>.Parse(Work), "Work", "Write.")
    {
        Kind = LessonKind.Assignment,
        Assignment = new Assignment { TakesText = false, Files = 1 },
    };

    private static async Task Teach(TenantGrains grains, string slug, Id<Person> teacher, ImmutableArray<LessonContent> lessons)
    {
        var course = grains.Course(Id<Course>.Parse(slug));
        (await course.Describe(new CourseDescription(Id<Course>.Parse(slug), "en", slug, "Short.", "Long.", "Emmy", true), 0)).OrThrow();

        foreach (var lesson in lessons)
            (await course.PutLesson(lesson)).OrThrow();

        (await course.SetTeachers([teacher])).OrThrow();
        (await course.PublishAll()).OrThrow();
    }

    private static async Task<Id<Person>> Join(TenantGrains grains, string email, Role role, string hash = "")
    {
        var id = Id<Person>.New(TimeProvider.System);
        (await grains.EmailAddress(email).Take(id)).OrThrow();
        var made = await grains.Person(id).Create(
            new PersonAccount(id, 0)
            {
                Email = email,
                NormalizedEmail = email,
                EmailConfirmed = true,
                Name = email.Split('@')[0],
                Language = "en",
                Roles = [role],
                PasswordHash = hash,
                SecurityStamp = SessionRules.NewStamp(),
            },
            []);
        await Accounts.Enlist(grains, made.OrThrow());
        return id;
    }
}

internal static class Outcomes
{
    /// <summary>The value of an outcome that cannot be refused here.</summary>
    public static T OrThrow<T>(this Outcome<T> outcome) => outcome.Succeeded(out var value, out var refusal)
        ? value
        : throw new InvalidOperationException($"{refusal.Code}: {refusal.Message}");
}
