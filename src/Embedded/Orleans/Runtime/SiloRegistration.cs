using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orleans.Hosting;

namespace Orleans.Runtime;

/// <summary>Registers the silo, once however often UseOrleans is called.</summary>
internal static class SiloRegistration
{
    public static void Add(IServiceCollection services, IConfiguration configuration, Action<ISiloBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);

        if (!services.Any(service => service.ServiceType == typeof(Silo)))
            AddSilo(services);

        configure(new SiloBuilder(services, configuration));
    }

    private static void AddSilo(IServiceCollection services)
    {
        services.AddOptions();
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<Silo>();
        services.AddSingleton<SiloLifecycle>();
        services.AddSingleton<ISiloLifecycle>(provider => provider.GetRequiredService<SiloLifecycle>());
        services.AddSingleton<IClusterClient>(provider => provider.GetRequiredService<Silo>().GrainFactory);
        services.AddSingleton<IGrainFactory>(provider => provider.GetRequiredService<Silo>().GrainFactory);
        services.AddSingleton<IGrainContextAccessor, CurrentActivation>();
        services.AddSingleton<IHostedService, SiloHost>();
    }

    private sealed class SiloBuilder(IServiceCollection services, IConfiguration configuration) : ISiloBuilder
    {
        public IServiceCollection Services => services;

        public IConfiguration Configuration => configuration;
    }

    private sealed class CurrentActivation : IGrainContextAccessor
    {
        public IGrainContext GrainContext => Activation.Current!;
    }
}
