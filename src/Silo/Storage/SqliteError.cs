using SQLitePCL;

namespace Darsgah.Silo.Storage;

/// <summary>What SQLite itself said. Never leaves a store: <see cref="StoreFailure"/> turns it into ours.</summary>
internal sealed class SqliteError(int extended, string message)
    : Exception($"SQLite error {extended}: {message}")
{
    /// <summary>The primary result code (https://www.sqlite.org/rescode.html).</summary>
    public int Code { get; } = extended & 0xFF;

    /// <summary>True where the file or the disk below it is at fault, so that the connection cannot go on.</summary>
    public bool IsFatal => Code is
        raw.SQLITE_IOERR or raw.SQLITE_FULL or raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_READONLY
        or raw.SQLITE_CANTOPEN or raw.SQLITE_NOMEM or raw.SQLITE_PROTOCOL or raw.SQLITE_BUSY or raw.SQLITE_PERM;
}
