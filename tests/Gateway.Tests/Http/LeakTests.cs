using Darsgah.TestKit;

namespace Darsgah.Gateway.Tests.Http;

/// <summary>What a curious visitor finds besides the pages: nothing (SEC-N01).</summary>
[Collection(GatehouseCollection.Name)]
public class LeakTests(Gatehouse house)
{
    private static readonly string[] Names =
    [
        ".git/HEAD", ".git/config", ".gitignore", ".env", ".env.local", ".env.production", ".svn/entries", ".hg/store", ".DS_Store",
        ".aws/credentials", ".ssh/id_rsa", ".htaccess", ".htpasswd", ".npmrc", ".vscode/settings.json", ".idea/workspace.xml",
        "appsettings.json", "appsettings.Production.json", "appsettings.Development.json", "web.config", "Web.config", "global.json",
        "Directory.Build.props", "packages.lock.json", "Darsgah.Gateway.dll", "Darsgah.Gateway.pdb", "Darsgah.Gateway.deps.json",
        "Darsgah.Gateway.runtimeconfig.json", "bin/Debug", "obj/project.assets.json", "platform.db", "data/platform.db",
        "tenants", "data/tenants", "keys/master.key", "data/keys/master.key", "master.key", "school.db", "backup.zip", "backup.tar.gz",
        "backup.sql", "dump.sql", "db.sqlite", "database.db", "site.zip", "www.zip", "metrics", "swagger", "swagger/index.html",
        "swagger/v1/swagger.json", "openapi.json", "graphql", "graphiql", "actuator", "actuator/env", "actuator/health", "debug",
        "debug/pprof", "trace.axd", "elmah.axd", "elmah", "error", "errors", "exception", "dashboard", "orleans", "hangfire", "jobs",
        "console", "shell", "cmd", "phpinfo.php", "info.php", "index.php", "wp-login.php", "wp-admin", "xmlrpc.php", "server-status",
        "server-info", "cgi-bin/test", "test", "tests", "tmp", "temp", "old", "new", "dev", "staging", "internal", "private", "secret",
        "secrets", "config", "config.json", "config.yml", "settings.json", "credentials.json", "users.json", "users", "user", "logs",
        "log", "log.txt", "error.log", "access.log", "package.json", "package-lock.json", "node_modules", "composer.json", "Dockerfile",
        "docker-compose.yml", "Makefile", "README.md", "LICENSE", "CHANGELOG.md", "_framework/blazor.web.js", "_blazor", "_content",
        "favicon.ico.bak", "robots.txt.bak", "css", "js", "fonts", "css/", "js/", "fonts/", "css/site.css.map", "css/site.css.bak",
        "fonts/OFL.txt.bak", "css/..%2f..%2fappsettings.json", "css/../../appsettings.json", "css/....//appsettings.json", "healthz",
        "healthz/", "healthz/env", "health", "status", "version", "env", "api", "api/", "api/v1", "api/v0", "api/v2", "api/internal",
        "api/admin", "api/debug", ".well-known", ".well-known/openid-configuration",
    ];

    private static readonly string[] Endings = ["", "~", ".bak", ".old", ".orig", ".save", ".swp", ".1", ".txt", "/", ".zip", ".tar.gz", ".cs", ".razor"];

    private static readonly string[] Tells =
    [
        "Exception", "StackTrace", "   at ", "Darsgah.", "Microsoft.", "System.", "Orleans", "Kestrel", "sqlite", "/tmp/", "/home/",
        "/home/", ".cs:line", "BEGIN PRIVATE", "ConnectionString", "[core]",
    ];

    /// <summary>Paths that curious programs ask every site for.</summary>
    internal static IReadOnlyList<string> Paths =>
        [.. Names.SelectMany(_ => Endings, (name, ending) => $"/{name}{ending}").Distinct(StringComparer.Ordinal)];

    [Fact, Trait("SEC", "N01")]
    public async Task A_list_of_two_thousand_paths_finds_nothing()
    {
        var paths = Paths;
        using var visitor = house.Site.Visit(house.Alif);

        Assert.InRange(paths.Count, 2_000, 10_000);

        foreach (var path in paths)
        {
            var answer = await RawHttp.Get(house.Port, "alif.localhost", path);

            Assert.True(answer.Status is 400 or 404, $"{path} answered {answer.Status}");
            AssertTellsNothing(path, answer);
        }
    }

    [Theory, Trait("SEC", "N01")]
    [InlineData("/probe/boom")]
    [InlineData("/api/boom")]
    [InlineData("/probe/slow")]
    [InlineData("/probe/damaged")]
    [InlineData("/probe/cross")]
    [InlineData("/healthz/ready")]
    [InlineData("//x")]
    public async Task No_failure_tells_what_it_is_made_of(string path)
    {
        AssertTellsNothing(path, await RawHttp.Get(house.Port, "alif.localhost", path));
    }

    private static void AssertTellsNothing(string path, RawAnswer answer)
    {
        var whole = string.Join('\n', answer.Headers.Select(pair => $"{pair.Key}: {pair.Value}")) + answer.Body;

        // The link to the same page in another language has the address that was asked for.
        whole = whole.Replace(path, "", StringComparison.Ordinal);

        Assert.All(Tells, tell => Assert.False(whole.Contains(tell, StringComparison.Ordinal), $"{path} tells '{tell}'"));
    }
}
