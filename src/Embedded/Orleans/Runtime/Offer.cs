namespace Orleans.Runtime;

/// <summary>What became of a call that was offered to an activation.</summary>
internal enum Offer
{
    /// <summary>The activation has ended. Offer the call to the next one.</summary>
    Refused,

    /// <summary>The call waits, or is about to run on a pool thread.</summary>
    Taken,

    /// <summary>The offering thread now runs it: <see cref="Activation.RunHere"/>.</summary>
    RunHere,

    /// <summary>It would wait for itself.</summary>
    Cycle,
}
