namespace Darsgah.Grains.Tenancy;

/// <summary>Refusals about schools and their host names.</summary>
public static class TenancyErrors
{
    /// <summary>A slug that cannot be one.</summary>
    public static Error BadSlug(string slug) => Error.Invalid(
        "tenancy.bad_slug",
        $"'{slug}' cannot be a school's short name: it takes 3 to 40 of a-z, 0-9 and '-', starting with a letter.",
        "slug",
        ("slug", slug));

    /// <summary>A slug the platform keeps for itself.</summary>
    public static Error ReservedSlug(string slug) => Error.Invalid(
        "tenancy.reserved_slug", $"'{slug}' is kept for the platform. Choose another short name.", "slug", ("slug", slug));

    /// <summary>Another school has it.</summary>
    public static Error SlugTaken(string slug) => Error.Conflict(
        "tenancy.slug_taken", $"Another school is called '{slug}'. Choose another short name.", "slug", ("slug", slug));

    /// <summary>No host name.</summary>
    public static Error BadHost(string host) => Error.Invalid(
        "tenancy.bad_host",
        $"'{host}' is no host name. Write it like school.example.org, without scheme, port or path.",
        "host",
        ("host", host));

    /// <summary>It leads to another school, or is the platform's own.</summary>
    public static Error HostTaken(string host) => Error.Conflict(
        "tenancy.host_taken", $"The host name '{host}' is not free.", "host", ("host", host));

    /// <summary>The canonical host cannot go.</summary>
    public static Error LastHost(string host) => Error.Conflict(
        "tenancy.last_host", $"'{host}' is the school's only host name. Route another one to it first.", "host", ("host", host));

    /// <summary>There is none of that name.</summary>
    public static Error NoSuchSchool(string school) => Error.NotFound(
        "tenancy.no_such_school", $"There is no school '{school}'.", null, ("school", school));

    /// <summary>Somebody else changed it first.</summary>
    public static Error Changed(int seen, int now) => Error.Conflict(
        "tenancy.changed",
        $"The school was changed while you edited it (you saw {seen}, it is {now}). Look at it again and repeat your change.");

    /// <summary>That move is not possible from here.</summary>
    public static Error NoSuchMove(SchoolStatus from, SchoolStatus to) => Error.Conflict(
        "tenancy.no_such_move",
        $"A school that is {from} cannot become {to}.",
        "status",
        ("from", from.ToString()),
        ("to", to.ToString()));

    /// <summary>A field of the profile or the rules that cannot be.</summary>
    public static Error BadField(string field, string message) => Error.Invalid(
        "tenancy.bad_field", message, field, ("field", field), ("problem", message));
}
