using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Darsgah.Gateway.Http;

/// <summary>Caps the connections that one address holds open (SEC-M12). Known proxies carry many people and are not capped.</summary>
internal sealed class PeerConnections(int most, IReadOnlyList<IPNetwork> proxies)
{
    private readonly ConcurrentDictionary<string, int> open = new(StringComparer.Ordinal);

    public ConnectionDelegate Around(ConnectionDelegate next) => async connection =>
    {
        if ((connection.RemoteEndPoint as IPEndPoint)?.Address is not { } address || proxies.Any(net => net.Contains(address)))
        {
            await next(connection);
            return;
        }

        var peer = RateLimits.Peer(address);

        try
        {
            if (open.AddOrUpdate(peer, 1, (_, count) => count + 1) > most)
                connection.Abort();
            else
                await next(connection);
        }
        finally
        {
            Release(peer);
        }
    };

    private void Release(string peer)
    {
        // An entry at zero is removed only if nobody has come in between.
        if (open.AddOrUpdate(peer, 0, (_, count) => count - 1) <= 0)
            open.TryRemove(new KeyValuePair<string, int>(peer, 0));
    }
}
