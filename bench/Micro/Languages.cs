using Darsgah.Gateway.Localization;

namespace Darsgah.Micro;

/// <summary>Which language of the interface a request is answered in.</summary>
public class Languages
{
    [Params("en", "de-CH,de;q=0.9,prs-AF;q=0.8,fa;q=0.7,en-GB;q=0.5,*;q=0.1")]
    public string Header { get; set; } = "";

    [Benchmark]
    public UiLanguage Negotiate() => UiLanguages.Negotiate(Header, UiLanguages.All, UiLanguages.English);
}
