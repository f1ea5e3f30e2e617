using FsCheck;
using FsCheck.Fluent;

namespace Darsgah.Silo.Tests.Storage;

/// <summary>
/// Any sequence of writes, deletes and restarts does to records what it does to a dictionary (SEC-L04).
/// </summary>
public sealed class RecordModelTests : IAsyncDisposable
{
    private readonly Disk disk = new();
    private int run;

    [Fact]
    public void Records_behave_as_a_dictionary_with_etags() =>
        Prop.ForAll<PositiveInt[]>(steps => Follow(steps).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(200).WithEndSize(30));

    public ValueTask DisposeAsync() => disk.DisposeAsync();

    private async Task<bool> Follow(PositiveInt[] steps)
    {
        var name = $"run-{run++}";
        var model = new Dictionary<string, (string ETag, string Body)>(StringComparer.Ordinal);
        List<string?> known = [null];

        foreach (var step in steps.Select(step => step.Get))
        {
            var (key, etag, body) = ($"k{step % 3}", known[step / 3 % known.Count], step % 4 == 0 ? null : $"{step}");
            var expected = model.TryGetValue(key, out var entry) ? entry.ETag : null;

            if (step % 17 == 0)
                await disk.Restart();

            if (await TryWrite(name, key, etag, body) is not { } receipt)
            {
                if (string.Equals(etag, expected, StringComparison.Ordinal))
                    return false;

                continue;
            }

            if (!string.Equals(etag, expected, StringComparison.Ordinal))
                return false;

            if (body is null)
            {
                model.Remove(key);
                continue;
            }

            model[key] = (receipt.Records[0]!.ETag, body);
            known.Add(receipt.Records[0]!.ETag);
        }

        foreach (var key in (string[])["k0", "k1", "k2"])
        {
            var stored = await disk.Stores.Of(Disk.North).Find(name, key);
            var found = stored is null ? default : (stored.ETag, Encoding.UTF8.GetString(stored.Body.Span));

            if (found != model.GetValueOrDefault(key))
                return false;
        }

        return true;
    }

    private async Task<StoreReceipt?> TryWrite(string name, string key, string? etag, string? body)
    {
        try
        {
            return await disk.Stores.Of(Disk.North).Commit(new StoreBatch
            {
                Records = [new RecordChange(name, key, etag, body is null ? default(ReadOnlyMemory<byte>?)
                    : Encoding.UTF8.GetBytes(body))],
            });
        }
        catch (RecordConflictException)
        {
            return null;
        }
    }
}
