using SQLitePCL;

namespace Darsgah.Silo.Storage;

/// <summary>What an error of SQLite or of the file system means to an operator.</summary>
internal static class StoreFailure
{
    private const int NoSpaceErrno = 28;

    public static StoreException From(Exception error, string tenant, string file) => error switch
    {
        StoreException ours => ours,
        SqliteError sqlite => FromSqlite(sqlite, tenant, file),
        UnauthorizedAccessException => Unwritable(error, tenant, file),
        IOException { HResult: NoSpaceErrno } => Full(error, tenant, file),
        IOException => Failed(error, tenant, file),
        _ => new StoreException($"The store of '{tenant}' ({file}) failed unexpectedly: {error.Message}", error),
    };

    public static StoreDamagedException Damaged(string tenant, string file, string what, Exception? inner = null) =>
        new(
            $"The store of '{tenant}' is damaged: {file}: {what}. No other school is affected. Keep the file, and "
            + "restore this school from its latest backup.",
            inner);

    private static StoreException FromSqlite(SqliteError error, string tenant, string file) => error.Code switch
    {
        raw.SQLITE_FULL => Full(error, tenant, file),
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => Damaged(tenant, file, error.Message, error),
        raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN or raw.SQLITE_PERM => Unwritable(error, tenant, file),
        raw.SQLITE_BUSY => new StoreException(
            $"Another program has {file} open. The store of '{tenant}' takes exactly one connection; close the other.",
            error),
        _ => Failed(error, tenant, file),
    };

    private static StoreFullException Full(Exception error, string tenant, string file) => new(
        $"The disk that holds the store of '{tenant}' ({file}) is full. Nothing confirmed is lost and reading works; "
        + "free some space and try again.",
        error);

    private static StoreUnwritableException Unwritable(Exception error, string tenant, string file) => new(
        $"The store of '{tenant}' ({file}) cannot be opened for writing: {error.Message} Its folder must belong to "
        + "the user that runs this process, with mode 0700, on a file system that is not read-only.",
        error);

    private static StoreException Failed(Exception error, string tenant, string file) => new(
        $"Reading or writing the store of '{tenant}' ({file}) failed: {error.Message} Whether the last change was "
        + "stored is unknown until it is read again; look at the disk's own messages.",
        error);
}
