using System.Text.Json.Nodes;

namespace Darsgah.Silo.Storage;

/// <summary>
/// Turns a stored state of one version into the next. Register one for every raise of a state's version.
/// </summary>
/// <param name="State">The type whose stored form this is about.</param>
/// <param name="From">The version it takes; it gives <c>From + 1</c>.</param>
/// <param name="Apply">The members as they were, to the members as they are to be. May change what it is given.</param>
public sealed record StateUpgrade(Type State, int From, Func<JsonObject, JsonObject> Apply)
{
    /// <summary>An upgrade of <typeparamref name="T"/>.</summary>
    public static StateUpgrade Of<T>(int from, Func<JsonObject, JsonObject> apply) => new(typeof(T), from, apply);
}
