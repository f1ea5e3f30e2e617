namespace Darsgah.Grains.Access;

/// <summary>What is kept of an API key: never the key.</summary>
[GenerateSerializer, Immutable, Alias("access.api_key.state")]
internal sealed record ApiKeyRecord
{
    [Id(0)] public ApiKeyGrant? Grant { get; init; }

    [Id(1)] public DateTimeOffset? RevokedAt { get; init; }

    [Id(2)] public string Prefix { get; init; } = "";

    [Id(3)] public string LastFour { get; init; } = "";

    [Id(4)] public string IssuedBy { get; init; } = "";

    [Id(5)] public string RevokedBy { get; init; } = "";

    /// <summary>A day, so that a program's thousand calls cost one write.</summary>
    [Id(6)] public DateOnly? LastUsedOn { get; init; }
}

[GrainType("access.api_key")]
internal sealed class ApiKeyGrain(
    [PersistentState("key", Storage.School)] IPersistentState<ApiKeyRecord> key, TimeProvider clock) : Grain, IApiKeyGrain
{
    private Id<ApiKey> Id => Id<ApiKey>.Parse(this.Key().Parts[1]);

    public async Task<ApiKeyGrant?> Grant()
    {
        if (key.State is not { Grant: { } grant, RevokedAt: null })
            return null;

        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

        if (key.State.LastUsedOn is null || key.State.LastUsedOn < today)
        {
            // A key from before there was a list gets onto it here.
            await this.Neighbours(GrainFactory).ApiKeys.Add(Id);
            await this.Commit(key, key.State with { LastUsedOn = today });
        }

        return grant;
    }

    public Task<ApiKeyLine?> Line() => Task.FromResult(ToLine());

    public async Task<ApiKeyLine> Issue(IssueApiKey command)
    {
        if (ToLine() is { } issued)
            return issued;

        // On the list first: no key is ever good without standing there.
        await this.Neighbours(GrainFactory).ApiKeys.Add(Id);

        var now = clock.GetUtcNow();
        var next = new ApiKeyRecord
        {
            Grant = new ApiKeyGrant(command.Name, now),
            Prefix = command.Prefix,
            LastFour = command.LastFour,
            IssuedBy = TenantScope.Actor,
        };
        var row = new AuditRow("api_key.issued", TenantScope.Actor, command.Name, now);
        await this.Commit(key, next, new Effects { Audit = [row] });

        return ToLine()!;
    }

    public async Task<Outcome<ApiKeyLine>> Revoke()
    {
        if (key.State.Grant is not { } grant)
            return AccessErrors.NoSuchKey();

        if (key.State.RevokedAt is null)
        {
            var now = clock.GetUtcNow();
            var row = new AuditRow("api_key.revoked", TenantScope.Actor, grant.Name, now);
            await this.Commit(
                key, key.State with { RevokedAt = now, RevokedBy = TenantScope.Actor }, new Effects { Audit = [row] });
        }

        return ToLine()!;
    }

    private ApiKeyLine? ToLine() => key.State is { Grant: { } grant } state
        ? new ApiKeyLine(
            Id, grant.Name, state.Prefix, state.LastFour, state.IssuedBy, grant.IssuedAt, state.LastUsedOn, state.RevokedBy, state.RevokedAt)
        : null;
}

/// <summary>The keys of a tenant, oldest first.</summary>
[GenerateSerializer, Immutable, Alias("access.api_keys.state")]
internal sealed record ApiKeyList
{
    [Id(0)] public ImmutableArray<Id<ApiKey>> Keys { get; init; } = [];
}

[GrainType("access.api_keys")]
internal sealed class ApiKeyListGrain(
    [PersistentState("keys", Storage.School)] IPersistentState<ApiKeyList> list) : Grain, IApiKeyListGrain
{
    public Task<ImmutableArray<Id<ApiKey>>> All() => Task.FromResult(list.State.Keys);

    public Task Add(Id<ApiKey> key) =>
        list.State.Keys.Contains(key) ? Task.CompletedTask : this.Commit(list, new ApiKeyList { Keys = list.State.Keys.Add(key) });
}
