using Darsgah.Typesetting.Fonts;

namespace Darsgah.Typesetting.Shaping;

/// <summary>A GSUB or GPOS table, seen for one script and language: which lookups a feature turns on, and the lookups.</summary>
internal sealed class LayoutTable
{
    private const int NoFeature = 0xFFFF;

    private readonly TableView lookups;
    private readonly List<(string Tag, TableView Feature)> features = [];

    public LayoutTable(TableView table, string script, string? language)
    {
        if (table.IsNone)
            return;

        lookups = table.At(8);
        var scripts = table.At(4);
        var list = table.At(6);
        var chosen = Record(scripts, 2, scripts.U16(0), script) ?? Record(scripts, 2, scripts.U16(0), "DFLT")
            ?? Record(scripts, 2, scripts.U16(0), "latn");

        if (chosen is not { } record)
            return;

        var system = (language is null ? null : Record(record, 4, record.U16(2), language)) ?? record.At(0);

        if (system.IsNone)
            return;

        if (system.U16(2) is not NoFeature and var required)
            Add(required);

        for (var index = 0; index < system.U16(4); index++)
            Add(system.U16(6 + (2 * index)));

        void Add(int index) => features.Add((list.Tag(2 + (6 * index)), list.From(list.U16(6 + (6 * index)))));
    }

    public bool Has(string tag) => features.Exists(feature => feature.Tag == tag);

    public TableView Lookup(int index) => lookups.At(2 + (2 * index));

    /// <summary>The lookups of some features in the order of the font, each with the masks of the features that want it.</summary>
    public SortedDictionary<int, int> Lookups(params ReadOnlySpan<(string Tag, int Mask)> wanted)
    {
        var found = new SortedDictionary<int, int>();

        foreach (var (tag, mask) in wanted)
        {
            foreach (var (_, feature) in features.Where(feature => feature.Tag == tag))
            {
                for (var index = 0; index < feature.U16(2); index++)
                {
                    var lookup = feature.U16(4 + (2 * index));
                    found[lookup] = found.GetValueOrDefault(lookup) | mask;
                }
            }
        }

        return found;
    }

    private static TableView? Record(TableView list, int at, int count, string tag)
    {
        for (var index = 0; index < count; index++)
        {
            if (list.Tag(at + (6 * index)) == tag)
                return list.At(at + 4 + (6 * index));
        }

        return null;
    }
}
