using System.Security.Cryptography.X509Certificates;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace Federation.Gateway;

/// <summary>
/// One address in front of several replicas of a node. It keeps no state: any replica can answer any request. A replica that
/// drains (<c>/readyz</c> answers 503) or died gets no new work within about a second.
/// </summary>
internal static class GatewayApplication
{
    private const string Cluster = "node";

    /// <summary>How long a replica may be silent: uploads of documents may take their time, silence may not.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(100);

    /// <summary>Puts the gateway together; nothing listens yet.</summary>
    public static WebApplication Build(GatewayOptions options)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        // A dead replica is noticed once by the health check below; the forwarder would repeat it for every request.
        builder.Logging.AddFilter("Yarp.ReverseProxy.Forwarder", LogLevel.Error);
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null; // the node knows which body may be how large
            kestrel.Listen(options.Listen, listen =>
            {
                if (options.Certificate is not null)
                {
                    listen.UseHttps(X509Certificate2.CreateFromPemFile(options.Certificate, options.CertificateKey));
                }
            });
        });
        builder.Services.AddReverseProxy().LoadFromMemory([Route()], [Replicas(options)]);

        var app = builder.Build();
        app.MapReverseProxy(proxy =>
        {
            proxy.Use(Interruption.Explain);
            proxy.Use(SecondChance.Invoke);
            proxy.UseLoadBalancing();
            proxy.UsePassiveHealthChecks();
        });
        return app;
    }

    private static RouteConfig Route() => new()
    {
        RouteId = "everything",
        ClusterId = Cluster,
        Match = new RouteMatch { Path = "{**all}" },
        // The node builds ids and checks signatures from its configured origin; the Host header is passed on for its logs only.
        Transforms = [new Dictionary<string, string> { ["RequestHeaderOriginalHost"] = "true" }],
    };

    private static ClusterConfig Replicas(GatewayOptions options) => new()
    {
        ClusterId = Cluster,
        LoadBalancingPolicy = "PowerOfTwoChoices",
        Destinations = options.Replicas
            .Select((origin, index) => (Name: $"replica-{index + 1}", Config: new DestinationConfig { Address = origin.ToString() }))
            .ToDictionary(replica => replica.Name, replica => replica.Config),
        HttpRequest = new ForwarderRequestConfig { ActivityTimeout = LongestSilence },
        HealthCheck = new HealthCheckConfig
        {
            // With no replica healthy, trying one is better than refusing: the check may be behind by a second.
            AvailableDestinationsPolicy = "HealthyOrPanic",
            Active = new ActiveHealthCheckConfig
            {
                Enabled = true,
                Path = "/readyz",
                Interval = TimeSpan.FromSeconds(1),
                Timeout = TimeSpan.FromSeconds(3),
                Policy = "ConsecutiveFailures",
            },
            Passive = new PassiveHealthCheckConfig
            {
                Enabled = true,
                Policy = "TransportFailureRate",
                ReactivationPeriod = TimeSpan.FromSeconds(2),
            },
        },
    };
}
