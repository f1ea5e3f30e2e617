using Darsgah.Gateway.Tests.Consent;
using Darsgah.Grains.Common;
using Darsgah.Grains.Learning;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Tests.Certificates;

/// <summary>People who have finished a course and have their certificate.</summary>
internal static class Graduates
{
    public static readonly Id<Course> Algebra = Id<Course>.Parse("algebra");

    /// <summary>Somebody with a certificate of the course, which has one lesson.</summary>
    public static async Task<(Learner Learner, Certificate Certificate)> Graduate(
        this Campus campus, School school, string name = "Ada Lovelace", string language = "en", CertificateTerms? terms = null)
    {
        await campus.Course(school, Algebra.Value, language, lessons: 1);
        var learner = await campus.SignedIn(school, name: name);

        return (learner, await campus.Site.In(school, async grains =>
        {
            if (terms is not null)
                await grains.CertificateTerms(Algebra).Change(terms);

            var enrollment = grains.Enrollment(learner.Person, Algebra);
            await enrollment.Enroll();
            await enrollment.CompleteLesson(Id<Lesson>.Parse("lesson-1"), CompletedBy.Reading);
            return (await enrollment.Award(name)).Value!;
        }));
    }
}
