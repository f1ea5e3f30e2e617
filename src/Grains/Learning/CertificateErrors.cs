namespace Darsgah.Grains.Learning;

/// <summary>Refusals about certificates.</summary>
public static class CertificateErrors
{
    /// <summary>There is none of this code, or she has none for the course.</summary>
    public static Error NoneGiven() => Error.NotFound("certificate.none_given", "There is no such certificate.");

    /// <summary>It does not end, not soon, or was revoked.</summary>
    public static Error NotRenewable() => Error.Conflict(
        "certificate.not_renewable", "This certificate can be renewed from 60 days before its end on, a short one in the second half of its time, unless it was revoked.");

    /// <summary>Nobody takes a certificate back without saying why.</summary>
    public static Error ReasonMissing() => Error.Invalid(
        "certificate.reason_missing", "Say why in 3 to 300 characters. Whoever checks the certificate reads it.", "reason");

    /// <summary>The terms changed while they were edited.</summary>
    public static Error TermsChanged(int expected, int now) => Error.Conflict(
        "certificate.terms_changed",
        $"Somebody changed this since you opened it (revision {expected}, now {now}). Please look again.");

    /// <summary>A field of the terms is not as it must be.</summary>
    public static Error BadTerms(string field, string message) => Error.Invalid($"certificate.bad_{field}", message, field);
}
