using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace Darsgah.RuleCoverage;

/// <summary>A test as it ran.</summary>
/// <param name="Name">Class and method: <c>GateRulesTests.Use_accepts</c>.</param>
/// <param name="Rules">Ids of the rules it carries.</param>
/// <param name="Passed">Every row of it ran and passed.</param>
internal sealed record Run(string Name, IReadOnlyList<string> Rules, bool Passed);

/// <summary>Reads what ran from results of <c>dotnet test</c>, and what each test proves from the assemblies named there.</summary>
internal static class Runs
{
    private static readonly XNamespace trx = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    public static IReadOnlyList<Run> Read(string folder)
    {
        var assemblies = new Dictionary<string, ILookup<string, string>>(StringComparer.Ordinal);
        var runs = new Dictionary<string, Run>(StringComparer.Ordinal);

        foreach (var file in Directory.EnumerateFiles(folder, "*.trx", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var results = XDocument.Load(file).Root!;
            var outcomes = results.Descendants(trx + "UnitTestResult").ToLookup(
                result => result.Attribute("testId")!.Value, result => result.Attribute("outcome")!.Value, StringComparer.Ordinal);

            foreach (var test in results.Descendants(trx + "UnitTest"))
            {
                var method = test.Element(trx + "TestMethod")!;
                var (assembly, type, name) =
                    (method.Attribute("codeBase")!.Value, method.Attribute("className")!.Value, method.Attribute("name")!.Value);

                if (!assemblies.TryGetValue(assembly, out var traits))
                    assemblies[assembly] = traits = RulesOf(assembly);

                var passed = outcomes[test.Attribute("id")!.Value].All(outcome => outcome == "Passed");
                var full = $"{type}.{name}";
                var before = runs.GetValueOrDefault(full);
                runs[full] = new(
                    $"{type[(type.LastIndexOf('.') + 1)..]}.{name}",
                    [.. traits[full].Concat(traits[type]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
                    passed && before is not { Passed: false });
            }
        }

        return [.. runs.OrderBy(run => run.Key, StringComparer.Ordinal).Select(run => run.Value)];
    }

    // Read as metadata and never loaded: a test assembly needs what it tests beside it.
    private static ILookup<string, string> RulesOf(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var metadata = file.GetMetadataReader();
        var found = new List<(string Place, string Rule)>();

        foreach (var type in metadata.TypeDefinitions.Select(metadata.GetTypeDefinition))
        {
            var space = metadata.GetString(type.Namespace);
            var place = $"{(space.Length == 0 ? "" : space + ".")}{metadata.GetString(type.Name)}";
            found.AddRange(Traits(metadata, type.GetCustomAttributes()).Select(rule => (place, rule)));

            foreach (var method in type.GetMethods().Select(metadata.GetMethodDefinition))
                found.AddRange(Traits(metadata, method.GetCustomAttributes()).Select(rule => ($"{place}.{metadata.GetString(method.Name)}", rule)));
        }

        return found.ToLookup(pair => pair.Place, pair => pair.Rule, StringComparer.Ordinal);
    }

    private static IEnumerable<string> Traits(MetadataReader metadata, CustomAttributeHandleCollection attributes)
    {
        foreach (var attribute in attributes.Select(metadata.GetCustomAttribute))
        {
            if (attribute.Constructor is not { Kind: HandleKind.MemberReference } constructor)
                continue;

            var parent = metadata.GetMemberReference((MemberReferenceHandle)constructor).Parent;

            if (parent.Kind != HandleKind.TypeReference
                || metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)parent).Name) != "TraitAttribute")
                continue;

            // Two strings after the two bytes that every attribute's value begins with (ECMA-335 II.23.3).
            var value = metadata.GetBlobReader(attribute.Value);
            value.ReadUInt16();
            var (name, rule) = (value.ReadSerializedString(), value.ReadSerializedString());

            if (name == "Rule" && rule is not null)
                yield return rule;
        }
    }
}
