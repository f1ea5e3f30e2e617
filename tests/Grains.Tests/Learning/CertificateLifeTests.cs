using System.Collections.Immutable;
using System.Text;
using Darsgah.Grains.Common;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Learning;
using Darsgah.Silo.Storage;

namespace Darsgah.Grains.Tests.Learning;

/// <summary>What becomes of a certificate after it was given.</summary>
public sealed class CertificateLifeTests : IAsyncLifetime
{
    private static readonly Id<Person> Ada = Id<Person>.Parse("ada");
    private static readonly Id<Course> Algebra = Id<Course>.Parse("algebra");
    private static readonly Id<Lesson> First = Id<Lesson>.Parse("first");

    private RealSilo silo = null!;
    private Id<Tenant> school;

    public async ValueTask InitializeAsync()
    {
        silo = await RealSilo.Start();
        school = await silo.School("north");
    }

    public ValueTask DisposeAsync() => silo.DisposeAsync();

    [Fact]
    public async Task It_stays_as_it_was_given_whatever_is_edited_later()
    {
        await Terms(new CertificateTerms(24, CertificateDesign.Band, "Emmy Noether", "Head"));
        var given = await Earned("Ada");

        await Terms(new CertificateTerms(0, CertificateDesign.Plain, "Somebody else", "", Revision: 1));
        await In(grains => grains.Course(Algebra).Describe(Description("Algebra II"), 2));
        await In(async grains =>
        {
            var now = (await grains.School.School())!;
            return await grains.School.ChangeProfile(now.Profile with { Colour = "#ff0000" }, now.Revision);
        });
        await silo.Restart();
        var kept = (await Standing(given.Code))!;

        Assert.Equal(given, kept.Certificate);
        Assert.Equal(("#123456", "Algebra", "Emmy Noether", CertificateDesign.Band), (given.Colour, given.CourseTitle, given.Signatory, given.Design));
        Assert.Equal(silo.Time.Now.AddMonths(24), given.ExpiresAt);
        Assert.Equal(CertificateState.Valid, kept.State);
    }

    [Fact]
    public async Task After_its_end_it_is_expired_and_the_next_one_is_earned_by_the_course_as_it_is_then()
    {
        await Terms(new CertificateTerms(12));
        var given = await Earned("Ada");

        var early = await In(grains => grains.Enrollment(Ada, Algebra).Renew("Ada"));
        silo.Time.Now = silo.Time.Now.AddMonths(12);
        var expired = await Standing(given.Code);
        await In(grains => grains.Course(Algebra).PutLesson(new LessonContent(Id<Lesson>.Parse("second"), "Second", "Text.")));
        await In(grains => grains.Course(Algebra).PublishAll());
        var unfinished = await In(grains => grains.Enrollment(Ada, Algebra).Renew("Ada"));
        await In(grains => grains.Enrollment(Ada, Algebra).CompleteLesson(Id<Lesson>.Parse("second"), CompletedBy.Reading));
        var next = (await In(grains => grains.Enrollment(Ada, Algebra).Renew("Ada King"))).Value!;

        Assert.Equal("certificate.not_renewable", early.Error!.Code);
        Assert.Equal(CertificateState.Expired, expired!.State);
        Assert.Equal("learning.not_finished", unfinished.Error!.Code);
        Assert.NotEqual(given.Code, next.Code);
        Assert.Equal(("Ada King", 2, silo.Time.Now.AddMonths(12)), (next.Name, next.Lessons, next.ExpiresAt));
        Assert.Equal((CertificateState.Renewed, given), ((await Standing(given.Code))!.State, (await Standing(given.Code))!.Certificate));
        Assert.Equal(CertificateState.Valid, (await Standing(next.Code))!.State);
    }

    [Theory]
    [InlineData(12, 304, false)]
    [InlineData(12, 306, true)]
    [InlineData(1, 15, false)]
    [InlineData(1, 16, true)]
    [InlineData(0, 3650, false)]
    public void It_can_be_renewed_near_its_end_and_a_short_one_not_at_once(int months, int days, bool renewable)
    {
        var issued = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
        var certificate = new Certificate("", "Ada", "Algebra", "en", "North", 1, issued) { ExpiresAt = new CertificateTerms(months).ExpiryOf(issued) };

        Assert.Equal(renewable, certificate.IsRenewable(issued.AddDays(days)));
    }

    [Fact]
    public async Task Made_out_to_another_name_it_keeps_what_was_earned_and_forgets_the_name_before()
    {
        var given = await Earned("Before");
        silo.Time.Now = silo.Time.Now.AddDays(30);

        var anew = (await In(grains => grains.Enrollment(Ada, Algebra).Reissue("After"))).Value!;
        var before = (await Standing(given.Code))!;
        var rows = (await In(grains => grains.CertificateRegister(Algebra).Page(null, 10))).Rows;

        Assert.Equal(given with { Code = anew.Code, Name = "After", Number = 2 }, anew);
        Assert.Equal((CertificateState.Replaced, null), (before.State, before.Certificate));
        Assert.Null(await In(grains => grains.Certificate(given.Code)!.Verify()));
        Assert.Equal(["After", ""], rows.Select(row => row.Name));
        Assert.Equal([1], await SetBits());
    }

    /// <summary>SEC-J02.</summary>
    [Fact]
    public async Task Taken_back_it_says_why_for_ever_and_cannot_be_renewed()
    {
        await Terms(new CertificateTerms(1));
        var given = await Earned("Ada");
        silo.Time.Now = silo.Time.Now.AddDays(20);

        var wordless = await In(grains => grains.Certificate(given.Code)!.Revoke(" x "));
        var revoked = await In(grains => grains.Certificate(given.Code)!.Revoke("It was given by mistake."));
        silo.Time.Now = silo.Time.Now.AddDays(1);
        var again = await In(grains => grains.Certificate(given.Code)!.Revoke("For another reason."));
        var renewed = await In(grains => grains.Enrollment(Ada, Algebra).Renew("Ada"));
        await silo.Restart();

        Assert.Equal("certificate.reason_missing", wordless.Error!.Code);
        Assert.Equal((CertificateState.Revoked, "It was given by mistake."), (revoked.Value!.State, revoked.Value.Reason));
        Assert.Equal(revoked.Value, again.Value);
        Assert.Equal("certificate.not_renewable", renewed.Error!.Code);
        Assert.Equal(revoked.Value, await Standing(given.Code));
        Assert.Equal([1], await SetBits());
        var counts = await In(grains => grains.Audit.Months(202601));
        Assert.Equal(1, Assert.Single(counts, count => count.Action == "certificate.revoked").Count);
    }

    [Fact]
    public async Task Nobody_has_a_code_that_was_never_given()
    {
        var code = new string('0', 26);

        Assert.Null(await Standing(code));
        Assert.Equal("certificate.none_given", (await In(grains => grains.Certificate(code)!.Revoke("By mistake."))).Error!.Code);
        Assert.Equal("certificate.none_given", (await In(grains => grains.Enrollment(Ada, Algebra).Reissue("Ada"))).Error!.Code);
        Assert.Equal("certificate.none_given", (await In(grains => grains.Enrollment(Ada, Algebra).Renew("Ada"))).Error!.Code);
    }

    [Fact]
    public async Task The_register_lists_them_newest_first_over_its_segments()
    {
        var numbers = new List<int>();

        for (var count = 1; count <= 205; count++)
            numbers.Add(await In(grains => grains.CertificateRegister(Algebra).Put(Row($"code-{count}"))));

        var again = await In(grains => grains.CertificateRegister(Algebra).Put(Row("code-205")));
        var first = await In(grains => grains.CertificateRegister(Algebra).Page(null, 10));
        var next = await In(grains => grains.CertificateRegister(Algebra).Page(first.Next, 3));
        await In(async grains =>
        {
            await grains.CertificateRegister(Algebra).Revoke(203, "code-203", silo.Time.Now, keepsName: true);
            await grains.CertificateRegister(Algebra).Revoke(204, "code-1", silo.Time.Now, keepsName: true);
            return true;
        });

        Assert.Equal(Enumerable.Range(1, 205), numbers);
        Assert.Equal(205, again);
        Assert.Equal((205, "code-205", "code-196"), (first.Total, first.Rows[0].Code, first.Rows[^1].Code));
        Assert.Equal(["code-195", "code-194", "code-193"], next.Rows.Select(row => row.Code));
        Assert.Equal([203], await SetBits());
    }

    [Fact]
    public void A_certificate_of_the_time_before_these_fields_is_still_read()
    {
        const string Stored = """
            {"v":1,"s":{"enrollment":{"course":"algebra","enrolledAt":"2026-01-01T00:00:00+00:00","completed":[],"lastLesson":null,
             "certificate":{"code":"0000000000000000000000000a","name":"Ada","courseTitle":"Algebra","courseLanguage":"en","school":"North","lessons":3,"issuedAt":"2026-02-01T00:00:00+00:00"}},
             "code":"0000000000000000000000000a"}}
            """;

        var read = new StateJson([]).Read<EnrollmentRecord>(Encoding.UTF8.GetBytes(Stored)).Enrollment!.Certificate!;

        Assert.Equal(new Certificate("0000000000000000000000000a", "Ada", "Algebra", "en", "North", 3, new DateTimeOffset(2026, 2, 1, 0, 0, 0, TimeSpan.Zero)), read);
        Assert.Equal(("", null, 0, CertificateDesign.Classic), (read.Colour, read.ExpiresAt, read.Number, read.Design));
    }

    [Theory]
    [InlineData(-1, 0, "", "", 0, "certificate.bad_months")]
    [InlineData(121, 0, "", "", 0, "certificate.bad_months")]
    [InlineData(1, 9, "", "", 0, "certificate.bad_design")]
    [InlineData(1, 0, "x", "", 0, "certificate.bad_signatory")]
    [InlineData(1, 0, "", "x", 0, "certificate.bad_role")]
    [InlineData(1, 0, "", "", 3, "certificate.terms_changed")]
    public void Terms_that_cannot_be_are_refused(int months, int design, string signatory, string role, int revision, string code)
    {
        var asked = new CertificateTerms(months, (CertificateDesign)design, signatory.PadRight(signatory.Length * 101, 'x'), role.PadRight(role.Length * 101, 'x'), revision);

        Assert.Equal(code, new CertificateTerms().Next(asked).Error!.Code);
    }

    private static CertificateRow Row(string code) => new(code, Ada, "Ada", DateTimeOffset.UnixEpoch, null, null);

    private static CourseDescription Description(string title) => new(Algebra, "en", title, "In short.", "", "Emmy Noether", Published: true);

    private Task<T> In<T>(Func<TenantGrains, Task<T>> work) => silo.In(school, work);

    private Task<CertificateStanding?> Standing(string code) => In(grains => grains.Certificate(code)!.Standing());

    private Task<Outcome<CertificateTerms>> Terms(CertificateTerms terms) => In(grains => grains.CertificateTerms(Algebra).Change(terms));

    private Task<Certificate> Earned(string name) => In(async grains =>
    {
        await grains.Course(Algebra).Describe(Description("Algebra"), 0);
        await grains.Course(Algebra).PutLesson(new LessonContent(First, "First", "Text."));
        await grains.Course(Algebra).PublishAll();
        await grains.Enrollment(Ada, Algebra).Enroll();
        await grains.Enrollment(Ada, Algebra).CompleteLesson(First, CompletedBy.Reading);
        return (await grains.Enrollment(Ada, Algebra).Award(name)).Value!;
    });

    // Numbers of the certificates whose bit is set.
    private async Task<List<int>> SetBits()
    {
        var bits = Convert.FromBase64String(await In(grains => grains.CertificateRegister(Algebra).StatusBits(0)));
        return [.. Enumerable.Range(0, bits.Length * 8).Where(index => (bits[index / 8] & (0x80 >> (index % 8))) != 0).Select(index => index + 1)];
    }
}
