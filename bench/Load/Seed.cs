using System.Globalization;
using System.Text;
using Darsgah.Gateway.Operations;
using Darsgah.Gateway.People;
using Darsgah.Grains.Courses;
using Darsgah.Grains.People;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Tenancy;
using Darsgah.Load.Children;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Darsgah.Load;

/// <summary>Makes schools: the first with texts, courses and students, the others as an operator founds them.</summary>
/// <remarks>
/// Of the students, as many as there are callers have their lessons; as many again do nothing but sign in, because a
/// twenty-first sign-in ends the first.
/// </remarks>
internal static class Seed
{
    public const string Password = "a-bench-of-old-oak-wood";

    /// <summary>Schools are numbered from 1; the pages are the first one's.</summary>
    public static string Slug(int number) => Numbered("school", number);

    public static string Host(int number) => Slug(number) + ".localhost";

    public static Id<Person> Student(int number) => Id<Person>.Parse(Numbered("student", number));

    public static string Email(int student) => $"{Student(student)}@{Slug(1)}.example";

    public static Id<Course> Course(int number) => Id<Course>.Parse(Numbered("course", number));

    public static Id<Lesson> Lesson(int number) => Id<Lesson>.Parse(Numbered("lesson", number));

    public static string LessonTitle(int course, int lesson) => $"Lesson {lesson} of course {course}";

    /// <summary>Makes what is missing up to the last number of schools in the plan. School 1 is filled.</summary>
    public static async Task<string> Run(Schools schools, Plan plan)
    {
        var known = (await schools.Find(Slug(1))).Succeeded(out _, out _) ? plan.Schools[0] : 0;

        await Parallel.ForEachAsync(
            Enumerable.Range(known + 1, plan.Schools[^1] - known),
            new ParallelOptions { MaxDegreeOfParallelism = 32 },
            async (number, _) => (await schools.Create(New(number, RulesPresets.ConvenienceTranslations("en")), "system")).OrThrow());

        if (known == 0)
        {
            var first = (await schools.Find(Slug(1))).OrThrow();
            await schools.In(first.Id, tenant => Fill(tenant, first, plan), "system");
        }

        return "done";
    }

    private static string Numbered(string what, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{what}-{number}");

    public static NewSchool New(int number, SchoolRules rules) => new(
        Slug(number),
        Host(number),
        new SchoolProfile(
            ImmutableDictionary.CreateRange(StringComparer.Ordinal, [KeyValuePair.Create("en", $"School {number}")]),
            ImmutableDictionary<string, string>.Empty,
            ["en", "fa-AF"],
            "#0f5c63",
            "Asia/Kabul",
            "AF",
            $"office@{Slug(number)}.example"),
        rules);

    private static async Task<Done> Fill(TenantGrains tenant, School school, Plan plan)
    {
        await Publish(tenant, school);

        // In their order: the catalogue keeps the order in which courses were made.
        for (var course = 1; course <= plan.Courses; course++)
            await Put(tenant, course, plan.Lessons);

        var hasher = new PasswordHasher<PersonAccount>(
            Options.Create(new PasswordHasherOptions { IterationCount = PeopleOptions.FewestPasswordRounds }));
        var hash = hasher.HashPassword(null!, Password);
        await Task.WhenAll(Enumerable.Range(1, 2 * plan.Callers).Select(student => Join(tenant, student, hash, plan.Courses)));

        return Done.Value;
    }

    private static async Task Publish(TenantGrains tenant, School school)
    {
        var policy = tenant.Policy(Id<Document>.Parse("privacy"));

        foreach (var language in (string[])["en", "fa-AF"])
        {
            (await PolicyTexts.Import(
                tenant,
                Id<Document>.Parse("privacy"),
                language,
                Encoding.UTF8.GetBytes(Texts.Policy(language)),
                ImportFormat.Markdown,
                revision: null,
                school.Rules,
                "system")).OrThrow();
        }

        var draft = await policy.Draft();
        (await policy.Publish(new PublishPolicy(
            draft.Revision,
            ChangeClass.Significant,
            NewPurpose: false,
            ImmutableDictionary<string, string>.Empty,
            TimeProvider.System.GetUtcNow(),
            StatedDate: null,
            "system"))).OrThrow();
    }

    private static async Task Put(TenantGrains tenant, int course, int lessons)
    {
        var grain = tenant.Course(Course(course));
        (await grain.Describe(
            new(Course(course), "en", $"Course {course}", Texts.Sentence, Texts.Lesson, "Ahmad Wali", Published: true),
            expectedRevision: 0)).OrThrow();

        for (var lesson = 1; lesson <= lessons; lesson++)
            (await grain.PutLesson(new(Lesson(lesson), LessonTitle(course, lesson), Texts.Lesson))).OrThrow();

        (await grain.PublishAll()).OrThrow();
    }

    private static async Task Join(TenantGrains tenant, int number, string hash, int courses)
    {
        var email = EmailAddress.Read(Email(number)).OrThrow();
        var account = new PersonAccount(Student(number), Revision: 0)
        {
            Email = email.Text,
            NormalizedEmail = email.Normal,
            EmailConfirmed = true,
            Name = $"Student {number}",
            FirstName = "Student",
            Country = "AF",
            Language = "en",
            Roles = [Role.Student],
            PasswordHash = hash,
            SecurityStamp = Guid.NewGuid().ToString("n"),
        };

        (await tenant.EmailAddress(email.Normal).Take(account.Id)).OrThrow();
        (await tenant.Person(account.Id).Create(account, [])).OrThrow();

        for (var course = 1; course <= courses; course++)
            (await tenant.Enrollment(account.Id, Course(course)).Enroll()).OrThrow();
    }
}
