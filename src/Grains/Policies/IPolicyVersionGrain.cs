using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Grains.Policies;

/// <summary>The texts of a version. Its key holds the hash of what it says, so it can never say anything else.</summary>
/// <remarks>Key <c>tenant/{document}.{hash}</c>.</remarks>
[Alias("policies.version_texts")]
internal interface IPolicyVersionGrain : ITenantScopedGrain
{
    /// <summary>The texts by language; empty where never kept.</summary>
    [Alias("texts")]
    Task<ImmutableDictionary<string, PolicyText>> Texts();

    /// <summary>Keeps the texts; only those whose hash the key names.</summary>
    [Alias("keep")]
    Task Keep(ImmutableDictionary<string, PolicyText> texts);
}

/// <summary>The texts of one version.</summary>
[GenerateSerializer, Immutable, Alias("policies.version_texts.state")]
internal sealed record PolicyVersionTexts
{
    [Id(0)] public ImmutableDictionary<string, PolicyText> Texts { get; init; } = ImmutableDictionary<string, PolicyText>.Empty;

    /// <summary>One hash for all languages together, 160 bits in lower-case hex.</summary>
    public static string HashOf(ImmutableDictionary<string, PolicyText> texts) => TenantGrains.Fingerprint(
        string.Join('\n', texts.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key} {pair.Value.Hash} {Links(pair.Value)}")));

    // What a translated section was made from is part of what was published, though not of what it says.
    private static string Links(PolicyText text) => string.Join(',', text.Sections.Select(section => section.BasedOn ?? ""));
}

[GrainType("policies.version_texts")]
internal sealed class PolicyVersionGrain(
    [PersistentState("texts", Storage.School)] IPersistentState<PolicyVersionTexts> version) : Grain, IPolicyVersionGrain
{
    public Task<ImmutableDictionary<string, PolicyText>> Texts() => Task.FromResult(version.State.Texts);

    public Task Keep(ImmutableDictionary<string, PolicyText> texts)
    {
        var hash = this.Key().Parts[1];

        if (PolicyVersionTexts.HashOf(texts) != hash)
            throw new InvalidOperationException($"The texts given to {this.GetGrainId()} have another hash than its key.");

        return version.RecordExists ? Task.CompletedTask : this.Commit(version, new PolicyVersionTexts { Texts = texts });
    }
}
