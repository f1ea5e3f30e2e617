namespace Darsgah.Micro;

/// <summary>Grains' keys, read and written with every call.</summary>
public class Keys
{
    private const string Text = "0198c2f1a3f07b4c8d21/0198c2f1a3f07b4c8d22.household-budget";

    private readonly TenantKey key = TenantKey.Parse(Text);

    [Benchmark]
    public TenantKey Parse() => TenantKey.Parse(Text);

    [Benchmark]
    public string Write() => key.ToString();

    [Benchmark]
    public string Subject() => key.Subject;

    [Benchmark]
    public Id<Person> Id() => Id<Person>.Parse("0198c2f1a3f07b4c8d22");
}
