using System.Collections.Concurrent;
using SQLitePCL;

namespace Darsgah.Load.Children;

/// <summary>
/// The least that can be called durable: one thread, one connection, one prepared upsert, group commit.
/// </summary>
internal sealed class BareSqlite : IDisposable
{
    private readonly BlockingCollection<(string Key, byte[] Body, TaskCompletionSource Done)> queue = [];
    private readonly sqlite3 handle;
    private readonly Thread thread;

    public BareSqlite(string path)
    {
        Batteries_V2.Init();
        Check(raw.sqlite3_open(path, out handle));
        Script("PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON");
        Script("CREATE TABLE records(id INTEGER PRIMARY KEY, name TEXT, key TEXT, body BLOB, UNIQUE(name, key))");
        thread = new Thread(Run);
        thread.Start();
    }

    public Task Write(string key, byte[] body)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        queue.Add((key, body, done));
        return done.Task;
    }

    public void Dispose()
    {
        queue.CompleteAdding();
        thread.Join();
        handle.Dispose();
        queue.Dispose();
    }

    private void Run()
    {
        const string Upsert = "INSERT INTO records(name, key, body) VALUES ('note', ?, ?) "
            + "ON CONFLICT DO UPDATE SET body = excluded.body";
        Check(raw.sqlite3_prepare_v2(handle, Upsert, out var statement));
        List<TaskCompletionSource> group = [];

        while (queue.TryTake(out var write, Timeout.Infinite))
        {
            Script("BEGIN");

            do
            {
                raw.sqlite3_bind_text(statement, 1, write.Key);
                raw.sqlite3_bind_blob(statement, 2, write.Body);
                raw.sqlite3_step(statement);
                Check(raw.sqlite3_reset(statement));
                group.Add(write.Done);
            }
            while (queue.TryTake(out write));

            Script("COMMIT");
            group.ForEach(done => done.SetResult());
            group.Clear();
        }

        statement.Dispose();
    }

    private void Script(string sql) => Check(raw.sqlite3_exec(handle, sql));

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
            throw new InvalidOperationException(raw.sqlite3_errmsg(handle).utf8_to_string());
    }
}
