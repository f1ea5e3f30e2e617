namespace Orleans.Runtime
{
    /// <summary>Something went wrong in the runtime rather than in a grain.</summary>
    [GenerateSerializer]
    public class OrleansException : Exception
    {
        public OrleansException() : base("Unexpected error.")
        {
        }

        public OrleansException(string message) : base(message)
        {
        }

        public OrleansException(string message, Exception innerException) : base(message, innerException)
        {
        }
    }

    /// <summary>The application is put together wrongly.</summary>
    [GenerateSerializer]
    public sealed class OrleansConfigurationException : Exception
    {
        public OrleansConfigurationException(string message) : base(message)
        {
        }

        public OrleansConfigurationException(string message, Exception innerException) : base(message, innerException)
        {
        }
    }

    /// <summary>The runtime did not accept the call. It did not run.</summary>
    [GenerateSerializer]
    public class OrleansMessageRejectionException : OrleansException
    {
        internal OrleansMessageRejectionException(string message) : base(message)
        {
        }

        internal OrleansMessageRejectionException(string message, Exception innerException)
            : base(message, innerException)
        {
        }
    }

    /// <summary>The silo is not running. Whether a call under way ran is unknown.</summary>
    [GenerateSerializer]
    public sealed class SiloUnavailableException : OrleansMessageRejectionException
    {
        public SiloUnavailableException() : base("SiloUnavailableException")
        {
        }

        public SiloUnavailableException(string msg) : base(msg)
        {
        }

        public SiloUnavailableException(string message, Exception innerException) : base(message, innerException)
        {
        }
    }

    /// <summary>The activation that a stream came from has ended.</summary>
    [GenerateSerializer]
    public sealed class EnumerationAbortedException : Exception
    {
        public EnumerationAbortedException()
        {
        }

        public EnumerationAbortedException(string message) : base(message)
        {
        }

        public EnumerationAbortedException(string message, Exception innerException) : base(message, innerException)
        {
        }
    }
}

namespace Orleans.Serialization
{
    /// <summary>A value cannot travel.</summary>
    [GenerateSerializer]
    public class SerializerException : Exception
    {
        public SerializerException()
        {
        }

        public SerializerException(string message) : base(message)
        {
        }

        public SerializerException(string message, Exception innerException) : base(message, innerException)
        {
        }
    }

    /// <summary>A type without <see cref="GenerateSerializerAttribute"/> was to travel between grains.</summary>
    [GenerateSerializer]
    public sealed class CodecNotFoundException(string message) : SerializerException(message)
    {
    }
}
