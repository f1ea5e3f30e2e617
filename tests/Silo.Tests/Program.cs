using Darsgah.Silo.Tests.Storage;
using Xunit.Runner.InProc.SystemConsole;

return args is ["store-worker", .. var worker]
    ? await StoreWorker.Run(worker)
    : await ConsoleRunner.Run(args);
