using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using Orleans.Serialization;

namespace Orleans.Runtime;

/// <summary>Copies messages as sending them to another process would: what cannot travel fails, or gets lost.</summary>
internal sealed class MessageCopier
{
    private readonly ConcurrentDictionary<Type, bool> shared = new();

    /// <exception cref="CodecNotFoundException">A type in it is not marked [GenerateSerializer].</exception>
    public T Copy<T>(T value) =>
        value is null || IsShared(value.GetType()) ? value : (T)Copy(value, new(ReferenceEqualityComparer.Instance))!;

    private object? Copy(object? value, Dictionary<object, object> copies)
    {
        if (value is null || IsShared(value.GetType()))
            return value;

        var type = value.GetType();

        if (!type.IsValueType && copies.TryGetValue(value, out var known))
            return known;

        if (value is Array array)
            return CopyArray(array, copies);
        if (MessageTypes.IsMarked(type))
            return CopyMarked(value, type, copies);
        if (MessageTypes.IsTuple(type))
            return CopyTuple((ITuple)value, type, copies);
        if (MessageTypes.IsCollection(type))
            return CopyCollection(value, type, copies);

        throw new CodecNotFoundException(
            $"Could not find a codec for type {type}. Mark it [GenerateSerializer], and its members [Id].");
    }

    /// <summary>Also true of a collection of what is shared, if the collection itself cannot change.</summary>
    private bool IsShared(Type type) => shared.GetOrAdd(type, static (type, self) =>
        MessageTypes.IsShared(type)
        || (type.IsGenericType && IsImmutableCollection(type)
            && type.GetGenericArguments().All(self.IsSealedAndShared))
        || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ReadOnlyMemory<>)), this);

    private static bool IsImmutableCollection(Type type) =>
        type.Assembly == typeof(ImmutableList<>).Assembly && MessageTypes.IsCollection(type);

    private bool IsSealedAndShared(Type type) => (type.IsSealed || type.IsValueType) && IsShared(type);

    private Array CopyArray(Array array, Dictionary<object, object> copies)
    {
        var copy = (Array)array.Clone();
        copies[array] = copy;

        if (IsSealedAndShared(array.GetType().GetElementType()!))
            return copy;

        if (array.Rank > 1)
        {
            throw new CodecNotFoundException(
                $"Could not find a codec for type {array.GetType()}: use an array of arrays.");
        }

        for (var index = 0; index < array.Length; index++)
            copy.SetValue(Copy(array.GetValue(index), copies), index);

        return copy;
    }

    private object CopyMarked(object value, Type type, Dictionary<object, object> copies)
    {
        var copy = New(type);

        if (!type.IsValueType)
            copies[value] = copy;

        foreach (var field in MessageTypes.FieldsOf(type))
            field.SetValue(copy, Copy(field.GetValue(value), copies));

        return copy;
    }

    /// <summary>As upstream: the constructor without parameters if there is one, else none runs.</summary>
    private static object New(Type type)
    {
        var constructor = type.GetConstructor(
            BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, []);
        return constructor is null ? RuntimeHelpers.GetUninitializedObject(type) : constructor.Invoke([]);
    }

    private object CopyTuple(ITuple tuple, Type type, Dictionary<object, object> copies)
    {
        var fields = type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
        var copy = RuntimeHelpers.GetUninitializedObject(type);

        foreach (var field in fields)
            field.SetValue(copy, Copy(field.GetValue(tuple), copies));

        return copy;
    }

    private object CopyCollection(object value, Type type, Dictionary<object, object> copies)
    {
        var definition = type.GetGenericTypeDefinition();

        if (definition == typeof(Memory<>))
            throw new CodecNotFoundException($"Could not find a codec for type {type}: send an array.");

        if (definition == typeof(KeyValuePair<,>))
        {
            return Activator.CreateInstance(
                type, Part(value, type, "Key", copies), Part(value, type, "Value", copies))!;
        }

        if (definition == typeof(ImmutableArray<>) && (bool)type.GetProperty("IsDefault")!.GetValue(value)!)
            return value;

        var method = typeof(MessageCopier).GetMethod(
            type.GetGenericArguments().Length == 2 ? nameof(CopyPairs) : nameof(CopyItems),
            BindingFlags.Instance | BindingFlags.NonPublic)!;
        return method.MakeGenericMethod(type.GetGenericArguments())
            .Invoke(this, BindingFlags.DoNotWrapExceptions, binder: null, [value, copies], culture: null)!;
    }

    private object? Part(object value, Type type, string name, Dictionary<object, object> copies) =>
        Copy(type.GetProperty(name)!.GetValue(value), copies);

    private object CopyItems<T>(object value, Dictionary<object, object> copies)
    {
        if (value is List<T> list)
        {
            var copy = new List<T>(list.Count);
            copies[value] = copy;
            copy.AddRange(Items(list, copies));
            return copy;
        }

        var items = Items((IEnumerable<T>)value, copies);
        object made = value switch
        {
            HashSet<T> set => new HashSet<T>(items, set.Comparer),
            SortedSet<T> set => new SortedSet<T>(items, set.Comparer),
            Queue<T> => new Queue<T>(items),
            Stack<T> => new Stack<T>(Enumerable.Reverse(items)),
            LinkedList<T> => new LinkedList<T>(items),
            ArraySegment<T> => new ArraySegment<T>([.. items]),
            ImmutableArray<T> => items.ToImmutableArray(),
            ImmutableList<T> => items.ToImmutableList(),
            ImmutableHashSet<T> set => items.ToImmutableHashSet(set.KeyComparer),
            ImmutableSortedSet<T> set => items.ToImmutableSortedSet(set.KeyComparer),
            ImmutableQueue<T> => ImmutableQueue.CreateRange(items),
            ImmutableStack<T> => ImmutableStack.CreateRange(Enumerable.Reverse(items)),
            System.Collections.ObjectModel.ReadOnlyCollection<T> => items.ToList().AsReadOnly(),
            _ => throw new CodecNotFoundException($"Could not find a codec for type {value.GetType()}."),
        };
        return made;
    }

    private object CopyPairs<TKey, TValue>(object value, Dictionary<object, object> copies)
        where TKey : notnull
    {
        var pairs = ((IEnumerable<KeyValuePair<TKey, TValue>>)value).Select(pair => KeyValuePair.Create(
            (TKey)Copy(pair.Key, copies)!, (TValue)Copy(pair.Value, copies)!)).ToList();
        return value switch
        {
            Dictionary<TKey, TValue> map => new Dictionary<TKey, TValue>(pairs, map.Comparer),
            SortedDictionary<TKey, TValue> map => Fill(new SortedDictionary<TKey, TValue>(map.Comparer), pairs),
            SortedList<TKey, TValue> map => Fill(new SortedList<TKey, TValue>(map.Comparer), pairs),
            ImmutableDictionary<TKey, TValue> map => pairs.ToImmutableDictionary(map.KeyComparer),
            ImmutableSortedDictionary<TKey, TValue> map => pairs.ToImmutableSortedDictionary(map.KeyComparer),
            _ => throw new CodecNotFoundException($"Could not find a codec for type {value.GetType()}."),
        };
    }

    private static TMap Fill<TMap, TKey, TValue>(TMap map, List<KeyValuePair<TKey, TValue>> pairs)
        where TMap : IDictionary<TKey, TValue>
    {
        foreach (var (key, value) in pairs)
            map.Add(key, value);

        return map;
    }

    private List<T> Items<T>(IEnumerable<T> items, Dictionary<object, object> copies) =>
        [.. items.Select(item => (T)Copy(item, copies)!)];
}
