using Orleans.Core.Internal;

namespace Orleans.Core.Internal
{
    /// <summary>An activation that knows which call chains may enter it again.</summary>
    public interface ICallChainReentrantGrainContext
    {
        void OnEnterReentrantSection(Guid reentrancyId);

        void OnExitReentrantSection(Guid reentrancyId);
    }
}

namespace Orleans.Runtime
{
    /// <summary>Values that go along with every call made from here on, and never come back with a result.</summary>
    public static class RequestContext
    {
        internal const string ReentrancyKey = "#CCR";

        /// <summary>Which call chain may enter again; see <see cref="AllowCallChainReentrancy"/>.</summary>
        public static Guid ReentrancyId
        {
            get => Get(ReentrancyKey) is Guid id ? id : Guid.Empty;
            set
            {
                if (value == Guid.Empty)
                    Remove(ReentrancyKey);
                else
                    Set(ReentrancyKey, value);
            }
        }

        public static IEnumerable<string> Keys => RequestValues.Current?.Entries.Keys ?? Enumerable.Empty<string>();

        public static IEnumerable<KeyValuePair<string, object>> Entries =>
            RequestValues.Current?.Entries ?? Enumerable.Empty<KeyValuePair<string, object>>();

        public static object? Get(string key) => RequestValues.Current?.Entries.GetValueOrDefault(key);

        public static void Set(string key, object value) =>
            RequestValues.Current = RequestValues.With(RequestValues.Current, key, value);

        /// <returns>Whether it was there.</returns>
        public static bool Remove(string key)
        {
            if (RequestValues.Current is not { } values || !values.Entries.ContainsKey(key))
                return false;

            RequestValues.Current = values.Without(key);
            return true;
        }

        public static void Clear() => RequestValues.Current = null;

        /// <summary>Until disposed of, calls made from here may come back to the grain that waits for them.</summary>
        public static ReentrancySection AllowCallChainReentrancy()
        {
            var original = ReentrancyId;
            return new ReentrancySection(original, original == Guid.Empty ? RequestValues.NewId() : original);
        }

        /// <summary>Until disposed of, calls made from here may not come back to it.</summary>
        public static ReentrancySection SuppressCallChainReentrancy() => new(ReentrancyId, Guid.Empty);

        /// <summary>Ends what <see cref="AllowCallChainReentrancy"/> or its opposite began.</summary>
        public readonly struct ReentrancySection : IDisposable
        {
            private readonly Guid original;
            private readonly Guid current;

            public ReentrancySection(Guid originalReentrancyId, Guid newReentrancyId)
            {
                original = originalReentrancyId;
                current = newReentrancyId;

                if (current != original)
                    ReentrancyId = current;

                if (current != Guid.Empty)
                    (Activation.Current as ICallChainReentrantGrainContext)?.OnEnterReentrantSection(current);
            }

            public void Dispose()
            {
                if (current != Guid.Empty)
                    (Activation.Current as ICallChainReentrantGrainContext)?.OnExitReentrantSection(current);

                if (current != original)
                    ReentrancyId = original;
            }
        }
    }
}
