using System.Security.Cryptography;
using System.Text;
using Darsgah.Grains.Access;
using Darsgah.Grains.Assignments;
using Darsgah.Grains.Audit;
using Darsgah.Grains.Community;
using Darsgah.Grains.Consent;
using Darsgah.Grains.Consent.Behalf;
using Darsgah.Grains.Consent.Receipts;
using Darsgah.Grains.Cookies;
using Darsgah.Grains.Courses;
using Darsgah.Grains.Learning;
using Darsgah.Grains.Media;
using Darsgah.Grains.Notifications;
using Darsgah.Grains.People;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Glossary;
using Darsgah.Grains.Privacy.Promises;
using Darsgah.Grains.Purposes;
using Darsgah.Grains.Quizzes;
using Darsgah.Grains.Signing;
using Darsgah.Grains.Teaching;
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

    /// <summary>What those who work on a document say about its sections.</summary>
    public IPolicyCommentsGrain PolicyComments(Id<Document> document) => Get<IPolicyCommentsGrain>(document.Value);

    /// <summary>The school's words for the terms of its documents.</summary>
    public IGlossaryGrain Glossary => Get<IGlossaryGrain>("glossary");

    /// <summary>What keeps the clauses of a document.</summary>
    public IPromiseRegisterGrain Promises(Id<Document> document) => Get<IPromiseRegisterGrain>(document.Value);

    /// <summary>Which documents there are.</summary>
    public IDocumentListGrain Documents => Get<IDocumentListGrain>("documents");

    /// <summary>What the school uses personal data for.</summary>
    public IPurposeRegisterGrain Purposes => Get<IPurposeRegisterGrain>("purposes");

    /// <summary>What a person was shown and agreed to.</summary>
    public IConsentLedgerGrain ConsentLedger(Id<Person> person) => Get<IConsentLedgerGrain>(person.Value);

    /// <summary>What the guardian of a person is asked, and agreed to.</summary>
    public IGuardianshipGrain Guardianship(Id<Person> person) => Get<IGuardianshipGrain>(person.Value);

    /// <summary>Who acts for a person with a mandate, and for whom she acts.</summary>
    public IMandatesGrain Mandates(Id<Person> person) => Get<IMandatesGrain>(person.Value);

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

    /// <summary>What the published lessons of a course say, to be searched.</summary>
    public ICourseSearchGrain CourseSearch(Id<Course> course) => Get<ICourseSearchGrain>(course.Value);

    internal ICourseTextsGrain CourseTexts(Id<Course> course, int number) =>
        Get<ICourseTextsGrain>($"{course}.{number.ToString(CultureInfo.InvariantCulture)}");

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

    /// <summary>What holds for every course that says nothing else.</summary>
    public ILearningRulesGrain LearningRules => Get<ILearningRulesGrain>("learning");

    /// <summary>What the students of a course are told of by the clock.</summary>
    public IAgendaGrain Agenda(Id<Course> course) => Get<IAgendaGrain>(course.Value);

    /// <summary>What a person wrote beside the lessons of a course.</summary>
    public IStudyNotesGrain StudyNotes(Id<Person> person, Id<Course> course) => Get<IStudyNotesGrain>($"{person}.{course}");

    /// <summary>The courses a person is in.</summary>
    public IEnrollmentsGrain Enrollments(Id<Person> person) => Get<IEnrollmentsGrain>(person.Value);

    /// <summary>The students of a course.</summary>
    public IRosterGrain Roster(Id<Course> course) => Get<IRosterGrain>(course.Value);

    /// <summary>The students of a course, to be searched, sorted and counted.</summary>
    public IRosterIndexGrain RosterIndex(Id<Course> course) => Get<IRosterIndexGrain>(course.Value);

    /// <summary>The named groups of a course.</summary>
    public ICohortsGrain Cohorts(Id<Course> course) => Get<ICohortsGrain>(course.Value);

    /// <summary>The invitations of a course.</summary>
    public IInvitationsGrain Invitations(Id<Course> course) => Get<IInvitationsGrain>(course.Value);

    /// <summary>An invitation, by the fingerprint of its link.</summary>
    public IInvitationGrain Invitation(string fingerprint) => Get<IInvitationGrain>("invitation." + fingerprint);

    /// <summary>A certificate by its code; null where the text cannot be one.</summary>
    public ICertificateGrain? Certificate(string code) =>
        Id<Certificate>.TryParse(code, out _) ? Get<ICertificateGrain>(code) : null;

    /// <summary>What a person is told, and how she wants to be.</summary>
    public INotificationsGrain Notifications(Id<Person> person) => Get<INotificationsGrain>(person.Value);

    /// <summary>A question about a lesson.</summary>
    public IQuestionGrain Question(Id<Course> course, Id<Lesson> lesson, Id<Post> question) =>
        Get<IQuestionGrain>($"{course}.{lesson}.{question}");

    /// <summary>The questions about a lesson.</summary>
    public IBoardGrain LessonQuestions(Id<Course> course, Id<Lesson> lesson) => Get<IBoardGrain>($"{course}.{lesson}.questions");

    /// <summary>The questions of a whole course.</summary>
    public IBoardGrain CourseQuestions(Id<Course> course) => Get<IBoardGrain>($"{course}.questions");

    /// <summary>Those that nobody has answered.</summary>
    public IBoardGrain OpenQuestions(Id<Course> course) => Get<IBoardGrain>($"{course}.open");

    /// <summary>Reports in a course that nobody has decided on.</summary>
    public IBoardGrain CourseReports(Id<Course> course) => Get<IBoardGrain>($"{course}.reports");

    /// <summary>Those of the whole school.</summary>
    public IBoardGrain Reports => Get<IBoardGrain>("reports");

    /// <summary>How a person appears to others.</summary>
    public ICommunityMemberGrain CommunityMember(Id<Person> person) => Get<ICommunityMemberGrain>(person.Value);

    /// <summary>A person in a course's community.</summary>
    public ICommunityPlaceGrain CommunityPlace(Id<Person> person, Id<Course> course) => Get<ICommunityPlaceGrain>($"{person}.{course}");

    /// <summary>A student's messages with the teachers of a course.</summary>
    public IConversationGrain Conversation(Id<Person> student, Id<Course> course) => Get<IConversationGrain>($"{student}.{course}");

    /// <summary>All conversations of a course.</summary>
    public IBoardGrain Conversations(Id<Course> course) => Get<IBoardGrain>($"{course}.messages");

    /// <summary>Those in which the student wrote last.</summary>
    public IBoardGrain WaitingConversations(Id<Course> course) => Get<IBoardGrain>($"{course}.waiting");

    /// <summary>What the teachers of a course say to all who are in it.</summary>
    public IAnnouncementsGrain Announcements(Id<Course> course) => Get<IAnnouncementsGrain>(course.Value);

    /// <summary>What those who finished a course think of it.</summary>
    public IReviewsGrain Reviews(Id<Course> course) => Get<IReviewsGrain>(course.Value);

    /// <summary>What the reviews of all courses come to.</summary>
    public IRatingsGrain Ratings => Get<IRatingsGrain>("ratings");

    /// <summary>What the school says about names that others see.</summary>
    public ICommunityRulesGrain Community => Get<ICommunityRulesGrain>("community");

    /// <summary>A person's attempts at the quiz of a lesson.</summary>
    public IQuizBookGrain QuizBook(Id<Person> person, Id<Course> course, Id<Lesson> lesson) =>
        Get<IQuizBookGrain>($"{person}.{course}.{lesson}");

    internal ISheetGrain QuizSheet(Id<Person> person, Id<Course> course, Id<Lesson> lesson, int number) =>
        Get<ISheetGrain>(string.Create(CultureInfo.InvariantCulture, $"{person}.{course}.{lesson}.{number}"));

    /// <summary>Who has ended an attempt at the quiz of a lesson.</summary>
    public IAttemptListGrain AttemptList(Id<Course> course, Id<Lesson> lesson) => Get<IAttemptListGrain>($"{course}.{lesson}");

    internal IAttemptSegmentGrain AttemptSegment(string list, int number) =>
        Get<IAttemptSegmentGrain>(string.Create(CultureInfo.InvariantCulture, $"{list}.{number}"));

    /// <summary>Attempts of a course that wait for a person's grade.</summary>
    public IGradingQueueGrain GradingQueue(Id<Course> course) => Get<IGradingQueueGrain>(course.Value);

    internal IQueueSegmentGrain QueueSegment(string queue, int number) =>
        Get<IQueueSegmentGrain>(string.Create(CultureInfo.InvariantCulture, $"{queue}.{number}"));

    /// <summary>Work for one assignment that waits for a person's grade.</summary>
    public IGradingQueueGrain GradingQueue(Id<Course> course, Id<Lesson> lesson) => Get<IGradingQueueGrain>($"{course}.{lesson}");

    /// <summary>What a person handed in for the assignment of a lesson.</summary>
    public ISubmissionBookGrain SubmissionBook(Id<Person> person, Id<Course> course, Id<Lesson> lesson) =>
        Get<ISubmissionBookGrain>($"{person}.{course}.{lesson}");

    internal IWorkSheetGrain WorkSheet(Id<Person> person, Id<Course> course, Id<Lesson> lesson, int number) =>
        Get<IWorkSheetGrain>(string.Create(CultureInfo.InvariantCulture, $"{person}.{course}.{lesson}.{number}"));

    /// <summary>For which lessons a person has handed something in.</summary>
    public IHandedWorksGrain HandedWorks(Id<Person> person) => Get<IHandedWorksGrain>(person.Value);

    /// <summary>What many people made of the questions of one version of a quiz.</summary>
    public IItemAnalysisGrain ItemAnalysis(Id<Course> course, Id<Lesson> lesson, int version) =>
        Get<IItemAnalysisGrain>(string.Create(CultureInfo.InvariantCulture, $"{course}.{lesson}.{version}"));

    /// <summary>On what terms a course gives certificates.</summary>
    public ICertificateTermsGrain CertificateTerms(Id<Course> course) => Get<ICertificateTermsGrain>(course.Value);

    /// <summary>Which certificates a course gave.</summary>
    public ICertificateRegisterGrain CertificateRegister(Id<Course> course) => Get<ICertificateRegisterGrain>(course.Value);

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

    internal IPurposeRevisionGrain PurposeRevision(int number) =>
        Get<IPurposeRevisionGrain>($"purposes.{number.ToString(CultureInfo.InvariantCulture)}");

    internal IMemberSegmentGrain MemberSegment(int number) => Get<IMemberSegmentGrain>($"members.{number.ToString(CultureInfo.InvariantCulture)}");

    internal ICertificateSegmentGrain CertificateSegment(Id<Course> course, int number) =>
        Get<ICertificateSegmentGrain>($"{course}.{number.ToString(CultureInfo.InvariantCulture)}");

    internal ICertificateStatusGrain CertificateStatus(Id<Course> course, int list) =>
        Get<ICertificateStatusGrain>($"{course}.{list.ToString(CultureInfo.InvariantCulture)}");

    internal ICatalogueSegmentGrain CatalogueSegment(int number) =>
        Get<ICatalogueSegmentGrain>($"catalogue.{number.ToString(CultureInfo.InvariantCulture)}");

    internal IRosterSegmentGrain RosterSegment(Id<Course> course, int number) =>
        Get<IRosterSegmentGrain>($"{course}.{number.ToString(CultureInfo.InvariantCulture)}");

    internal IRosterWordsGrain RosterWords(Id<Course> course) => Get<IRosterWordsGrain>(course.Value);

    internal IRosterWordSegmentGrain RosterWordSegment(Id<Course> course, int number) =>
        Get<IRosterWordSegmentGrain>($"{course}.{number.ToString(CultureInfo.InvariantCulture)}");

    internal IGradeSheetGrain GradeSheet(Id<Course> course, int segment, int sheet) =>
        Get<IGradeSheetGrain>(string.Create(CultureInfo.InvariantCulture, $"{course}.{segment}.{sheet}"));

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

    internal IBoardSegmentGrain BoardSegment(string board, int number) =>
        Get<IBoardSegmentGrain>($"{board}.{number.ToString(CultureInfo.InvariantCulture)}");

    internal IPostSegmentGrain Replies(Id<Course> course, Id<Lesson> lesson, Id<Post> question, int number) =>
        Get<IPostSegmentGrain>($"{course}.{lesson}.{question}.{number.ToString(CultureInfo.InvariantCulture)}");

    internal IMessageSegmentGrain Messages(Id<Person> student, Id<Course> course, int number) =>
        Get<IMessageSegmentGrain>($"{student}.{course}.{number.ToString(CultureInfo.InvariantCulture)}");

    internal IPostSegmentGrain AnnouncementSegment(Id<Course> course, int number) =>
        Get<IPostSegmentGrain>($"{course}.announcements.{number.ToString(CultureInfo.InvariantCulture)}");

    internal IAnnouncementDeliveryGrain AnnouncementDelivery(Id<Course> course, Id<Post> announcement) =>
        Get<IAnnouncementDeliveryGrain>($"{course}.{announcement}");

    internal IReviewSegmentGrain ReviewSegment(Id<Course> course, int number) =>
        Get<IReviewSegmentGrain>($"{course}.{number.ToString(CultureInfo.InvariantCulture)}");

    internal IVotesGrain Votes(Id<Course> course, Id<Lesson> lesson, Id<Post> question, Id<Post> post, int part) =>
        Get<IVotesGrain>($"{course}.{lesson}.{question}.{post}.{part.ToString(CultureInfo.InvariantCulture)}");

    internal ISlugGrain Slug(string slug) => Get<ISlugGrain>("slug." + slug);

    /// <summary>A name in a form that a key can hold and that does not show it: 160 bits of SHA-256, lower-case hex.</summary>
    internal static string Fingerprint(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 20));

    private TGrain Get<TGrain>(string name)
        where TGrain : IGrainWithStringKey => grains.GetGrain<TGrain>(new TenantKey(Tenant, name).ToString());
}
