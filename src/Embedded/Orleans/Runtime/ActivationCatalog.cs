using System.Collections.Concurrent;

namespace Orleans.Runtime;

/// <summary>The activations alive in this process, one a grain.</summary>
internal sealed class ActivationCatalog
{
    private readonly ConcurrentDictionary<GrainId, Activation> activations = new();

    public int Count => activations.Count;

    public IEnumerable<Activation> All => activations.Select(entry => entry.Value);

    public Activation? Find(GrainId id) => activations.GetValueOrDefault(id);

    public Activation GetOrAdd<TState>(GrainId id, Func<GrainId, TState, Activation> make, TState state) =>
        activations.GetOrAdd(id, make, state);

    /// <summary>Removes this activation, not one that took its place.</summary>
    public void Remove(Activation activation) =>
        activations.TryRemove(new KeyValuePair<GrainId, Activation>(activation.GrainId, activation));
}
