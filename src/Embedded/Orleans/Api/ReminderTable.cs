using System.Globalization;
using Orleans.Runtime;

namespace Orleans;

/// <summary>Keeps reminders, so that they outlive the process.</summary>
public interface IReminderTable
{
    Task StartAsync(CancellationToken cancellationToken = default) =>
#pragma warning disable CS0618 // older tables implement only Init
        Init();
#pragma warning restore CS0618

    [Obsolete("Implement and use StartAsync instead")]
    Task Init() => Task.CompletedTask;

    Task<ReminderTableData> ReadRows(GrainId grainId);

    /// <summary>The reminders of the grains whose uniform hash is in the ring's range (begin, end].</summary>
    /// <param name="begin">Excluded. When not below <paramref name="end"/>, the range runs over the ring's end.</param>
    /// <param name="end">Included. When equal to <paramref name="begin"/>, the range is the whole ring.</param>
    Task<ReminderTableData> ReadRows(uint begin, uint end);

    Task<ReminderEntry?> ReadRow(GrainId grainId, string reminderName);

    /// <returns>The row's new ETag.</returns>
    Task<string?> UpsertRow(ReminderEntry entry);

    /// <returns>Whether a row with that ETag was there and is gone.</returns>
    Task<bool> RemoveRow(GrainId grainId, string reminderName, string eTag);

    Task TestOnlyClearTable();

    Task StopAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;
}

/// <summary>One reminder as it is stored.</summary>
[GenerateSerializer]
public sealed class ReminderEntry
{
    [Id(0)] public GrainId GrainId { get; set; }

    [Id(1)] public string ReminderName { get; set; } = null!;

    /// <summary>Ticks are due at this time (UTC) and every whole number of periods after it.</summary>
    [Id(2)] public DateTime StartAt { get; set; }

    [Id(3)] public TimeSpan Period { get; set; }

    [Id(4)] public string? ETag { get; set; }

    public override string ToString() => $"<GrainId={GrainId} ReminderName={ReminderName} Period={Period:c}>";
}

/// <summary>Reminders as they were read.</summary>
[GenerateSerializer]
public sealed class ReminderTableData
{
    public ReminderTableData() => Reminders = [];

    public ReminderTableData(ReminderEntry entry) => Reminders = [entry];

    public ReminderTableData(IEnumerable<ReminderEntry> list) => Reminders = [.. list];

    [Id(0)] public IList<ReminderEntry> Reminders { get; private set; }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"[{Reminders.Count} reminders: {string.Join(", ", Reminders)}]");
}
