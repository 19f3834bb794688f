namespace Federation.Conformance.Tests.Fedify;

/// <summary>Who judges signatures in the stock server's process; its README.md says what each is.</summary>
internal static class Judges
{
    public const string Cavage = "cavage";

    public const string Rfc9421 = "rfc9421";

    public static readonly string[] OfProofs = ["fedify", "node", "digitalBazaar"];

    /// <summary>The judges of a scheme.</summary>
    public static IReadOnlyCollection<string> Of(string scheme) => scheme == Cavage ? ["fedify", "node", "peertube", "misskey"] : ["fedify", "node", "httpMessageSig"];
}
