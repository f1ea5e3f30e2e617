using Darsgah.Gateway.Http;
using Darsgah.Gateway.People;
using Darsgah.Gateway.Shell;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Darsgah.Grains.Tenancy;
using Microsoft.AspNetCore.Mvc;

namespace Darsgah.Gateway.Pages.Account;

/// <summary>A person's own account: her profile, and the ways to the rest.</summary>
internal static class AccountEndpoints
{
    public static void MapAccount(this IEndpointRouteBuilder routes)
    {
        var account = routes.MapGroup(Places.Account).WithCredentials();
        var hers = account.MapGroup("").RequireSignedIn();

        hers.MapGet("/", Show);
        hers.MapPost("/", Save);
        hers.MapEmail();
        hers.MapPassword();
        hers.MapSessions();
        hers.MapTwoFactor();
        hers.MapPasskeys();
        account.MapConfirmEmail();
    }

    private static IResult Show(TenantRequest request, [FromQuery] string? done) =>
        Page.Of<AccountPage, AccountPageModel>(Model(request, Typed(request.Account!), done is "saved"));

    private static async Task<IResult> Save(TenantRequest request, IFormCollection form)
    {
        var account = request.Account!;
        var fields = Fields(request.School.Rules);
        var read = PersonFields.Read(
            fields, fields, field => form.One(PersonFields.NameOf(field)), request.School.Profile.Country);

        if (!read.Succeeded(out var values, out var refusal)
            || !(await Rename(request, account, values)).Succeeded(out _, out refusal))
            return Refused(request, form, refusal);

        var language = LanguageChoice.Find(request.School, form.One("language"))?.Tag ?? account.Language;

        // Only the fields the school asks for: what it does not ask, a form cannot set (SEC-B02).
        var saved = await Accounts.Change(request.Grains, account.Id, now => AccountChange.Of(now with
        {
            Name = fields.Contains(SignUpField.Name) ? values.Name : now.Name,
            FirstName = fields.Contains(SignUpField.FirstName) ? values.FirstName : now.FirstName,
            UserName = fields.Contains(SignUpField.UserName) ? values.UserName : now.UserName,
            Mobile = fields.Contains(SignUpField.Mobile) ? values.Mobile : now.Mobile,
            Country = fields.Contains(SignUpField.Country) ? values.Country : now.Country,
            Language = language,
        }));

        if (!saved.Succeeded(out var changed, out refusal))
            return Refused(request, form, refusal);

        await Accounts.Enlist(request.Grains, changed);
        await Accounts.Refresh(request.Grains, account.Id);
        return Results.Redirect("/account?done=saved");
    }

    // Takes the new user name before the account has it, and gives the old one up after.
    private static async Task<Outcome<Done>> Rename(TenantRequest request, PersonAccount account, PersonFields values)
    {
        var (left, wanted) = (
            PersonNames.NormalUserName(account.UserName), PersonNames.NormalUserName(values.UserName));

        if (wanted.Length == 0 || string.Equals(left, wanted, StringComparison.Ordinal))
            return Done.Value;

        var taken = await request.Grains.UserName(wanted).Take(account.Id);

        if (taken.Succeeded(out _, out _) && left.Length > 0)
            await request.Grains.UserName(left).Release(account.Id);

        return taken;
    }

    private static IResult Refused(
        TenantRequest request, IFormCollection form, Error refusal) =>
        Page.Of<AccountPage, AccountPageModel>(
            Model(
                request,
                Fields(request.School.Rules).Select(PersonFields.NameOf).Append("language")
                    .ToDictionary(name => name, form.One, StringComparer.Ordinal),
                saved: false),
            refusal);

    private static AccountPageModel Model(
        TenantRequest request, IReadOnlyDictionary<string, string> typed, bool saved) => new(
        request.Account!,
        Fields(request.School.Rules),
        typed,
        request.School.Rules.SignUpFields.Contains(SignUpField.Country) ? Countries.In(request.UiLanguage) : [],
        LanguageChoice.Offered(request.School),
        saved);

    private static ImmutableArray<SignUpField> Fields(SchoolRules rules) =>
        [.. rules.SignUpFields.Except([SignUpField.Email, SignUpField.Password])];

    private static Dictionary<string, string> Typed(PersonAccount account) => new(StringComparer.Ordinal)
    {
        ["name"] = account.Name,
        ["first_name"] = account.FirstName,
        ["user_name"] = account.UserName,
        ["mobile"] = account.Mobile,
        ["country"] = account.Country,
        ["language"] = account.Language,
    };
}
