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
public sealed record NewPasswordPageModel(string Token, string? Email, bool IsInvitation);
