using Darsgah.Grains.Consent;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Grains.Purposes;

/// <summary>Where a person stands with a purpose.</summary>
public enum PurposeAnswer
{
    /// <summary>It rests on something else than her consent.</summary>
    NotNeeded = 1,

    /// <summary>She agreed, to all that it covers now.</summary>
    Given = 2,

    /// <summary>She agreed to an older version: to what has been added since she is asked.</summary>
    GivenInPart = 3,

    /// <summary>She has not answered.</summary>
    Asked = 4,

    /// <summary>She said no.</summary>
    Refused = 5,

    /// <summary>She took her consent back.</summary>
    Withdrawn = 6,

    /// <summary>Its goal is reached, and her consent ended with it (E18).</summary>
    Expired = 7,

    /// <summary>She objected to a use that rests on an interest of the school's.</summary>
    Objected = 8,

    /// <summary>It is not pursued.</summary>
    Disabled = 9,
}

/// <summary>Whether a person's data may be used for a purpose, and why. Computed from the record, never kept as a flag.</summary>
/// <param name="Purpose">Which one.</param>
/// <param name="Version">Its version.</param>
/// <param name="Answer">Where she stands.</param>
/// <param name="Basis">What it rests on for her: her law can take the school's basis away, and then it takes her consent.</param>
/// <param name="Covers">What may be done: nothing where nothing may.</param>
/// <param name="Asked">What an older consent does not cover; null where none does or all is covered.</param>
/// <param name="AskedRefused">She said no to all of that part, and what she agreed to before stands.</param>
/// <param name="HasChoice">It is hers to say yes or no.</param>
/// <param name="Entry">The line of her ledger that decides; 0 where she has not answered.</param>
[GenerateSerializer, Immutable, Alias("purposes.standing")]
public sealed record PurposeStanding(
    Id<Purpose> Purpose,
    int Version,
    PurposeAnswer Answer,
    LawfulBasis Basis,
    PurposeScope Covers,
    PurposeDelta? Asked,
    bool AskedRefused,
    bool HasChoice,
    int Entry)
{
    /// <summary>True where data of the category may be used for it.</summary>
    public bool Permits(DataCategory category) => Covers.Categories.Contains(category);

    /// <summary>The rule.</summary>
    /// <param name="entries">Her ledger, oldest first.</param>
    /// <param name="rules">The school's rules as they hold for her (her law's values in place where they are stricter).</param>
    public static PurposeStanding Of(Purpose purpose, ImmutableArray<ConsentEntry> entries, SchoolRules rules)
    {
        ArgumentNullException.ThrowIfNull(purpose);
        ArgumentNullException.ThrowIfNull(rules);

        var basis = BasisFor(purpose, rules);
        var acts = entries.Where(entry => entry.Purpose?.Key == purpose.Key && entry.Act != ConsentAct.NoticeServed).ToList();
        var last = acts.LastOrDefault();
        var choice = basis == LawfulBasis.Consent || (purpose.Terms.Withdrawable && !purpose.Terms.SurvivesRestriction);
        var none = new PurposeStanding(
            purpose.Key, purpose.Version, PurposeAnswer.Asked, basis, PurposeScope.Nothing, null, false, choice, last?.Number ?? 0);

        if (purpose.State != PurposeState.Enabled)
        {
            var expired = purpose.State == PurposeState.Achieved && basis == LawfulBasis.Consent && Consent(purpose, acts).Version > 0;
            return none with { Answer = expired ? PurposeAnswer.Expired : PurposeAnswer.Disabled, HasChoice = false };
        }

        return basis == LawfulBasis.Consent ? ByConsent(purpose, acts, none)
            : choice && last is { Act: ConsentAct.Refused or ConsentAct.Withdrawn } ? none with { Answer = PurposeAnswer.Objected }
            : none with { Answer = PurposeAnswer.NotNeeded, Covers = purpose.Scope };
    }

    /// <summary>What a purpose rests on for a person: where her law or the school's leaves the basis out, on her consent.</summary>
    public static LawfulBasis BasisFor(Purpose purpose, SchoolRules rules)
    {
        ArgumentNullException.ThrowIfNull(purpose);
        ArgumentNullException.ThrowIfNull(rules);

        return purpose.BuiltIn ? BuiltInPurposes.BasisFor(purpose, rules.LawfulBases)
            : purpose.Terms.Basis is { } basis && rules.LawfulBases.Contains(basis) ? basis
            : LawfulBasis.Consent;
    }

    /// <summary>True where she has agreed to the purpose, whatever it rests on or whether it is pursued now.</summary>
    /// <param name="entries">Those of her ledger that count, oldest first.</param>
    internal static bool IsAgreed(Purpose purpose, ImmutableArray<ConsentEntry> entries) =>
        Consent(purpose, entries.Where(entry => entry.Purpose?.Key == purpose.Key)).Version > 0;

    private static PurposeStanding ByConsent(Purpose purpose, List<ConsentEntry> acts, PurposeStanding none)
    {
        var (version, refused) = Consent(purpose, acts);

        if (version == 0)
        {
            return none with
            {
                Answer = acts.LastOrDefault()?.Act switch
                {
                    ConsentAct.Refused => PurposeAnswer.Refused,
                    ConsentAct.Withdrawn => PurposeAnswer.Withdrawn,
                    _ => PurposeAnswer.Asked,
                },
            };
        }

        // What was left out since and put back is asked anew, as what was added is.
        var agreed = purpose.Earlier.Where(scope => scope.Version > version)
            .Aggregate(purpose.ScopeOf(version) ?? PurposeScope.Nothing, (agreed, later) => agreed.Within(later));
        var delta = purpose.Scope.Beyond(agreed);

        return delta.IsEmpty
            ? none with { Answer = PurposeAnswer.Given, Covers = purpose.Scope }
            : none with { Answer = PurposeAnswer.GivenInPart, Covers = purpose.Scope.Within(agreed) with { Version = version }, Asked = delta, AskedRefused = refused == purpose.Version };
    }

    // The version that her consent is to, and that of whose addition she said no; 0 for none. What is implied unlocks nothing
    // (T27, T28), and special categories take an act whose only aim was this (N19).
    private static (int Version, int Refused) Consent(Purpose purpose, IEnumerable<ConsentEntry> acts)
    {
        var (version, refused) = (0, 0);

        foreach (var act in acts.Where(act => act.Purpose!.Version >= purpose.Anew))
        {
            var special = purpose.ScopeOf(act.Purpose!.Version)?.Categories.Any(category => category.IsSpecial()) ?? false;

            (version, refused) = act.Act switch
            {
                ConsentAct.Accepted when act.Type >= (special ? ConsentType.ExplicitlyExpressed : ConsentType.Expressed) =>
                    (act.Purpose.Version, 0),
                ConsentAct.Refused when version > 0 && act.Purpose.Version > version => (version, act.Purpose.Version),
                ConsentAct.Refused or ConsentAct.Withdrawn => (0, 0),
                _ => (version, refused),
            };
        }

        return (version, refused);
    }
}
