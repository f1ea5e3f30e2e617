using Darsgah.Gateway.CommandLine;

return await Commands.All().Parse(args).InvokeAsync();
