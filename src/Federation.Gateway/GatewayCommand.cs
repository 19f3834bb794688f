using System.CommandLine;
using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Federation.Gateway;

/// <summary>The command line of the gateway. Exit codes: 0 done, 1 wrong arguments, 4 the address is in use.</summary>
internal static class GatewayCommand
{
    private const int AddressInUse = 4;

    public static Task<int> Run(string[] args)
    {
        var listen = new Option<string>("--listen") { Description = "Address and port, like 0.0.0.0:443", Required = true };
        var to = new Option<string[]>("--to") { Description = "Origin of a replica, like http://127.0.0.1:8081; repeat for each", Required = true };
        var certificate = new Option<string?>("--certificate") { Description = "PEM file of the certificate chain; without it: plain HTTP" };
        var key = new Option<string?>("--certificate-key") { Description = "PEM file of its private key" };
        listen.Validators.Add(result =>
        {
            if (!IPEndPoint.TryParse(result.GetValueOrDefault<string>() ?? "", out _))
            {
                result.AddError("--listen takes an address and a port, like 127.0.0.1:8080");
            }
        });
        to.Validators.Add(result =>
        {
            foreach (var origin in (result.GetValueOrDefault<string[]>() ?? []).Where(origin => !Uri.TryCreate(origin, UriKind.Absolute, out _)))
            {
                result.AddError($"--to takes an origin, like http://127.0.0.1:8081, not '{origin}'");
            }
        });

        var root = new RootCommand("The gateway in front of a node's replicas.\n\n"
            + "Example: federation-gateway --listen 127.0.0.1:8080 --to http://127.0.0.1:8081 --to http://127.0.0.1:8082\n\n"
            + "Exit codes: 0 done, 1 wrong arguments, 4 the address is in use.") { listen, to, certificate, key };
        root.SetAction((parsed, cancel) => Serve(
            new GatewayOptions(
                IPEndPoint.Parse(parsed.GetValue(listen)!),
                [.. parsed.GetValue(to)!.Select(origin => new Uri(origin))],
                parsed.GetValue(certificate),
                parsed.GetValue(key)),
            cancel));
        return root.Parse(args).InvokeAsync();
    }

    private static async Task<int> Serve(GatewayOptions options, CancellationToken cancel)
    {
        await using var app = GatewayApplication.Build(options);
        try
        {
            await app.StartAsync(cancel);
        }
        catch (IOException e) when (e.InnerException is AddressInUseException)
        {
            await Console.Error.WriteLineAsync($"federation-gateway: {options.Listen} is in use by another program.");
            await Console.Error.WriteLineAsync("hint: stop it, or choose another address with --listen.");
            return AddressInUse;
        }

        await app.WaitForShutdownAsync(cancel);
        return 0;
    }
}
