using System.Security.Cryptography;
using System.Text;
using Darsgah.Grains.People;

namespace Darsgah.Gateway.People;

/// <summary>Sign-ins that are alive, as an account keeps them.</summary>
internal static class SessionRules
{
    private const int Most = 20;

    /// <summary>A new stamp: every token and every session made under another one is worthless.</summary>
    public static string NewStamp() => Random128();

    /// <summary>A new session's id; never one that a browser brought along (SEC-C07).</summary>
    public static string NewId() => Random128();

    /// <summary>
    /// The account with one more session, without those whose time is over and at most 20 of the newest.
    /// </summary>
    public static PersonAccount WithSession(
        this PersonAccount account, string id, string device, DateTimeOffset now, TimeSpan lifetime) => account with
        {
            Sessions =
            [
                .. account.Sessions.Where(session => session.StartedAt + lifetime > now).TakeLast(Most - 1),
                new Session(id, now, device),
            ],
        };

    /// <summary>
    /// The account after a change of credentials: a new stamp, and no session but <paramref name="kept"/> under a new
    /// id.
    /// </summary>
    /// <returns>Also the kept session's new id; null where none was kept.</returns>
    public static (PersonAccount Account, string? Session) WithNewStamp(this PersonAccount account, string? kept)
    {
        var session = account.Sessions.FirstOrDefault(
            session => string.Equals(session.Id, kept, StringComparison.Ordinal));
        var renewed = session is null ? null : session with { Id = NewId() };

        return (
            account with { SecurityStamp = NewStamp(), Sessions = renewed is null ? [] : [renewed] },
            renewed?.Id);
    }

    /// <summary>The account's session with this id, if it is alive under this stamp.</summary>
    public static Session? Alive(
        this PersonAccount account, string id, string stamp, DateTimeOffset now, TimeSpan lifetime) =>
        !account.Blocked && Same(account.SecurityStamp, stamp)
            ? account.Sessions.FirstOrDefault(session => Same(session.Id, id) && session.StartedAt + lifetime > now)
            : null;

    /// <summary>A public name for a session, so that its id stays between the browser and us.</summary>
    public static string Handle(this Session session) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(session.Id)).AsSpan(0, 8));

    private static bool Same(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), Encoding.UTF8.GetBytes(other));

    private static string Random128() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
