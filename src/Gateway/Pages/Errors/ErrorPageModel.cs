using Darsgah.Gateway.Http;

namespace Darsgah.Gateway.Pages.Errors;

/// <param name="Reference">What to quote when asking for help.</param>
/// <param name="Address">Path and query that were asked for.</param>
public sealed record ErrorPageModel(Trouble Trouble, string Reference, string Address)
{
    /// <summary>Whether opening the same address again is of use: after a wait, or to get a form anew.</summary>
    public bool OffersAgain => (Trouble.PassesWithTime && !IsClosed) || Trouble == Trouble.FormExpired;

    /// <summary>Whether the first page can be offered; not where it would say the same.</summary>
    public bool OffersHome => !IsClosed && Trouble != Trouble.UnknownHost;

    /// <summary>Whether signing in is the way on.</summary>
    public bool OffersSignIn => Trouble.Status == StatusCodes.Status401Unauthorized || Trouble == Trouble.NotOpen;

    private bool IsClosed => Trouble == Trouble.Suspended || Trouble == Trouble.NotOpen;
}
