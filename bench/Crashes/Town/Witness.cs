using Darsgah.Crashes.Product;
using Darsgah.Gateway.Operations;
using Darsgah.Silo.Storage;

namespace Darsgah.Crashes.Town;

/// <summary>The product started again after a crash, inside this process, to look at what is left.</summary>
internal sealed class Witness : IAsyncDisposable
{
    private readonly WebApplication app;

    private Witness(WebApplication app)
    {
        this.app = app;
        Schools = app.Services.GetRequiredService<Schools>();
    }

    public Schools Schools { get; }

    public IServiceProvider Services => app.Services;

    public static async Task<Witness> Open(Place place)
    {
        var product = ProductHost.Build(place, Promise.Kept);
        await product.StartAsync();
        return new Witness(product);
    }

    /// <summary>What is wrong with the stores themselves: SQLite's check, the audit chains, seals of records and messages.</summary>
    public async Task<IEnumerable<string>> Check()
    {
        var report = await app.Services.GetRequiredService<StoreCheck>().All();
        return report.Findings.Select(finding => finding.ToString());
    }

    /// <summary>Looks at everything that was confirmed, and lets everything that was cut off be repeated.</summary>
    /// <returns>Violations.</returns>
    public async Task<List<string>> Look(IReadOnlyCollection<Deed> confirmed, IReadOnlyCollection<Deed> cutOff, Tally tally)
    {
        var wrong = new List<string>(await Check());

        foreach (var deed in confirmed)
        {
            if (await deed.Fault(Schools) is { } fault)
                wrong.Add($"confirmed and then {fault}: {deed.What}");
        }

        foreach (var student in confirmed.Concat(cutOff).Select(deed => deed.Whose).OfType<Student>().Distinct())
        {
            if (await student.LedgerFault(Schools) is { } fault and not "missing")
                wrong.Add(fault);
        }

        // On sand nothing is built.
        if (wrong.Count > 0)
            return wrong;

        foreach (var deed in cutOff)
        {
            var whole = await deed.Fault(Schools) is null;
            tally.CutOff(deed, whole);

            if (!whole && await Repeat(deed) is { } trouble)
                wrong.Add($"cut off, and a repeat does not finish it ({trouble}): {deed.What}");
        }

        return wrong;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task<string?> Repeat(Deed deed)
    {
        try
        {
            await deed.Do();
        }
        catch (RefusedException refused)
        {
            return await deed.Fault(Schools) is null ? null : refused.Message;
        }

        return await deed.Fault(Schools);
    }
}

/// <summary>What became of the writes.</summary>
internal sealed class Tally
{
    private readonly SortedDictionary<string, int> kinds = new(StringComparer.Ordinal);

    public int Confirmed { get; private set; }

    /// <summary>How often each kind of deed was confirmed, by the first word of what it says.</summary>
    public string Kinds => string.Join(", ", kinds.Select(kind => $"{kind.Key} {kind.Value:N0}"));

    /// <summary>Cut off before an answer, and there nevertheless.</summary>
    public List<Deed> Present { get; } = [];

    /// <summary>Cut off, and finished by a repeat.</summary>
    public int Repeated { get; private set; }

    public void Confirm(IReadOnlyCollection<Deed> deeds)
    {
        Confirmed += deeds.Count;

        foreach (var kind in deeds.CountBy(deed => deed.What.Split(' ')[0]))
            kinds[kind.Key] = kinds.GetValueOrDefault(kind.Key) + kind.Value;
    }

    public void CutOff(Deed deed, bool isWhole)
    {
        if (isWhole)
            Present.Add(deed);
        else
            Repeated++;
    }

    public override string ToString() => $"{Confirmed:N0} writes confirmed; {Present.Count + Repeated:N0} cut off, of these "
        + $"{Present.Count:N0} there and {Repeated:N0} finished by a repeat";
}
