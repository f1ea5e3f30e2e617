using Darsgah.Gateway.CommandLine;

var command = Commands.All().Parse(args);
var code = await command.InvokeAsync();

return command.Errors.Count > 0 ? Commands.WrongUse : code;
