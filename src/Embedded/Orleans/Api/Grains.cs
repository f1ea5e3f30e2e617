using Orleans.Runtime;

namespace Orleans.Runtime
{
    /// <summary>Anything that can be called through a reference.</summary>
    public interface IAddressable
    {
    }

    /// <summary>An interface that a grain offers besides its own.</summary>
    public interface IGrainExtension : IAddressable
    {
    }
}

namespace Orleans
{
    /// <summary>Marks an interface as one that grains implement.</summary>
    public interface IGrain : IAddressable
    {
    }

    /// <summary>A grain whose key is a string.</summary>
    public interface IGrainWithStringKey : IGrain
    {
    }

    /// <summary>A grain whose key is a <see cref="Guid"/>.</summary>
    public interface IGrainWithGuidKey : IGrain
    {
    }

    /// <summary>A grain whose key is a 64-bit integer.</summary>
    public interface IGrainWithIntegerKey : IGrain
    {
    }

    /// <summary>A grain whose key is a <see cref="Guid"/> and a string.</summary>
    public interface IGrainWithGuidCompoundKey : IGrain
    {
    }

    /// <summary>A grain whose key is a 64-bit integer and a string.</summary>
    public interface IGrainWithIntegerCompoundKey : IGrain
    {
    }
}
