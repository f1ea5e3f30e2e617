using System.Text.Json.Serialization;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Purposes;

namespace Darsgah.Grains.Learning;

/// <summary>What was earned: a snapshot that later edits never change.</summary>
/// <param name="Code">Random, at least 128 bits (SEC-J01), base32 in lower case.</param>
/// <param name="Name">Who earned it.</param>
/// <param name="CourseTitle">The course's title then.</param>
/// <param name="CourseLanguage">Language of the course, BCP 47.</param>
/// <param name="School">The school's name then.</param>
/// <param name="Lessons">How many lessons the course had.</param>
/// <param name="IssuedAt">When, UTC.</param>
[GenerateSerializer, Immutable, Alias("learning.certificate_snapshot"), PersonalData(DataCategory.Profile, DataCategory.Learning)]
public sealed record Certificate(
    string Code, string Name, string CourseTitle, string CourseLanguage, string School, int Lessons, DateTimeOffset IssuedAt)
{
    private static readonly TimeSpan longestRenewal = TimeSpan.FromDays(60);

    /// <summary>The course; none in a certificate of the time before this was kept.</summary>
    [Id(7)] public Id<Course> Course { get; init; }

    /// <summary>What the course was about then, in its language; may be empty.</summary>
    [Id(8)] public string Summary { get; init; } = "";

    /// <summary>The school's colour then, <c>#rrggbb</c>; empty for one that was not kept.</summary>
    [Id(9)] public string Colour { get; init; } = "";

    /// <summary>The school's time zone then, an IANA name: its days are reckoned there. Empty for UTC.</summary>
    [Id(10)] public string TimeZone { get; init; } = "";

    /// <summary>How it is drawn.</summary>
    [Id(11)] public CertificateDesign Design { get; init; }

    /// <summary>Who signs it; empty for nobody.</summary>
    [Id(12)] public string Signatory { get; init; } = "";

    /// <summary>What the signatory is at the school.</summary>
    [Id(13)] public string SignatoryRole { get; init; } = "";

    /// <summary>From when on it is not good any more, UTC; null for one that stays good.</summary>
    [Id(14)] public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Its place in the course's register, from 1; 0 for one that is not in it yet.</summary>
    [Id(15)] public int Number { get; init; }

    /// <summary>The school's name then, in each of its languages; none in a certificate of the time before they were kept.</summary>
    [Id(16)] public SchoolNames Schools { get; init; } = SchoolNames.None;

    /// <summary>Id of the school's logo then, a file that is kept for it; empty for none.</summary>
    [Id(17)] public string Logo { get; init; } = "";

    /// <summary>The direction of the course then; null for that of its language.</summary>
    [Id(18)] public TextDirection? Direction { get; init; }

    /// <summary><c>ltr</c> or <c>rtl</c>, of the course's title.</summary>
    [JsonIgnore]
    public string HtmlDirection => LanguageTag.HtmlDirection(CourseLanguage, Direction);

    /// <summary>The school's name then, in a language of the interface where it had one.</summary>
    public string SchoolIn(string language) => Schools.Names.GetValueOrDefault(language, School);

    /// <summary>True once it has expired.</summary>
    public bool IsExpired(DateTimeOffset now) => ExpiresAt <= now;

    /// <summary>True where its end has come or is near: 60 days, and of a shorter one the second half of its time.</summary>
    public bool IsRenewable(DateTimeOffset now)
    {
        if (ExpiresAt is not { } end)
            return false;

        var half = (end - IssuedAt) / 2;
        return end - (half < longestRenewal ? half : longestRenewal) <= now;
    }
}

/// <summary>A school's name by language of the interface. Two with the same names are equal.</summary>
[GenerateSerializer, Immutable, Alias("learning.school_names")]
public sealed record SchoolNames
{
    /// <summary>No names.</summary>
    public static SchoolNames None { get; } = new();

    /// <summary>The name by language tag.</summary>
    [Id(0)] public ImmutableDictionary<string, string> Names { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <inheritdoc />
    public bool Equals(SchoolNames? other) => other is not null && other.Names.Count == Names.Count
        && Names.All(name => other.Names.TryGetValue(name.Key, out var text) && text == name.Value);

    /// <inheritdoc />
    public override int GetHashCode() => Names.Count;
}

/// <summary>How a certificate is drawn. Written in snapshots; never renumbered.</summary>
public enum CertificateDesign
{
    /// <summary>A double frame in the school's colour.</summary>
    Classic = 0,

    /// <summary>A broad band of the school's colour where the line begins.</summary>
    Band = 1,

    /// <summary>A line of the school's colour and much white.</summary>
    Plain = 2,
}

/// <summary>A certificate that somebody has or had.</summary>
/// <param name="Certificate">Null for one that was made out anew to another name.</param>
/// <param name="IsCurrent">No other has followed it.</param>
[GenerateSerializer, Immutable, Alias("learning.held_certificate"), PersonalData(DataCategory.Profile, DataCategory.Learning)]
public sealed record HeldCertificate(Certificate? Certificate, bool IsCurrent)
{
    /// <summary>She does not want her name shown to whoever checks it.</summary>
    [Id(2)] public bool NameWithheld { get; init; }
}
