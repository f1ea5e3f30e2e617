using System.Security.Cryptography;
using System.Text;

namespace Darsgah.Grains.Consent.Behalf;

/// <summary>A guardian's request as stored, and the rules for it. Of the link it keeps a hash (SEC-C06).</summary>
[GenerateSerializer, Immutable, Alias("consent.guardianship.state")]
internal sealed record GuardianshipRecord
{
    /// <summary>Relations that a guardian can declare.</summary>
    public static readonly ImmutableArray<string> Relations = ["parent", "guardian"];

    [Id(0)] public ChildApplication? Child { get; init; }

    [Id(1)] public string ChildName { get; init; } = "";

    [Id(2)] public string GuardianEmail { get; init; } = "";

    [Id(3)] public string Language { get; init; } = "";

    /// <summary>SHA-256 of the link's secret, lower-case hex.</summary>
    [Id(4)] public string SecretHash { get; init; } = "";

    [Id(5)] public DateTimeOffset ExpiresAt { get; init; }

    [Id(6)] public DateTimeOffset OfAgeAt { get; init; }

    [Id(7)] public string Relation { get; init; } = "";

    [Id(8)] public bool Agreed { get; init; }

    /// <summary>Letters sent so far; names the next one.</summary>
    [Id(9)] public int Letters { get; init; }

    /// <summary>The one normal form of the address; empty in requests made before it was kept.</summary>
    [Id(10)] public string GuardianNormalized { get; init; } = "";

    /// <summary>Nobody is asked.</summary>
    public bool IsEmpty => GuardianEmail.Length == 0;

    /// <summary>The answer did not come, or the person is of age: it is to be deleted.</summary>
    public bool IsOver(DateTimeOffset now) => now >= (Agreed ? OfAgeAt : ExpiresAt);

    /// <summary>The secret of the link, while it leads anywhere.</summary>
    public bool Fits(string secret, DateTimeOffset now) =>
        !IsEmpty && !IsOver(now) && CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(HashOf(secret)), Encoding.ASCII.GetBytes(SecretHash));

    /// <summary>What the guardian's acts count for; null where nobody may act.</summary>
    public OnBehalf? Standing(DateTimeOffset now) => IsEmpty || IsOver(now) || Relation.Length == 0
        ? null
        : new OnBehalf(BehalfRole.Guardian, Relation, OnBehalf.ByLink, OfAgeAt);

    public static GuardianshipRecord Of(AskGuardian command) => new()
    {
        Child = command.Child,
        ChildName = command.Child.DisplayName,
        GuardianEmail = command.GuardianEmail,
        GuardianNormalized = command.GuardianNormalized,
        Language = command.Child.Language,
        ExpiresAt = command.ExpiresAt,
        OfAgeAt = command.OfAgeAt,
    };

    public Guardianship ToShown(Id<Person> person) => new(person, ChildName, Child, Relation, Agreed, ExpiresAt, OfAgeAt);

    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
