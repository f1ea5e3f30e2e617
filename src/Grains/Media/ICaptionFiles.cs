namespace Darsgah.Grains.Media;

/// <summary>Reads captions from schools' files.</summary>
public interface ICaptionFiles
{
    /// <summary>The captions in a file; null where it holds none that can be read, or is gone.</summary>
    Task<CaptionTrack?> Captions(Id<Tenant> tenant, MediaFile file);
}
