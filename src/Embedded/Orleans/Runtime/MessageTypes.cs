using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;

namespace Orleans.Runtime;

/// <summary>What may travel between grains, and what of it.</summary>
internal static class MessageTypes
{
    private const BindingFlags Declared =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly HashSet<Type> Values =
    [
        typeof(string), typeof(decimal), typeof(DateTime), typeof(DateTimeOffset), typeof(DateOnly), typeof(TimeOnly),
        typeof(TimeSpan), typeof(Guid), typeof(Int128), typeof(UInt128), typeof(Half), typeof(BigInteger),
        typeof(Complex), typeof(Uri), typeof(Version), typeof(Type), typeof(CancellationToken),
        typeof(System.Net.IPAddress), typeof(System.Net.IPEndPoint), typeof(System.Globalization.CultureInfo),
        typeof(Index), typeof(Range), typeof(System.Text.Rune), typeof(DBNull), typeof(Nothing),
    ];

    private static readonly HashSet<Type> Collections =
    [
        typeof(List<>), typeof(Dictionary<,>), typeof(HashSet<>), typeof(Queue<>), typeof(Stack<>),
        typeof(SortedDictionary<,>), typeof(SortedSet<>), typeof(SortedList<,>), typeof(LinkedList<>),
        typeof(KeyValuePair<,>), typeof(Nullable<>),
        typeof(ImmutableArray<>), typeof(ImmutableList<>), typeof(ImmutableDictionary<,>), typeof(ImmutableHashSet<>),
        typeof(ImmutableSortedDictionary<,>), typeof(ImmutableSortedSet<>), typeof(ImmutableQueue<>),
        typeof(ImmutableStack<>), typeof(System.Collections.ObjectModel.ReadOnlyCollection<>),
        typeof(ArraySegment<>), typeof(Memory<>), typeof(ReadOnlyMemory<>),
    ];

    private static readonly ConcurrentDictionary<Type, FieldInfo[]> Fields = new();

    /// <summary>Nothing in it can change, so it is never copied.</summary>
    public static bool IsShared(Type type) =>
        type.IsPrimitive || type.IsEnum || type.IsPointer || Values.Contains(type)
        || type.IsDefined(typeof(ImmutableAttribute), inherit: false)
        || typeof(GrainReference).IsAssignableFrom(type)
        || typeof(Exception).IsAssignableFrom(type)
        || typeof(Type).IsAssignableFrom(type)
        || typeof(Encoding).IsAssignableFrom(type)
        || (Nullable.GetUnderlyingType(type) is { } inner && IsShared(inner));

    public static bool IsCollection(Type type) =>
        type.IsArray || (type.IsGenericType && Collections.Contains(type.GetGenericTypeDefinition())) || IsTuple(type);

    public static bool IsTuple(Type type) =>
        typeof(ITuple).IsAssignableFrom(type) && type.Assembly == typeof(Tuple).Assembly;

    /// <summary>What is decided by the object at run time: object, interfaces, abstract marked classes.</summary>
    public static bool IsOpen(Type type) => type == typeof(object) || type.IsInterface;

    public static bool IsMarked(Type type) => type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false);

    /// <summary>The fields that travel: those with an [Id], and the parameters of primary constructors.</summary>
    public static FieldInfo[] FieldsOf(Type type) => Fields.GetOrAdd(type, static type =>
    {
        var fields = new List<FieldInfo>();

        for (var part = type; part is not null; part = part.BaseType)
            fields.AddRange(OwnFields(part));

        return [.. fields];
    });

    private static IEnumerable<FieldInfo> OwnFields(Type type)
    {
        if (type.GetCustomAttribute<GenerateSerializerAttribute>(inherit: false) is not { } mark)
            yield break;

        var parameters = PrimaryParameters(type);

        foreach (var field in type.GetFields(Declared))
        {
            if (field.IsDefined(typeof(IdAttribute)) || parameters.Contains(ParameterName(field)))
                yield return field;
            else if (PropertyOf(type, field) is { } property && (property.IsDefined(typeof(IdAttribute))
                || (mark.GenerateFieldIds is GenerateFieldIds.PublicProperties
                    && property.GetMethod is { IsPublic: true })))
                yield return field;
        }
    }

    private static HashSet<string> PrimaryParameters(Type type)
    {
        var told = type.GetCustomAttributesData()
            .Single(data => data.AttributeType == typeof(GenerateSerializerAttribute)).NamedArguments
            .Where(argument => argument.MemberName
                is nameof(GenerateSerializerAttribute.IncludePrimaryConstructorParameters))
            .Select(argument => (bool?)argument.TypedValue.Value).FirstOrDefault();

        if (!(told ?? IsRecord(type)))
            return [];

        var primary = type.GetConstructors(Declared)
            .Where(constructor => !IsCopyConstructor(constructor, type))
            .MaxBy(constructor => constructor.GetParameters().Length);
        return primary is null ? [] : [.. primary.GetParameters().Select(parameter => parameter.Name!)];
    }

    private static bool IsRecord(Type type) =>
        type.GetMethod("<Clone>$", Declared) is not null
        || (type.IsValueType && type.GetMethod("PrintMembers", Declared) is not null);

    private static bool IsCopyConstructor(ConstructorInfo constructor, Type type) =>
        constructor.GetParameters() is [var only] && only.ParameterType == type;

    /// <summary><c>Name</c> for the fields <c>&lt;Name&gt;k__BackingField</c> and <c>&lt;name&gt;P</c>.</summary>
    private static string ParameterName(FieldInfo field)
    {
        var end = field.Name.IndexOf('>', StringComparison.Ordinal);
        return field.Name is ['<', ..] && end > 0 ? field.Name[1..end] : "";
    }

    private static PropertyInfo? PropertyOf(Type type, FieldInfo field) =>
        type.GetProperty(ParameterName(field), Declared);
}
