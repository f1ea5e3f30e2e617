using Darsgah.Grains.Common;
using Microsoft.AspNetCore.Components;

namespace Darsgah.Gateway.Shell;

/// <summary>What every form field has: a name that is also its id, a label, a hint, and a refusal that may be about it.</summary>
public abstract class FieldPart : ShellPart
{
    /// <summary>Name of the form value and what <see cref="Error.Field"/> refers to; also the input's id.</summary>
    [Parameter, EditorRequired] public string Name { get; set; } = "";

    /// <summary>The input's id, where another form of the page has a field of the same name.</summary>
    [Parameter] public string? Id { get; set; }

    [Parameter, EditorRequired] public string Label { get; set; } = "";

    [Parameter] public string? Hint { get; set; }

    [Parameter] public bool Required { get; set; }

    [Parameter] public bool Disabled { get; set; }

    [Parameter] public Error? Refusal { get; set; }

    /// <summary>Any further attributes of the input.</summary>
    [Parameter(CaptureUnmatchedValues = true)]
    public IReadOnlyDictionary<string, object>? More { get; set; }

    protected bool IsRefused => Refusal is not null && string.Equals(Refusal.Field, Name, StringComparison.Ordinal);

    protected string? Invalid => IsRefused ? "true" : null;

    protected string InputId => Id ?? Name;

    protected string HintId => $"{InputId}-hint";

    protected string ErrorId => $"{InputId}-error";

    protected string? DescribedBy => (Hint is not null, IsRefused) switch
    {
        (true, true) => $"{ErrorId} {HintId}",
        (true, false) => HintId,
        (false, true) => ErrorId,
        _ => null,
    };
}
