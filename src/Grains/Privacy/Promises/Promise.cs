using Darsgah.Grains.Purposes;

namespace Darsgah.Grains.Privacy.Promises;

/// <summary>How a clause of a live policy is kept. In order of weight, for counts.</summary>
public enum PromiseKind
{
    /// <summary>The software keeps it, by a setting.</summary>
    Enforced = 1,

    /// <summary>People keep it, and somebody has said how.</summary>
    Procedural = 2,

    /// <summary>It promises nothing that can be done: a statement that readers are shown.</summary>
    StatementOnly = 3,

    /// <summary>It cannot be kept together with another clause, and nobody has decided which holds.</summary>
    Contradictory = 4,

    /// <summary>Nobody has said yet what keeps it.</summary>
    Uncovered = 5,
}

/// <summary>What a person has said keeps a clause.</summary>
public enum PromiseBasis
{
    /// <summary>One of <see cref="SettingCatalogue"/>.</summary>
    Setting = 1,

    /// <summary>People: the note says who does what.</summary>
    Procedure = 2,

    /// <summary>Nothing: it is a statement; the note says why.</summary>
    Statement = 3,
}

/// <summary>A clause of the live text and what keeps it.</summary>
/// <param name="Section">Key of the section.</param>
/// <param name="Keepers">Settings that keep it, in the catalogue's order.</param>
/// <param name="Purposes">Purposes whose clause it is: data are read for them only as they say, or not at all.</param>
/// <param name="Bindings">What people have said of it as it is worded now.</param>
/// <param name="Contradictions">Codes of the linter's rules that found it against another clause, undecided.</param>
[GenerateSerializer, Immutable, Alias("privacy.promise")]
public sealed record Promise(
    string Section,
    PromiseKind Kind,
    ImmutableArray<PromiseKeeper> Keepers,
    ImmutableArray<PromisePurpose> Purposes,
    ImmutableArray<PromiseBinding> Bindings,
    ImmutableArray<string> Contradictions);

/// <summary>A purpose that a clause is about.</summary>
/// <param name="Key">Which one.</param>
/// <param name="State">Whether data are used for it.</param>
[GenerateSerializer, Immutable, Alias("privacy.promise_purpose")]
public sealed record PromisePurpose(Id<Purpose> Key, PurposeState State);

/// <summary>A setting as it counts at the school today.</summary>
/// <param name="Setting">Its path.</param>
/// <param name="Value">What counts, in its written form.</param>
/// <param name="Layer">Where that comes from.</param>
/// <param name="Enforcement">Who sees to it.</param>
[GenerateSerializer, Immutable, Alias("privacy.promise_keeper")]
public sealed record PromiseKeeper(string Setting, string Value, SettingLayer Layer, SettingEnforcement Enforcement);

/// <summary>A person's word on what keeps a clause. It holds for the clause as it was worded.</summary>
/// <param name="SectionHash">Of the section in the text that binds.</param>
/// <param name="Setting">Path of the setting; empty for another basis.</param>
/// <param name="Note">Who does what, or why nothing is to be done; may be empty for a setting.</param>
/// <param name="By">Who said so: a person's id, <c>operator:…</c>, <c>key:…</c>.</param>
/// <param name="At">When, UTC.</param>
[GenerateSerializer, Immutable, Alias("privacy.promise_binding")]
public sealed record PromiseBinding(
    string Section, string SectionHash, PromiseBasis Basis, string Setting, string Note, string By, DateTimeOffset At);

/// <summary>Where a clause that a setting names was found.</summary>
/// <param name="Clause">As the settings write it: <c>4.1</c>.</param>
/// <param name="Sections">Keys of the sections it stood for when it was looked up first.</param>
[GenerateSerializer, Immutable, Alias("privacy.clause_place")]
public sealed record ClausePlace(string Clause, ImmutableArray<string> Sections)
{
    /// <summary>Equal when every member is, the sections one by one.</summary>
    public bool Equals(ClausePlace? other) =>
        other is not null && Clause == other.Clause && Sections.AsSpan().SequenceEqual(other.Sections.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Clause, Sections.Length);
}

/// <summary>What of a document's sections is asked for: by the clauses that settings name, and by what people said.</summary>
/// <param name="Places">By the setting's path; the clauses of another document than the privacy policy are none.</param>
/// <param name="Bindings">Sections that people bound to a setting.</param>
[GenerateSerializer, Immutable, Alias("privacy.clause_places")]
public sealed record ClausePlaces(ImmutableDictionary<string, ClausePlace> Places, ImmutableArray<PromiseBinding> Bindings)
{
    /// <summary>Nothing was looked up, and nobody said anything.</summary>
    public static ClausePlaces None { get; } = new(ImmutableDictionary<string, ClausePlace>.Empty, []);
}

/// <summary>The promises of one document's version in force.</summary>
/// <param name="Version">Number of the version; 0 while none is in force, and then there are no promises.</param>
/// <param name="Language">Language of the text that the clauses are taken from: the one that binds, where it is there.</param>
/// <param name="Promises">In the text's order; sections that are a heading alone are left out.</param>
/// <param name="Beside">Settings that no clause speaks of: the law's, the platform's floors, and defaults.</param>
/// <param name="Lapsed">What people said of clauses that have changed since or are gone, the newest first.</param>
/// <param name="IsPublic">The school shows its register to everybody.</param>
[GenerateSerializer, Immutable, Alias("privacy.promises")]
public sealed record PromiseRegister(
    int Version,
    string Language,
    ImmutableArray<Promise> Promises,
    ImmutableArray<PromiseKeeper> Beside,
    ImmutableArray<PromiseBinding> Lapsed,
    bool IsPublic)
{
    /// <summary>How many clauses are of a kind.</summary>
    public int Count(PromiseKind kind) => Promises.Count(promise => promise.Kind == kind);
}
