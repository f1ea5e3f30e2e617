using Darsgah.Grains.Purposes;

namespace Darsgah.Grains.Consent.Behalf;

/// <summary>Who acts for a person with a mandate, and for whom she acts.</summary>
/// <remarks>Key <c>tenant/{person}</c>.</remarks>
[Alias("consent.mandates"), ServesPurpose("guardians", DataCategory.Account)]
public interface IMandatesGrain : ITenantScopedGrain
{
    /// <summary>All mandates that were ever noted for her, oldest first.</summary>
    [Alias("all")]
    Task<ImmutableArray<Mandate>> All();

    /// <summary>Notes a mandate that staff have seen.</summary>
    /// <returns>All mandates; or one of <see cref="MandateErrors"/>.</returns>
    [Alias("note")]
    Task<Outcome<ImmutableArray<Mandate>>> Note(NoteMandate command);

    /// <summary>Ends one at once: her own act, or staff's.</summary>
    /// <returns>All mandates; or <see cref="MandateErrors.NoSuchMandate"/>.</returns>
    [Alias("end")]
    Task<Outcome<ImmutableArray<Mandate>>> End(int number);

    /// <summary>By what right somebody may do something for her today; null where by none.</summary>
    [Alias("standing")]
    Task<OnBehalf?> Standing(Id<Person> who, MandateScope what);

    /// <summary>People that she herself was given a mandate for, whether or not it still holds.</summary>
    [Alias("represented")]
    Task<ImmutableArray<Id<Person>>> Represented();

    /// <summary>Notes that she was given a mandate for somebody. Repeating it changes nothing.</summary>
    [Alias("represents")]
    Task Represents(Id<Person> person);
}
