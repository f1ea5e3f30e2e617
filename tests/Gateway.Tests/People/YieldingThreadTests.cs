using Darsgah.Gateway.People;

namespace Darsgah.Gateway.Tests.People;

[Trait("Threat", "SEC-M07")]
public class YieldingThreadTests
{
    /// <summary>Field 19 of /proc/thread-self/stat is the thread's nice value (proc(5)).</summary>
    [Fact]
    public void Only_the_thread_that_asks_is_behind_the_others()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "A thread has a nice value of its own on Linux only.");
        var (before, lowered) = (Nice(), 0);

        var thread = new Thread(() =>
        {
            YieldingThread.Begin();
            lowered = Nice();
        });
        thread.Start();
        thread.Join();

        Assert.Equal(Math.Min(19, before + YieldingThread.Behind), lowered);
        Assert.Equal(before, Nice());
    }

    // The name of the thread, in brackets, may have blanks in it.
    private static int Nice() => int.Parse(
        File.ReadAllText("/proc/thread-self/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries)[16],
        System.Globalization.CultureInfo.InvariantCulture);
}
