using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Runtime;

/// <summary>Makes the instances of a grain class: parameters are facets, keyed services or services.</summary>
internal static class GrainConstructor
{
    public static Func<Activation, object> For(Type type)
    {
        var constructor = Choose(type);
        var invoker = ConstructorInvoker.Create(constructor);
        var arguments = Array.ConvertAll(constructor.GetParameters(), ArgumentFor);

        if (arguments.Length == 0)
            return _ => invoker.Invoke();

        return activation =>
        {
            var values = new object?[arguments.Length];

            for (var index = 0; index < values.Length; index++)
                values[index] = arguments[index](activation);

            return invoker.Invoke(values.AsSpan());
        };
    }

    private static ConstructorInfo Choose(Type type)
    {
        var constructors = type.GetConstructors();

        return constructors.SingleOrDefault(
                candidate => candidate.IsDefined(typeof(ActivatorUtilitiesConstructorAttribute)))
            ?? (constructors.Length == 1 ? constructors[0] : throw new OrleansConfigurationException(
                $"Grain class {type} has {constructors.Length} public constructors; it needs exactly one, "
                + "or one marked [ActivatorUtilitiesConstructor]."));
    }

    private static Func<Activation, object?> ArgumentFor(ParameterInfo parameter)
    {
        var type = parameter.ParameterType;

        if (parameter.GetCustomAttributes().OfType<IPersistentStateConfiguration>().FirstOrDefault() is { } record)
            return GrainRecord.FactoryFor(parameter, record);

        if (type == typeof(IGrainContext))
            return activation => activation;

        if (parameter.GetCustomAttribute<FromKeyedServicesAttribute>() is { } keyed)
            return activation => activation.ActivationServices.GetRequiredKeyedService(type, keyed.Key);

        if (parameter.HasDefaultValue)
            return activation => activation.ActivationServices.GetService(type) ?? parameter.DefaultValue;

        return activation => activation.ActivationServices.GetService(type) ?? throw new InvalidOperationException(
            $"Parameter '{parameter.Name}' of grain class {parameter.Member.DeclaringType} needs a {type}, "
            + "which is not registered.");
    }
}
