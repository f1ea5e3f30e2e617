using Darsgah.Gateway.Mail;
using Darsgah.Gateway.People;
using Darsgah.TestKit;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Darsgah.Browser.Tests.Support;

/// <summary>The product as a development run has it: mail is kept and shown at /dev/mail.</summary>
internal static class Sites
{
    /// <param name="quickPasswords">Password hashes of few rounds, where passwords are not what is tested.</param>
    public static Task<Site> Open(bool quickPasswords) => Site.Open(new SiteOptions
    {
        Clock = Today(),
        Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["Mail:Dev"] = "true", ["People:Pace"] = "00:00:00", ["Gateway:Burst"] = "100000", ["Gateway:PerSecond"] = "100000" },
        Services = services =>
        {
            services.AddSingleton<PostBox>();
            services.AddSingleton<IMailTransport>(provider => provider.GetRequiredService<PostBox>());

            if (quickPasswords)
            {
                services.AddSingleton<IPasswordHasher<PersonUser>>(new PasswordHasher<PersonUser>(
                    Options.Create(new PasswordHasherOptions { IterationCount = 1000 })));
            }
        },
    });

    public static PostBox Post(this Site site) => site.Services.GetRequiredService<PostBox>();

    public static Uri Origin(this Site site, string host) => new UriBuilder("http", host, site.Port).Uri;

    /// <summary>A clock at today: a browser drops a cookie that ends before its own day.</summary>
    public static ManualClock Today()
    {
        var clock = new ManualClock();
        clock.Advance(DateTimeOffset.UtcNow - clock.GetUtcNow());
        return clock;
    }
}
