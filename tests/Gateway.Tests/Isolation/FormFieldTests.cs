using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace Darsgah.Gateway.Tests.Isolation;

/// <summary>That the sweep knows which fields of the forms name something (SEC-A01).</summary>
[Collection(TwinTownCollection.Name)]
public partial class FormFieldTests(TwinTown town)
{
    // Fields that show an id and do not read it.
    private static readonly string[] notRead =
    [
        // For whatever keeps passwords for her.
        "POST /sign-in/new-password username", "POST /sign-up/confirm username",
    ];

    [Fact, Trait("SEC", "A01")]
    public async Task Every_field_of_a_form_that_has_an_id_in_it_is_known_to_the_sweep()
    {
        var census = await town.Census();
        var ids = town.Alif.Ids.Where(known => known.Key is not (Kind.Number or Kind.Entry))
            .SelectMany(known => known.Value, (known, id) => (id, known.Key)).ToLookup(known => known.id, known => known.Key, StringComparer.Ordinal);
        var fields = census.Alif.Values.SelectMany(replies => replies).SelectMany(Fields).Distinct().ToList();
        var unknown = fields
            .Where(field => Parts(field.Value).Any(ids.Contains) && !notRead.Contains($"{field.Operation} {field.Name}", StringComparer.Ordinal))
            .Where(field => !Vocabulary.Fields(field.Operation).Any(known => known.Name == field.Name))
            .Select(field => $"{field.Operation}: {field.Name}, such as {field.Value}, names a {ids[Parts(field.Value).First(ids.Contains)].First()}")
            .DistinctBy(line => line.Split(',')[0]).Order(StringComparer.Ordinal).ToList();

        Assert.Contains(fields, field => field.Name == "thread"); // so that forms are found
        Assert.True(unknown.Count == 0, $"Add it to Isolation/Vocabulary.cs, forms:\n{string.Join('\n', unknown)}");
    }

    private IEnumerable<(Operation Operation, string Name, string Value)> Fields(Reply reply) =>
        from form in reply.Page.QuerySelectorAll("form")
        where string.Equals(form.GetAttribute("method"), "post", StringComparison.OrdinalIgnoreCase)
        let path = (form.GetAttribute("action") is { Length: > 0 } action ? action : reply.Path).Split('?', '#')[0]
        from field in form.QuerySelectorAll("input[name], button[name], textarea[name], select[name] option")
        let named = field.LocalName == "option" ? field.Closest("select")! : field
        let operation = Of(path)
        where operation is not null
        select (operation, OfFirst(named.GetAttribute("name")!), field.GetAttribute("value") ?? field.TextContent);

    // Of what is there many times, each with its number, one is as good as another: "s3-key".
    private static string OfFirst(string name) => Numbered.Replace(name, "s0-");

    [GeneratedRegex("^s[0-9]+-", RegexOptions.NonBacktracking)]
    private static partial Regex Numbered { get; }

    // Of an order and what it is about: "up:privacy".
    private static IEnumerable<string> Parts(string value) => value.Split(':').Append(value);

    // The route with the fewest parameters goes before others.
    private Operation? Of(string path) => town.Operations
        .Where(operation => operation.Method == "POST" && operation.IsOnSchools && Matches(operation.Pattern, path)).MinBy(operation => operation.Slots.Count);

    private static bool Matches(string pattern, string path) =>
        pattern.Split('/') is var parts && path.Split('/') is var found && parts.Length == found.Length
        && parts.Zip(found).All(pair => RouteTable.Slot.IsMatch(pair.First) || string.Equals(pair.First, pair.Second, StringComparison.Ordinal));
}
