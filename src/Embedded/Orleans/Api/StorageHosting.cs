using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Providers;
using Orleans.Storage;

namespace Orleans.Runtime.Hosting
{
    /// <summary>Registering a storage of one's own.</summary>
    public static class StorageProviderExtensions
    {
        /// <summary>
        /// Registers a storage under a name. It takes part in the silo's lifecycle when its type is an
        /// <see cref="ILifecycleParticipant{ISiloLifecycle}"/>.
        /// </summary>
        public static IServiceCollection AddGrainStorage<T>(
            this IServiceCollection collection, string name, Func<IServiceProvider, string, T> implementationFactory)
            where T : IGrainStorage
        {
            collection.AddKeyedSingleton<IGrainStorage>(
                name, (services, key) => implementationFactory(services, (string)key!));

            if (string.Equals(name, ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME, StringComparison.Ordinal))
                collection.TryAddSingleton(services => services.GetRequiredKeyedService<IGrainStorage>(name));

            if (typeof(ILifecycleParticipant<ISiloLifecycle>).IsAssignableFrom(typeof(T)))
            {
                collection.AddSingleton(services =>
                    (ILifecycleParticipant<ISiloLifecycle>)services.GetRequiredKeyedService<IGrainStorage>(name));
            }

            return collection;
        }
    }
}

namespace Orleans.Providers
{
    /// <summary>Names that have a meaning.</summary>
    public static class ProviderConstants
    {
        public const string DEFAULT_STORAGE_PROVIDER_NAME = "Default";
    }
}
