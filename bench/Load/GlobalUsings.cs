global using System.Collections.Immutable;
global using Darsgah.Grains.Common;
global using Orleans;
