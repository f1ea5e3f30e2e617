using System.Globalization;
using Darsgah.Grains.People;
using Darsgah.Grains.Tenancy;
using Microsoft.AspNetCore.WebUtilities;

namespace Darsgah.Gateway.Tests.Isolation;

/// <summary>A school with a token of its own in every field that somebody can write, and everything that names something in it.</summary>
internal sealed class Planted(int seed)
{
    private const string Letters = "abcdefghjkmnpqrstvwxyz0123456789";

#pragma warning disable CA5394 // repeatable, and no secret
    private readonly Random random = new(seed);
#pragma warning restore CA5394

    public School School { get; set; } = null!;

    /// <summary>Tokens by where they were written.</summary>
    public Dictionary<string, string> Canaries { get; } = new(StringComparer.Ordinal);

    /// <summary>Tokens that nobody is ever shown, not at the school itself either.</summary>
    public Dictionary<string, string> Secrets { get; } = new(StringComparer.Ordinal);

    /// <summary>What names something, by what it names.</summary>
    public Dictionary<Kind, List<string>> Ids { get; } = [];

    public Dictionary<Role, PersonAccount> People { get; } = [];

    /// <summary>The records as they were written, for the question whether a field was left out.</summary>
    public List<object> Written { get; } = [];

    /// <summary>Opens the API to an admin.</summary>
    public string AdminKey { get; set; } = "";

    /// <summary>The one row that using its key writes, once a day: the day of its use.</summary>
    public string KeyUsed => $"{School.Id}: record access.api_key/key of key.{Own(Kind.Key)}";

    /// <summary>A token for a field.</summary>
    /// <param name="shape">What is made of it: an address, a sentence.</param>
    public string Plant(string field, Func<string, string>? shape = null) => Plant(Canaries, field, shape);

    /// <summary>A token for a field that is kept and never shown.</summary>
    public string Hide(string field, Func<string, string>? shape = null) => Plant(Secrets, field, shape);

    public string Add(Kind kind, string id)
    {
        if (!Ids.TryGetValue(kind, out var ids))
            Ids[kind] = ids = [];

        ids.Add(id);
        return id;
    }

    /// <summary>One of its own.</summary>
    public string Own(Kind kind) => Ids.TryGetValue(kind, out var ids) ? ids[0] : "nothing";

    /// <summary>The path of an operation, filled with what the school has.</summary>
    public string Path(Operation operation) => operation.Path(slot => Filled(operation, slot));

    /// <summary>The same with every parameter of the query that names something.</summary>
    public string WholePath(Operation operation) => QueryHelpers.AddQueryString(
        Path(operation),
        operation.Queried.Where(name => Vocabulary.Of(operation, name) != Kind.Plain)
            .Select(name => KeyValuePair.Create(name, (string?)Filled(operation, name))));

    private string Filled(Operation operation, string name) =>
        Vocabulary.Of(operation, name) is var kind && kind == Kind.Plain ? Vocabulary.Plain(name) : Own(kind);

#pragma warning disable CA5394
    /// <summary>Another text of the same shape: letters for letters, digits for digits, what is fixed in it kept.</summary>
    public string Twin(Kind kind, string id)
    {
        var (start, end) = kind switch
        {
            Kind.Key => (id.IndexOf('_', StringComparison.Ordinal) + 1, id.Length),
            Kind.Address => (0, id.IndexOf('@', StringComparison.Ordinal)),
            Kind.Host => (0, id.IndexOf('.', StringComparison.Ordinal)),
            _ => (0, id.Length),
        };
        var hex = id.All(char.IsAsciiHexDigitLower);

        return kind is Kind.Number or Kind.Entry ? Later(id)
            : kind == Kind.Cohort ? id[..1] + Later(id[1..])
            : string.Concat(id.Select((letter, at) => at < start || at >= end ? letter : Other(letter, hex)));
    }

    // Of what is counted from one nobody has so many; as long as the number itself, and no page happens to count to it.
    private static string Later(string number) => (int.Parse(number, CultureInfo.InvariantCulture) + 3).ToString(CultureInfo.InvariantCulture);

    private char Other(char letter, bool hex) =>
        char.IsAsciiDigit(letter) ? (char)('0' + random.Next(10))
        : char.IsAsciiLetterLower(letter) ? Letters[random.Next(hex ? 5 : 22)]
        : char.IsAsciiLetterUpper(letter) ? char.ToUpperInvariant(Letters[random.Next(22)])
        : letter;

    private string Plant(Dictionary<string, string> where, string field, Func<string, string>? shape)
    {
        var token = "kx" + string.Concat(Enumerable.Range(0, 14).Select(_ => Letters[random.Next(Letters.Length)]));
        var text = shape is null ? token : shape(token);
        where.Add(field, shape is null || text.Contains(token, StringComparison.Ordinal) ? token : text.TrimStart('+'));
        return text;
    }
#pragma warning restore CA5394
}
