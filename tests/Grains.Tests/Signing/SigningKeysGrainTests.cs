using System.Text;
using Darsgah.Grains.Common;
using Darsgah.Grains.Signing;

namespace Darsgah.Grains.Tests.Signing;

/// <summary>A school's keys over real files.</summary>
public sealed class SigningKeysGrainTests : IAsyncLifetime
{
    private RealSilo silo = null!;

    public async ValueTask InitializeAsync() => silo = await RealSilo.Start();

    public ValueTask DisposeAsync() => silo.DisposeAsync();

    [Fact]
    public async Task A_key_is_made_on_first_need_lasts_over_a_restart_and_is_another_one_at_another_school()
    {
        var (north, south) = (await silo.School("north"), await silo.School("south"));
        Assert.Empty(await Keys(north));

        var first = await Sign(north);
        await silo.Restart();
        var second = await Sign(north);
        var other = await Sign(south);

        var key = Assert.Single(await Keys(north));
        Assert.Equal([key.Id, key.Id], new[] { first.KeyId, second.KeyId });
        Assert.True(first.IsSignedBy(key) && second.IsSignedBy(key));
        Assert.False(other.IsSignedBy(key));
        Assert.Equal(CompactJws.Thumbprint(key.X, key.Y), key.Id);
    }

    [Fact]
    public async Task A_year_later_another_key_signs_and_the_first_one_stays_published()
    {
        var north = await silo.School("north");
        var first = await Sign(north);
        silo.Time.Now += TimeSpan.FromDays(365);

        var second = await Sign(north);

        var keys = await Keys(north);
        Assert.Equal([second.KeyId, first.KeyId], keys.Select(key => key.Id));
        Assert.Equal([null, silo.Time.Now], keys.Select(key => key.RetiredAt));
        Assert.True(first.IsSignedBy(keys[1]));
    }

    [Fact]
    public async Task No_private_key_is_readable_in_the_files()
    {
        var north = await silo.School("north");
        await Sign(north);
        await silo.Restart();

        // How every P-256 key in PKCS #8 begins, in base64 as it is in the state.
        var start = Encoding.ASCII.GetBytes("MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg");
        Assert.StartsWith(Encoding.ASCII.GetString(start), SigningKey.Make(silo.Time.Now).Secret, StringComparison.Ordinal);
        Assert.All(
            Directory.EnumerateFiles(silo.Folder, "*.db*", SearchOption.AllDirectories),
            file => Assert.Equal(-1, Bytes(file).AsSpan().IndexOf(start)));
    }

    private static byte[] Bytes(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private Task<System.Collections.Immutable.ImmutableArray<PublishedKey>> Keys(Id<Tenant> school) =>
        silo.In(school, tenant => tenant.SigningKeys.Published());

    private async Task<CompactJws> Sign(Id<Tenant> school)
    {
        var text = await silo.In(school, tenant => tenant.SigningKeys.Sign("test+jwt", "json", "{}"));
        Assert.True(CompactJws.TryRead(text, out var jws));
        return jws;
    }
}
