namespace Darsgah.Silo.Tests.Storage;

[GenerateSerializer]
public sealed record Note
{
    public Note()
    {
    }

    public Note(string text) => Text = text;

    [Id(0)] public string Text { get; init; } = "";
}
