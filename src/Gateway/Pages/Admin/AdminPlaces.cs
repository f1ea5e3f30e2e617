using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.Media;

namespace Darsgah.Gateway.Pages.Admin;

/// <summary>Addresses inside a school's administration.</summary>
public static class AdminPlaces
{
    public const string Rules = Places.AdminSchool + "/rules";
    public const string Settings = Places.AdminSchool + "/settings";
    public const string Cookies = Places.AdminSchool + "/cookies";
    public const string Glossary = Places.AdminSchool + "/glossary";
    public const string Keys = Places.AdminSchool + "/keys";
    public const string Community = Places.AdminSchool + "/community";
    public const string Reports = Places.Admin + "/reports";
    public const string Invite = Places.AdminPeople + "/invite";
    public const string NewCourse = Places.AdminCourses + "/new";

    public const string ImportCourse = Places.AdminCourses + "/import";

    public const string NewDocument = Places.AdminPolicies + "/new";

    public static string Document(Id<Document> document) => $"{Places.AdminPolicies}/{document}";

    /// <summary>What a document is called and whom it is for.</summary>
    public static string About(Id<Document> document) => $"{Document(document)}/about";

    public static string Import(Id<Document> document) => $"{Document(document)}/import";

    public static string Edit(Id<Document> document, string language) => $"{Document(document)}/edit/{language}";

    public static string Preview(Id<Document> document, string language) => $"{Document(document)}/preview/{language}";

    public static string Publish(Id<Document> document) => $"{Document(document)}/publish";

    public static string Findings(Id<Document> document) => $"{Document(document)}/findings";

    /// <summary>Words in all its sections and languages.</summary>
    public static string Find(Id<Document> document) => $"{Document(document)}/find";

    /// <summary>Certain words, after something was done.</summary>
    public static string Find(Id<Document> document, string words, string done) => $"{Find(document)}?q={Uri.EscapeDataString(words)}&done={done}";

    /// <summary>Its translations as files.</summary>
    public static string Exchange(Id<Document> document) => $"{Document(document)}/exchange";

    /// <summary>What is said about its sections.</summary>
    public static string Comments(Id<Document> document) => $"{Document(document)}/comments";

    /// <summary>What is said about one of them.</summary>
    public static string Comments(Id<Document> document, string section) => $"{Comments(document)}?section={Uri.EscapeDataString(section)}";

    public static string Promises(Id<Document> document) => $"{Document(document)}/promises";

    /// <summary>A finding on the page of findings.</summary>
    public static string Finding(Id<Document> document, string fingerprint) => $"{Findings(document)}#f-{fingerprint}";

    /// <summary>A section in the editor.</summary>
    public static string EditSection(Id<Document> document, string language, string section) =>
        $"{Edit(document, language)}#at-{Uri.EscapeDataString(section)}";

    public static string Person(Id<Person> person) => $"{Places.AdminPeople}/{person}";

    public static string PersonThen(Id<Person> person) => $"{Person(person)}/then";

    public static string MediaFile(Id<MediaFile> file) => $"{Places.AdminMedia}/{file}";

    public static string Course(Id<Course> course) => $"{Places.AdminCourses}/{course}";

    /// <summary>What a course's page says, who sees it and who teaches it.</summary>
    public static string CourseAbout(Id<Course> course) => $"{Course(course)}/about";

    /// <summary>The picture of a course.</summary>
    public static string CourseCover(Id<Course> course) => $"{Course(course)}/cover";

    /// <summary>The draft of a course's page, as a student will see it.</summary>
    public static string CourseAsLearner(Id<Course> course) => $"{Course(course)}/as-learner";

    /// <summary>The draft of a lesson, as a student will see it.</summary>
    public static string LessonAsLearner(Id<Course> course, Id<Lesson> lesson) => $"{Lesson(course, lesson)}/as-learner";

    /// <summary>Takes Markdown and gives what a student sees of it.</summary>
    public static string PreviewText(Id<Course> course) => $"{Course(course)}/preview";

    public static string LessonVersions(Id<Course> course, Id<Lesson> lesson) => $"{Lesson(course, lesson)}/versions";

    public static string NewLesson(Id<Course> course) => $"{Course(course)}/lessons/new";

    /// <summary>On what terms a course gives certificates.</summary>
    public static string CertificateTerms(Id<Course> course) => $"{Course(course)}/certificate";

    /// <summary>Certificates that a course gave.</summary>
    public static string Certificates(Id<Course> course) => $"{Course(course)}/certificates";

    public static string Certificate(Id<Course> course, string code) => $"{Certificates(course)}/{code}";

    public static string Lesson(Id<Course> course, Id<Lesson> lesson) => $"{Course(course)}/lessons/{lesson}";
}
