using System.Text.Json;
using Darsgah.Silo.Keys;
using Darsgah.Silo.Storage;

namespace Darsgah.Silo.Outbox;

/// <summary>Seals the values of a message with its school's key: they are addresses, names and texts.</summary>
internal static class OutboxSeal
{
    public static SealedMessage Close(SealingKey school, Id<Tenant> tenant, OutboxMessage message) => new(
        message.Id, message.Kind,
        Seal.Close(
            school, Place(tenant, message.Id, message.Kind), JsonSerializer.SerializeToUtf8Bytes(message.Values)));

    /// <exception cref="SealBrokenException">The values were altered, or sealed for another message or
    /// school.</exception>
    public static OutboxMessage Open(SealingKey school, Id<Tenant> tenant, SealedMessage message)
    {
        var values = Seal.Open(school, Place(tenant, message.Id, message.Kind), message.Body.Span);

        return new OutboxMessage(
            message.Id, message.Kind, JsonSerializer.Deserialize<ImmutableDictionary<string, string>>(values)!);
    }

    private static string Place(Id<Tenant> tenant, string id, string kind) =>
        Seal.Place("outbox", tenant.Value, id, kind);
}
