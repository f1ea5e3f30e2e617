using Darsgah.Gateway.Localization;
using Darsgah.Grains.Common;
using Microsoft.AspNetCore.Components;

namespace Darsgah.Gateway.Shell;

/// <summary>A page component and the one record it shows.</summary>
/// <remarks>
/// No handler may have a page's type in its signature: pages are generated, and what wires up the handlers is generated beside
/// them and does not see them.
/// </remarks>
internal static class Page
{
    /// <summary>The page as an answer: 200, or the status of the refusal that it shows.</summary>
    public static IResult Of<TPage, TModel>(TModel model, Error? refusal = null)
        where TPage : PageOf<TModel> where TModel : notnull =>
        Of<TPage, TModel>(model, refusal, refusal?.Kind.ToStatusCode() ?? StatusCodes.Status200OK);

    /// <summary>The page with a status of its own, as error pages have.</summary>
    public static IResult Of<TPage, TModel>(TModel model, Error? refusal, int status)
        where TPage : PageOf<TModel> where TModel : notnull =>
        new PageResult<TPage>(model, refusal, status);
}

/// <summary>Base of every page: a model to show and, after a refused form, the reason.</summary>
public abstract class PageOf<TModel> : ComponentBase where TModel : notnull
{
    [Parameter, EditorRequired] public TModel Model { get; set; } = default!;

    /// <summary>Why the form that led here was not accepted.</summary>
    [Parameter] public Error? Refusal { get; set; }

    [Inject] public PageContext Context { get; set; } = default!;

    /// <summary>The interface's texts: <c>@T["sign_in.title"]</c>.</summary>
    protected Texts T => Context.Texts;

    protected Dates Dates => Context.Dates;
}
