using System.Net;
using Darsgah.Browser.Tests.Support;

namespace Darsgah.Browser.Tests.Accessibility;

/// <summary>One kind of page.</summary>
/// <param name="Who">Whose page; null for a visitor without account. <c>{language}</c> stands for the one it is looked at in.</param>
/// <param name="Host">The school's host name, without <c>.localhost</c>.</param>
/// <param name="Path">Its address.</param>
/// <param name="Status">What it answers.</param>
/// <param name="Then">What she does there before it is looked at.</param>
/// <param name="Rtl">The right-to-left language it is looked at in.</param>
internal sealed record Kind(
    string? Who,
    string Host,
    string Path,
    HttpStatusCode Status = HttpStatusCode.OK,
    Func<Window, Task>? Then = null,
    string Rtl = "fa-AF");
