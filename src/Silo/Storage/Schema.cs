namespace Darsgah.Silo.Storage;

/// <summary>The tables of a store, as the steps that made them. A step, once released, never changes.</summary>
/// <remarks>
/// <c>user_version</c> counts the steps a file has taken. Each is one transaction, so a file is never between two.
/// </remarks>
internal sealed record Schema(ImmutableArray<string> Steps)
{
    /// <summary>"Dars" in <c>application_id</c>: how a file says that it is one of ours.</summary>
    public const int ApplicationId = 0x44617273;

    // records has a rowid because bodies are long: SQLite advises WITHOUT ROWID only for short rows
    // (https://www.sqlite.org/withoutrowid.html), and its index lets a check notice an altered key.
    private const string First = """
        CREATE TABLE meta(name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID, STRICT;
        CREATE TABLE keys(name TEXT PRIMARY KEY, wrapped BLOB, at INTEGER NOT NULL) WITHOUT ROWID, STRICT;
        CREATE TABLE records(
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL, key TEXT NOT NULL, etag INTEGER NOT NULL, subject TEXT, body BLOB NOT NULL,
            UNIQUE(name, key)) STRICT;
        CREATE INDEX records_subject ON records(subject) WHERE subject IS NOT NULL;
        CREATE TABLE operations(id TEXT PRIMARY KEY, answer BLOB, at INTEGER NOT NULL) WITHOUT ROWID, STRICT;
        CREATE INDEX operations_at ON operations(at);
        CREATE TABLE outbox(
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, body BLOB NOT NULL, at INTEGER NOT NULL,
            attempts INTEGER NOT NULL, due INTEGER NOT NULL, dead INTEGER NOT NULL, trouble TEXT) STRICT;
        CREATE INDEX outbox_due ON outbox(due) WHERE dead = 0;
        CREATE TABLE audit(
            sequence INTEGER PRIMARY KEY,
            action TEXT NOT NULL, actor TEXT NOT NULL, subject TEXT NOT NULL, at INTEGER NOT NULL, detail TEXT,
            hash BLOB NOT NULL) STRICT;
        """;

    private const string Reminders = """
        CREATE TABLE reminders(
            grain TEXT NOT NULL, name TEXT NOT NULL, hash INTEGER NOT NULL, start INTEGER NOT NULL,
            period INTEGER NOT NULL, etag INTEGER NOT NULL, PRIMARY KEY(grain, name)) WITHOUT ROWID, STRICT;
        CREATE INDEX reminders_hash ON reminders(hash);
        """;

    // When a reminder was registered, in ticks.
    private const string ReminderTimes = "ALTER TABLE reminders ADD COLUMN at INTEGER;";

    // Notices are found by whom they were sent to. And how often each thing was done in each month (202611, UTC), so that a year's figures do not read the whole trail.
    private const string AuditMonths = """
        CREATE TABLE audit_months(
            month INTEGER NOT NULL, action TEXT NOT NULL, count INTEGER NOT NULL,
            PRIMARY KEY(month, action)) WITHOUT ROWID, STRICT;
        CREATE INDEX audit_notices ON audit(subject, sequence) WHERE action IN ('notice.mailed', 'notice.undeliverable');
        INSERT INTO audit_months
            SELECT CAST(strftime('%Y%m', at / 1000, 'unixepoch') AS INTEGER), action, count(*) FROM audit GROUP BY 1, 2;
        """;

    // What was answered about each purpose, and what was denied for it, as AuditCount.NamesOf counts it.
    private const string PurposeMonths = """
        INSERT INTO audit_months
            SELECT CAST(strftime('%Y%m', at / 1000, 'unixepoch') AS INTEGER),
                action || ':' || CASE action
                    WHEN 'purpose.denied' THEN substr(detail, 1, instr(detail, ':') - 1)
                    ELSE substr(detail, 9, instr(substr(detail, 9), ' ') - 1) END,
                count(*)
            FROM audit
            WHERE (action = 'purpose.denied' AND instr(detail, ':') > 1) OR (action LIKE 'consent.%' AND detail LIKE 'purpose _% %')
            GROUP BY 1, 2;
        """;

    /// <summary>A school's file.</summary>
    public static Schema School { get; } = new([First, AuditMonths, PurposeMonths]);

    /// <summary>The platform's file: a school's, and the reminders of all grains.</summary>
    public static Schema Platform { get; } = new([First, Reminders, AuditMonths, ReminderTimes]);

    /// <summary>The version of a file that has taken every step.</summary>
    public int Version => Steps.Length;

    /// <summary>Takes the steps a file lacks.</summary>
    public void Upgrade(Database database, int from)
    {
        for (var version = from; version < Version; version++)
        {
            database.Script("BEGIN IMMEDIATE");
            database.Script(Steps[version]);
            database.Script(FormattableString.Invariant($"PRAGMA user_version = {version + 1}"));
            database.Script("COMMIT");
        }
    }
}
