using Darsgah.Silo;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Orleans.Hosting;

try
{
    var builder = Host.CreateApplicationBuilder(args);
    builder.UseOrleans(silo => silo
        .UseAdoNetClustering(options =>
        {
            options.Invariant = "Npgsql";
            options.ConnectionString = builder.Configuration.GetConnectionString("Cluster")
                ?? throw new NotSupportedException("Set ConnectionStrings:Cluster to the PostgreSQL database that holds the cluster's members.");
        })
        .AddDarsgah());
    await builder.Build().RunAsync();
    return 0;
}
catch (NotSupportedException refusal)
{
    await Console.Error.WriteLineAsync(refusal.Message);
    return 1;
}
