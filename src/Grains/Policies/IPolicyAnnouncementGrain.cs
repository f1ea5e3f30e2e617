namespace Darsgah.Grains.Policies;

/// <summary>Tells a school's members by mail of a new version, each once, however often it is interrupted (M44).</summary>
/// <remarks>Key <c>tenant/{document}.{number}</c>.</remarks>
[Alias("policies.announcement")]
internal interface IPolicyAnnouncementGrain : ITenantScopedGrain
{
    /// <summary>Notes, before the version is published, that it will have to be told. A reminder sees to it from here on.</summary>
    [Alias("begin")]
    Task Begin();

    /// <summary>Tells whoever was not told yet.</summary>
    /// <param name="version">The version, now published.</param>
    [Alias("run")]
    Task Run(PolicyVersionHead version);
}

/// <summary>How far an announcement is.</summary>
[GenerateSerializer, Immutable, Alias("policies.announcement.state")]
internal sealed record PolicyAnnouncement
{
    /// <summary>How long a version may take from <see cref="IPolicyAnnouncementGrain.Begin"/> to being published.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    [Id(0)] public DateTimeOffset BegunAt { get; init; }

    /// <summary>Segments of the member list that were told.</summary>
    [Id(1)] public int Segments { get; init; }

    [Id(2)] public bool Done { get; init; }
}
