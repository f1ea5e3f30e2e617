namespace Darsgah.Grains.Common;

internal static class TenantGrainExtensions
{
    /// <summary>This grain's neighbours: other grains of the same tenant.</summary>
    public static TenantGrains Neighbours(this Grain grain, IGrainFactory grains) => new(grains, grain.Key().Tenant);

    /// <summary>This grain's own key, read.</summary>
    public static TenantKey Key(this Grain grain) => TenantKey.Parse(grain.GetPrimaryKeyString());

    /// <summary>Makes <paramref name="next"/> the durable state, together with <paramref name="effects"/>.</summary>
    /// <remarks>
    /// Unchanged state without effects costs nothing. A failed write may or may not have reached the disk, so memory
    /// can no longer be trusted either way: the activation is dropped and the next call reads what was really stored.
    /// The exception still reaches the caller.
    /// </remarks>
    public static async Task Commit<T>(this Grain grain, IPersistentState<T> storage, T next, Effects? effects = null)
        where T : class
    {
        if (effects is null && storage.RecordExists && next.Equals(storage.State))
            return;

        storage.State = next;

        try
        {
            await CommitScope.Write(effects ?? Effects.None, storage.WriteStateAsync);
        }
        catch
        {
            grain.DeactivateOnIdle();
            throw;
        }
    }
}
