using Darsgah.Grains.Media;

namespace Darsgah.Gateway.Media;

/// <summary>How much room schools' files have. Configuration section <c>Media</c>.</summary>
public sealed class MediaOptions
{
    /// <summary>Bytes of the largest file. Default: 5 GiB.</summary>
    public long LargestFile { get; set; } = 5L << 30;

    /// <summary>Bytes of all files of one school, those that were handed in among them. Default: 100 GiB.</summary>
    public long SchoolTotal { get; set; } = 100L << 30;

    /// <summary>How long an upload may take before it is given up. Default: 2 days.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromDays(2);

    internal MediaLimits Limits => new(LargestFile, SchoolTotal, Patience);
}
