using Orleans.Runtime;

namespace Orleans.Runtime
{
    /// <summary>A reminder that is registered.</summary>
    public interface IGrainReminder
    {
        string ReminderName { get; }
    }

    /// <summary>Which tick of a reminder this is. Times are UTC.</summary>
    [GenerateSerializer, Immutable]
    public readonly struct TickStatus(DateTime firstTickTime, TimeSpan period, DateTime timeStamp)
    {
        [Id(0)] public DateTime FirstTickTime { get; } = firstTickTime;

        [Id(1)] public TimeSpan Period { get; } = period;

        [Id(2)] public DateTime CurrentTickTime { get; } = timeStamp;

        public override string ToString() => $"<{FirstTickTime:O}, {Period:c}, {CurrentTickTime:O}>";
    }

    /// <summary>A reminder could not be registered or removed.</summary>
    [GenerateSerializer]
    public sealed class ReminderException(string message) : OrleansException(message)
    {
    }
}

namespace Orleans
{
    /// <summary>A grain that reminders can wake.</summary>
    public interface IRemindable : IGrain
    {
        /// <summary>One tick. It may come late, or twice; a failing one comes again a period later.</summary>
        Task ReceiveReminder(string reminderName, TickStatus status);
    }

    /// <summary>Reminders of a grain: they outlive the process, and wake the grain.</summary>
    public static class GrainReminderExtensions
    {
        /// <param name="grain">A grain that is <see cref="IRemindable"/>.</param>
        /// <param name="reminderName">Unique for the grain; registering it again replaces times.</param>
        /// <param name="dueTime">
        /// Until the first tick, not negative or infinite. Zero: the first tick is one period from now.
        /// </param>
        /// <param name="period">Between ticks, at least one minute (ReminderOptions.MinimumReminderPeriod).</param>
        public static Task<IGrainReminder> RegisterOrUpdateReminder(
            this Grain grain, string reminderName, TimeSpan dueTime, TimeSpan period) =>
            RegisterOrUpdateReminder((IGrainBase)grain, reminderName, dueTime, period);

        /// <inheritdoc cref="RegisterOrUpdateReminder(Grain, string, TimeSpan, TimeSpan)"/>
        public static Task<IGrainReminder> RegisterOrUpdateReminder(
            this IGrainBase grain, string reminderName, TimeSpan dueTime, TimeSpan period) =>
            GrainReminders.Of(grain).RegisterOrUpdate(grain, reminderName, dueTime, period);

        public static Task UnregisterReminder(this Grain grain, IGrainReminder reminder) =>
            UnregisterReminder((IGrainBase)grain, reminder);

        public static Task UnregisterReminder(this IGrainBase grain, IGrainReminder reminder) =>
            GrainReminders.Of(grain).Unregister(grain, reminder);

        /// <returns>None under that name: <see langword="null"/>.</returns>
        public static Task<IGrainReminder?> GetReminder(this Grain grain, string reminderName) =>
            GetReminder((IGrainBase)grain, reminderName);

        /// <inheritdoc cref="GetReminder(Grain, string)"/>
        public static Task<IGrainReminder?> GetReminder(this IGrainBase grain, string reminderName) =>
            GrainReminders.Of(grain).Get(grain, reminderName);

        public static Task<List<IGrainReminder>> GetReminders(this Grain grain) => GetReminders((IGrainBase)grain);

        public static Task<List<IGrainReminder>> GetReminders(this IGrainBase grain) =>
            GrainReminders.Of(grain).All(grain);
    }
}
