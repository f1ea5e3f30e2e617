using Darsgah.Grains.Consent;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Consent;

/// <summary>A notice that the next page has to carry; recorded as served by the page part that shows it.</summary>
/// <remarks>An answer without that part (a redirect, a file) records nothing, so the notice is owed to the next page.</remarks>
public sealed class PendingNotice
{
    private readonly Func<Task>? record;

    private PendingNotice()
    {
    }

    internal PendingNotice(PolicyShown shown, ConsentGate gate, SchoolRules rules, string userInterface, Func<Task> record)
    {
        Shown = shown;
        IsChange = gate.Known > 0;
        UseAccepts = rules.Acceptance.Mode != AcceptanceMode.None && shown.Blocked is null;
        Summary = IsChange ? ChangeSummary.Of(shown.Version.Head, userInterface, shown.Rendering.Language) : null;
        this.record = record;
    }

    /// <summary>Nothing to show.</summary>
    public static PendingNotice None { get; } = new();

    /// <summary>What it is about; null for <see cref="None"/>.</summary>
    public PolicyShown? Shown { get; }

    /// <summary>She knows an older version.</summary>
    public bool IsChange { get; }

    /// <summary>Her further use will accept it (M04, E60).</summary>
    public bool UseAccepts { get; }

    /// <summary>What changed, in the school's words.</summary>
    public ChangeSummary? Summary { get; }

    /// <summary>Records that it was put before her.</summary>
    public Task Record() => record?.Invoke() ?? Task.CompletedTask;
}
