namespace Darsgah.Silo.Storage;

/// <summary>Makes, opens and verifies the file of one store.</summary>
/// <param name="Tenant">Whose it is; the file itself says so too, and the two must agree.</param>
/// <param name="Path">The database; SQLite keeps its log beside it, ending in <c>-wal</c>.</param>
internal sealed record StoreFile(string Tenant, string Path, Schema Schema)
{
    // A check reads the whole file. Above this size a school would wait for it, so only a file that was not closed
    // properly, or that just failed, is read whole.
    private const long CheckedAtEveryOpen = 32L * 1024 * 1024;

    private static readonly (string Name, string Value, string Expected)[] Settings =
    [
        // Exclusive comes before WAL: the log's index then lives in memory, and a second connection, of this process
        // or another, is refused by SQLite itself. The WAL race of SQLite before 3.51.3 needs two (SEC-K16).
        ("locking_mode", "EXCLUSIVE", "exclusive"),
        ("journal_mode", "WAL", "wal"),
        ("synchronous", "FULL", "2"),
        ("secure_delete", "ON", "1"),
        ("trusted_schema", "OFF", "0"),
        ("foreign_keys", "ON", "1"),
        ("cell_size_check", "ON", "1"),
        ("temp_store", "MEMORY", "2"),
        ("cache_size", "-1024", "-1024"),

        // The owner folds the log in after it has answered, and sees it when that fails.
        ("wal_autocheckpoint", "0", "0"),
    ];

    /// <summary>The log beside the file.</summary>
    public string Log => Path + "-wal";

    /// <summary>True where there is something to open, even if it is damaged.</summary>
    public bool Exists => File.Exists(Path) || File.Exists(Log);

    /// <summary>Opens the file, making it first if it is not there, and returns it ready and verified.</summary>
    /// <param name="suspect">True after an error: the file is read whole, whatever its size.</param>
    /// <exception cref="StoreException">It cannot be used; the message says why and what to do.</exception>
    public Database Open(bool suspect)
    {
        try
        {
            if (!File.Exists(Path))
                Make();

            return OpenExisting(suspect);
        }
        catch (Exception error) when (error is SqliteError or IOException or UnauthorizedAccessException)
        {
            throw StoreFailure.From(error, Tenant, Path);
        }
    }

    /// <summary>What the pragmas of an open store say, by name (SEC-K16).</summary>
    public static ImmutableDictionary<string, string> ReadSettings(Database database) => Settings.ToImmutableDictionary(
        setting => setting.Name, setting => database.Text($"PRAGMA {setting.Name}") ?? "", StringComparer.Ordinal);

    /// <summary>Sets what every connection must have, and reads it back.</summary>
    /// <exception cref="StoreException">SQLite did not accept a setting.</exception>
    public static void Configure(Database database, string path)
    {
        foreach (var (name, value, expected) in Settings)
        {
            database.Run($"PRAGMA {name} = {value}");

            var found = database.Text($"PRAGMA {name}");

            if (!string.Equals(found, expected, StringComparison.Ordinal))
            {
                throw new StoreException(
                    $"SQLite {Database.Version} did not accept '{name} = {value}' for {path} (it says '{found}'). The "
                    + "store is not opened, because its promises rest on that setting.");
            }
        }
    }

    // Made under another name and renamed when whole: an empty or half-made file under the real name is always damage.
    private void Make()
    {
        if (File.Exists(Log))
            throw StoreFailure.Damaged(Tenant, Path, "its log is there but the file itself is missing");

        var unfinished = Path + ".new";
        Durable.MakeFolder(System.IO.Path.GetDirectoryName(Path)!);
        File.Delete(unfinished + "-wal");
        Durable.Create(unfinished).Dispose();

        using (var database = Database.Open(unfinished))
        {
            Configure(database, unfinished);
            database.Script(FormattableString.Invariant($"PRAGMA application_id = {Schema.ApplicationId}"));
            Schema.Upgrade(database, from: 0);
            database.Run(
                "INSERT INTO meta(name, value) VALUES ('tenant', ?)", System.Text.Encoding.UTF8.GetBytes(Tenant));
            database.Run("PRAGMA wal_checkpoint(TRUNCATE)");
        }

        Durable.Rename(unfinished, Path);
    }

    private Database OpenExisting(bool suspect)
    {
        if (new FileInfo(Path).Length == 0)
            throw StoreFailure.Damaged(Tenant, Path, "the file is empty");

        var interrupted = new FileInfo(Log) is { Exists: true, Length: > 0 };
        var database = Database.Open(Path);

        try
        {
            Configure(database, Path);
            var version = CheckVersion(database);

            if (interrupted || suspect)
                FoldLog(database);

            Verify(database, whole: interrupted || suspect);
            Schema.Upgrade(database, version);
            CheckOwner(database);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    private int CheckVersion(Database database)
    {
        var application = database.Number("PRAGMA application_id");

        if (application != Schema.ApplicationId)
            throw StoreFailure.Damaged(Tenant, Path, "it is a database, but not one of this product's");

        var version = (int)database.Number("PRAGMA user_version")!.Value;

        return version <= Schema.Version
            ? version
            : throw new StoreNewerException(
                $"{Path} has version {version}, and this program knows versions up to {Schema.Version}. It was "
                + "written by a newer release: run that one, or restore a backup from before the upgrade.");
    }

    // After a failed sync the kernel may have dropped pages that it still shows. Writing them again, into the main
    // file, and syncing that, is what makes what is read from here on durable. The kernel's side of this:
    // https://wiki.postgresql.org/wiki/Fsync_Errors
    private static void FoldLog(Database database)
    {
        try
        {
            database.Run("PRAGMA wal_checkpoint(TRUNCATE)");
        }
        catch (SqliteError error) when (error.Code == SQLitePCL.raw.SQLITE_FULL)
        {
            // Without space the log stays as it is; reading works, and the next write says that the disk is full.
        }
    }

    private void Verify(Database database, bool whole)
    {
        var check = new FileInfo(Path).Length <= CheckedAtEveryOpen ? "integrity_check(1)"
            : whole ? "quick_check(1)"
            : null;

        if (check is not null && database.Text($"PRAGMA {check}") is not "ok" and var found)
            throw StoreFailure.Damaged(Tenant, Path, found ?? "the integrity check gave no answer");
    }

    private void CheckOwner(Database database)
    {
        var owner = database.Bytes("SELECT value FROM meta WHERE name = 'tenant'");
        var name = owner is null ? "nobody" : System.Text.Encoding.UTF8.GetString(owner);

        if (!string.Equals(name, Tenant, StringComparison.Ordinal))
            throw StoreFailure.Damaged(
                Tenant, Path, $"the file belongs to '{name}'; it was copied to the wrong folder");
    }
}
