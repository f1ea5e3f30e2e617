namespace Darsgah.Grains.Learning;

/// <summary>On what terms a course gives certificates, and how they look.</summary>
/// <remarks>Key <c>tenant/{course}</c>. What is changed here holds for certificates that are given afterwards.</remarks>
[Alias("learning.certificate_terms")]
public interface ICertificateTermsGrain : ITenantScopedGrain
{
    /// <summary>The terms; those of a new course where nobody has changed them.</summary>
    [Alias("terms")]
    Task<CertificateTerms> Terms();

    /// <summary>Changes them. <see cref="CertificateTerms.Revision"/> is that which the change was made from.</summary>
    /// <returns>The terms; or <see cref="CertificateErrors.TermsChanged"/>, <see cref="CertificateErrors.BadTerms"/>.</returns>
    [Alias("change")]
    Task<Outcome<CertificateTerms>> Change(CertificateTerms terms);
}

/// <param name="MonthsValid">How long a certificate is good; 0 for ever, at most 120.</param>
/// <param name="Design">How it is drawn.</param>
/// <param name="Signatory">Who signs it; empty for nobody.</param>
/// <param name="SignatoryRole">What the signatory is at the school.</param>
/// <param name="Revision">0 before anybody changed them, one more with each change.</param>
[GenerateSerializer, Immutable, Alias("learning.certificate_terms_set")]
public sealed record CertificateTerms(
    int MonthsValid = 0, CertificateDesign Design = CertificateDesign.Classic, string Signatory = "", string SignatoryRole = "", int Revision = 0)
{
    /// <summary>The longest that a certificate is good for.</summary>
    public const int MostMonths = 120;

    /// <summary>Characters that a name or a role has at most.</summary>
    public const int LongestLine = 100;

    /// <summary>The end of a certificate that is given at a moment; null for none.</summary>
    public DateTimeOffset? ExpiryOf(DateTimeOffset issued) => MonthsValid == 0 ? null : issued.AddMonths(MonthsValid);

    internal Outcome<CertificateTerms> Next(CertificateTerms asked)
    {
        if (asked.Revision != Revision)
            return CertificateErrors.TermsChanged(asked.Revision, Revision);

        if (asked.MonthsValid is < 0 or > MostMonths)
            return CertificateErrors.BadTerms("months", $"A certificate is good for 1 to {MostMonths} months, or 0 for ever.");

        if (!Enum.IsDefined(asked.Design))
            return CertificateErrors.BadTerms("design", "Choose one of the designs.");

        return asked.Signatory.Length > LongestLine ? CertificateErrors.BadTerms("signatory", $"A name has at most {LongestLine} characters.")
            : asked.SignatoryRole.Length > LongestLine ? CertificateErrors.BadTerms("role", $"A role has at most {LongestLine} characters.")
            : asked == this ? this
            : asked with { Revision = Revision + 1 };
    }
}
