using Orleans.Concurrency;

namespace Darsgah.Grains.Policies;

/// <summary>
/// Tells a school's members by mail of a new version, or that an announced one was called off, each once, however often it
/// is interrupted (M44).
/// </summary>
/// <remarks>Key <c>tenant/{document}.{number}</c>; with <c>.off</c> behind it to tell that the version was called off.</remarks>
[Alias("policies.announcement")]
internal interface IPolicyAnnouncementGrain : ITenantScopedGrain
{
    /// <summary>Notes, before the version is published or called off, that it will have to be told. A reminder sees to it from here on.</summary>
    [Alias("begin")]
    Task Begin();

    /// <summary>True from <see cref="Begin"/> on; false again where what was begun never came to be.</summary>
    [Alias("has_begun")]
    Task<bool> HasBegun();

    /// <summary>
    /// Tells whoever was not told yet: members of a segment of the list, and then calls itself for the next, so that no call
    /// takes longer than a segment, whatever the school's size.
    /// </summary>
    /// <param name="version">The version, now published or called off.</param>
    [Alias("run")]
    Task Run(PolicyVersionHead version);

    /// <summary>As <see cref="Run"/>, for the grain itself: nobody waits for it.</summary>
    [Alias("go_on"), OneWay]
    Task GoOn(PolicyVersionHead version);
}

/// <summary>How far an announcement is.</summary>
[GenerateSerializer, Immutable, Alias("policies.announcement.state")]
internal sealed record PolicyAnnouncement
{
    /// <summary>Last part of the key where a version that was called off is told.</summary>
    public const string CalledOff = "off";

    /// <summary>How long a version may take from <see cref="IPolicyAnnouncementGrain.Begin"/> to being published or called off.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    [Id(0)] public DateTimeOffset BegunAt { get; init; }

    /// <summary>Segments of the member list that were told.</summary>
    [Id(1)] public int Segments { get; init; }

    [Id(2)] public bool Done { get; init; }
}
