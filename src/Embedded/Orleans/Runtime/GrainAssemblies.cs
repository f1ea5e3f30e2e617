using System.Reflection;

namespace Orleans.Runtime;

/// <summary>Finds the application's assemblies that can hold grains: those that reference the engine.</summary>
internal static class GrainAssemblies
{
    private static readonly Assembly Engine = typeof(GrainAssemblies).Assembly;
    private static readonly string EngineName = Engine.GetName().Name!;

    public static IReadOnlyList<Assembly> Find()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var found = new List<Assembly>();

        if (Assembly.GetEntryAssembly() is { } entry)
            Visit(entry, seen, found);

        foreach (var loaded in AppDomain.CurrentDomain.GetAssemblies())
            Visit(loaded, seen, found);

        return found;
    }

    private static void Visit(Assembly assembly, HashSet<string> seen, List<Assembly> found)
    {
        if (assembly.IsDynamic || assembly == Engine || !seen.Add(assembly.FullName!))
            return;

        var references = assembly.GetReferencedAssemblies();

        if (Array.Exists(references, name => string.Equals(name.Name, EngineName, StringComparison.Ordinal)))
            found.Add(assembly);

        foreach (var name in references)
        {
            if (!IsFramework(name) && !seen.Contains(name.FullName) && TryLoad(name) is { } referenced)
                Visit(referenced, seen, found);
        }
    }

    private static bool IsFramework(AssemblyName name) =>
        name.Name!.StartsWith("System", StringComparison.Ordinal)
        || name.Name.StartsWith("Microsoft.", StringComparison.Ordinal);

    /// <summary>A reference that is not deployed holds no grains.</summary>
    private static Assembly? TryLoad(AssemblyName name)
    {
        try
        {
            return Assembly.Load(name);
        }
        catch (Exception exception) when (exception is IOException or BadImageFormatException)
        {
            return null;
        }
    }
}
