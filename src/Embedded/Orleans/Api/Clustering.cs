namespace Orleans.Configuration
{
    /// <summary>Where a cluster's members are kept.</summary>
    public class AdoNetClusteringSiloOptions
    {
        public string? ConnectionString { get; set; }

        public string? Invariant { get; set; }
    }
}

namespace Orleans.Hosting
{
    /// <summary>Clustering over a database, which the embedded engine does not do.</summary>
    public static class AdoNetHostingExtensions
    {
        /// <exception cref="NotSupportedException">Always: this engine never clusters.</exception>
        public static ISiloBuilder UseAdoNetClustering(
            this ISiloBuilder builder, Action<Configuration.AdoNetClusteringSiloOptions> configureOptions) =>
            throw new NotSupportedException(
                "A silo of its own needs a cluster, and this build has the single-process engine: build with "
                + "'dotnet build -p:UpstreamPackages=true', or run the gateway, which runs grains itself.");
    }
}
