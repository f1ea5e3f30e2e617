using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Darsgah.TestKit;

/// <summary>What the product has logged, from warnings upwards.</summary>
public sealed class LogBook : ILoggerProvider
{
    private readonly ConcurrentQueue<LogLine> lines = new();

    /// <summary>Oldest first.</summary>
    public IReadOnlyCollection<LogLine> Lines => lines;

    public ILogger CreateLogger(string categoryName) => new Writer(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Writer(LogBook book, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                book.lines.Enqueue(new LogLine(logLevel, category, formatter(state, exception), exception));
        }
    }
}

/// <summary>One line of the log.</summary>
public sealed record LogLine(LogLevel Level, string Category, string Text, Exception? Exception);
