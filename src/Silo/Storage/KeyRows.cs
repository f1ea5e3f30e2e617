namespace Darsgah.Silo.Storage;

/// <summary>The wrapped keys in a store. A destroyed key leaves its name, so that it is never made again.</summary>
internal static class KeyRows
{
    /// <summary>The school's own key.</summary>
    public const string School = "school";

    /// <summary>The name of a person's key.</summary>
    public static string Of(string subject) => "person/" + subject;

    public static KeyRow? Find(Database database, string name)
    {
        using var rows = database.Query("SELECT wrapped FROM keys WHERE name = ?", name);
        return rows.Next() ? new KeyRow(name, rows.MemoryOrNull(0)) : null;
    }

    public static bool IsAlive(Database database, string subject) =>
        database.Number("SELECT 1 FROM keys WHERE name = ? AND wrapped IS NOT NULL", Of(subject)) is not null;

    public static bool IsDestroyed(Database database, string subject) =>
        database.Number("SELECT 1 FROM keys WHERE name = ? AND wrapped IS NULL", Of(subject)) is not null;

    /// <summary>Destroys a person's key and deletes every record that was sealed with it.</summary>
    /// <returns>How many records went.</returns>
    public static int Destroy(Database database, string subject, DateTimeOffset now)
    {
        database.Run(
            "INSERT INTO keys(name, wrapped, at) VALUES (?, NULL, ?) "
            + "ON CONFLICT DO UPDATE SET wrapped = NULL, at = excluded.at WHERE wrapped IS NOT NULL",
            Of(subject), now.ToUnixTimeMilliseconds());
        database.Run("DELETE FROM records WHERE subject = ?", subject);
        return database.Changes;
    }
}
