using Darsgah.Grains.Policies.Texts;
using Orleans.Concurrency;

namespace Darsgah.Grains.Privacy.Promises;

/// <summary>What keeps each clause of a document that is in force.</summary>
/// <remarks>
/// Key <c>tenant/{document}</c>. A setting that names its clause is taken from the school's settings; for the rest a person
/// says what keeps a clause, and her word lapses when the clause is worded otherwise.
/// </remarks>
[Alias("privacy.promise_register")]
public interface IPromiseRegisterGrain : ITenantScopedGrain
{
    /// <summary>The register of the version in force today.</summary>
    [Alias("register")]
    Task<PromiseRegister> Register();

    /// <summary>Which sections settings and people ask for, in the version in force. Writes nothing.</summary>
    [Alias("places")]
    Task<ClausePlaces> Places();

    /// <summary>As <see cref="Places"/>, for who has the version in force at hand.</summary>
    /// <param name="live">Its texts; none while none is in force.</param>
    /// <remarks>A document asks this in the middle of its publishing, while the register may be waiting to read that document.</remarks>
    [Alias("places_in"), AlwaysInterleave]
    Task<ClausePlaces> PlacesIn(ImmutableDictionary<string, PolicyText> live);

    /// <summary>
    /// Keeps where the settings' clauses stand in the version in force, before another one comes; what is kept already stays.
    /// </summary>
    [Alias("keep_places")]
    Task KeepPlaces();

    /// <summary>Keeps what a person says keeps a clause; saying it again changes the note.</summary>
    /// <returns>
    /// The register; or <see cref="PromiseErrors.NoSuchClause"/>, <see cref="PromiseErrors.ClauseChanged"/>,
    /// <see cref="PromiseErrors.NoSuchSetting"/>, <see cref="PromiseErrors.NoteNeeded"/>, <see cref="PromiseErrors.TooMany"/>.
    /// </returns>
    [Alias("bind")]
    Task<Outcome<PromiseRegister>> Bind(BindPromise command);

    /// <summary>Takes back what was said, whether it still holds or has lapsed.</summary>
    /// <returns>The register; or <see cref="PromiseErrors.NotBound"/>.</returns>
    [Alias("unbind")]
    Task<Outcome<PromiseRegister>> Unbind(UnbindPromise command);

    /// <summary>Shows the register to everybody, or no longer.</summary>
    [Alias("show")]
    Task<PromiseRegister> Show(bool isPublic, string actor);
}

/// <param name="Section">Key of the section in the live text.</param>
/// <param name="SectionHash">Of the section as she saw it.</param>
/// <param name="Setting">Path of the setting; empty for another basis.</param>
/// <param name="Note">At most <see cref="LongestNote"/> characters; needed where no setting keeps it.</param>
[GenerateSerializer, Immutable, Alias("privacy.bind_promise")]
public sealed record BindPromise(
    string Section, string SectionHash, PromiseBasis Basis, string Setting, string Note, string Actor)
{
    /// <summary>Characters of a note.</summary>
    public const int LongestNote = 1000;
}

/// <param name="Section">Key of the section.</param>
/// <param name="Setting">Path of the setting; empty for another basis.</param>
[GenerateSerializer, Immutable, Alias("privacy.unbind_promise")]
public sealed record UnbindPromise(string Section, PromiseBasis Basis, string Setting, string Actor);
