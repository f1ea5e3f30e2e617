using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Providers;
using Orleans.Storage;

namespace Orleans.Runtime;

/// <summary>A record that is read before OnActivateAsync.</summary>
internal interface IGrainRecord
{
    Task ReadFirst(CancellationToken cancellation);
}

/// <summary>Makes the records of grains.</summary>
internal static class GrainRecord
{
    /// <exception cref="OrleansConfigurationException">
    /// The parameter is no IPersistentState, or its state cannot be made empty.
    /// </exception>
    public static Func<Activation, object> FactoryFor(ParameterInfo parameter, IPersistentStateConfiguration record)
    {
        var state = StateOf(parameter);
        var make = typeof(GrainRecord).GetMethod(nameof(Make), BindingFlags.Static | BindingFlags.NonPublic)!
            .MakeGenericMethod(state).CreateDelegate<Func<Activation, IPersistentStateConfiguration, object>>();
        return activation => make(activation, record);
    }

    /// <inheritdoc cref="FactoryFor"/>
    public static Type StateOf(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;
        var where = $"Parameter '{parameter.Name}' of grain class {parameter.Member.DeclaringType}";

        if (!type.IsGenericType || type.GetGenericTypeDefinition() != typeof(IPersistentState<>))
        {
            throw new OrleansConfigurationException(
                $"{where} is marked [PersistentState], so it has to be an IPersistentState<T>, not a {type}.");
        }

        var state = type.GetGenericArguments()[0];

        if (!state.IsValueType && (state.IsAbstract || state.GetConstructor(AnyInstance, []) is null))
        {
            throw new OrleansConfigurationException(
                $"{where} keeps a {state}, which cannot be made empty: give it a constructor without parameters.");
        }

        return state;
    }

    private const BindingFlags AnyInstance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private static PersistentState<T> Make<T>(Activation activation, IPersistentStateConfiguration record)
    {
        var name = record.StorageName ?? ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME;
        var storage = activation.Silo.Services.GetKeyedService<IGrainStorage>(name)
            ?? throw new BadProviderConfigException(
                $"Grain {activation.GrainId} keeps its state '{record.StateName}' in the storage '{name}', "
                + "which is not registered: call AddGrainStorage with that name.");
        var state = new PersistentState<T>(activation, record.StateName, storage);
        activation.Add(state);
        return state;
    }
}
