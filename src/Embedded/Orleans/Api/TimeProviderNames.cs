namespace Orleans.Runtime;

/// <summary>
/// Keys under which Orleans asks for the clock of one of its own areas, before the one without a key. This engine has no
/// such areas, so that a clock registered under one of them is never asked.
/// </summary>
public static class TimeProviderNames
{
    /// <summary>The grain directory's cache.</summary>
    public const string GrainDirectory = "Orleans.GrainDirectory";

    /// <summary>Who is a member of the cluster.</summary>
    public const string Membership = "Orleans.Membership";

    /// <summary>A silo's housekeeping.</summary>
    public const string SystemTimers = "Orleans.SystemTimers";
}
