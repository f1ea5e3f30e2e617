global using System.Collections.Immutable;
global using Darsgah.Grains.Common;
global using Darsgah.TestKit;
global using Orleans;
