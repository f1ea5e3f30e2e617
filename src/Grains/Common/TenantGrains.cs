using System.Security.Cryptography;
using System.Text;
using Darsgah.Grains.Access;
using Darsgah.Grains.Audit;
using Darsgah.Grains.Consent;
using Darsgah.Grains.Consent.Receipts;
using Darsgah.Grains.Cookies;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Learning;
using Darsgah.Grains.Media;
using Darsgah.Grains.People;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Privacy.Promises;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Signing;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.Common;

/// <summary>The grains of one tenant. The only way to reach one, so that none is reached without its tenant.</summary>
public readonly struct TenantGrains(IGrainFactory grains, Id<Tenant> tenant)
{
    /// <summary>Whose grains these are.</summary>
    public Id<Tenant> Tenant { get; } = tenant;

    /// <summary>The school itself.</summary>
    public ITenantGrain School => Get<ITenantGrain>("school");

    /// <summary>A document, its draft and versions.</summary>
    public IPolicyGrain Policy(Id<Document> document) => Get<IPolicyGrain>(document.Value);

    /// <summary>What is found in a document, and what was decided about it.</summary>
    public IPolicyFindingsGrain PolicyFindings(Id<Document> document) => Get<IPolicyFindingsGrain>(document.Value);

    /// <summary>What keeps the clauses of a document.</summary>
    public IPromiseRegisterGrain Promises(Id<Document> document) => Get<IPromiseRegisterGrain>(document.Value);

    /// <summary>Which documents there are.</summary>
    public IDocumentListGrain Documents => Get<IDocumentListGrain>("documents");

    /// <summary>What the school uses personal data for.</summary>
    public IPurposeRegisterGrain Purposes => Get<IPurposeRegisterGrain>("purposes");

    /// <summary>What a person was shown and agreed to.</summary>
    public IConsentLedgerGrain ConsentLedger(Id<Person> person) => Get<IConsentLedgerGrain>(person.Value);

    /// <summary>The receipt of a line of a person's ledger.</summary>
    public IReceiptGrain Receipt(Id<Person> person, int number) =>
        Get<IReceiptGrain>($"{person}.{number.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>Who stands behind a pseudonym of receipts: lower-case hex.</summary>
    public IReceiptHolderGrain ReceiptHolder(string pseudonym) => Get<IReceiptHolderGrain>("holder." + pseudonym);

    /// <summary>The keys that the school signs with.</summary>
    public ISigningKeysGrain SigningKeys => Get<ISigningKeysGrain>("signing-keys");

    /// <summary>Which cookies the school declares.</summary>
    public ICookieRegisterGrain Cookies => Get<ICookieRegisterGrain>("cookies");

    /// <summary>Which cookies were taken out of its answers.</summary>
    public ICookieReportsGrain CookieReports => Get<ICookieReportsGrain>("cookie-reports");

    /// <summary>A person's account.</summary>
    public IPersonGrain Person(Id<Person> person) => Get<IPersonGrain>(person.Value);

    /// <summary>Who holds an e-mail address, given in its normal form.</summary>
    public IClaimGrain EmailAddress(string normalizedEmail) => Get<IClaimGrain>("email." + Fingerprint(normalizedEmail));

    /// <summary>Who holds a user name, given in its normal form.</summary>
    public IClaimGrain UserName(string normalizedName) => Get<IClaimGrain>("user." + Fingerprint(normalizedName));

    /// <summary>Everybody of the school.</summary>
    public IMemberListGrain Members => Get<IMemberListGrain>("members");

    /// <summary>A course.</summary>
    public ICourseGrain Course(Id<Course> course) => Get<ICourseGrain>(course.Value);

    /// <summary>All courses' cards.</summary>
    public ICatalogueGrain Catalogue => Get<ICatalogueGrain>("catalogue");

    /// <summary>A lesson's content.</summary>
    public ILessonGrain Lesson(Id<Course> course, Id<Lesson> lesson) => Get<ILessonGrain>($"{course}.{lesson}");

    /// <summary>A published version of a lesson, from 1; the newest is with the lesson itself.</summary>
    public ILessonVersionGrain LessonVersion(Id<Course> course, Id<Lesson> lesson, int version) =>
        Get<ILessonVersionGrain>(string.Create(CultureInfo.InvariantCulture, $"{course}.{lesson}.{version}"));

    /// <summary>All files of the school.</summary>
    public IMediaLibraryGrain Media => Get<IMediaLibraryGrain>("media");

    /// <summary>A part of the list of files, from 1.</summary>
    public IMediaSegmentGrain MediaSegment(int number) => Get<IMediaSegmentGrain>($"media.{number.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>A file.</summary>
    public IMediaFileGrain MediaFile(Id<MediaFile> file) => Get<IMediaFileGrain>(file.Value);

    /// <summary>How much of a lesson a person has watched.</summary>
    public IWatchingGrain Watching(Id<Person> person, Id<Course> course, Id<Lesson> lesson) => Get<IWatchingGrain>($"{person}.{course}.{lesson}");

    /// <summary>A person in a course.</summary>
    public IEnrollmentGrain Enrollment(Id<Person> person, Id<Course> course) => Get<IEnrollmentGrain>($"{person}.{course}");

    /// <summary>What a person wrote beside the lessons of a course.</summary>
    public IStudyNotesGrain StudyNotes(Id<Person> person, Id<Course> course) => Get<IStudyNotesGrain>($"{person}.{course}");

    /// <summary>The courses a person is in.</summary>
    public IEnrollmentsGrain Enrollments(Id<Person> person) => Get<IEnrollmentsGrain>(person.Value);

    /// <summary>A certificate by its code; null where the text cannot be one.</summary>
    public ICertificateGrain? Certificate(string code) =>
        Id<Certificate>.TryParse(code, out _) ? Get<ICertificateGrain>(code) : null;

    /// <summary>An API key, found by its own text.</summary>
    public IApiKeyGrain ApiKey(string key) => Get<IApiKeyGrain>("key." + Fingerprint(key));

    /// <summary>An API key, by the name it has in lists.</summary>
    public IApiKeyGrain ApiKey(Id<ApiKey> id) => Get<IApiKeyGrain>("key." + id);

    /// <summary>Which API keys there are.</summary>
    public IApiKeyListGrain ApiKeys => Get<IApiKeyListGrain>("keys");

    /// <summary>The first answer given under an idempotency key.</summary>
    public IIdempotencyGrain Idempotency(string key) => Get<IIdempotencyGrain>("op." + Fingerprint(key));

    /// <summary>The audit trail.</summary>
    public IAuditTrailGrain Audit => Get<IAuditTrailGrain>("audit");

    /// <summary>All schools. Only in the platform's own tenant.</summary>
    public ITenantDirectoryGrain Directory => Get<ITenantDirectoryGrain>("directory");

    /// <summary>Where a host name leads. Only in the platform's own tenant.</summary>
    public IHostNameGrain HostName(string host) => Get<IHostNameGrain>("host." + Fingerprint(host));

    internal ISchoolRevisionGrain SchoolRevision(int number) =>
        Get<ISchoolRevisionGrain>($"school.{number.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>A purpose as it was when somebody answered it; 160 bits of the edition's hash name it.</summary>
    public IPurposeEditionGrain PurposeEdition(string edition) => Get<IPurposeEditionGrain>("purpose." + edition[..40]);

    internal IMemberSegmentGrain MemberSegment(int number) => Get<IMemberSegmentGrain>($"members.{number.ToString(CultureInfo.InvariantCulture)}");

    internal ICatalogueSegmentGrain CatalogueSegment(int number) =>
        Get<ICatalogueSegmentGrain>($"catalogue.{number.ToString(CultureInfo.InvariantCulture)}");

    internal IPolicyVersionGrain PolicyVersion(Id<Document> document, string contentHash) =>
        Get<IPolicyVersionGrain>($"{document}.{contentHash}");

    internal IPolicyAnnouncementGrain PolicyAnnouncement(Id<Document> document, int number) =>
        Get<IPolicyAnnouncementGrain>($"{document}.{number.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>Tells who was told of a version that it was called off.</summary>
    internal IPolicyAnnouncementGrain PolicyCallOff(Id<Document> document, int number) =>
        Get<IPolicyAnnouncementGrain>($"{document}.{number.ToString(CultureInfo.InvariantCulture)}.{Policies.PolicyAnnouncement.CalledOff}");

    internal IPublishLettersGrain PublishLetters(Id<Document> document, string request) =>
        Get<IPublishLettersGrain>($"{document}.{request}");

    internal IDirectorySegmentGrain DirectorySegment(int number) =>
        Get<IDirectorySegmentGrain>($"directory.{number.ToString(CultureInfo.InvariantCulture)}");

    internal ISlugGrain Slug(string slug) => Get<ISlugGrain>("slug." + slug);

    /// <summary>A name in a form that a key can hold and that does not show it: 160 bits of SHA-256, lower-case hex.</summary>
    internal static string Fingerprint(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 20));

    private TGrain Get<TGrain>(string name)
        where TGrain : IGrainWithStringKey => grains.GetGrain<TGrain>(new TenantKey(Tenant, name).ToString());
}
