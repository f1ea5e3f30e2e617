using Darsgah.Grains.Common;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;
using Microsoft.Extensions.Caching.Memory;

namespace Darsgah.Gateway.Pages.Policies;

/// <summary>Keeps what was found when two published texts were compared: neither ever changes, so neither does that.</summary>
/// <remarks>16 MiB at most. Without a tenant there is no key.</remarks>
internal sealed class KeptComparisons : IDisposable
{
    private const long Most = 16 << 20;

    private static readonly ImmutableArray<PolicySection> nothing = [];

    private readonly MemoryCache kept = new(new MemoryCacheOptions { SizeLimit = Most });

    /// <summary>How often two texts were compared, for tests.</summary>
    public int Made { get; private set; }

    /// <summary>What differs in one language; where a version lacks it, all of the other one's text does.</summary>
    public PolicyChange Between(Id<Tenant> tenant, PolicyVersion older, PolicyVersion newer, string language)
    {
        ArgumentNullException.ThrowIfNull(older);
        ArgumentNullException.ThrowIfNull(newer);
        var key = new Key(
            tenant,
            newer.Document,
            (older.Head.Number, older.Head.Hashes.GetValueOrDefault(language)),
            (newer.Head.Number, newer.Head.Hashes.GetValueOrDefault(language)),
            language);

        return kept.GetOrCreate(key, entry =>
        {
            var change = PolicyChange.Between(
                older.Texts.GetValueOrDefault(language), newer.Texts.GetValueOrDefault(language) ?? new PolicyText(language, nothing, ""));
            entry.Size = 1_024 + change.Sections.Sum(section => Size(section.HeadingRuns) + Size(section.BodyRuns));
            Made++;
            return change;
        })!;
    }

    public void Dispose() => kept.Dispose();

    private static long Size(ImmutableArray<DiffRun> runs) => runs.Sum(run => 64L + (2 * run.Text.Length));

    private readonly record struct Key(
        Id<Tenant> Tenant, Id<Document> Document, (int Number, string? Hash) Older, (int Number, string? Hash) Newer, string Language);
}
