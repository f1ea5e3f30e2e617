using System.Reflection;
using System.Reflection.Emit;

namespace Orleans.Runtime;

/// <summary>Emits the class of references to a grain interface, and a class of calls for each of its methods.</summary>
/// <remarks>
/// For <c>Task&lt;int&gt; Add(int n)</c> the reference has
/// <c>{ var call = new Add { A0 = n }; return (Task&lt;int&gt;)Send(call); }</c>, and the call has
/// <c>Task Call(object grain) => ((ICounter)grain).Add(A0)</c>.
/// </remarks>
internal static class ReferenceEmitter
{
    private static readonly Lock Gate = new();
    private static readonly EmittedAssembly Assembly = new();

    public static Func<Silo, CallContract, GrainId, GrainReference> Emit(Type contract)
    {
        lock (Gate)
        {
            Assembly.Befriend(contract);
            var type = Assembly.Define($"{contract.FullName}.Reference", typeof(GrainReference));
            type.AddInterfaceImplementation(contract);
            EmitConstructor(type);

            var number = 0;
            foreach (var method in CallContract.MethodsOf(contract))
                EmitMethod(type, method, CallEmitter.Emit(Assembly, contract, method, number++));

            return Factory(type.CreateType());
        }
    }

    private static void EmitConstructor(TypeBuilder type)
    {
        Type[] parameters = [typeof(Silo), typeof(CallContract), typeof(GrainId)];
        var constructor = type.DefineConstructor(MethodAttributes.Public, CallingConventions.Standard, parameters);
        var code = constructor.GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldarg_1);
        code.Emit(OpCodes.Ldarg_2);
        code.Emit(OpCodes.Ldarg_3);
        code.Emit(OpCodes.Call, typeof(GrainReference).GetConstructor(
            BindingFlags.Instance | BindingFlags.NonPublic, parameters)!);
        code.Emit(OpCodes.Ret);
    }

    private static void EmitMethod(TypeBuilder type, MethodInfo method, Type call)
    {
        Assembly.Befriend(method);
        var parameters = Array.ConvertAll(method.GetParameters(), parameter => parameter.ParameterType);
        var body = type.DefineMethod(
            $"{method.DeclaringType!.FullName}.{method.Name}",
            MethodAttributes.Private | MethodAttributes.Virtual | MethodAttributes.Final | MethodAttributes.HideBySig
            | MethodAttributes.NewSlot,
            method.ReturnType,
            parameters);
        var code = body.GetILGenerator();
        var made = code.DeclareLocal(call);

        code.Emit(OpCodes.Newobj, call.GetConstructor([])!);
        code.Emit(OpCodes.Stloc, made);

        for (var index = 0; index < parameters.Length; index++)
        {
            code.Emit(OpCodes.Ldloc, made);
            code.Emit(OpCodes.Ldarg, index + 1);
            code.Emit(OpCodes.Stfld, call.GetField(CallEmitter.ArgumentName(index))!);
        }

        var shape = CallShape.Of(method);
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldloc, made);
        code.Emit(OpCodes.Call, shape.Send);
        code.Emit(OpCodes.Ret);
        type.DefineMethodOverride(body, method);
    }

    private static Func<Silo, CallContract, GrainId, GrainReference> Factory(Type type)
    {
        Type[] parameters = [typeof(Silo), typeof(CallContract), typeof(GrainId)];
        var method = new DynamicMethod(
            "New", typeof(GrainReference), parameters, typeof(GrainReference).Module, skipVisibility: true);
        var code = method.GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldarg_1);
        code.Emit(OpCodes.Ldarg_2);
        code.Emit(OpCodes.Newobj, type.GetConstructor(parameters)!);
        code.Emit(OpCodes.Ret);
        return method.CreateDelegate<Func<Silo, CallContract, GrainId, GrainReference>>();
    }
}
