using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;
using GrainStores = Darsgah.Grains.Common.Storage;

namespace Darsgah.Gateway.Tests.Faults;

/// <summary>Decides about one write of a state.</summary>
public enum WriteFault
{
    None = 1,

    /// <summary>Fails, and nothing was written.</summary>
    Lost = 2,

    /// <summary>Fails after the commit: as after a time-out, the caller cannot know that it was written.</summary>
    Unanswered = 3,
}

/// <summary>The product's storage, some writes of which fail before or after their commit.</summary>
internal sealed class FaultyStorage(IGrainStorage inner, Func<GrainId, WriteFault> decide) : IGrainStorage
{
    /// <summary>Puts it around both storages of the product.</summary>
    public static void Around(IServiceCollection services, Func<GrainId, WriteFault> decide)
    {
        foreach (var name in new[] { GrainStores.School, GrainStores.Person })
        {
            var shipped = services.Last(service =>
                service.IsKeyedService && service.ServiceType == typeof(IGrainStorage) && name.Equals(service.ServiceKey));
            services.Remove(shipped);
            services.AddKeyedSingleton<IGrainStorage>(
                name, (provider, key) => new FaultyStorage((IGrainStorage)shipped.KeyedImplementationFactory!(provider, key), decide));
        }
    }

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        inner.ReadStateAsync(stateName, grainId, grainState);

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var fault = decide(grainId);

        if (fault != WriteFault.Lost)
            await inner.WriteStateAsync(stateName, grainId, grainState);

        if (fault != WriteFault.None)
            throw new TimeoutException("The storage did not answer in time.");
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        inner.ClearStateAsync(stateName, grainId, grainState);
}
