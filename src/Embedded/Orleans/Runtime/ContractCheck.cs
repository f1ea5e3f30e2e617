using System.Reflection;
using Orleans.Concurrency;

namespace Orleans.Runtime;

/// <summary>Tells what is wrong with grains and their interfaces, all of it, before the first call.</summary>
internal sealed class ContractCheck
{
    private readonly List<string> mistakes = [];
    private readonly HashSet<Type> seen = [];

    /// <exception cref="OrleansConfigurationException">Something is wrong; the message lists everything.</exception>
    public static void Run(GrainClasses classes)
    {
        var check = new ContractCheck();

        foreach (var contract in classes.Assemblies.SelectMany(assembly => assembly.GetTypes()))
        {
            if (CallContract.IsGrainInterface(contract) && !contract.ContainsGenericParameters)
                check.Contract(contract);
        }

        foreach (var grainClass in classes.All)
            check.Class(grainClass.Type);

        if (check.mistakes.Count > 0)
        {
            throw new OrleansConfigurationException(
                $"The grains cannot run:{string.Concat(check.mistakes.Select(mistake => $"\n- {mistake}"))}");
        }
    }

    private void Contract(Type contract)
    {
        foreach (var method in contract.GetMethods().Where(method => method.IsAbstract))
            Method(contract, method);
    }

    private void Method(Type contract, MethodInfo method)
    {
        var name = $"{contract}.{method.Name}";
        var oneWay = method.IsDefined(typeof(OneWayAttribute));

        if (method.IsGenericMethodDefinition)
        {
            mistakes.Add($"{name} is generic: the embedded engine calls methods without type parameters only.");
            return;
        }

        if (!CallShape.IsReturnable(method.ReturnType, oneWay))
        {
            mistakes.Add($"{name} returns {method.ReturnType}: a grain method returns a Task, a ValueTask or an "
                + "IAsyncEnumerable<T>, or void if it is [OneWay].");
        }
        else if (method.ReturnType.IsGenericType)
        {
            Message(method.ReturnType.GetGenericArguments()[0], $"the result of {name}");
        }

        foreach (var parameter in method.GetParameters())
        {
            if (parameter.ParameterType.IsByRef)
                mistakes.Add($"Parameter '{parameter.Name}' of {name} is passed by reference, which no call can do.");
            else
                Message(parameter.ParameterType, $"parameter '{parameter.Name}' of {name}");
        }
    }

    private void Message(Type type, string where)
    {
        if (type.HasElementType)
        {
            Message(type.GetElementType()!, where);
            return;
        }

        if (!seen.Add(type))
            return;

        if (type.IsGenericType)
        {
            foreach (var argument in type.GetGenericArguments())
                Message(argument, where);
        }

        if (MessageTypes.IsMarked(type))
        {
            foreach (var field in MessageTypes.FieldsOf(type))
                Message(field.FieldType, $"'{field.Name.TrimStart('<').Split('>')[0]}' of {type}");
        }
        else if (!MessageTypes.IsShared(type) && !MessageTypes.IsCollection(type) && !MessageTypes.IsOpen(type))
        {
            mistakes.Add($"{type}, {where}, is not marked [GenerateSerializer].");
        }
    }

    private void Class(Type type)
    {
        try
        {
            GrainConstructor.For(type);
        }
        catch (OrleansConfigurationException exception)
        {
            mistakes.Add(exception.Message);
        }
    }
}
