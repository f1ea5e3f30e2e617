using System.Reflection;
using System.Reflection.Emit;

namespace Orleans.Runtime;

/// <summary>The assembly of emitted classes. It may use the internals of those that it is befriended with.</summary>
internal sealed class EmittedAssembly
{
    private readonly AssemblyBuilder assembly;
    private readonly ModuleBuilder module;
    private readonly ConstructorInfo ignoresAccessChecksTo;
    private readonly HashSet<string> friends = new(StringComparer.Ordinal);
    private int count;

    public EmittedAssembly()
    {
        assembly = AssemblyBuilder.DefineDynamicAssembly(
            new AssemblyName("Orleans.Embedded.Emitted"), AssemblyBuilderAccess.Run);
        module = assembly.DefineDynamicModule("Emitted");
        ignoresAccessChecksTo = DefineAttribute();
        Befriend(typeof(GrainReference).Assembly);
    }

    /// <param name="name">For stack traces; a number makes it unique.</param>
    /// <param name="parent">What it derives from.</param>
    public TypeBuilder Define(string name, Type parent)
    {
        Befriend(parent);
        return module.DefineType(
            $"{name}#{count++}", TypeAttributes.Public | TypeAttributes.Sealed | TypeAttributes.Class, parent);
    }

    /// <summary>Makes every type in the method's signature usable.</summary>
    public void Befriend(MethodInfo method)
    {
        Befriend(method.DeclaringType!);
        Befriend(method.ReturnType);

        foreach (var parameter in method.GetParameters())
            Befriend(parameter.ParameterType);
    }

    public void Befriend(Type type)
    {
        Befriend(type.Assembly);

        if (type.HasElementType)
            Befriend(type.GetElementType()!);

        foreach (var argument in type.GetGenericArguments())
            Befriend(argument);

        if (type.DeclaringType is { } declaring)
            Befriend(declaring.Assembly);
    }

    private void Befriend(Assembly friend)
    {
        var name = friend.GetName().Name!;

        if (friends.Add(name))
            assembly.SetCustomAttribute(new CustomAttributeBuilder(ignoresAccessChecksTo, [name]));
    }

    /// <summary>The runtime knows this attribute by its name alone; no assembly ships it.</summary>
    private ConstructorInfo DefineAttribute()
    {
        var type = module.DefineType(
            "System.Runtime.CompilerServices.IgnoresAccessChecksToAttribute",
            TypeAttributes.Public | TypeAttributes.Class,
            typeof(Attribute));
        type.SetCustomAttribute(new CustomAttributeBuilder(
            typeof(AttributeUsageAttribute).GetConstructor([typeof(AttributeTargets)])!,
            [AttributeTargets.Assembly],
            [typeof(AttributeUsageAttribute).GetProperty(nameof(AttributeUsageAttribute.AllowMultiple))!],
            [true]));
        var code = type.DefineConstructor(MethodAttributes.Public, CallingConventions.Standard, [typeof(string)])
            .GetILGenerator();
        code.Emit(OpCodes.Ldarg_0);
        code.Emit(OpCodes.Call, typeof(Attribute).GetConstructor(
            BindingFlags.Instance | BindingFlags.NonPublic, [])!);
        code.Emit(OpCodes.Ret);
        return type.CreateType().GetConstructor([typeof(string)])!;
    }
}
