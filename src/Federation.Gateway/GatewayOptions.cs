using System.Net;

namespace Federation.Gateway;

/// <summary>What an operator sets on the gateway.</summary>
/// <param name="Listen">Address and port to listen on.</param>
/// <param name="Replicas">Origins of the node's replicas, which share one database and one blob folder.</param>
/// <param name="Certificate">PEM file of the certificate chain; null: plain HTTP (loopback, or TLS is ended in front).</param>
/// <param name="CertificateKey">PEM file of the certificate's private key.</param>
internal sealed record GatewayOptions(IPEndPoint Listen, IReadOnlyList<Uri> Replicas, string? Certificate = null, string? CertificateKey = null);
