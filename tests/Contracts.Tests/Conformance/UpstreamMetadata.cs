using System.Reflection;

namespace Darsgah.Contracts.Tests.Conformance;

/// <summary>The embedded engine and Orleans.Core.Abstractions, read but never loaded.</summary>
/// <remarks>
/// Upstream names types of Orleans.Serialization and of packages that are not restored. The engine stands in for
/// Orleans.Serialization; what it does not have cannot be named by it, either, and is shown as unresolved.
/// </remarks>
internal sealed class UpstreamMetadata : IDisposable
{
    private readonly MetadataLoadContext context;

    public UpstreamMetadata(string standIn, string upstream)
    {
        var framework = AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") as string ?? "";
        context = new MetadataLoadContext(new Resolver(standIn, framework.Split(Path.PathSeparator)));
        StandIn = context.LoadFromAssemblyPath(standIn);
        Upstream = context.LoadFromAssemblyPath(upstream);
    }

    public Assembly StandIn { get; }

    public Assembly Upstream { get; }

    public void Dispose() => context.Dispose();

    private sealed class Resolver(string standIn, IEnumerable<string> framework) : MetadataAssemblyResolver
    {
        private readonly PathAssemblyResolver paths = new(framework.Where(File.Exists));

        public override Assembly? Resolve(MetadataLoadContext context, AssemblyName assemblyName) =>
            assemblyName.Name!.StartsWith("Orleans.Serialization", StringComparison.Ordinal)
                ? context.LoadFromAssemblyPath(standIn)
                : paths.Resolve(context, assemblyName);
    }
}
