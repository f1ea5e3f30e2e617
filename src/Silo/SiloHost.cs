using Darsgah.Grains.Privacy;
using Darsgah.Grains.Signing;
using Darsgah.Silo.Outbox;
using Darsgah.Silo.Storage;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Hosting;

namespace Darsgah.Silo;

/// <summary>Puts together what a process needs to run grains.</summary>
public static class SiloHost
{
    /// <summary>Adds storage, reminders and the guard between tenants.</summary>
    /// <param name="deliver">Whether this process sends what waits in outboxes; a command that soon ends does not.</param>
    public static ISiloBuilder AddDarsgah(this ISiloBuilder silo, bool deliver = true)
    {
        ArgumentNullException.ThrowIfNull(silo);

        silo.Services.AddDarsgahStorage(silo.Configuration);
        silo.Services.AddOptions<SigningKeyOptions>().BindConfiguration("SigningKeys")
            .Validate(options => options.RotateAfter >= TimeSpan.FromDays(1), "SigningKeys:RotateAfter is at least a day: 365.00:00:00.")
            .ValidateOnStart();
        JurisdictionProfiles.Load();
        silo.AddReminders();
        silo.AddIncomingGrainCallFilter<TenantGuard>();

        if (!deliver)
            silo.Services.Remove(silo.Services.Single(service => service.ImplementationType == typeof(OutboxDispatcher)));

        return silo;
    }
}
