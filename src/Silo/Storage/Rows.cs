using SQLitePCL;

namespace Darsgah.Silo.Storage;

/// <summary>The rows of one running query; dispose it before the same query runs again.</summary>
internal readonly ref struct Rows(Database database, sqlite3_stmt statement)
{
    /// <summary>Moves to the next row; false after the last.</summary>
    public bool Next() => database.Step(statement);

    public bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    public long Number(int column) => raw.sqlite3_column_int64(statement, column);

    public string Text(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string() ?? "";

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public byte[] Bytes(int column) => raw.sqlite3_column_blob(statement, column).ToArray();

    public byte[]? BytesOrNull(int column) => IsNull(column) ? null : Bytes(column);

    // Written out, because a bare null would convert to memory that is empty, not to none.
    public ReadOnlyMemory<byte>? MemoryOrNull(int column) =>
        IsNull(column) ? default(ReadOnlyMemory<byte>?) : Bytes(column);

    // A failed step is reported again by reset; it was thrown when it happened.
    public void Dispose() => raw.sqlite3_reset(statement);
}
