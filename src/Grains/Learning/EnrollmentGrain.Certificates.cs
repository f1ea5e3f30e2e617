using System.Security.Cryptography;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Notifications;
using Darsgah.Grains.Teaching;

namespace Darsgah.Grains.Learning;

/// <summary>What she earned in the course.</summary>
internal sealed partial class EnrollmentGrain
{
    private const string Reissued = "certificate.reissued";

    public async Task<Outcome<Certificate>> Award(string name)
    {
        if (record.State.Enrollment is not { } enrollment)
            return LearningErrors.NotEnrolled(Course.Value);

        if (enrollment.Certificate is { } given)
            return given;

        var course = await Grains.Course(Course).Outline();

        if (!CompletionRules.IsFinished(course, enrollment))
            return enrollment.State.HoldsSeat() ? LearningErrors.NotFinished(CompletionRules.Left(course, enrollment)) : TeachingErrors.Ended();

        return await Earn(name, course, "certificate.issued");
    }

    public async Task<Outcome<Certificate>> Renew(string name)
    {
        if (record.State.Enrollment?.Certificate is not { } given)
            return CertificateErrors.NoneGiven();

        if (!given.IsRenewable(clock.GetUtcNow()) || await Register.IsRevoked(given.Number, given.Code))
            return CertificateErrors.NotRenewable();

        var course = await Grains.Course(Course).Outline();

        // The next one says that she knows what the course teaches now.
        if (CompletionRules.Left(course, record.State.Enrollment) is > 0 and var left)
            return LearningErrors.NotFinished(left);

        return await Earn(name, course, "certificate.renewed");
    }

    public async Task<Outcome<Certificate>> Reissue(string name)
    {
        if (record.State.Enrollment?.Certificate is not { } given)
            return CertificateErrors.NoneGiven();

        // Called in first: a crash after it leaves one that is not good any more, and a repeat makes the next.
        if (given.Number > 0)
            await Register.Revoke(given.Number, given.Code, clock.GetUtcNow(), keepsName: false);

        return await Give(given with { Name = name }, Reissued);
    }

    public Task<HeldCertificate?> Held(string code) => Task.FromResult(record.State.Held(code));

    public async Task<Outcome<Certificate>> ShowName(bool shown)
    {
        if (record.State.Enrollment?.Certificate is not { } given)
            return CertificateErrors.NoneGiven();

        if (record.State.NameWithheld == shown)
            await this.Commit(record, record.State with { NameWithheld = !shown });

        return given;
    }

    public async Task<Certificate?> RegisteredCertificate()
    {
        if (record.State.Enrollment is not { Certificate: { Number: 0 } old } enrollment)
            return record.State.Enrollment?.Certificate;

        // One of the time before there was a register.
        var registered = old with { Course = Course, Number = await Register.Put(CertificateRow.Of(old, Person)) };
        await this.Commit(record, record.State with { Enrollment = enrollment with { Certificate = registered } });

        return registered;
    }

    private ICertificateRegisterGrain Register => Grains.CertificateRegister(Course);

    // The course as it is now, on the terms of today, under the face of today.
    private async Task<Outcome<Certificate>> Earn(string name, CourseOutline? course, string act)
    {
        if (course is null)
            return CourseErrors.NoSuchCourse(Course.Value);

        var school = await Grains.School.School();
        var terms = await Grains.CertificateTerms(Course).Terms();
        var now = clock.GetUtcNow();
        var language = course.Description.Language;

        return await Give(
            new Certificate("", name, course.Description.Title, language, school?.Profile.NameIn(language) ?? "", course.Lessons.Length, now)
            {
                Course = Course,
                Summary = course.Description.Summary,
                Direction = course.Description.Direction,
                Schools = new SchoolNames { Names = school?.Profile.Names ?? SchoolNames.None.Names },
                Colour = school?.Profile.Colour ?? "",
                Logo = school?.Profile.Logo ?? "",
                TimeZone = school?.Profile.TimeZone ?? "",
                Design = terms.Design,
                Signatory = terms.Signatory,
                SignatoryRole = terms.SignatoryRole,
                ExpiresAt = terms.ExpiryOf(now),
            },
            act);
    }

    private async Task<Outcome<Certificate>> Give(Certificate earned, string act)
    {
        // The code is durable before anything is bound to it, so that a repeat after a crash uses it again.
        if (record.State.Code.Length == 0 || record.State.Code == record.State.Enrollment!.Certificate?.Code)
            await this.Commit(record, record.State with { Code = NewCode() });

        var certificate = earned with { Code = record.State.Code };
        certificate = certificate with { Number = await Register.Put(CertificateRow.Of(certificate, Person)) };
        await Grains.Certificate(certificate.Code)!.Bind(Person, Course);

        var row = new AuditRow(act, TenantScope.Actor, Person.Value, clock.GetUtcNow(), Course.Value);
        await this.Commit(record, record.State.With(certificate, renewed: act is not Reissued), new Effects { Audit = [row] });
        await Grains.Notifications(Person).Tell(NotificationEvent.Of(
            NotificationKind.Certificate, $"certificate.{certificate.Code}", $"/certificates/{Course}", ("course", certificate.CourseTitle)));

        return certificate;
    }

    // 26 letters and digits of 5 bits: 130 bits, without letters that are mistaken for digits (SEC-J01).
    private static string NewCode() => RandomNumberGenerator.GetString("0123456789abcdefghjkmnpqrstvwxyz", 26);
}
