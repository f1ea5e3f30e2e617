using System.Globalization;
using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>Keeps the records of grains.</summary>
public interface IGrainStorage
{
    Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

    Task ReadStateAsync<T>(
        string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken) =>
        ReadStateAsync(stateName, grainId, grainState);

    /// <exception cref="InconsistentStateException">The stored record is not the one that was read.</exception>
    Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

    /// <inheritdoc cref="WriteStateAsync{T}(string, GrainId, IGrainState{T})"/>
    Task WriteStateAsync<T>(
        string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken) =>
        WriteStateAsync(stateName, grainId, grainState);

    /// <inheritdoc cref="WriteStateAsync{T}(string, GrainId, IGrainState{T})"/>
    Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

    /// <inheritdoc cref="WriteStateAsync{T}(string, GrainId, IGrainState{T})"/>
    Task ClearStateAsync<T>(
        string stateName, GrainId grainId, IGrainState<T> grainState, CancellationToken cancellationToken) =>
        ClearStateAsync(stateName, grainId, grainState);
}

/// <summary>Somebody else has written the record since it was read.</summary>
/// <remarks>An activation out of which it escapes is deactivated, so that the next call reads again.</remarks>
[GenerateSerializer]
public class InconsistentStateException : OrleansException
{
    public InconsistentStateException()
    {
    }

    public InconsistentStateException(string message) : base(message)
    {
    }

    public InconsistentStateException(string message, Exception? innerException) : base(message, innerException!)
    {
    }

    public InconsistentStateException(
        string errorMsg, string? storedEtag, string? currentEtag, Exception? storageException)
        : base(errorMsg, storageException!)
    {
        StoredEtag = storedEtag;
        CurrentEtag = currentEtag;
    }

    public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag)
        : this(errorMsg, storedEtag, currentEtag, storageException: null)
    {
    }

    public InconsistentStateException(string? storedEtag, string? currentEtag, Exception storageException)
        : this(storageException.Message, storedEtag, currentEtag, storageException)
    {
    }

    /// <summary>What the storage has.</summary>
    [Id(1)] public string? StoredEtag { get; private set; }

    /// <summary>What the grain had.</summary>
    [Id(2)] public string? CurrentEtag { get; private set; }

    /// <summary>Whether it has not yet left the activation whose record it is about.</summary>
    internal bool IsSourceActivation { get; set; } = true;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{base.ToString()} (stored ETag: {StoredEtag ?? "none"}, current ETag: {CurrentEtag ?? "none"})");
}

/// <summary>A storage is not registered or not usable.</summary>
[GenerateSerializer]
public sealed class BadProviderConfigException : OrleansException
{
    public BadProviderConfigException()
    {
    }

    public BadProviderConfigException(string msg) : base(msg)
    {
    }

    public BadProviderConfigException(string msg, Exception exc) : base(msg, exc)
    {
    }
}
