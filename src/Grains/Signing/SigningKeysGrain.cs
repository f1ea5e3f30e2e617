using System.Text;
using Microsoft.Extensions.Options;

namespace Darsgah.Grains.Signing;

[GrainType("signing.keys")]
internal sealed class SigningKeysGrain(
    [PersistentState("ring", Storage.School)] IPersistentState<SigningKeyRing> ring,
    IOptions<SigningKeyOptions> options,
    TimeProvider clock) : Grain, ISigningKeysGrain
{
    public async Task<string> Sign(string type, string content, string payload)
    {
        var key = ring.State.Active(clock.GetUtcNow(), options.Value.RotateAfter) ?? await Replace("system");
        var input = CompactJws.SigningInput(type, content, key.Id, Encoding.UTF8.GetBytes(payload));

        return $"{input}.{CompactJws.Encode(key.Sign(Encoding.ASCII.GetBytes(input)))}";
    }

    public async Task<string> SignCredential(string keys, string payload)
    {
        var key = ring.State.Active(clock.GetUtcNow(), options.Value.RotateAfter) ?? await Replace("system");
        var input = CompactJws.CredentialInput(keys + key.Id, Encoding.UTF8.GetBytes(payload));

        return $"{input}.{CompactJws.Encode(key.Sign(Encoding.ASCII.GetBytes(input)))}";
    }

    public Task<ImmutableArray<PublishedKey>> Published() =>
        Task.FromResult<ImmutableArray<PublishedKey>>([.. ring.State.Keys.Select(key => key.Public)]);

    public async Task<PublishedKey> Rotate() => (await Replace(TenantScope.Actor)).Public;

    private async Task<SigningKey> Replace(string actor)
    {
        var now = clock.GetUtcNow();
        var made = SigningKey.Make(now);
        var rows = ImmutableArray.CreateBuilder<AuditRow>();

        if (ring.State.Keys is [{ RetiredAt: null } before, ..])
            rows.Add(new AuditRow("signing_key.retired", actor, before.Id, now));

        rows.Add(new AuditRow("signing_key.made", actor, made.Id, now));
        await this.Commit(ring, ring.State.With(made), new Effects { Audit = rows.ToImmutable() });

        return made;
    }
}
