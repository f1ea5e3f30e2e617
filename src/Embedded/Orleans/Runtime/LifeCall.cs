using System.Reflection;

namespace Orleans.Runtime;

/// <summary>What the runtime itself runs in an activation, shown as a call so that calls wait for it.</summary>
internal sealed class LifeCall(CallMethod method, Func<Task> body, bool countsAsUse = true) : GrainCall<Nothing>(method)
{
    public static readonly CallMethod Activating = MethodOf(nameof(IGrainBase.OnActivateAsync));
    public static readonly CallMethod Deactivating = MethodOf(nameof(IGrainBase.OnDeactivateAsync));
    public static readonly CallMethod Ticking = MethodOf(nameof(Tick));

    public override bool CountsAsUse => countsAsUse;

    public override void Start(Activation activation) => Outcome = Call(activation);

    protected override Task Call(object target)
    {
        try
        {
            return body();
        }
        catch (Exception exception)
        {
            return Task.FromException(exception);
        }
    }

    private static CallMethod MethodOf(string name)
    {
        var method = typeof(IGrainBase).GetMethod(name)
            ?? typeof(LifeCall).GetMethod(name, BindingFlags.Static | BindingFlags.NonPublic)!;
        return new CallMethod(method, new CallContract(method.DeclaringType!));
    }

    /// <summary>Stands for a tick of a timer in messages about calls.</summary>
    private static Task Tick() => Task.CompletedTask;
}
