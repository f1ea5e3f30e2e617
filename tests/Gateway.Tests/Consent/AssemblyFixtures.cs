using Darsgah.Gateway.Tests.Consent;

[assembly: AssemblyFixture(typeof(Campus))]
