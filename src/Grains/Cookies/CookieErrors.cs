namespace Darsgah.Grains.Cookies;

/// <summary>Refusals about cookies.</summary>
public static class CookieErrors
{
    /// <summary>Somebody else declared something first.</summary>
    public static Error Changed(int expected, int now) => Error.Conflict(
        "cookies.changed",
        $"The declaration of cookies is at version {now}, not {expected}: somebody changed it meanwhile. Look at it again.",
        null,
        ("expected", expected.ToString(CultureInfo.InvariantCulture)),
        ("now", now.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Nobody of that name sets a cookie here.</summary>
    public static Error NoSuchCompany(string company) => Error.Invalid(
        "cookies.no_such_company", $"Nobody called '{company}' sets a cookie here that can be refused. Take a name of the declaration.", "without");

    /// <summary>A category that nobody is asked about.</summary>
    public static Error NotOffered(CookieCategory category) => Error.Invalid(
        "cookies.not_offered", $"'{category}' is nothing to allow here: essential cookies need no leave, and others have to be declared.", "allow");

    /// <summary>A cookie that cannot be declared like this.</summary>
    /// <param name="code">What is wrong: <c>name</c>, <c>twice</c>, <c>essential</c>, <c>set_by</c>, <c>days</c>, <c>why</c>, <c>many</c>.</param>
    /// <param name="field">The field of a form at fault.</param>
    public static Error Bad(string code, string field, string message, string cookie) =>
        Error.Invalid($"cookies.{code}_bad", message, field, ("cookie", cookie));
}
