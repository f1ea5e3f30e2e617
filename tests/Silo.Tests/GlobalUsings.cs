global using System.Collections.Immutable;
global using System.Text;
global using Darsgah.Grains.Common;
global using Darsgah.Silo.Storage;
global using Orleans;
global using Orleans.Runtime;
