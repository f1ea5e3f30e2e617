namespace Darsgah.Grains.Learning;

/// <summary>How many certificates there are.</summary>
[GenerateSerializer, Immutable, Alias("learning.certificate_register.state")]
internal sealed record CertificateRegister
{
    [Id(0)] public int Count { get; init; }

    public int Segments => (Count + CertificateSegment.Most - 1) / CertificateSegment.Most;
}

/// <summary>At most <see cref="Most"/> certificates.</summary>
[GenerateSerializer, Immutable, Alias("learning.certificate_segment.state")]
internal sealed record CertificateSegment
{
    /// <summary>Rows a segment holds; 200 of some 250 bytes.</summary>
    public const int Most = 200;

    [Id(0)] public ImmutableArray<CertificateRow> Rows { get; init; } = [];
}

[GrainType("learning.certificate_register")]
internal sealed class CertificateRegisterGrain(
    [PersistentState("register", Storage.School)] IPersistentState<CertificateRegister> register) : Grain, ICertificateRegisterGrain
{
    private Id<Course> Course => Id<Course>.Parse(this.Key().Name);

    private TenantGrains Grains => this.Neighbours(GrainFactory);

    public async Task<int> Put(CertificateRow row)
    {
        var last = Math.Max(1, register.State.Segments);
        var place = await Grains.CertificateSegment(Course, last).Put(row);

        if (place < 0)
            place = await Grains.CertificateSegment(Course, ++last).Put(row);

        var number = ((last - 1) * CertificateSegment.Most) + place;

        if (number > register.State.Count)
            await this.Commit(register, new CertificateRegister { Count = number });

        return number;
    }

    public async Task Revoke(int number, string code, DateTimeOffset at, bool keepsName)
    {
        if (await Find(number, code) is not { } row)
            return;

        await Grains.CertificateStatus(Course, CertificateStatusLists.ListOf(number)).Set(CertificateStatusLists.IndexOf(number));

        if (row.RevokedAt is null)
            await Grains.CertificateSegment(Course, SegmentOf(number)).Put(row with { RevokedAt = at, Name = keepsName ? row.Name : "" });
    }

    public async Task<bool> IsRevoked(int number, string code) => (await Find(number, code))?.RevokedAt is not null;

    public async Task<CertificatePage> Page(string? before, int size)
    {
        size = Math.Clamp(size, 1, 100);
        var end = Cursor(before);
        var found = ImmutableArray.CreateBuilder<CertificateRow>();

        while (end > 0 && found.Count < size)
        {
            var segment = SegmentOf(end);
            var start = (segment - 1) * CertificateSegment.Most;
            var rows = await Grains.CertificateSegment(Course, segment).Rows();
            var taken = Math.Min(size - found.Count, end - start);

            found.AddRange(rows.Take(end - start).TakeLast(taken).Reverse());
            end -= taken;
        }

        return new CertificatePage(
            found.ToImmutable(), end > 0 ? end.ToString(CultureInfo.InvariantCulture) : null, register.State.Count);
    }

    public Task<string> StatusBits(int list) => Grains.CertificateStatus(Course, list).Bits();

    private static int SegmentOf(int number) => ((number - 1) / CertificateSegment.Most) + 1;

    private async Task<CertificateRow?> Find(int number, string code)
    {
        if (number < 1 || number > register.State.Count)
            return null;

        var rows = await Grains.CertificateSegment(Course, SegmentOf(number)).Rows();
        var row = rows.ElementAtOrDefault((number - 1) % CertificateSegment.Most);

        return row?.Code == code ? row : null;
    }

    private int Cursor(string? before) =>
        int.TryParse(before, NumberStyles.None, CultureInfo.InvariantCulture, out var end) && end <= register.State.Count
            ? end
            : register.State.Count;
}

[GrainType("learning.certificate_segment")]
internal sealed class CertificateSegmentGrain(
    [PersistentState("segment", Storage.School)] IPersistentState<CertificateSegment> segment) : Grain, ICertificateSegmentGrain
{
    public async Task<int> Put(CertificateRow row)
    {
        var rows = segment.State.Rows;
        var index = 0;

        while (index < rows.Length && rows[index].Code != row.Code)
            index++;

        if (index == CertificateSegment.Most)
            return -1;

        await this.Commit(segment, new CertificateSegment { Rows = index == rows.Length ? rows.Add(row) : rows.SetItem(index, row) });
        return index + 1;
    }

    public Task<ImmutableArray<CertificateRow>> Rows() => Task.FromResult(segment.State.Rows);
}
