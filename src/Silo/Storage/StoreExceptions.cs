namespace Darsgah.Silo.Storage;

/// <summary>
/// A store cannot do what was asked. The message names the file and what to do; it is for an operator.
/// </summary>
[GenerateSerializer, Alias("storage.failed")]
public class StoreException : IOException
{
    /// <summary>Only for serialisers.</summary>
    public StoreException()
    {
    }

    /// <inheritdoc />
    public StoreException(string message)
        : base(message)
    {
    }

    /// <inheritdoc />
    public StoreException(string message, Exception? inner)
        : base(message, inner)
    {
    }
}

/// <summary>The file of one school is damaged; no other school is touched.</summary>
[GenerateSerializer, Alias("storage.damaged")]
public sealed class StoreDamagedException(string message, Exception? inner = null) : StoreException(message, inner);

/// <summary>The disk is full. Nothing acknowledged is lost; reads still work.</summary>
[GenerateSerializer, Alias("storage.full")]
public sealed class StoreFullException(string message, Exception? inner = null) : StoreException(message, inner);

/// <summary>
/// The file is there but may not be written: its mode, its owner, or a file system mounted read-only.
/// </summary>
[GenerateSerializer, Alias("storage.unwritable")]
public sealed class StoreUnwritableException(string message, Exception? inner = null) : StoreException(message, inner);

/// <summary>A file was written by a newer version of the product than this one.</summary>
[GenerateSerializer, Alias("storage.newer")]
public sealed class StoreNewerException(string message) : StoreException(message);

/// <summary>A key is missing, or is not the one that something was sealed with.</summary>
[GenerateSerializer, Alias("storage.key")]
public sealed class StoreKeyException(string message, Exception? inner = null) : StoreException(message, inner);

/// <summary>One record cannot be read: altered, of a newer version, or not what its type says. Only it fails.</summary>
[GenerateSerializer, Alias("storage.record")]
public sealed class RecordUnreadableException(string message, Exception? inner = null) : StoreException(message, inner);

/// <summary>A state is larger than a store takes.</summary>
[GenerateSerializer, Alias("storage.too_large")]
public sealed class RecordTooLargeException(string message) : StoreException(message);

/// <summary>A person's key was destroyed, so nothing of hers is written again (SEC-I03).</summary>
[GenerateSerializer, Alias("storage.erased")]
public sealed class SubjectErasedException(string message) : StoreException(message);

/// <summary>A record was changed by somebody else first. Nothing of the batch was written.</summary>
[GenerateSerializer, Alias("storage.conflict")]
public sealed class RecordConflictException(string message, string? expected, string? found) : StoreException(message)
{
    /// <summary>The ETag the writer had; null where it expected no record.</summary>
    [Id(0)] public string? Expected { get; } = expected;

    /// <summary>The ETag stored; null where there is no record.</summary>
    [Id(1)] public string? Found { get; } = found;
}

/// <summary>The data folder is in use by another process.</summary>
public sealed class FolderInUseException(string message) : StoreException(message);

/// <summary>
/// A new key lost against one stored first; whoever sealed with it seals again. Stays inside the silo.
/// </summary>
internal sealed class KeyChangedException(string name)
    : StoreException($"The key '{name}' was made by another writer first.");
