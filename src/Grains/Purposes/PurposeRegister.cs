namespace Darsgah.Grains.Purposes;

/// <summary>A school's purposes as stored: its own, and what it says of the software's.</summary>
[GenerateSerializer, Immutable, Alias("purposes.register.state")]
internal sealed record PurposeRegisterRecord
{
    /// <summary>Purposes that a register holds; more are no longer read by anybody.</summary>
    public const int Most = 60;

    [Id(0)] public int Revision { get; init; }

    /// <summary>In the order they were added.</summary>
    [Id(1)] public ImmutableArray<Purpose> Purposes { get; init; } = [];

    /// <summary>All purposes, the software's first.</summary>
    /// <param name="bases">Bases that the school's law and settings leave.</param>
    public PurposeRegister Merged(ImmutableArray<LawfulBasis> bases) => new(
        Revision,
        [
            .. BuiltInPurposes.All.Select(ours => Purposes.FirstOrDefault(kept => kept.Key == ours.Key) ?? ours)
                .Select(ours => ours with { Terms = ours.Terms with { Basis = BuiltInPurposes.BasisFor(ours, bases) } }),
            .. Purposes.Where(purpose => !purpose.BuiltIn),
        ]);

    /// <summary>The register with one purpose added or changed; itself where nothing is different.</summary>
    public Outcome<PurposeRegisterRecord> Put(PutPurpose command, PurposeLimits limits)
    {
        if (!IsKey(command.Key.Value))
            return PurposeErrors.BadKey(command.Key.Value);

        var existing = Purposes.FirstOrDefault(purpose => purpose.Key == command.Key);

        if (command.IsNew && (existing is not null || BuiltInPurposes.Find(command.Key) is not null))
            return PurposeErrors.KeyTaken(command.Key);

        if (!Enum.IsDefined(command.State) || command.Terms is null || !PurposeRules.IsWhole(command.Terms))
            return PurposeErrors.BadText("purpose", PurposeRules.LongestDescription);

        var terms = PurposeRules.Normal(command.Terms);

        if (PurposeRules.Check(command.Key, terms, limits) is [var refusal, ..])
            return refusal;

        if (BuiltInPurposes.Find(command.Key) is { } ours && !Describes(ours, command with { Terms = terms }))
            return PurposeErrors.BuiltIn(command.Key);

        if (existing is null && Purposes.Length == Most)
            return PurposeErrors.TooMany(Most);

        var before = existing ?? BuiltInPurposes.Find(command.Key);
        var next = before is null
            ? new Purpose(command.Key, Version: 1, command.State, BuiltIn: false, terms, Earlier: [])
            : before.With(terms, command.State);

        return before is not null && PurposeText.Edition(next) == PurposeText.Edition(before) && next.State == before.State
            ? this
            : this with
            {
                Revision = Revision + 1,
                Purposes = existing is null ? Purposes.Add(next) : Purposes.Replace(existing, next),
            };
    }

    // What the software does is not the school's to widen, to narrow or to end.
    private static bool Describes(Purpose ours, PutPurpose command) =>
        command.State == PurposeState.Enabled
        && command.Terms.Categories.SequenceEqual(ours.Terms.Categories)
        && command.Terms.Operations.SequenceEqual(ours.Terms.Operations)
        && command.Terms.Channels.SequenceEqual(ours.Terms.Channels)
        && command.Terms.DpvPurpose == ours.Terms.DpvPurpose
        && command.Terms.SurvivesRestriction == ours.Terms.SurvivesRestriction
        && !command.Terms.Withdrawable;

    private static bool IsKey(string key) => key.Length is >= 2 and <= 40 && char.IsAsciiLetterLower(key[0]);
}
