namespace Orleans.Runtime;

/// <summary>Which calls may run, and which wait.</summary>
internal sealed partial class Activation
{
    private GrainCall? running;
    private GrainCall? waiting;
    private GrainCall? lastWaiting;
    private List<Guid>? openChains;

    /// <summary>The running call that no <see cref="AmbientCall"/> stands for: at most one.</summary>
    public GrainCall? OnlyCall
    {
        get
        {
            var call = running;

            if (call is null or { IsAmbient: false, Next: null })
                return call;

            lock (Turns)
            {
                for (call = running; call is { IsAmbient: true }; call = call.Next)
                {
                }

                return call;
            }
        }
    }

    public void OnEnterReentrantSection(Guid reentrancyId)
    {
        lock (Turns)
            (openChains ??= []).Add(reentrancyId);
    }

    public void OnExitReentrantSection(Guid reentrancyId)
    {
        lock (Turns)
            openChains?.Remove(reentrancyId);
    }

    /// <summary>The rules of interleaving, in the order of upstream.</summary>
    private bool MayRun(GrainCall call)
    {
        if (phase is not Phase.Active)
            return phase is Phase.Stopping && running is not null && Interleaves(call);

        return running is null || Interleaves(call);
    }

    private bool Interleaves(GrainCall call)
    {
        if (call.Method.AlwaysInterleaves)
            return true;

        if (openChains is { Count: > 0 }
            && call.Values?.Entries.GetValueOrDefault(RequestContext.ReentrancyKey) is Guid id
            && openChains.Contains(id))
        {
            return true;
        }

        for (var other = running; other is not null; other = other.Next)
        {
            if (!other.Method.AlwaysInterleaves
                && !(other.Method.IsReadOnly && call.Method.IsReadOnly)
                && !grainClass.MayInterleave(call)
                && !grainClass.MayInterleave(other))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether looking at further waiting calls makes sense while one runs.</summary>
    private bool AnyInterleaves => grainClass.AnyInterleaves || openChains is { Count: > 0 };

    private void Admit(GrainCall call)
    {
        call.IsAmbient = grainClass.Interleaves || running is not null;
        call.Next = running;
        running = call;
    }

    private void Enqueue(GrainCall call)
    {
        call.Next = null;

        if (waiting is null)
            waiting = call;
        else
            lastWaiting!.Next = call;

        lastWaiting = call;
    }

    private void Forget(GrainCall call)
    {
        if (ReferenceEquals(running, call))
        {
            running = call.Next;
        }
        else
        {
            for (var other = running; other is not null; other = other.Next)
            {
                if (ReferenceEquals(other.Next, call))
                {
                    other.Next = call.Next;
                    break;
                }
            }
        }

        call.Next = null;
    }

    /// <summary>Admits what may run now.</summary>
    /// <returns>The first of a chain linked by <see cref="GrainCall.Admitted"/>.</returns>
    private GrainCall? AdmitWaiting()
    {
        GrainCall? head = null;
        GrainCall? tail = null;
        GrainCall? before = null;

        for (var call = waiting; call is not null && (running is null || AnyInterleaves);)
        {
            var following = call.Next;

            if (MayRun(call))
            {
                if (before is null)
                    waiting = following;
                else
                    before.Next = following;

                if (following is null)
                    lastWaiting = before;

                Admit(call);

                if (head is null)
                    head = call;
                else
                    tail!.Admitted = call;

                tail = call;
            }
            else
            {
                before = call;
            }

            call = following;
        }

        return head;
    }

    /// <summary>The running call that waits, through others, for <paramref name="call"/>; none: null.</summary>
    private GrainCall? FindCycle(GrainCall call)
    {
        if (call.Method.IsOneWay)
            return null;

        for (var link = call.Parent; link is not null && !link.Method.IsOneWay; link = link.Parent)
        {
            if (ReferenceEquals(link.Target, this) && IsRunning(link))
                return link;
        }

        return null;
    }

    private bool IsRunning(GrainCall call)
    {
        for (var other = running; other is not null; other = other.Next)
        {
            if (ReferenceEquals(other, call))
                return true;
        }

        return false;
    }
}
