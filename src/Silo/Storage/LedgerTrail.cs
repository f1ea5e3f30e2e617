using System.Text.Json;
using Darsgah.Grains.Consent;

namespace Darsgah.Silo.Storage;

/// <summary>What a school's audit trail says of its people's consents, to hold each ledger against it (SEC-I07).</summary>
/// <remarks>Some 200 bytes a person while a store is checked.</remarks>
internal sealed class LedgerTrail
{
    /// <summary>The name of the ledgers' records.</summary>
    public const string Record = "consent.ledger/ledger";

    private readonly Dictionary<string, LedgerMark> last;

    private LedgerTrail(Dictionary<string, LedgerMark> last) => this.last = last;

    /// <summary>Whose ledger has to be there and was not seen.</summary>
    public IEnumerable<string> Unseen => last.Keys;

    /// <summary>The last line that the trail has of each ledger.</summary>
    public static LedgerTrail Of(Database database)
    {
        var marks = new Dictionary<string, LedgerMark>(StringComparer.Ordinal);
        using var rows = database.Query("SELECT subject, action, detail FROM audit WHERE action LIKE 'consent.%' ORDER BY sequence");

        while (rows.Next())
        {
            if (LedgerMark.Actions.Contains(rows.Text(1), StringComparer.Ordinal) && LedgerMark.Read(rows.TextOrNull(2)) is { } mark)
                marks[rows.Text(0)] = mark;
        }

        return new LedgerTrail(marks);
    }

    /// <summary>What is wrong with a ledger as it was opened, or null. What was added since the trail was read is looked up in it.</summary>
    /// <exception cref="JsonException">It is no ledger.</exception>
    public async Task<string?> Fault(SchoolStore store, string subject, StateJson json, byte[] opened)
    {
        var ledger = json.Read<ConsentLedger>(opened);
        var fault = LedgerMark.Fault(ledger, last.Remove(subject, out var mark) ? mark : null);

        if (fault is null || ledger.Entries.Length <= mark.Number || ledger.FirstBroken() is not null)
            return fault;

        return await store.Read(database => Newest(database, subject), null) is { } newest && newest.Number >= ledger.Entries.Length
            ? null
            : fault;
    }

    private static LedgerMark? Newest(Database database, string subject)
    {
        using var rows = database.Query(
            "SELECT detail FROM audit WHERE subject = ? AND action LIKE 'consent.%' AND detail LIKE '%, entry %' ORDER BY sequence DESC LIMIT 1", subject);
        return rows.Next() ? LedgerMark.Read(rows.TextOrNull(0)) : null;
    }
}
