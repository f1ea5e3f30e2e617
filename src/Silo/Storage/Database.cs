using SQLitePCL;

namespace Darsgah.Silo.Storage;

/// <summary>One SQLite connection with its prepared statements. Used by one thread at a time: its owner.</summary>
/// <remarks>
/// It speaks to SQLite without ADO.NET between, because a store's work is a few dozen fixed statements run very often,
/// and because every result code has to be seen.
/// </remarks>
internal sealed class Database : IDisposable
{
    private readonly sqlite3 handle;
    private readonly Dictionary<string, sqlite3_stmt> statements = new(StringComparer.Ordinal);

    private const int CacheWrites = 9; // SQLITE_DBSTATUS_CACHE_WRITE

    static Database() => Batteries_V2.Init();

    private Database(sqlite3 handle) => this.handle = handle;

    /// <summary>The version of the SQLite in use: <c>3.50.4</c>.</summary>
    public static string Version => raw.sqlite3_libversion().utf8_to_string();

    /// <summary>Rows changed by the last statement that changed any.</summary>
    public int Changes => raw.sqlite3_changes(handle);

    /// <summary>Pages written since the last <see cref="FoldLog"/>, nearly all of them to the log.</summary>
    public int PagesWritten
    {
        get
        {
            raw.sqlite3_db_status(handle, CacheWrites, out var pages, out _, resetFlg: 0);
            return pages;
        }
    }

    /// <exception cref="SqliteError">The file cannot be opened.</exception>
    public static Database Open(string path)
    {
        const int Flags = raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_NOMUTEX;
        var code = raw.sqlite3_open_v2(path, out var handle, Flags, null);

        if (code == raw.SQLITE_OK)
        {
            raw.sqlite3_extended_result_codes(handle, 1);
            return new Database(handle);
        }

        var message = raw.sqlite3_errstr(code).utf8_to_string();
        handle?.Dispose();
        throw new SqliteError(code, message);
    }

    /// <summary>Runs a statement to its end; rows it gives are passed over.</summary>
    public void Run(string sql, params ReadOnlySpan<SqlValue> values)
    {
        using var rows = Query(sql, values);

        while (rows.Next())
        {
        }
    }

    /// <summary>Starts a query. The statement is prepared once for each distinct text.</summary>
    public Rows Query(string sql, params ReadOnlySpan<SqlValue> values)
    {
        if (!statements.TryGetValue(sql, out var statement))
        {
            Check(raw.sqlite3_prepare_v3(handle, sql, raw.SQLITE_PREPARE_PERSISTENT, out statement));
            statements.Add(sql, statement);
        }

        for (var index = 0; index < values.Length; index++)
            Bind(statement, index + 1, values[index]);

        return new Rows(this, statement);
    }

    /// <summary>The first column of the first row as a number; null without a row.</summary>
    public long? Number(string sql, params ReadOnlySpan<SqlValue> values)
    {
        using var rows = Query(sql, values);
        return rows.Next() ? rows.Number(0) : null;
    }

    /// <summary>The first column of the first row as text; null without a row.</summary>
    public string? Text(string sql, params ReadOnlySpan<SqlValue> values)
    {
        using var rows = Query(sql, values);
        return rows.Next() ? rows.TextOrNull(0) : null;
    }

    /// <summary>The first column of the first row as bytes; null without a row.</summary>
    public byte[]? Bytes(string sql, params ReadOnlySpan<SqlValue> values)
    {
        using var rows = Query(sql, values);
        return rows.Next() ? rows.BytesOrNull(0) : null;
    }

    /// <summary>Runs several statements given as one text, without values.</summary>
    public void Script(string sql) => Check(raw.sqlite3_exec(handle, sql));

    /// <summary>Copies the log into the file, so that it is written from its beginning again.</summary>
    /// <remarks>The log keeps its length: a file that grows costs more at every sync.</remarks>
    public void FoldLog()
    {
        Check(raw.sqlite3_wal_checkpoint_v2(handle, "main", raw.SQLITE_CHECKPOINT_PASSIVE, out _, out _));
        raw.sqlite3_db_status(handle, CacheWrites, out _, out _, resetFlg: 1);
    }

    public bool Step(sqlite3_stmt statement)
    {
        var code = raw.sqlite3_step(statement);

        if (code is raw.SQLITE_ROW or raw.SQLITE_DONE)
            return code == raw.SQLITE_ROW;

        throw Error(code);
    }

    public void Dispose()
    {
        foreach (var statement in statements.Values)
            statement.Dispose();

        statements.Clear();
        handle.Dispose();
    }

    private static void Bind(sqlite3_stmt statement, int index, SqlValue value)
    {
        _ = value.Kind switch
        {
            SqlKind.Number => raw.sqlite3_bind_int64(statement, index, value.Number),
            SqlKind.Text => raw.sqlite3_bind_text(statement, index, value.Text),
            SqlKind.Bytes when value.Bytes.IsEmpty => raw.sqlite3_bind_zeroblob(statement, index, 0),
            SqlKind.Bytes => raw.sqlite3_bind_blob(statement, index, value.Bytes.Span),
            _ => raw.sqlite3_bind_null(statement, index),
        };
    }

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
            throw Error(code);
    }

    private SqliteError Error(int code)
    {
        var message = raw.sqlite3_errmsg(handle).utf8_to_string();
        return new SqliteError(code, message);
    }
}
