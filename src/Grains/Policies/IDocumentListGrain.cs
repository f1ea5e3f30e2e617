namespace Darsgah.Grains.Policies;

/// <summary>Which documents a school has published.</summary>
/// <remarks>Key <c>tenant/documents</c>.</remarks>
[Alias("policies.documents")]
public interface IDocumentListGrain : ITenantScopedGrain
{
    /// <summary>All, in the order they were first published.</summary>
    [Alias("all")]
    Task<ImmutableArray<Id<Document>>> All();

    /// <summary>Adds one; repeating it changes nothing.</summary>
    [Alias("add")]
    Task Add(Id<Document> document);
}

/// <summary>The documents of a school.</summary>
[GenerateSerializer, Immutable, Alias("policies.documents.state")]
internal sealed record DocumentList
{
    [Id(0)] public ImmutableArray<Id<Document>> Documents { get; init; } = [];
}

[GrainType("policies.documents")]
internal sealed class DocumentListGrain(
    [PersistentState("documents", Storage.School)] IPersistentState<DocumentList> list) : Grain, IDocumentListGrain
{
    public Task<ImmutableArray<Id<Document>>> All() => Task.FromResult(list.State.Documents);

    public Task Add(Id<Document> document) => list.State.Documents.Contains(document)
        ? Task.CompletedTask
        : this.Commit(list, new DocumentList { Documents = list.State.Documents.Add(document) });
}
