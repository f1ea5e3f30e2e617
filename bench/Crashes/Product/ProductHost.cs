using System.Globalization;
using System.Reflection;
using Darsgah.Gateway.CommandLine;
using Darsgah.Gateway.Mail;
using Darsgah.Gateway.People;
using Darsgah.Silo.Outbox;
using Darsgah.Silo.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Orleans.Storage;

namespace Darsgah.Crashes.Product;

/// <summary>How the product keeps its promise of durability in this run.</summary>
internal enum Promise
{
    /// <summary>As it ships.</summary>
    Kept = 1,

    /// <summary>Known bad: writes are confirmed before they are committed.</summary>
    Early = 2,

    /// <summary>Known bad: <c>synchronous=NORMAL</c>, so that a commit does not wait for the disk.</summary>
    Normal = 3,

    /// <summary>Known bad: every letter is sent twice.</summary>
    Twice = 4,

    /// <summary>Known bad: a letter is noted as sent, and sent a moment later.</summary>
    Unsent = 5,

    /// <summary>Known bad: a write that the disk refuses is confirmed.</summary>
    Swallowed = 6,

    /// <summary>Known bad: writes are confirmed while they are committed.</summary>
    Hasty = 7,
}

/// <summary>Where the product runs: on which data, which port, and where it hands its mail.</summary>
internal sealed record Place(string Folder, int Port, int MailPort);

/// <summary>
/// The product as it ships, but for three things: no limits on one visitor, because all load comes from one; a password
/// hash of few rounds; one thread for the stores, so that system calls can be counted.
/// </summary>
internal static class ProductHost
{
    private const int FewRounds = 1000;

    /// <summary>Runs it as this process until it is killed or asked to stop.</summary>
    public static async Task<int> Run(Place place, Promise promise, bool deliver)
    {
        await using var app = Build(place, promise, deliver);
        await app.StartAsync();
        await Console.Out.WriteLineAsync("listening");
        await app.WaitForShutdownAsync();
        return 0;
    }

    /// <param name="deliver">Whether letters are sent.</param>
    public static WebApplication Build(Place place, Promise promise, bool deliver = true)
    {
        if (promise == Promise.Normal)
            SyncLess();

        return Serving.Build(new ServeOptions($"http://127.0.0.1:{place.Port}", place.Folder, Demo: false), builder =>
        {
            foreach (var (name, value) in Settings(place))
                builder.Configuration[name] = value;

            builder.Logging.ClearProviders();
            builder.Services.AddSingleton<IPasswordHasher<PersonUser>>(
                new PasswordHasher<PersonUser>(Options.Create(new PasswordHasherOptions { IterationCount = FewRounds })));

            if (!deliver)
                builder.Services.Remove(builder.Services.Single(service => service.ImplementationType == typeof(OutboxDispatcher)));

            switch (promise)
            {
                case Promise.Early:
                    Wrap(builder.Services, storage => new EarlyStorage(storage, TimeSpan.FromMilliseconds(200)));
                    break;
                case Promise.Hasty:
                    Wrap(builder.Services, storage => new EarlyStorage(storage, TimeSpan.Zero));
                    break;
                case Promise.Swallowed:
                    Wrap(builder.Services, storage => new SwallowingStorage(storage));
                    break;
                case Promise.Twice or Promise.Unsent:
                    Wrap(builder.Services, promise);
                    break;
            }
        });
    }

    private static IEnumerable<(string Name, string Value)> Settings(Place place) =>
    [
        ("Gateway:Burst", "100000000"),
        ("Gateway:PerSecond", "100000000"),
        ("Gateway:MaxConnectionsPerPeer", "4000"),
        ("People:Pace", "00:00:00"),
        ("People:HashQueue", "1000"),
        ("People:FailuresPerNetwork", "100000000"),
        ("People:MailRequestsPerNetwork", "100000000"),
        ("People:MailsPerAddress", "100000000"),
        ("People:MailsPerSchool", "100000000"),
        ("Storage:Workers", "1"),
        ("Mail:Smtp:Host", "127.0.0.1"),
        ("Mail:Smtp:Port", place.MailPort.ToString(CultureInfo.InvariantCulture)),
        ("Mail:Smtp:StartTls", "false"),
        ("Mail:Smtp:From", "no-reply@schools.example"),
    ];

    private static void Wrap(IServiceCollection services, Promise promise)
    {
        var shipped = services.Last(service => service.ServiceType == typeof(IMailTransport));
        services.Remove(shipped);
        services.AddSingleton<IMailTransport>(provider => new BrokenPost((IMailTransport)shipped.ImplementationFactory!(provider), promise));
    }

    private static void Wrap(IServiceCollection services, Func<IGrainStorage, IGrainStorage> with)
    {
        foreach (var name in (string[])[Storage.School, Storage.Person])
        {
            var shipped = services.Last(service => service.IsKeyedService && name.Equals(service.ServiceKey)
                && service.ServiceType == typeof(IGrainStorage));
            services.Remove(shipped);
            services.AddKeyedSingleton<IGrainStorage>(
                name, (provider, key) => with((IGrainStorage)shipped.KeyedImplementationFactory!(provider, key)));
        }
    }

    // The setting is no option of the product, and shall be none.
    private static void SyncLess()
    {
        var field = typeof(StoreFile).GetField("Settings", BindingFlags.NonPublic | BindingFlags.Static)!;
        var settings = ((string Name, string Value, string Expected)[])field.GetValue(null)!;
        settings[Array.FindIndex(settings, setting => setting.Name is "synchronous")] = ("synchronous", "NORMAL", "1");
    }
}
