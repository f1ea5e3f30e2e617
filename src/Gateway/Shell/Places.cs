namespace Darsgah.Gateway.Shell;

/// <summary>The addresses that the frame of every page links to.</summary>
public static class Places
{
    public const string Home = "/";
    public const string Courses = "/courses";
    public const string Learning = "/learn";
    public const string LearningSearch = "/learn/search";
    public const string Account = "/account";
    public const string Notifications = "/account/notifications";
    public const string NotificationSettings = "/account/notifications/settings";
    public const string Privacy = "/account/privacy";
    public const string OwnData = "/account/privacy/data";
    public const string CloseAccount = "/account/privacy/close";
    public const string Cookies = "/privacy/cookies";
    public const string Purposes = "/account/privacy/purposes";
    public const string VerifyReceipt = "/receipts/verify";
    public const string SignIn = "/sign-in";
    public const string SignUp = "/sign-up";

    /// <summary>Takes a POST.</summary>
    public const string SignOut = "/sign-out";

    public const string Admin = "/admin";
    public const string AdminSchool = "/admin/school";
    public const string AdminPurposes = "/admin/school/purposes";
    public const string AdminPolicies = "/admin/policies";
    public const string AdminCourses = "/admin/courses";
    public const string AdminPeople = "/admin/people";
    public const string AdminMedia = "/admin/media";
    public const string Operator = "/operator";
    public const string OperatorSchools = "/operator/schools";
    public const string OperatorKeys = "/operator/keys";

    /// <summary>Whether a page at <paramref name="path"/> belongs to the place: it, or anything below it.</summary>
    public static bool Holds(string place, string path) =>
        string.Equals(place, path, StringComparison.Ordinal)
        || (place.Length > 1 && path.StartsWith(place + "/", StringComparison.Ordinal));
}
