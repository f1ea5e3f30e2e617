using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Darsgah.Gateway.Consent;
using Darsgah.Gateway.Mail;
using Darsgah.Gateway.People;
using Darsgah.Grains.Common;
using Darsgah.Grains.People;
using Darsgah.Grains.Policies;
using Darsgah.Grains.Policies.Texts;
using Darsgah.Grains.Tenancy;
using Darsgah.TestKit;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Darsgah.Gateway.Tests.People;

/// <summary>The product with a post office of the test's and a hash that costs next to nothing.</summary>
public sealed class PeopleSite : IAsyncLifetime
{
    public const string Password = "correct horse battery";

    /// <summary>For forms of buttons alone.</summary>
    public static readonly IReadOnlyDictionary<string, string?> NoValues = new Dictionary<string, string?>(
        StringComparer.Ordinal);

    private int schools;

    public PostOffice Post { get; } = new();

    internal CountingHasher Hasher { get; } = new();

    public Site Site { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Site = await Site.Open(new SiteOptions
    {
        Settings = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["People:Pace"] = "00:00:00",
            ["People:FailuresPerNetwork"] = "100000",
            ["People:MailRequestsPerNetwork"] = "100000",
            ["People:HashQueue"] = "1000",
        },
        Services = services =>
        {
            services.AddSingleton<IMailTransport>(Post);
            services.AddSingleton<IPasswordHasher<PersonUser>>(Hasher);
            // What is compared where there is no account costs as little, too.
            services.PostConfigure<PasswordHasherOptions>(hasher => hasher.IterationCount = 1000);
        },
    });

    public ValueTask DisposeAsync() => Site.DisposeAsync();

    public Task<School> School(SchoolRules? rules = null) =>
        Site.CreateSchool($"school-{Interlocked.Increment(ref schools)}", rules);

    /// <summary>Publishes an English privacy policy.</summary>
    public async Task<PolicyVersionHead> Publish(School school, string body = "We keep little.", string language = "en")
    {
        var text = new PolicyText(language, [new PolicySection("general", 1, null, "General", body)], "Privacy policy");

        return await Site.In(school, async grains =>
        {
            var policy = grains.Policy(Documents.Privacy);
            var draft = await policy.Draft();
            var saved = await policy.Save(text, draft.Revision, "test");
            var published = await policy.Publish(new PublishPolicy(
                saved.Value!.Revision, ChangeClass.Ordinary, false, ImmutableDictionary<string, string>.Empty,
                null, null, "test"));

            return published.Value ?? throw new InvalidOperationException(published.Error!.Message);
        });
    }

    /// <summary>Signs somebody up in a browser of her own, up to the page that says to look at her mail.</summary>
    public static async Task<Answer> SignUp(Visitor visitor, string email, params (string Name, string? Value)[] more)
    {
        var form = await visitor.Get("/sign-up");
        var typed = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["email"] = email,
            ["password"] = Password,
            ["act"] = "sign_up",
        };

        foreach (var (name, value) in more)
            typed[name] = value;

        return await visitor.Submit(form, typed);
    }

    /// <summary>Signs somebody up and confirms her address, so that she is signed in.</summary>
    public async Task<Visitor> Member(School school, string email)
    {
        var visitor = Site.Visit(school);
        await SignUp(visitor, email);
        var link = $"{visitor.Origin}sign-up/confirm";
        var letter = await Post.Wait(email, mail => mail.Text.Contains(link, StringComparison.Ordinal));
        var page = await visitor.Get(PostOffice.PathIn(letter));
        var confirmed = await visitor.Submit(page);
        Assert.Equal(302, confirmed.Status);
        return visitor;
    }

    public static async Task<Answer> SignIn(
        Visitor visitor, string login, string password = Password, params (string Name, string? Value)[] more)
    {
        var form = await visitor.Get("/sign-in");
        return await visitor.Submit(form, [("login", login), ("password", password), .. more]);
    }

    /// <summary>True where a page for members opens.</summary>
    public static async Task<bool> IsSignedIn(Visitor visitor) => (await visitor.Get("/account")).Status == 200;

    /// <summary>Signs out with the button in the menu.</summary>
    public static async Task<Answer> SignOut(Visitor visitor) =>
        await visitor.Submit(await visitor.Get("/account"), NoValues, "form[action='/sign-out']");

    /// <summary>A page without the token of its forms, which differs each time.</summary>
    public static string WithoutToken(string body) => Regex.Replace(
        body,
        "name=\"__RequestVerificationToken\" value=\"[^\"]+\"",
        "",
        RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(10));

    public Task<PersonAccount?> Account(School school, string login) =>
        Site.In(school, grains => Accounts.Find(grains, login));
}

/// <summary>The product's hasher with few rounds, counting what it is asked.</summary>
internal sealed class CountingHasher : IPasswordHasher<PersonUser>
{
    private readonly PasswordHasher<PersonUser> hasher = new(
        Options.Create(new PasswordHasherOptions { IterationCount = 1000 }));
    private int calls;

    public int Calls => Volatile.Read(ref calls);

    public string HashPassword(PersonUser user, string password)
    {
        Interlocked.Increment(ref calls);
        return hasher.HashPassword(user, password);
    }

    public PasswordVerificationResult VerifyHashedPassword(
        PersonUser user, string hashedPassword, string providedPassword)
    {
        Interlocked.Increment(ref calls);
        return hasher.VerifyHashedPassword(user, hashedPassword, providedPassword);
    }
}
