namespace Orleans.Runtime;

/// <summary>What RequestContext holds at one moment. Never changed: setting a value makes another.</summary>
internal sealed class RequestValues(Dictionary<string, object> entries)
{
    private static readonly AsyncLocal<RequestValues?> Ambient = new();

    private ExecutionContext? isolated;

    public static RequestValues? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }

    public Dictionary<string, object> Entries => entries;

    /// <summary>An execution context with these values and nothing else of the caller's.</summary>
    public ExecutionContext Isolated
    {
        get
        {
            if (isolated is null)
            {
                ExecutionContext.Run(EmptyContext.Value, static state =>
                {
                    var values = (RequestValues)state!;
                    Ambient.Value = values;
                    values.isolated = ExecutionContext.Capture();
                }, this);
            }

            return isolated!;
        }
    }

    public static RequestValues With(RequestValues? values, string key, object value) =>
        new(values is null
            ? new(StringComparer.Ordinal) { [key] = value }
            : new(values.Entries, StringComparer.Ordinal) { [key] = value });

    public RequestValues? Without(string key)
    {
        if (Entries.Count == 1)
            return null;

        var rest = new Dictionary<string, object>(Entries, StringComparer.Ordinal);
        rest.Remove(key);
        return new(rest);
    }

    public RequestValues Copy(MessageCopier copier)
    {
        var copies = new Dictionary<string, object>(Entries.Count, StringComparer.Ordinal);

        foreach (var (key, value) in Entries)
            copies.Add(key, copier.Copy(value)!);

        return new(copies);
    }

    public static Guid NewId() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
}
