using Darsgah.Gateway.Tests.People;

[assembly: AssemblyFixture(typeof(PeopleSite))]
