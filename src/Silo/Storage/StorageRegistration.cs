using Darsgah.Silo.Keys;
using Darsgah.Silo.Outbox;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Storage;

namespace Darsgah.Silo.Storage;

/// <summary>Registers the storage of one machine.</summary>
public static class StorageRegistration
{
    /// <summary>
    /// Registers stores, keys, the two grain storages (<see cref="Grains.Common.Storage"/>), the reminder table and the
    /// outbox. Settings come from the sections <c>Storage</c> and <c>Keys</c>.
    /// </summary>
    /// <remarks>
    /// The data folder is taken and the master key read when the host starts, so that what is wrong with them stops the
    /// start.
    /// </remarks>
    public static IServiceCollection AddDarsgahStorage(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);

        services.AddOptions<StorageOptions>().Bind(configuration.GetSection("Storage"))
            .Validate(options => options.OpenFiles >= 40, "Storage:OpenFiles must be at least 40.")
            .Validate(
                options => options.Workers > 0 && options.Workers < options.OpenFiles,
                "Storage:Workers must be positive and below Storage:OpenFiles.")
            .Validate(options => options.IdleTime > TimeSpan.Zero, "Storage:IdleTime must be positive.")
            .Validate(options => options.ParallelDeliveries > 0, "Storage:ParallelDeliveries must be positive.")
            .Validate(options => options.ParallelMessages > 0, "Storage:ParallelMessages must be positive.")
            .ValidateOnStart();
        services.Configure<KeyOptions>(configuration.GetSection("Keys"));

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<StoreDirectory>();
        services.AddSingleton<MasterKey>();
        services.AddSingleton<IKeyRing, KeyRing>();
        services.AddSingleton<StateJson>();
        services.AddSingleton<StoreCheck>();
        services.AddSingleton<Grains.Audit.IAuditTrails, StoreAuditTrails>();
        services.AddSingleton<Files.SchoolFiles>();
        services.AddSingleton<Grains.Media.ICaptionFiles, Files.CaptionFiles>();
        services.AddSingleton<DeadLetters>();
        services.AddSingleton<SqliteGrainStorage>();
        services.AddSingleton<IReminderTable, SqliteReminderTable>();

        // First, so that nothing else starts on a folder that is not ours.
        services.Insert(0, ServiceDescriptor.Singleton<Microsoft.Extensions.Hosting.IHostedService, StorageStart>());
        services.AddHostedService<OutboxDispatcher>();

        return services
            .AddGrainStorage(Grains.Common.Storage.School, isPersonal: false)
            .AddGrainStorage(Grains.Common.Storage.Person, isPersonal: true);
    }

    /// <summary>A grain storage as it is registered, over any storage of bytes.</summary>
    public static IGrainStorage Wrap(
        IGrainStorage inner, IKeyRing keys, StateJson json, StorageOptions options, bool isPersonal)
    {
        ArgumentNullException.ThrowIfNull(options);
        var encrypting = new EncryptingGrainStorage(inner, keys, json, options.LargestState, isPersonal);
        return new TenantCheckingGrainStorage(encrypting);
    }

    private static IServiceCollection AddGrainStorage(this IServiceCollection services, string name, bool isPersonal) =>
        services.AddKeyedSingleton(name, (provider, _) => Wrap(
            provider.GetRequiredService<SqliteGrainStorage>(),
            provider.GetRequiredService<IKeyRing>(),
            provider.GetRequiredService<StateJson>(),
            provider.GetRequiredService<IOptions<StorageOptions>>().Value,
            isPersonal));
}
