using System.Reflection;
using Orleans;

namespace Darsgah.Contracts.Tests.Conformance;

/// <summary>
/// The embedded engine stands in for Orleans only as long as code that compiles against it compiles against Orleans,
/// too. So what it shows of Orleans.Core.Abstractions has to be there with the same shape. It may show less.
/// </summary>
public sealed class OrleansAbstractionsTests
{
    private const string Package = "microsoft.orleans.core.abstractions";
    private const string Version = "10.4.2";

    [Fact]
    public void Every_public_member_of_the_engine_is_one_of_Orleans_with_the_same_shape()
    {
        using var shapes = Load();
        List<string> differences = [];

        foreach (var (mine, theirs) in Pairs(shapes))
        {
            Compare(mine.FullName!, PublicShape.OfType(mine), PublicShape.OfType(theirs), differences);
            var known = PublicShape.OfMembers(theirs).ToHashSet(StringComparer.Ordinal);

            foreach (var member in PublicShape.OfMembers(mine).Where(member => !known.Contains(member)))
                differences.Add($"{mine.FullName}: {member}\n    upstream: {Nearest(member, known)}");
        }

        Assert.True(differences.Count == 0, $"{differences.Count} differences:\n{string.Join('\n', differences)}");
    }

    [Fact]
    public void What_grains_are_written_with_is_compared()
    {
        using var shapes = Load();
        var compared = Pairs(shapes).Select(pair => pair.Mine.FullName!).ToHashSet(StringComparer.Ordinal);

        Assert.Superset(
            new HashSet<string>(StringComparer.Ordinal)
            {
                "Orleans.Grain", "Orleans.IGrainWithStringKey", "Orleans.IGrainFactory", "Orleans.GrainExtensions",
                "Orleans.IIncomingGrainCallFilter", "Orleans.IIncomingGrainCallContext", "Orleans.GrainTypeAttribute",
                "Orleans.Runtime.GrainId", "Orleans.Runtime.RequestContext", "Orleans.Runtime.IGrainContext",
            },
            compared);
    }

    private static UpstreamMetadata Load()
    {
        var packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var path = Path.Combine(packages, Package, Version, "lib", "net10.0", "Orleans.Core.Abstractions.dll");

        Assert.SkipUnless(
            File.Exists(path),
            $"{Package} {Version} is not in {packages}: run 'dotnet restore tests/Contracts.Tests'.");

        return new UpstreamMetadata(typeof(Grain).Assembly.Location, path);
    }

    private static IEnumerable<(Type Mine, Type Theirs)> Pairs(UpstreamMetadata metadata) =>
        from mine in metadata.StandIn.GetExportedTypes()
        let theirs = metadata.Upstream.GetType(mine.FullName!)
        where theirs is { IsVisible: true }
        select (mine, theirs);

    private static void Compare(string what, string mine, string theirs, List<string> differences)
    {
        if (!string.Equals(mine, theirs, StringComparison.Ordinal))
            differences.Add($"{what}: {mine}\n    upstream: {theirs}");
    }

    /// <summary>The overloads of the same name, for the message.</summary>
    private static string Nearest(string member, IEnumerable<string> known)
    {
        var name = member.Split('(', '{', '=')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)[^1];
        var same = known.Where(other => other.Contains($" {name}", StringComparison.Ordinal)).ToArray();
        return same.Length == 0 ? "nothing of that name" : string.Join("\n              ", same);
    }
}
