namespace Darsgah.Gateway.Tests.Isolation;

/// <summary>A request that names something: once what another school has, once what nobody has.</summary>
/// <param name="Template">The path; <c>{0}</c>, <c>{1}</c> and so on stand for what is named.</param>
/// <param name="Field">The field of the form or the body that names it; null where the path does.</param>
internal sealed record Probe(string Method, Operation Operation, string Template, IdField? Field, string[] Foreign, string[] Nobodys)
{
    /// <summary>Wrong guesses are counted here, so only so many are answered.</summary>
    public bool IsCounted => Method == "GET" && Operation.Pattern is "/verify/{code}" or "/api/v1/certificates/{code}";

    public string Path(IReadOnlyList<string> ids) =>
        string.Format(System.Globalization.CultureInfo.InvariantCulture, Template, [.. ids.Select(Uri.EscapeDataString)]);

    public HttpContent? Content(Caller caller, IReadOnlyList<string> ids) =>
        Method is "GET" or "HEAD" or "OPTIONS" ? null
        : Field is { } name && Operation.IsApi ? Vocabulary.Naming(Operation, name, ids[0])
        : Field is { } field ? caller.Form([.. field.With, (field.Name, field.Before + ids[0] + field.After)])
        : !Operation.IsApi ? caller.Form()
        : Vocabulary.Sent(Operation, empty: Vocabulary.TakesAnyName(Operation));
}

/// <summary>All probes of one school's people for what another school has.</summary>
/// <param name="everything">
/// Every id in every place. Otherwise an id of another kind than is meant is tried once a place, each place another.
/// </param>
internal sealed class ProbeList(IReadOnlyList<Operation> operations, Planted foreign, Planted own, bool everything)
{
    private int next;

    public IEnumerable<Probe> All() =>
        operations.SelectMany(operation => InPath(operation).Concat(InQuery(operation)).Concat(InForm(operation)));

    private IEnumerable<Probe> InPath(Operation operation)
    {
        var slots = operation.Slots.Select(name => (Name: name, Kind: Vocabulary.Of(operation, name))).ToList();
        var named = slots.Where(slot => slot.Kind != Kind.Plain).ToList();

        foreach (var slot in named)
        {
            var template = Template(operation, name => name == slot.Name ? "{0}" : null);

            foreach (var (kind, id) in Candidates(slot.Kind))
                yield return Of(operation.Method, operation, template, null, (kind, id));

            // Methods that the route does not have: with what it means only.
            foreach (var method in RouteTable.Methods.Where(method => method != operation.Method))
                yield return Of(method, operation, template, null, (slot.Kind, foreign.Ids[slot.Kind][0]));
        }

        if (named.Count < 2)
            yield break;

        // All at once, as they belong together there: a handler that asks only whether they fit each other finds that they do.
        var whole = Template(operation, name => named.FindIndex(slot => slot.Name == name) is >= 0 and var place ? $"{{{place}}}" : null);
        (Kind Kind, string Id)[][] together = named is [var outer, var inner]
            ? [.. foreign.Ids[outer.Kind].SelectMany(_ => foreign.Ids[inner.Kind], ((Kind, string)[] (one, other) => [(outer.Kind, one), (inner.Kind, other)]))]
            : [[.. named.Select(slot => (slot.Kind, foreign.Own(slot.Kind)))]];

        foreach (var ids in together)
            yield return Of(operation.Method, operation, whole, null, ids);
    }

    private IEnumerable<Probe> InQuery(Operation operation) =>
        from name in operation.Queried
        let kind = Vocabulary.Of(operation, name)
        where kind != Kind.Plain
        from candidate in Candidates(kind)
        select Of(operation.Method, operation, $"{Template(operation, _ => null)}?{name}={{0}}", null, candidate);

    private IEnumerable<Probe> InForm(Operation operation) =>
        from field in Vocabulary.Fields(operation)
        from candidate in foreign.Ids[field.Kind]
        select Of(operation.Method, operation, Template(operation, _ => null), field, (field.Kind, candidate));

    private IEnumerable<(Kind Kind, string Id)> Candidates(Kind wanted)
    {
        var strangers = wanted is Kind.Number or Kind.Entry ? []
            : foreign.Ids.Where(ids => ids.Key != wanted).SelectMany(ids => ids.Value.Select(id => (ids.Key, id))).ToList();

        return foreign.Ids[wanted].Select(id => (wanted, id))
            .Concat(everything || strangers.Count == 0 ? strangers : [strangers[next++ * 7 % strangers.Count]]);
    }

    // What is not named is filled with what the school itself has.
    private string Template(Operation operation, Func<string, string?> placeholder) => RouteTable.Slot.Replace(operation.Pattern, match =>
        placeholder(match.Groups["name"].Value) ?? Uri.EscapeDataString(Fill(operation, match.Groups["name"].Value)));

    private string Fill(Operation operation, string name) => Vocabulary.Of(operation, name) is var kind and not Kind.Plain
        ? own.Own(kind)
        : Vocabulary.Plain(name);

    private Probe Of(string method, Operation operation, string template, IdField? field, params (Kind Kind, string Id)[] named) => new(
        method, operation, template, field, [.. named.Select(name => name.Id)], [.. named.Select(name => foreign.Twin(name.Kind, name.Id))]);
}
