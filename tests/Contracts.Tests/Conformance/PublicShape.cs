using System.Globalization;
using System.Reflection;

namespace Darsgah.Contracts.Tests.Conformance;

/// <summary>What other assemblies can see of a type, written so that equal shapes are equal strings.</summary>
internal static class PublicShape
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public
        | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>Kind, modifiers, base class, type parameters, and where an attribute may stand.</summary>
    public static string OfType(Type type)
    {
        var kind = type switch
        {
            { IsInterface: true } => "interface",
            { IsEnum: true } => $"enum {Name(Enum.GetUnderlyingType(type))}",
            { IsValueType: true } => "struct",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };
        var parent = type is { IsClass: true, BaseType: { } known } ? $" : {Name(known)}" : "";
        return $"{kind}{parent}{TypeParameters(type.GetGenericArguments())}{Usage(type)}";
    }

    public static IEnumerable<string> OfMembers(Type type) =>
        type.GetMembers(Declared).Select(Describe).OfType<string>();

    private static string? Describe(MemberInfo member)
    {
        try
        {
            return member switch
            {
                ConstructorInfo constructor when IsVisible(constructor) =>
                    $"{Access(constructor)} new({Parameters(constructor)})",
                MethodInfo method when IsVisible(method) && !IsAccessor(method) =>
                    $"{Access(method)}{Modifiers(method)} {Name(method.ReturnType)} {method.Name}"
                    + $"{TypeParameters(method.GetGenericArguments())}({Parameters(method)})",
                PropertyInfo property when property.GetAccessors(nonPublic: true).Any(IsVisible) =>
                    $"{Name(property.PropertyType)} {property.Name} {{{Accessor("get", property.GetMethod)}"
                    + $"{Accessor("set", property.SetMethod)} }}",
                FieldInfo { IsPublic: true } or FieldInfo { IsFamily: true } => Field((FieldInfo)member),
                _ => null,
            };
        }
        catch (Exception exception) when (exception is FileNotFoundException or TypeLoadException)
        {
            // Names a type of a package that is not restored; the engine cannot name it, either.
            return null;
        }
    }

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsAccessor(MethodInfo method) =>
        method.IsSpecialName && !method.Name.StartsWith("op_", StringComparison.Ordinal);

    private static string Access(MethodBase method) =>
        $"{(method.IsPublic ? "public" : "protected")}{(method.IsStatic ? " static" : "")}";

    private static string Modifiers(MethodInfo method) => method switch
    {
        { IsAbstract: true } => " abstract",
        { IsVirtual: true, IsFinal: false } => " virtual",
        _ => "",
    };

    private static string Accessor(string name, MethodInfo? accessor) =>
        accessor is null || !IsVisible(accessor)
            ? ""
            : $" {Access(accessor)}{Modifiers(accessor)} {Init(accessor)}{name};";

    /// <summary>A setter that only initializers may call.</summary>
    private static string Init(MethodInfo accessor) => accessor.ReturnParameter.GetRequiredCustomModifiers()
        .Any(modifier => string.Equals(modifier.Name, "IsExternalInit", StringComparison.Ordinal)) ? "init-" : "";

    private static string Field(FieldInfo field) => field.IsLiteral
        ? $"const {Name(field.FieldType)} {field.Name} = {Value(field.GetRawConstantValue())}"
        : $"{(field.IsStatic ? "static " : "")}{(field.IsInitOnly ? "readonly " : "")}"
            + $"{Name(field.FieldType)} {field.Name}";

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter) =>
        $"{(parameter.IsOut ? "out " : "")}{Name(parameter.ParameterType)} {parameter.Name}"
        + (parameter.HasDefaultValue ? $" = {Value(parameter.RawDefaultValue)}" : "");

    private static string Value(object? value) => value switch
    {
        null => "null",
        string text => $"\"{text}\"",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string TypeParameters(Type[] arguments) => arguments.Length == 0
        ? ""
        : $"<{string.Join(", ", arguments.Select(one => one.IsGenericParameter ? Constraints(one) : Name(one)))}>";

    private static string Constraints(Type parameter) =>
        $"{parameter.Name}: {parameter.GenericParameterAttributes}"
        + string.Concat(parameter.GetGenericParameterConstraints().Select(constraint => $" {Name(constraint)}"));

    private static string Name(Type type)
    {
        if (type.IsByRef)
            return $"ref {Name(type.GetElementType()!)}";
        if (type.IsArray)
            return $"{Name(type.GetElementType()!)}[]";
        if (type.IsGenericParameter)
            return type.Name;

        var own = type.IsNested ? $"{Name(type.DeclaringType!)}.{type.Name}" : $"{type.Namespace}.{type.Name}";
        return type.IsGenericType ? $"{own}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : own;
    }

    private static string Usage(Type type)
    {
        foreach (var attribute in type.GetCustomAttributesData())
        {
            if (TypeName(attribute) is "AttributeUsageAttribute")
            {
                var named = attribute.NamedArguments.Where(argument => !IsDefault(argument))
                    .Select(argument => $" {argument.MemberName}={argument.TypedValue.Value}")
                    .Order(StringComparer.Ordinal);
                return $" on {attribute.ConstructorArguments[0].Value}{string.Concat(named)}";
            }
        }

        return "";
    }

    /// <summary>Attributes can be used once and are inherited unless they say otherwise.</summary>
    private static bool IsDefault(CustomAttributeNamedArgument argument) =>
        (argument.MemberName, argument.TypedValue.Value) is
            (nameof(AttributeUsageAttribute.AllowMultiple), false) or (nameof(AttributeUsageAttribute.Inherited), true);

    private static string TypeName(CustomAttributeData attribute)
    {
        try
        {
            return attribute.AttributeType.Name;
        }
        catch (Exception exception) when (exception is FileNotFoundException or TypeLoadException)
        {
            return "";
        }
    }
}
