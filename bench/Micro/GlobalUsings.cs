global using System.Collections.Immutable;
global using BenchmarkDotNet.Attributes;
global using Darsgah.Grains.Common;
global using Orleans;
