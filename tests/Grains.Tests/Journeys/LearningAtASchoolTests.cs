using System.Collections.Immutable;
using Darsgah.Grains.Common;
using Darsgah.Grains.Consent;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Learning;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.Tests.Journeys;

/// <summary>The grains of a school together, over real files: what is acknowledged is there after a restart.</summary>
public sealed class LearningAtASchoolTests : IAsyncLifetime
{
    private static readonly Id<Document> Privacy = Id<Document>.Parse("privacy");
    private static readonly Id<Person> Ada = Id<Person>.Parse("ada");
    private static readonly Id<Course> Algebra = Id<Course>.Parse("algebra");
    private static readonly ImmutableArray<string> Lessons = ["one", "two", "three"];

    private RealSilo silo = null!;

    public async ValueTask InitializeAsync() => silo = await RealSilo.Start();

    public ValueTask DisposeAsync() => silo.DisposeAsync();

    [Fact]
    public async Task A_student_earns_a_certificate_that_outlives_a_restart()
    {
        var school = await silo.School("north");
        await Teach(school);

        var code = await silo.In(school, async tenant =>
        {
            var enrollment = tenant.Enrollment(Ada, Algebra);
            await enrollment.Enroll();

            foreach (var lesson in Lessons)
                await enrollment.CompleteLesson(Id<Lesson>.Parse(lesson), CompletedBy.Reading);

            return (await enrollment.Award("Ada Lovelace")).Value!.Code;
        });

        await silo.Restart();

        var certificate = await silo.In(school, tenant => tenant.Certificate(code)!.Verify());
        Assert.Equal(("Ada Lovelace", "Algebra", 3), (certificate!.Name, certificate.CourseTitle, certificate.Lessons));
        Assert.Equal(Algebra, Assert.Single(await silo.In(school, tenant => tenant.Enrollments(Ada).Courses())));
    }

    [Fact]
    public async Task A_certificate_waits_for_the_last_lesson_and_is_given_once()
    {
        var school = await silo.School("north");
        await Teach(school);

        await silo.In(school, async tenant =>
        {
            var enrollment = tenant.Enrollment(Ada, Algebra);
            await enrollment.Enroll();
            await enrollment.CompleteLesson(Id<Lesson>.Parse("one"), CompletedBy.Reading);

            Assert.Equal("learning.not_finished", (await enrollment.Award("Ada")).Error!.Code);

            await enrollment.CompleteLesson(Id<Lesson>.Parse("two"), CompletedBy.Reading);
            await enrollment.CompleteLesson(Id<Lesson>.Parse("three"), CompletedBy.Reading);
            var first = (await enrollment.Award("Ada")).Value!;
            await tenant.Course(Algebra).Describe(Description("Algebra II"), 5);

            Assert.Equal(first, (await enrollment.Award("Somebody else")).Value);
            return Done.Value;
        });
    }

    /// <summary>SEC-J05.</summary>
    [Fact]
    public async Task A_hundred_parallel_completions_give_one_certificate()
    {
        var school = await silo.School("north");
        await Teach(school);
        await silo.In(school, tenant => tenant.Enrollment(Ada, Algebra).Enroll());

        var codes = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => silo.In(school, async tenant =>
        {
            foreach (var lesson in Lessons)
                await tenant.Enrollment(Ada, Algebra).CompleteLesson(Id<Lesson>.Parse(lesson), CompletedBy.Reading);

            return (await tenant.Enrollment(Ada, Algebra).Award("Ada")).Value!.Code;
        })));

        Assert.Single(codes.Distinct(StringComparer.Ordinal));
    }

    [Fact]
    [Trait("Rule", "M03")]
    public async Task A_new_version_reaches_the_gate_and_the_old_one_stays_byte_for_byte()
    {
        var school = await silo.School("north", RulesPresets.ConvenienceTranslations("en"));
        var first = await silo.In(school, tenant => tenant.Policy(Privacy).Version(1));
        await silo.In(school, async tenant =>
        {
            var ledger = tenant.ConsentLedger(Ada);
            var shown = new ShownText(Privacy, 1, "en", "hash", "en", "hash");
            await ledger.ServeNotice(shown, "/");
            return await ledger.Accept(new AcceptDocument(shown, AcceptanceMode.ContinuedUse, "", "", [], "/", false));
        });

        await silo.Publish(school, "What we keep is a little more.");
        await silo.Restart();

        var gate = await silo.In(school, tenant => tenant.ConsentLedger(Ada).Gate(Privacy, "AF"));
        var kept = await silo.In(school, tenant => tenant.Policy(Privacy).Version(1));
        Assert.Equal((GateDemand.ServeNotice, 2, 1), (gate.Demand, gate.Version, gate.Known));
        Assert.Equal(first.Value!.Texts["en"], kept.Value!.Texts["en"]);
        Assert.Equal(first.Value.Head.Hashes["en"], kept.Value.Head.Hashes["en"]);
    }

    [Fact]
    [Trait("Rule", "M08")]
    public async Task The_same_person_id_at_two_schools_is_two_people()
    {
        var north = await silo.School("north");
        var south = await silo.School("south");
        var shown = new ShownText(Privacy, 1, "en", "hash", "en", "hash");

        await silo.In(north, tenant => tenant.ConsentLedger(Ada).ServeNotice(shown, "/"));

        Assert.Single(await silo.In(north, tenant => tenant.ConsentLedger(Ada).Entries()));
        Assert.Empty(await silo.In(south, tenant => tenant.ConsentLedger(Ada).Entries()));
    }

    /// <summary>SEC-A20.</summary>
    [Fact]
    public async Task A_call_for_one_school_never_reaches_anothers_grain()
    {
        var north = await silo.School("north");
        var south = await silo.School("south");

        var theirs = new TenantGrains(silo.Grains, south);

        await Refused(() => silo.In(north, _ => theirs.ConsentLedger(Ada).Entries()));
        await Refused(() => silo.In(north, _ => theirs.School.School()));
        await Refused(() => theirs.School.School());
    }

    [Fact]
    public async Task Schools_are_listed_once_each_in_the_order_they_came()
    {
        for (var n = 0; n < 7; n++)
            await silo.School($"school-{n}");

        var again = await silo.In(TenantKey.Platform, platform => platform.Directory.Register("school-3", "school-3.example"));
        var page = await silo.In(TenantKey.Platform, platform => platform.Directory.List(null, 5));
        var rest = await silo.In(TenantKey.Platform, platform => platform.Directory.List(page.Next, 5));

        Assert.False(again.Value.IsEmpty);
        Assert.Equal("school-0,school-1,school-2,school-3,school-4,school-5,school-6", string.Join(',', page.Entries.Concat(rest.Entries).Select(entry => entry.Slug)));
        Assert.Null(rest.Next);
    }

    [Fact]
    public async Task A_host_name_leads_to_one_school()
    {
        await silo.School("north");

        var other = await silo.In(TenantKey.Platform, platform => platform.Directory.Register("other", "NORTH.example."));

        Assert.Equal("tenancy.host_taken", other.Error!.Code);
    }

    // A grain that is not awake is refused by its storage, and the engine wraps what stopped an activation.
    private static async Task Refused(Func<Task> call)
    {
        var refusal = await Assert.ThrowsAnyAsync<Exception>(call);
        Assert.Contains(nameof(CrossTenantCallException), refusal.ToString(), StringComparison.Ordinal);
    }

    private static CourseDescription Description(string title) => new(Algebra, "en", title, "", "", "Emmy Noether", Published: true);

    private Task<Done> Teach(Id<Tenant> school) => silo.In(school, async tenant =>
    {
        await tenant.Course(Algebra).Describe(Description("Algebra"), 0);

        foreach (var lesson in Lessons)
            await tenant.Course(Algebra).PutLesson(new LessonContent(Id<Lesson>.Parse(lesson), lesson, "Text."));

        await tenant.Course(Algebra).PublishAll();
        return Done.Value;
    });
}
