using System.Globalization;
using HealthcareLlm.ModelServer;

// dotnet run --project tests/HealthcareLlm.ModelServer -- [PORT]      a model for tests on this machine, until Ctrl-C
// dotnet run --project tests/HealthcareLlm.ModelServer -- list        its behaviours
if (args is ["list"])
{
    foreach (var behaviour in Behaviour.All) Console.WriteLine($"script:{behaviour.Name,-24} {behaviour.Shows}");
    return 0;
}

int port = args is [var given] && int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out int parsed) ? parsed : 0;
await using var server = await ScriptedServer.StartAsync(port);
Console.WriteLine($"LanguageModel:Endpoint {server.Endpoint}  LanguageModel:Model good, or script:NAME ('list' names them)");
await server.RunAsync();
return 0;
