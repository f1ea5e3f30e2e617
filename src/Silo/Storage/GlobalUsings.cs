global using System.Collections.Immutable;
global using System.Globalization;
global using Darsgah.Grains.Common;
global using Orleans;
global using Orleans.Runtime;
