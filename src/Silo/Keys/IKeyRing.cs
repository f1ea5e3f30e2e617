using Darsgah.Silo.Storage;

namespace Darsgah.Silo.Keys;

/// <summary>The keys of schools and of the people in them.</summary>
public interface IKeyRing
{
    /// <summary>The key to seal with: a school's own, or a person's. A key that is not there yet is made.</summary>
    /// <remarks>Store <see cref="SealingKey.Unsaved"/> in the same transaction as what was sealed with it.</remarks>
    /// <param name="tenant">Whose key, or whose person's.</param>
    /// <param name="subject">The person; null for the school's own key.</param>
    /// <exception cref="SubjectErasedException">The person's key was destroyed.</exception>
    /// <exception cref="StoreKeyException">A key cannot be opened.</exception>
    ValueTask<SealingKey> ForSealing(Id<Tenant> tenant, string? subject);

    /// <summary>The key to open with; null where there is none, or none any more.</summary>
    /// <exception cref="StoreKeyException">A key cannot be opened.</exception>
    ValueTask<SealingKey?> ForOpening(Id<Tenant> tenant, string? subject);

    /// <summary>Forgets what is known of a key, so that the next use reads it again.</summary>
    void Forget(Id<Tenant> tenant, string? subject);

    /// <summary>
    /// Erases a person: destroys her key and deletes what was sealed with it, for good. Nothing is sealed for her
    /// again. Repeating it does nothing more.
    /// </summary>
    /// <returns>How many records went.</returns>
    Task<int> DestroySubjectKey(Id<Tenant> tenant, string subject);
}
