namespace Orleans.Runtime;

/// <summary>A stream of a grain as its caller reads it: every step is a call.</summary>
internal sealed class GrainStream<T>(GrainReference to, GrainCall<IAsyncEnumerable<T>> call) : IAsyncEnumerable<T>
{
    private static readonly CallMethod Step = new(
        typeof(IAsyncEnumerator<T>).GetMethod(nameof(IAsyncEnumerator<>.MoveNextAsync))!,
        new CallContract(typeof(IAsyncEnumerator<T>)),
        CodeGeneration.InvokeMethodOptions.AlwaysInterleave);

    private static readonly CallMethod End = new(
        typeof(IAsyncDisposable).GetMethod(nameof(IAsyncDisposable.DisposeAsync))!,
        new CallContract(typeof(IAsyncEnumerator<T>)),
        CodeGeneration.InvokeMethodOptions.AlwaysInterleave);

    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        new Reader(to, call, cancellationToken);

    private sealed class Reader(
        GrainReference to, GrainCall<IAsyncEnumerable<T>> call, CancellationToken cancellation) : IAsyncEnumerator<T>
    {
        private IAsyncEnumerator<T>? source;
        private Activation? activation;

        public T Current { get; private set; } = default!;

        public async ValueTask<bool> MoveNextAsync()
        {
            cancellation.ThrowIfCancellationRequested();

            if (source is null)
            {
                var stream = await (Task<IAsyncEnumerable<T>>)to.Send(call);
                activation = call.Target;
                source = stream.GetAsyncEnumerator(cancellation);
            }

            var (more, current) = await (Task<(bool, T)>)to.Dispatch(new StepCall(this));
            Current = current;
            return more;
        }

        public async ValueTask DisposeAsync()
        {
            if (source is not null)
                await to.Dispatch(new EndCall(this));
        }

        private IAsyncEnumerator<T> Of(CallMethod method, GrainCall step) => ReferenceEquals(step.Target, activation)
            ? source!
            : throw new EnumerationAbortedException(
                $"{method} of {to.GrainId}: the activation with the stream has ended. Call the method again.");

        private sealed class StepCall(Reader reader) : GrainCall<(bool More, T Current)>(Step)
        {
            public override int GetArgumentCount() => 0;

            protected override Task Call(object target) => MoveNext();

            private async Task<(bool More, T Current)> MoveNext()
            {
                var source = reader.Of(Method, this);
                return await source.MoveNextAsync() ? (true, source.Current) : (false, default!);
            }
        }

        private sealed class EndCall(Reader reader) : GrainCall<Nothing>(End)
        {
            public override int GetArgumentCount() => 0;

            protected override Task Call(object target) => ReferenceEquals(Target, reader.activation)
                ? reader.source!.DisposeAsync().AsTask()
                : Task.CompletedTask;
        }
    }
}
