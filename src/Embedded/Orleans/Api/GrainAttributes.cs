using System.Globalization;
using Orleans.Metadata;
using Orleans.Runtime;

namespace Orleans.Metadata
{
    /// <summary>An attribute of a grain class that says something about the grain.</summary>
    public interface IGrainPropertiesProviderAttribute
    {
        void Populate(
            IServiceProvider services, Type grainClass, GrainType grainType, Dictionary<string, string> properties);
    }

    /// <summary>An attribute of a grain class that names its type.</summary>
    public interface IGrainTypeProviderAttribute
    {
        GrainType GetGrainType(IServiceProvider services, Type type);
    }
}

namespace Orleans
{
    /// <summary>Names the grain's type. Without it: the class in lower case, without the suffix "Grain".</summary>
    [AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
    public sealed class GrainTypeAttribute(string grainType) : Attribute, IGrainTypeProviderAttribute
    {
        public GrainType GetGrainType(IServiceProvider services, Type type) => GrainType.Create(grainType);
    }

    /// <summary>The grain is never collected for being idle.</summary>
    [AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
    public class KeepAliveAttribute : Attribute, IGrainPropertiesProviderAttribute
    {
        public void Populate(
            IServiceProvider services, Type grainClass, GrainType grainType, Dictionary<string, string> properties) =>
            properties["idle-duration"] = TimeSpan.MaxValue.ToString("c", CultureInfo.InvariantCulture);
    }

    /// <summary>How long the grain may be idle before it is collected; at least one minute.</summary>
    [AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
    public class CollectionAgeLimitAttribute : Attribute, IGrainPropertiesProviderAttribute
    {
        public static readonly TimeSpan MinAgeLimit = TimeSpan.FromMinutes(1);

        private readonly TimeSpan? whole;

        public CollectionAgeLimitAttribute()
        {
        }

        /// <param name="inactivityPeriod">A <see cref="TimeSpan"/>: <c>"00:30:00"</c>.</param>
        public CollectionAgeLimitAttribute(string inactivityPeriod) =>
            whole = TimeSpan.Parse(inactivityPeriod, CultureInfo.InvariantCulture);

        public double Days { get; set; }

        public double Hours { get; set; }

        public double Minutes { get; set; }

        public bool AlwaysActive { get; set; }

        public TimeSpan AgeLimit
        {
            get
            {
                if (AlwaysActive)
                    return TimeSpan.MaxValue;

                var limit = whole
                    ?? TimeSpan.FromDays(Days) + TimeSpan.FromHours(Hours) + TimeSpan.FromMinutes(Minutes);
                return limit < MinAgeLimit ? MinAgeLimit : limit;
            }
        }

        public void Populate(
            IServiceProvider services, Type grainClass, GrainType grainType, Dictionary<string, string> properties) =>
            properties["idle-duration"] = AgeLimit.ToString("c", CultureInfo.InvariantCulture);
    }
}
