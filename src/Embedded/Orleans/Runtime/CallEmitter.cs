using System.Reflection;
using System.Reflection.Emit;

namespace Orleans.Runtime;

/// <summary>Emits the class of calls for one method of a grain interface.</summary>
internal static class CallEmitter
{
    private const string MethodField = "Method";

    public static string ArgumentName(int index) => $"A{index}";

    public static Type Emit(EmittedAssembly assembly, Type contract, MethodInfo method, int number)
    {
        assembly.Befriend(method);
        var shape = CallShape.Of(method);
        var type = assembly.Define($"{contract.FullName}.{method.Name}.{number}", shape.CallBase);
        var metadata = type.DefineField(
            MethodField, typeof(CallMethod), FieldAttributes.Public | FieldAttributes.Static);
        var arguments = Array.ConvertAll(method.GetParameters(), parameter => type.DefineField(
            ArgumentName(parameter.Position), parameter.ParameterType, FieldAttributes.Public));

        EmitConstructor(type, shape, metadata);
        EmitCall(type, shape, method, arguments);

        if (arguments.Length > 0)
        {
            EmitGetArgument(type, arguments);
            EmitSetArgument(type, arguments);
        }

        var made = type.CreateType();
        made.GetField(MethodField)!.SetValue(obj: null, new CallMethod(method, CallContract.Of(contract)));
        return made;
    }

    private static void EmitConstructor(TypeBuilder type, CallShape shape, FieldBuilder metadata)
    {
        var code = type.DefineConstructor(MethodAttributes.Public, CallingConventions.Standard, []).GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Ldsfld, metadata);
        code.Emit(OpCodes.Call, shape.CallBase.GetConstructor(
            BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public, [typeof(CallMethod)])!);
        code.Emit(OpCodes.Ret);
    }

    private static void EmitCall(TypeBuilder type, CallShape shape, MethodInfo method, FieldBuilder[] arguments)
    {
        var code = Override(type, shape.CallBase, "Call");
        code.Emit(OpCodes.Ldarg_1);
        code.Emit(OpCodes.Castclass, method.DeclaringType!);

        foreach (var argument in arguments)
        {
            code.Emit(OpCodes.Ldarg_0);
            code.Emit(OpCodes.Ldfld, argument);
        }

        code.Emit(OpCodes.Callvirt, method);

        if (shape.ToTask is not null)
            code.Emit(OpCodes.Call, shape.ToTask);

        code.Emit(OpCodes.Ret);
    }

    private static void EmitGetArgument(TypeBuilder type, FieldBuilder[] arguments)
    {
        var code = Override(type, typeof(GrainCall), nameof(GrainCall.GetArgument));
        EmitSwitch(code, arguments, argument =>
        {
            code.Emit(OpCodes.Ldarg_0);
            code.Emit(OpCodes.Ldfld, argument);

            if (argument.FieldType.IsValueType)
                code.Emit(OpCodes.Box, argument.FieldType);
        });
    }

    private static void EmitSetArgument(TypeBuilder type, FieldBuilder[] arguments)
    {
        var code = Override(type, typeof(GrainCall), nameof(GrainCall.SetArgument));
        EmitSwitch(code, arguments, argument =>
        {
            code.Emit(OpCodes.Ldarg_0);
            code.Emit(OpCodes.Ldarg_2);
            code.Emit(OpCodes.Unbox_Any, argument.FieldType);
            code.Emit(OpCodes.Stfld, argument);
        });
    }

    private static void EmitSwitch(ILGenerator code, FieldBuilder[] arguments, Action<FieldBuilder> body)
    {
        var cases = Array.ConvertAll(arguments, _ => code.DefineLabel());
        code.Emit(OpCodes.Ldarg_1);
        code.Emit(OpCodes.Switch, cases);
        code.Emit(OpCodes.Ldstr, "index");
        code.Emit(OpCodes.Newobj, typeof(ArgumentOutOfRangeException).GetConstructor([typeof(string)])!);
        code.Emit(OpCodes.Throw);

        for (var index = 0; index < cases.Length; index++)
        {
            code.MarkLabel(cases[index]);
            body(arguments[index]);
            code.Emit(OpCodes.Ret);
        }
    }

    private static ILGenerator Override(TypeBuilder type, Type declaring, string name)
    {
        var original = declaring.GetMethod(name, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)!;
        var body = type.DefineMethod(
            name,
            (original.Attributes & MethodAttributes.MemberAccessMask) | MethodAttributes.Virtual
            | MethodAttributes.HideBySig,
            original.ReturnType,
            Array.ConvertAll(original.GetParameters(), parameter => parameter.ParameterType));
        type.DefineMethodOverride(body, original);
        return body.GetILGenerator();
    }
}
