namespace Darsgah.Grains.Purposes;

/// <summary>What a school uses personal data for, and on what each use rests (C4).</summary>
/// <remarks>
/// Key <c>tenant/purposes</c>. A purpose is never taken out, because records name it; it is disabled, or its goal is achieved.
/// </remarks>
[Alias("purposes.register")]
public interface IPurposeRegisterGrain : ITenantScopedGrain
{
    /// <summary>All purposes, the software's own first.</summary>
    [Alias("all")]
    Task<PurposeRegister> All();

    /// <summary>
    /// The register as it was at a moment, with the bases that the law of that day left; null where changes of that time were
    /// not kept, or the school was not there.
    /// </summary>
    [Alias("at")]
    Task<PurposeRegister?> At(DateTimeOffset moment);

    /// <summary>One of them; null where there is none of the key.</summary>
    [Alias("find")]
    Task<Purpose?> Find(Id<Purpose> key);

    /// <summary>Adds a purpose or changes one.</summary>
    /// <returns>The purpose; or <see cref="PurposeErrors"/>: the first thing that is wrong, or that the register was changed.</returns>
    [Alias("put")]
    Task<Outcome<Purpose>> Put(PutPurpose command, int expectedRevision);

    /// <summary>Adds and changes several, all of them or none; those that are not named stay as they are.</summary>
    /// <returns>The register; or as <see cref="Put"/>.</returns>
    [Alias("put_all")]
    Task<Outcome<PurposeRegister>> PutAll(ImmutableArray<PutPurpose> commands, int expectedRevision);

    /// <summary>Whether data may be used for a purpose by anybody at all; a denial is noted in the audit trail (E50).</summary>
    /// <returns>The purpose; or <see cref="PurposeErrors.NoSuchPurpose"/>, <see cref="PurposeErrors.NotPursued"/>,
    /// <see cref="PurposeErrors.CategoryOutside"/>.</returns>
    [Alias("admit")]
    Task<Outcome<Purpose>> Admit(PurposeUse use);
}

/// <summary>The words and the content of a purpose that somebody answered, kept as they were.</summary>
/// <remarks>Key <c>tenant/purpose.{edition}</c>; the same edition is kept once.</remarks>
[Alias("purposes.edition")]
public interface IPurposeEditionGrain : ITenantScopedGrain
{
    /// <summary>Keeps it. Repeating it changes nothing.</summary>
    [Alias("keep")]
    Task Keep(Purpose purpose);

    /// <summary>The purpose as it was; null where nobody answered this edition.</summary>
    [Alias("purpose")]
    Task<Purpose?> Purpose();
}

/// <summary>All purposes of a school.</summary>
/// <param name="Revision">0 before the first change, one more with each; what an edit was made from.</param>
[GenerateSerializer, Immutable, Alias("purposes.all")]
public sealed record PurposeRegister(int Revision, ImmutableArray<Purpose> Purposes);

/// <param name="IsNew">It is to be added: a purpose of that key is refused.</param>
[GenerateSerializer, Immutable, Alias("purposes.put")]
public sealed record PutPurpose(Id<Purpose> Key, PurposeState State, PurposeTerms Terms, bool IsNew = false);
