using Darsgah.Gateway.Localization;
using Microsoft.AspNetCore.Components;

namespace Darsgah.Gateway.Shell;

/// <summary>A part of pages that speaks: it has the request's context and its texts.</summary>
public abstract class ShellPart : ComponentBase
{
    [Inject] public PageContext Context { get; set; } = default!;

    protected Texts T => Context.Texts;
}

/// <summary>A frame around pages.</summary>
public abstract class ShellLayout : LayoutComponentBase
{
    [Inject] public PageContext Context { get; set; } = default!;

    protected Texts T => Context.Texts;
}
