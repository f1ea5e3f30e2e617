using Darsgah.Gateway.Operations;

namespace Darsgah.Load.Children;

/// <summary>Work inside the product, without the web: each piece prints one line, and then it waits to be ended.</summary>
internal static class Work
{
    public static async Task<int> In(string folder, params Func<Schools, IServiceProvider, Task<string>>[] pieces)
    {
        await using var app = Product.Build(folder);
        await app.StartAsync();
        var schools = app.Services.GetRequiredService<Schools>();

        foreach (var piece in pieces)
            await Console.Out.WriteLineAsync(await piece(schools, app.Services));

        await Console.In.ReadToEndAsync();
        await app.StopAsync();
        return 0;
    }

    /// <summary>The value of an outcome that cannot be refused here.</summary>
    public static T OrThrow<T>(this Outcome<T> outcome) => outcome.Succeeded(out var value, out var refusal)
        ? value
        : throw new InvalidOperationException($"{refusal.Code}: {refusal.Message}");
}
