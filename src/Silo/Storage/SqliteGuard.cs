namespace Darsgah.Silo.Storage;

/// <summary>Proves at start that SQLite, on this file system, keeps a store to one connection (SEC-K16).</summary>
internal static class SqliteGuard
{
    // From here on two connections to one WAL file are safe; before, they can lose commits.
    private static readonly Version Fixed = new(3, 51, 3);

    /// <exception cref="StoreException">A second connection was let in, by a version that must not have
    /// two.</exception>
    public static void Prove(StoreLayout layout)
    {
        var path = Path.Combine(layout.Root, ".probe.db");
        Durable.Create(path).Dispose();
        File.Delete(path + "-wal");

        using (var first = Database.Open(path))
        {
            StoreFile.Configure(first, path);
            first.Run("CREATE TABLE IF NOT EXISTS probe(number INTEGER)");

            if (IsRefused(path) || Version.Parse(Database.Version) >= Fixed)
                return;
        }

        throw new StoreException(
            $"SQLite {Database.Version} let a second connection into {path}. Before {Fixed} two connections can "
            + "lose commits (the WAL-reset race), so nothing is opened. Does this file system have POSIX locks?");
    }

    private static bool IsRefused(string path)
    {
        try
        {
            using var second = Database.Open(path);
            second.Run("SELECT count(*) FROM sqlite_schema");
            return false;
        }
        catch (SqliteError error)
        {
            return error.Code == SQLitePCL.raw.SQLITE_BUSY;
        }
    }
}
