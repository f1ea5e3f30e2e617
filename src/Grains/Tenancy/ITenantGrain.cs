using Darsgah.Grains.Policies;

namespace Darsgah.Grains.Tenancy;

/// <summary>One school: its name and look, its languages, its rules, and where it stands in its life.</summary>
/// <remarks>Key <c>tenant/school</c>.</remarks>
[Alias("tenancy.tenant")]
public interface ITenantGrain : ITenantScopedGrain
{
    /// <summary>Makes the school. Repeating it with the same slug returns the school as it is.</summary>
    /// <returns>The school; or a refusal of the profile or the rules, naming the field.</returns>
    [Alias("found")]
    Task<Outcome<School>> Found(FoundSchool command);

    /// <summary>The school, or null before <see cref="Found"/>.</summary>
    [Alias("school")]
    Task<School?> School();

    /// <summary>The school as it was at a moment; null before it was made, and where older changes were not kept.</summary>
    [Alias("at")]
    Task<SchoolRevision?> At(DateTimeOffset moment);

    /// <summary>Changes name, look, languages and zone.</summary>
    /// <returns>The school; <see cref="TenancyErrors.Changed"/> when somebody else changed it first; a refused field.</returns>
    [Alias("change_profile")]
    Task<Outcome<School>> ChangeProfile(SchoolProfile profile, int expectedRevision);

    /// <summary>Changes what the school's policy asks of the software. Which documents there are stays as it is.</summary>
    /// <returns>As <see cref="ChangeProfile"/>.</returns>
    [Alias("change_rules")]
    Task<Outcome<School>> ChangeRules(SchoolRules rules, int expectedRevision);

    /// <summary>Changes which documents the school has, whom they are for, their order and what they rest on.</summary>
    /// <returns>
    /// The school; <see cref="TenancyErrors.Changed"/> when somebody else changed it first; or one of <see cref="DocumentErrors"/>.
    /// </returns>
    [Alias("arrange_documents")]
    Task<Outcome<School>> ArrangeDocuments(ArrangeDocuments command);

    /// <summary>Moves the school to another state of its life.</summary>
    /// <returns>The school; or <see cref="TenancyErrors.NoSuchMove"/>.</returns>
    [Alias("move_to")]
    Task<Outcome<School>> MoveTo(SchoolStatus status);

    /// <summary>Notes that a host name leads here. The first one is the school's canonical host.</summary>
    [Alias("add_host")]
    Task<School> AddHost(string host);

    /// <summary>Notes that a host name no longer leads here.</summary>
    [Alias("remove_host")]
    Task<School> RemoveHost(string host);
}

/// <summary>Where a school stands in its life.</summary>
public enum SchoolStatus
{
    /// <summary>Being set up: its admins see it, visitors get 503.</summary>
    Provisioning = 1,

    /// <summary>Open.</summary>
    Active = 2,

    /// <summary>Stopped by the operator: every page answers 503, nothing is lost.</summary>
    Suspended = 3,

    /// <summary>Closing down: members read and export, nobody signs up.</summary>
    Closing = 4,

    /// <summary>Closed: its hosts answer as unknown ones do.</summary>
    Closed = 5,
}

/// <summary>A school as others see it.</summary>
/// <param name="Id">Its id, chosen at random.</param>
/// <param name="Slug">Its short name, a host label; never changes.</param>
/// <param name="Status">Where it stands in its life.</param>
/// <param name="Profile">Name, look, languages and place.</param>
/// <param name="Rules">What its policy asks of the software.</param>
/// <param name="Hosts">Host names that lead here, the canonical one first; lower-case A-labels without port.</param>
/// <param name="Revision">From 1, one more with each change; what an edit was made from.</param>
/// <param name="FoundedAt">When it was made, UTC.</param>
[GenerateSerializer, Immutable, Alias("tenancy.school")]
public sealed record School(
    Id<Tenant> Id,
    string Slug,
    SchoolStatus Status,
    SchoolProfile Profile,
    SchoolRules Rules,
    ImmutableArray<string> Hosts,
    int Revision,
    DateTimeOffset FoundedAt);

/// <param name="Id">The school's id, chosen at random by the directory.</param>
/// <param name="Prepare">It is set up first and opened later; else it is open at once.</param>
[GenerateSerializer, Immutable, Alias("tenancy.found_school")]
public sealed record FoundSchool(
    Id<Tenant> Id, string Slug, SchoolProfile Profile, SchoolRules Rules, bool Prepare = false);

/// <summary>The documents of a school from now on.</summary>
/// <param name="Documents">All of them, in the school's order.</param>
/// <param name="Prevails">
/// True: she confirms now that an earlier document prevails over a later one. False: the order is one of listing only. Null:
/// as it was, where the order of what there was before is the same; else one of listing only, until somebody confirms it.
/// </param>
/// <param name="ExpectedRevision">The school's revision that the change was made from.</param>
[GenerateSerializer, Immutable, Alias("tenancy.arrange_documents")]
public sealed record ArrangeDocuments(ImmutableArray<SchoolDocument> Documents, bool? Prevails, int ExpectedRevision);

/// <summary>
/// Who answers for people's data: the controller of GDPR Art. 4(7), the party of ISO/IEC TS 27560 (E01). Printed in
/// policies, receipts and letters; each part is empty where the school has not said it.
/// </summary>
/// <param name="Name">Its name in law, as the register has it.</param>
/// <param name="Licence">Number of its licence or register entry, with the register.</param>
/// <param name="Address">Postal address, one line or several.</param>
[GenerateSerializer, Immutable, Alias("tenancy.controller_identity")]
public sealed record ControllerIdentity(string Name, string Licence, string Address)
{
    /// <summary>Nothing is said.</summary>
    public static ControllerIdentity Unknown { get; } = new("", "", "");

    /// <summary>Its name in law is known.</summary>
    public bool IsKnown => Name.Length > 0;

    /// <summary>The parts that are known, on one line.</summary>
    public string Line => string.Join(", ", new[] { Name, Licence, Address.ReplaceLineEndings(", ") }.Where(part => part.Length > 0));
}

/// <summary>Name, look, languages and place of a school.</summary>
/// <param name="Names">The school's name by UI language; the default language's is there, others may be.</param>
/// <param name="Taglines">One line under the name, by UI language.</param>
/// <param name="Languages">UI languages it offers (<c>en</c>, <c>fa-AF</c>, <c>ar</c>), at least one, the default first.</param>
/// <param name="Colour">Brand colour, <c>#rrggbb</c>.</param>
/// <param name="TimeZone">IANA zone name; its dates are reckoned there.</param>
/// <param name="Country">ISO 3166-1 alpha-2, or empty.</param>
/// <param name="Contact">Address people write to; empty where the school has none yet.</param>
[GenerateSerializer, Immutable, Alias("tenancy.school_profile")]
public sealed record SchoolProfile(
    ImmutableDictionary<string, string> Names,
    ImmutableDictionary<string, string> Taglines,
    ImmutableArray<string> Languages,
    string Colour,
    string TimeZone,
    string Country,
    string Contact)
{
    /// <summary>Who answers for people's data.</summary>
    [Id(7)] public ControllerIdentity Controller { get; init; } = ControllerIdentity.Unknown;

    /// <summary>Id of a picture among the school's files; empty for none.</summary>
    [Id(8)] public string Logo { get; init; } = "";

    /// <summary>The language shown where nothing else was asked for.</summary>
    public string DefaultLanguage => Languages[0];

    /// <summary>The name in a UI language, or in the default one.</summary>
    public string NameIn(string language) =>
        Names.TryGetValue(language, out var name) ? name : Names.GetValueOrDefault(DefaultLanguage, "");
}
