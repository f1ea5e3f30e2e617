namespace Darsgah.Grains.Purposes;

/// <summary>Whether a purpose is pursued.</summary>
public enum PurposeState
{
    /// <summary>It is.</summary>
    Enabled = 1,

    /// <summary>Not now, or not until it is spelled out (E46).</summary>
    Disabled = 2,

    /// <summary>Its goal is reached: consents to it have expired (E18).</summary>
    Achieved = 3,
}

/// <summary>A purpose that a school uses personal data for.</summary>
/// <param name="Key">Its name in records, chosen once: <c>marketing</c>.</param>
/// <param name="Version">From 1; rises when data, operation, channel or recipient is added or they are kept longer, not with wording.</param>
/// <param name="BuiltIn">The software itself has it: a school can describe it, and neither end nor widen it.</param>
/// <param name="Earlier">What older versions covered, oldest first.</param>
[GenerateSerializer, Immutable, Alias("purposes.purpose")]
public sealed record Purpose(
    Id<Purpose> Key, int Version, PurposeState State, bool BuiltIn, PurposeTerms Terms, ImmutableArray<PurposeScope> Earlier)
{
    /// <summary>The version with which it began anew after its goal was reached: consents to older ones ended then (E18). 0 where it never was.</summary>
    [Id(0)] public int Anew { get; init; }

    /// <summary>What this version covers.</summary>
    public PurposeScope Scope => PurposeScope.Of(Version, Terms);

    /// <summary>What a version covered; null for one that never was.</summary>
    public PurposeScope? ScopeOf(int version) =>
        version == Version ? Scope : Earlier.FirstOrDefault(scope => scope.Version == version);
}

/// <summary>What a version of a purpose covers: the part of it that a consent is bound to.</summary>
/// <param name="Version">The version.</param>
/// <param name="Categories">Which data.</param>
/// <param name="Operations">What is done with them.</param>
/// <param name="Channels">How it reaches her.</param>
/// <param name="Recipients">Names with their roles, as <c>name (role)</c>.</param>
/// <param name="Retention">Kind and period.</param>
[GenerateSerializer, Immutable, Alias("purposes.scope")]
public sealed record PurposeScope(
    int Version,
    ImmutableArray<DataCategory> Categories,
    ImmutableArray<DataOperation> Operations,
    ImmutableArray<PurposeChannel> Channels,
    ImmutableArray<string> Recipients,
    PurposeRetention Retention)
{
    /// <summary>Nothing: what a person who never agreed has agreed to.</summary>
    public static PurposeScope Nothing { get; } = new(0, [], [], [], [], PurposeRetention.Of(RetentionKind.Period, "P0D"));

    /// <summary>What terms cover.</summary>
    public static PurposeScope Of(int version, PurposeTerms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);

        return new(
            version,
            terms.Categories,
            terms.Operations,
            terms.Channels,
            [.. terms.Recipients.Select(recipient => $"{recipient.Name} ({recipient.Role.Written()})")],
            (terms.Retention ?? Nothing.Retention) with { Words = ImmutableDictionary<string, string>.Empty });
    }

    /// <summary>What both this and <paramref name="other"/> cover.</summary>
    public PurposeScope Within(PurposeScope other)
    {
        ArgumentNullException.ThrowIfNull(other);

        return this with
        {
            Categories = [.. Categories.Intersect(other.Categories)],
            Operations = [.. Operations.Intersect(other.Operations)],
            Channels = [.. Channels.Intersect(other.Channels)],
            Recipients = [.. Recipients.Intersect(other.Recipients, StringComparer.Ordinal)],
            Retention = PurposePeriods.IsLonger(Retention, other.Retention) ? other.Retention : Retention,
        };
    }

    /// <summary>What this covers and <paramref name="older"/> did not.</summary>
    public PurposeDelta Beyond(PurposeScope older)
    {
        ArgumentNullException.ThrowIfNull(older);

        return new(
            [.. Categories.Except(older.Categories)],
            [.. Operations.Except(older.Operations)],
            [.. Channels.Except(older.Channels)],
            [.. Recipients.Except(older.Recipients, StringComparer.Ordinal)],
            PurposePeriods.IsLonger(Retention, older.Retention));
    }
}

/// <summary>What a newer version of a purpose covers beyond an older one.</summary>
/// <param name="Categories">Data that were added.</param>
/// <param name="Operations">What is done beside.</param>
/// <param name="Channels">Further ways to her.</param>
/// <param name="Recipients">Who gets them beside, as <c>name (role)</c>.</param>
/// <param name="Longer">The data are kept longer, or it cannot be told that they are not.</param>
[GenerateSerializer, Immutable, Alias("purposes.delta")]
public sealed record PurposeDelta(
    ImmutableArray<DataCategory> Categories,
    ImmutableArray<DataOperation> Operations,
    ImmutableArray<PurposeChannel> Channels,
    ImmutableArray<string> Recipients,
    bool Longer)
{
    /// <summary>It covers nothing more.</summary>
    public bool IsEmpty => Categories.IsEmpty && Operations.IsEmpty && Channels.IsEmpty && Recipients.IsEmpty && !Longer;
}
