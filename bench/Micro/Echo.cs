using Orleans;

namespace Darsgah.Micro;

/// <summary>The least that a call can do.</summary>
public interface IEchoGrain : IGrainWithStringKey
{
    Task<int> Echo(int number);
}

public sealed class EchoGrain : Grain, IEchoGrain
{
    public Task<int> Echo(int number) => Task.FromResult(number);
}

/// <summary>The same work without an engine, for comparison.</summary>
public sealed class PlainEcho : IEchoGrain
{
    public Task<int> Echo(int number) => Task.FromResult(number);
}
