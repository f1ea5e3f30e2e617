namespace Orleans
{
    /// <summary>Has stages that observers start and stop with.</summary>
    public interface ILifecycleObservable
    {
        IDisposable Subscribe(string observerName, int stage, ILifecycleObserver observer);
    }

    /// <summary>Starts at a stage, and stops in the reverse order.</summary>
    public interface ILifecycleObserver
    {
        Task OnStart(CancellationToken cancellationToken = default);

        Task OnStop(CancellationToken cancellationToken = default);
    }

    /// <summary>Subscribes to a lifecycle.</summary>
    public interface ILifecycleParticipant<TLifecycleObservable>
        where TLifecycleObservable : ILifecycleObservable
    {
        void Participate(TLifecycleObservable lifecycle);
    }

    /// <summary>Subscribing with functions.</summary>
    public static class LifecycleExtensions
    {
        public static IDisposable Subscribe(
            this ILifecycleObservable observable,
            string observerName,
            int stage,
            Func<CancellationToken, Task> onStart,
            Func<CancellationToken, Task>? onStop)
        {
            ArgumentNullException.ThrowIfNull(observable);
            ArgumentNullException.ThrowIfNull(onStart);
            return observable.Subscribe(observerName, stage, new Observer(onStart, onStop));
        }

        public static IDisposable Subscribe(
            this ILifecycleObservable observable,
            string observerName,
            int stage,
            Func<CancellationToken, Task> onStart) =>
            observable.Subscribe(observerName, stage, onStart, onStop: null);

        private sealed class Observer(Func<CancellationToken, Task> start, Func<CancellationToken, Task>? stop)
            : ILifecycleObserver
        {
            public Task OnStart(CancellationToken cancellationToken = default) => start(cancellationToken);

            public Task OnStop(CancellationToken cancellationToken = default) =>
                stop?.Invoke(cancellationToken) ?? Task.CompletedTask;
        }
    }

    /// <summary>The stages of a silo.</summary>
    public static class ServiceLifecycleStage
    {
        public const int First = int.MinValue;
        public const int RuntimeInitialize = 2000;
        public const int RuntimeServices = 4000;
        public const int RuntimeStorageServices = 6000;
        public const int RuntimeGrainServices = 8000;
        public const int ApplicationServices = 10000;
        public const int BecomeActive = 19999;
        public const int Active = 20000;
        public const int Last = int.MaxValue;
    }
}

namespace Orleans.Runtime
{
    /// <summary>The lifecycle of one activation; see <see cref="GrainLifecycleStage"/>.</summary>
    public interface IGrainLifecycle : ILifecycleObservable
    {
    }

    /// <summary>The stages of an activation.</summary>
    public static class GrainLifecycleStage
    {
        public const int First = int.MinValue;

        /// <summary>Every persistent state is read.</summary>
        public const int SetupState = 1000;

        /// <summary>OnActivateAsync runs.</summary>
        public const int Activate = 2000;

        public const int Last = int.MaxValue;
    }

    /// <summary>The lifecycle of the silo; see <see cref="ServiceLifecycleStage"/>.</summary>
    public interface ISiloLifecycle : ILifecycleObservable
    {
        int HighestCompletedStage { get; }

        int LowestStoppedStage { get; }
    }

    /// <summary>Runs once when the silo has started. Throwing stops the start.</summary>
    public interface IStartupTask
    {
        Task Execute(CancellationToken cancellationToken);
    }
}
