namespace Darsgah.Grains.Consent.Behalf;

/// <summary>The mandates of one person, and the rules for noting and ending them.</summary>
[GenerateSerializer, Immutable, Alias("consent.mandates.state")]
internal sealed record MandateBook
{
    public const int Most = 20;

    /// <summary>Oldest first; nothing is taken out.</summary>
    [Id(0)] public ImmutableArray<Mandate> Mandates { get; init; } = [];

    public Outcome<MandateBook> Note(NoteMandate command, Id<Person> person, DateOnly today, string by, DateTimeOffset at)
    {
        if (command.Representative == person || command.Representative.IsEmpty)
            return MandateErrors.BadRepresentative();

        var reference = command.Reference?.Trim() ?? "";

        if (reference.Length is < 3 or > 120 || reference.Any(char.IsControl))
            return MandateErrors.NoProof();

        if (command.Until < command.From || command.Until < today)
            return MandateErrors.BadDays();

        if (command.Scope.IsDefaultOrEmpty || command.Scope.Any(scope => !Enum.IsDefined(scope)))
            return MandateErrors.NoScope();

        return Mandates.Length >= Most
            ? MandateErrors.TooMany()
            : this with
            {
                Mandates = Mandates.Add(new Mandate(
                    Mandates.Length + 1, command.Representative, reference, command.From, command.Until,
                    [.. command.Scope.Distinct().Order()], by, at)),
            };
    }

    public Outcome<MandateBook> End(int number, string by, DateTimeOffset at) =>
        Mandates.FirstOrDefault(mandate => mandate.Id == number && mandate.EndedAt is null) is { } standing
            ? this with { Mandates = Mandates.Replace(standing, standing with { EndedBy = by, EndedAt = at }) }
            : MandateErrors.NoSuchMandate();

    /// <summary>By what right somebody acts for her on a day; null where by none.</summary>
    public OnBehalf? Standing(Id<Person> who, MandateScope what, DateOnly day) =>
        Mandates.LastOrDefault(mandate => mandate.Allows(who, what, day)) is { } mandate
            ? new OnBehalf(BehalfRole.Representative, mandate.Reference, OnBehalf.ByDocument, Until: null)
            : null;
}
