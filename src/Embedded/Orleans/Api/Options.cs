using System.Diagnostics;

namespace Orleans.Configuration
{
    /// <summary>How long callers wait.</summary>
    public abstract class MessagingOptions
    {
        private TimeSpan responseTimeout = TimeSpan.FromSeconds(30);

        /// <summary>After this the caller gets a <see cref="TimeoutException"/>. The grain is not stopped.</summary>
        public TimeSpan ResponseTimeout
        {
            get => Debugger.IsAttached ? ResponseTimeoutWithDebugger : responseTimeout;
            set => responseTimeout = value;
        }

        public TimeSpan ResponseTimeoutWithDebugger { get; set; } = TimeSpan.FromMinutes(30);
    }

    /// <summary>For calls that grains make.</summary>
    public class SiloMessagingOptions : MessagingOptions
    {
    }

    /// <summary>For calls from outside of grains.</summary>
    public class ClientMessagingOptions : MessagingOptions
    {
    }

    /// <summary>When idle activations end.</summary>
    public class GrainCollectionOptions
    {
        /// <summary>How long an activation may be idle.</summary>
        public TimeSpan CollectionAge { get; set; } = TimeSpan.FromMinutes(15);

        /// <summary>How often idle activations are looked for.</summary>
        public TimeSpan CollectionQuantum { get; set; } = TimeSpan.FromMinutes(1);

        /// <summary>After this, the token of OnActivateAsync is cancelled.</summary>
        public TimeSpan ActivationTimeout { get; set; } = TimeSpan.FromSeconds(30);

        /// <summary>After this, the token of OnDeactivateAsync is cancelled.</summary>
        public TimeSpan DeactivationTimeout { get; set; } = TimeSpan.FromSeconds(30);

        /// <summary>Instead of <see cref="CollectionAge"/>, by full name of the grain class.</summary>
        public Dictionary<string, TimeSpan> ClassSpecificCollectionAge { get; set; } = new(StringComparer.Ordinal);
    }

    /// <summary>Names the silo.</summary>
    public class SiloOptions
    {
        public string? SiloName { get; set; }
    }

    /// <summary>Names the application.</summary>
    public class ClusterOptions
    {
        public string ClusterId { get; set; } = "default";

        public string ServiceId { get; set; } = "default";
    }
}

namespace Orleans.Hosting
{
    /// <summary>How reminders work.</summary>
    public sealed class ReminderOptions
    {
        public TimeSpan MinimumReminderPeriod { get; set; } = TimeSpan.FromMinutes(1);

        /// <summary>How often the table is read again, for what others have changed in it.</summary>
        public TimeSpan RefreshReminderListPeriod { get; set; } = TimeSpan.FromMinutes(5);

        public TimeSpan InitializationTimeout { get; set; } = TimeSpan.FromMinutes(5);
    }
}
