using Darsgah.Gateway.People;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Darsgah.Load.Children;

/// <summary>What Kestrel, static Razor and SQLite do on this machine with nothing of ours between them.</summary>
internal static class Limits
{
    public static async Task<int> Run(string folder)
    {
        using var bare = new BareSqlite(Path.Combine(folder, "limits.db"));
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddRazorComponents();
        Product.Quiet(builder);

        await using var app = builder.Build();
        byte[] content = [];
        var writes = 0;

        app.MapGet("/bytes/{count:int}", (int count) =>
        {
            if (content.Length != count)
                content = [.. Enumerable.Repeat((byte)'x', count)];

            return Results.Bytes(content, "text/html; charset=utf-8");
        });
        app.MapGet("/page/{count:int}", (int count) => new RazorComponentResult<BarePage>(new { Length = count }));
        app.MapPost("/write", async () =>
        {
            var body = new byte[1024];
            Random.Shared.NextBytes(body.AsSpan(0, 16));
            await bare.Write($"key-{Interlocked.Increment(ref writes) % 4096}", body);
            return Results.Redirect("/");
        });

        // As many at once as the product lets run, so that the difference is the sign-in around them.
        var hasher = new PasswordHasher<object>(
            Options.Create(new PasswordHasherOptions { IterationCount = PeopleOptions.FewestPasswordRounds }));
        var hash = hasher.HashPassword(app, Seed.Password);
        using var places = new SemaphoreSlim(new PeopleOptions().HashesAtOnce);
        app.MapPost("/hash", async () =>
        {
            await places.WaitAsync();

            try
            {
                return await Task.Run(() => hasher.VerifyHashedPassword(app, hash, Seed.Password)) is PasswordVerificationResult.Failed
                    ? Results.Unauthorized()
                    : Results.Redirect("/");
            }
            finally
            {
                places.Release();
            }
        });

        await app.StartAsync();
        await Console.Out.WriteLineAsync($"{Product.PortOf(app)}");
        await Console.In.ReadToEndAsync();
        await app.StopAsync();
        return 0;
    }
}
