using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Darsgah.Load.Children;
using Darsgah.Load.Client;

namespace Darsgah.Load.Phases;

/// <summary>The asking school's office publishes, and everybody has to agree anew.</summary>
internal sealed class PolicyChange(Stage stage, Town town)
{
    /// <summary>The newest version, which all readers have agreed to.</summary>
    public int Version { get; set; } = 1;

    /// <summary>Only this, at a product and limits of its own.</summary>
    public static async Task Alone(Plan plan, string folder, TextWriter say)
    {
        await Child.Run("seed", folder, plan.Written());
        var town = Town.Read(await Child.Run("town", folder, plan.Written()));
        var report = new Report(plan, DataFolder.FileSystem(folder));

        await using var product = await Child.Listening("product", folder);
        await using var limits = await Child.Listening("limits", folder);
        await new PolicyChange(new Stage(plan, product, limits, report), town).Run();
        report.Print(say);
    }

    public async Task Run()
    {
        Rounds flow = new(), answers = new(), commits = new();

        // The first round of each is for the compiler.
        await Round();

        foreach (var _ in Enumerable.Range(0, stage.Plan.Rounds))
            flow.Add(await Round());

        stage.Report.Requests("mix: policy change, four requests until all have agreed again", flow);
        await Answers();
        await Commits();

        foreach (var _ in Enumerable.Range(0, stage.Plan.Rounds))
        {
            answers.Add(await Answers());
            commits.Add(await Commits());
        }

        stage.Report.Requests("consent write", answers, "bare endpoint and one SQLite group commit", commits);
        stage.Report.AtLeast("consent write, of a bare endpoint and one group commit", 0.6, answers, commits);
        stage.Report.Cpu("consent write", 0.15, answers, commits);
    }

    /// <summary>A new version, and all readers' way through the question.</summary>
    public async Task<Round> Round()
    {
        var mark = await Publish();
        var readers = new ConcurrentQueue<string>(town.Readers);
        return await All(stage.Product, stage.Each(_ => Visit(readers, mark)));
    }

    /// <summary>New versions, one after another, for so long.</summary>
    public async Task Rounds(TimeSpan time)
    {
        var clock = Stopwatch.StartNew();

        do
            await Round();
        while (clock.Elapsed < time);
    }

    /// <summary>A new version; the question is read before the clock runs, and only the answers are timed.</summary>
    /// <param name="clock">Told when the clock begins to run, and when it stands again.</param>
    public async Task<Round> Answers(Action<bool>? clock = null)
    {
        using var visit = Visit([], await Publish());
        var forms = new List<byte[]>();

        foreach (var reader in town.Readers)
            forms.Add(await visit.Answer(reader));

        var visits = stage.Each(caller => new FormVisit(
            stage.Product.Port, forms.Where((_, number) => number % stage.Plan.Callers == caller - 1).GetEnumerator()));
        clock?.Invoke(true);
        var round = await All(stage.Product, visits);
        clock?.Invoke(false);
        return round;
    }

    private Task<Round> Commits() => All(stage.Limits, stage.Bare("/write", stage.Plan.Readers / stage.Plan.Callers));

    // Nobody stays away: a round ends when all have answered.
    private static async Task<Round> All(Child server, IVisit[] visits)
    {
        var round = await Drive.Run(server, TimeSpan.FromMinutes(10), visits);
        Array.ForEach(visits, visit => visit.Dispose());
        return round;
    }

    private AgreeVisit Visit(ConcurrentQueue<string> readers, byte[] mark) =>
        new(stage.Product.Port, Seed.Host(AskingSchool.Number), readers, mark);

    // Over the API, as an office does. Returns words that only the new version has.
    private async Task<byte[]> Publish()
    {
        var edition = $"Edition {++Version}.";
        using var office = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{stage.Product.Port}/api/v1/policies/privacy/") };
        office.DefaultRequestHeaders.Host = Seed.Host(AskingSchool.Number);
        office.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", town.OfficeKey);

        using var text = new StringContent($"# Privacy\n\n## One\n\n{edition}\n", Encoding.UTF8, "text/markdown");
        await Expect(await office.PutAsync("draft/texts/en", text), 200);
        using var draft = JsonDocument.Parse(await Expect(await office.GetAsync("draft"), 200));
        await Expect(
            await office.PostAsJsonAsync(
                "versions", new { revision = draft.RootElement.GetProperty("revision").GetInt32(), @class = "significant" }),
            201);

        return Encoding.UTF8.GetBytes(edition);
    }

    private static async Task<string> Expect(HttpResponseMessage answer, int status)
    {
        using (answer)
        {
            var body = await answer.Content.ReadAsStringAsync();

            return (int)answer.StatusCode == status
                ? body
                : throw new WrongAnswerException($"The office was answered {(int)answer.StatusCode} instead of {status}: {body}");
        }
    }
}
