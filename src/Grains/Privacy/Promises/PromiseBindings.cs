using Darsgah.Grains.Policies.Texts;

namespace Darsgah.Grains.Privacy.Promises;

/// <summary>What people of a school have said keeps the clauses of one document.</summary>
[GenerateSerializer, Immutable, Alias("privacy.promises.state")]
internal sealed record PromiseBindings
{
    // A clause is kept by a few things; what lapsed stays until somebody takes it back.
    private const int Most = 500;

    /// <summary>Oldest first; one a section, basis and setting.</summary>
    [Id(0)] public ImmutableArray<PromiseBinding> Bindings { get; init; } = [];

    /// <summary>Everybody may see the register.</summary>
    [Id(1)] public bool IsPublic { get; init; }

    /// <summary>Where each clause that the school's settings name was found first, by the setting's path.</summary>
    [Id(2)] public ImmutableDictionary<string, ClausePlace> Places { get; init; } = ImmutableDictionary<string, ClausePlace>.Empty;

    /// <summary>
    /// With the sections that the settings' clauses stand for in a live text. What was found once stays, so that a clause
    /// by number does not move to whatever section prints that number next.
    /// </summary>
    public PromiseBindings Placing(ImmutableDictionary<string, string> clauses, PolicyText text)
    {
        var places = clauses.Select(clause => Places.GetValueOrDefault(clause.Key) is { } known && known.Clause == clause.Value
                ? (clause.Key, Place: known)
                : (clause.Key, Place: new ClausePlace(clause.Value, ClauseReference.Sections(clause.Value, text))))
            .Where(found => !found.Place.Sections.IsEmpty)
            .ToImmutableDictionary(found => found.Key, found => found.Place, StringComparer.Ordinal);

        return places.Count == Places.Count && places.All(place => Places.GetValueOrDefault(place.Key) == place.Value)
            ? this : this with { Places = places };
    }

    /// <param name="text">The live text that the clause is in.</param>
    public Outcome<PromiseBindings> Bind(BindPromise command, PolicyText text, DateTimeOffset at)
    {
        var note = command.Note.Trim();

        if (text.Section(command.Section) is not { } section)
            return PromiseErrors.NoSuchClause(command.Section);

        if (section.Hash != command.SectionHash)
            return PromiseErrors.ClauseChanged();

        if (command.Basis == PromiseBasis.Setting && SettingCatalogue.Find(command.Setting) is null)
            return PromiseErrors.NoSuchSetting(command.Setting);

        if (note.Length > BindPromise.LongestNote || (command.Basis != PromiseBasis.Setting && note.Length == 0))
            return PromiseErrors.NoteNeeded();

        if (Bindings.Length >= Most)
            return PromiseErrors.TooMany(Most);

        var binding = new PromiseBinding(
            section.Key, section.Hash, command.Basis, command.Basis == PromiseBasis.Setting ? command.Setting : "", note, command.Actor, at);

        return Same(binding) is { } known && known with { At = at } == binding ? this : Without(binding).Adding(binding);
    }

    public Outcome<PromiseBindings> Unbind(PromiseBinding binding) =>
        Same(binding) is { } known ? this with { Bindings = Bindings.Remove(known) } : PromiseErrors.NotBound();

    private PromiseBindings Adding(PromiseBinding binding) => this with { Bindings = Bindings.Add(binding) };

    private PromiseBindings Without(PromiseBinding binding) =>
        Same(binding) is { } known ? this with { Bindings = Bindings.Remove(known) } : this;

    private PromiseBinding? Same(PromiseBinding binding) => Bindings.FirstOrDefault(known =>
        known.Section == binding.Section && known.Basis == binding.Basis && known.Setting == binding.Setting);
}
