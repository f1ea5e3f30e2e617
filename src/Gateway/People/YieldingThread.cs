using System.Runtime.InteropServices;

namespace Darsgah.Gateway.People;

/// <summary>A thread that works only as far as others leave it the processor.</summary>
internal static class YieldingThread
{
    /// <summary>
    /// What is added to its nice value. It then gets a third of a busy neighbour's share (sched(7)): sign-ins go on under
    /// any load, and pages feel little of them.
    /// </summary>
    public const int Behind = 5;

    /// <summary>Lowers the thread that calls, for as long as it lives; never call it on one of the pool's.</summary>
    /// <remarks>
    /// .NET's own priorities do nothing on Linux, where each thread has a nice value of its own (sched(7), "The nice value").
    /// Elsewhere it is the whole process's, so there .NET's are used. A system that refuses leaves all as it was.
    /// </remarks>
    public static void Begin()
    {
        if (OperatingSystem.IsLinux())
            _ = NativeNice(Behind);
        else
            Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;
    }

    [DllImport("libc", EntryPoint = "nice")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int NativeNice(int more);
}
