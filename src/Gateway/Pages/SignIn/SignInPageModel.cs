using Darsgah.Gateway.Shell;
using Darsgah.Grains.Tenancy;

namespace Darsgah.Gateway.Pages.SignIn;

/// <param name="Login">What was typed before.</param>
/// <param name="Return">Where she goes afterwards, a path of this site.</param>
/// <param name="TakesUserName">People of this school have user names too.</param>
/// <param name="TakesNewPeople">Sign-up is open, so the page leads there.</param>
/// <param name="Notice">Key of a text that says why she is here, or null.</param>
public sealed record SignInPageModel(
    string Login, string Return, bool TakesUserName, bool TakesNewPeople, string? Notice = null);

/// <param name="Return">Where she goes afterwards.</param>
public sealed record SecondStepPageModel(string Return);

/// <param name="Sent">A letter may be on its way; the same page for every address.</param>
public sealed record ResetPageModel(bool Sent);

/// <param name="Token">Out of the letter.</param>
/// <param name="Email">Whose password it is; null for a link that is of no use any more.</param>
/// <param name="IsInvitation">Her first password here.</param>
/// <param name="Asked">What a student is asked with it, and what stands in each field; empty for everybody else.</param>
/// <param name="Countries">All countries, where one is asked.</param>
/// <param name="AsksAge">A student declares that she is of age.</param>
public sealed record NewPasswordPageModel(
    string Token,
    string? Email,
    bool IsInvitation,
    ImmutableArray<(SignUpField Field, string Value)> Asked,
    ImmutableArray<Choice> Countries,
    bool AsksAge);
