using Darsgah.Grains.Courses;
using Darsgah.Grains.Learning;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Pages.Admin.Certificates;

/// <param name="Terms">As they are saved, or as they were typed.</param>
/// <param name="Origin">The school's canonical origin.</param>
public sealed record CertificateTermsModel(CourseDescription Course, CertificateTerms Terms, School School, string Origin)
{
    /// <summary>A code that no certificate has: it has a letter that codes leave out.</summary>
    public const string SampleCode = "sample0000000000000000000o";

    public bool Saved { get; init; }

    public string VerifyUrl => $"{Origin}/verify/{SampleCode}";

    /// <summary>How a certificate looks that is given on these terms.</summary>
    public Certificate SampleOf(string name, DateTimeOffset now) => new(
        SampleCode, name, Course.Title, Course.Language, School.Profile.NameIn(Course.Language), 12, now)
    {
        Course = Course.Slug,
        Schools = new SchoolNames { Names = School.Profile.Names },
        Colour = School.Profile.Colour,
        Logo = School.Profile.Logo,
        TimeZone = School.Profile.TimeZone,
        Design = Terms.Design,
        Signatory = Terms.Signatory,
        SignatoryRole = Terms.SignatoryRole,
        ExpiresAt = Terms.MonthsValid is >= 0 and <= CertificateTerms.MostMonths ? Terms.ExpiryOf(now) : null,
    };
}

/// <param name="IsFirst">The newest are on it.</param>
public sealed record CertificatesModel(CourseDescription Course, CertificatePage Given, bool IsFirst, DateTimeOffset Now);

/// <param name="AccountName">The holder's name as her account has it now; empty for none.</param>
/// <param name="IsCurrent">No other has followed it.</param>
public sealed record OneCertificateModel(
    CourseDescription Course, string Code, CertificateStanding Standing, CertificateHolder Holder, string AccountName, bool IsCurrent, string VerifyUrl)
{
    /// <summary>What was just done, as the address says it.</summary>
    public string? Done { get; init; }
}
