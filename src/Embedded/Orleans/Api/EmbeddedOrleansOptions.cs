using System.Reflection;

namespace Orleans.Configuration;

/// <summary>What only the single-process engine has.</summary>
public sealed class EmbeddedOrleansOptions
{
    /// <summary>The runtime switch that sets <see cref="CopyMessages"/> without code.</summary>
    public const string CopyMessagesSwitch = "Orleans.Embedded.CopyMessages";

    /// <summary>
    /// Arguments and results are copied between grains as between processes, so that what would break there
    /// breaks here. Default: the runtime switch <see cref="CopyMessagesSwitch"/>, else only in a debug build.
    /// </summary>
    public bool CopyMessages { get; set; } =
        AppContext.TryGetSwitch(CopyMessagesSwitch, out var copy) ? copy : DebugBuild;

    /// <summary>
    /// Assemblies with grains. Empty: the entry assembly and what it references, as far as it references the engine,
    /// and those already loaded that do.
    /// </summary>
    public ISet<Assembly> GrainAssemblies { get; } = new HashSet<Assembly>();

    /// <summary>How many calls deep idle grains are run on the caller's own thread.</summary>
    public int InlineDepth { get; set; } = 16;

    private static bool DebugBuild =>
#if DEBUG
        true;
#else
        false;
#endif
}
