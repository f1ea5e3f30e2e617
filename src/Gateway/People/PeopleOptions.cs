namespace Darsgah.Gateway.People;

/// <summary>Settings of sign-in, section <c>People</c>.</summary>
public sealed class PeopleOptions
{
    /// <summary>Fewest rounds of PBKDF2-HMAC-SHA512 (OWASP ASVS 5.0, appendix C).</summary>
    public const int FewestPasswordRounds = 210_000;

    /// <summary>
    /// Rounds of PBKDF2-HMAC-SHA512 for new hashes; at least <see cref="FewestPasswordRounds"/>. A hash with fewer is
    /// made anew when its owner signs in. Default: 210,000.
    /// </summary>
    public int PasswordRounds { get; set; } = FewestPasswordRounds;

    /// <summary>Password hashes at once. Default: one less than the machine's cores, at least one.</summary>
    public int HashesAtOnce { get; set; } = Math.Max(1, Environment.ProcessorCount - 1);

    /// <summary>
    /// Password hashes running and waiting, one school at most half of them; more are answered 503. Default: 32.
    /// </summary>
    public int HashQueue { get; set; } = 32;

    /// <summary>
    /// Answers that must not tell whether an address is known are held until a multiple of this has passed, beside the
    /// one hash that each costs (SEC-C02). Default: 500 milliseconds.
    /// </summary>
    public TimeSpan Pace { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>A sign-in ends when it is not used for so long. Default: 14 days.</summary>
    public TimeSpan SessionIdle { get; set; } = TimeSpan.FromDays(14);

    /// <summary>A sign-in ends after so long, whatever happens. Default: 60 days.</summary>
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromDays(60);

    /// <summary>
    /// Failed sign-ins from one network (an IPv4 address, an IPv6 /64) to one school within 15 minutes; then 429.
    /// Default: 100, because a class room shares one address.
    /// </summary>
    public int FailuresPerNetwork { get; set; } = 100;

    /// <summary>
    /// Sign-ups and requests for mail from one network to one school within an hour; then 429. Default: 100.
    /// </summary>
    public int MailRequestsPerNetwork { get; set; } = 100;

    /// <summary>Mails to one address within an hour that nobody signed in asked for (SEC-H05). Default: 3.</summary>
    public int MailsPerAddress { get; set; } = 3;

    /// <summary>The same from one school altogether. Default: 1,000.</summary>
    public int MailsPerSchool { get; set; } = 1000;
}
