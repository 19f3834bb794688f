using System.Diagnostics.Metrics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Federation.Node.Hosting.Telemetry;
using Federation.Node.Shell;
using NSec.Cryptography;

namespace Federation.Node.Members.SignIn;

/// <summary>Argon2id (RFC 9106) with the OWASP minimum: 19 MiB, 2 passes, 1 lane; about 25 ms here. Stored with its parameters.</summary>
internal static class PasswordHash
{
    private const int MemoryKibibytes = 19 * 1024;
    private const int Passes = 2;
    private const int SaltSize = 16;
    private const int HashSize = 32;

    private static readonly Counter<long> Work = NodeMeter.Instance.CreateCounter<long>(
        "federation.password.work", "KiBy", "Memory filled by Argon2id, passes included: what sign-ins cost, the same for every name.");

    /// <summary>A hash nobody's password has: checked when the name is unknown, so that the answer takes as long.</summary>
    public static string Nobody { get; } = Of(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));

    public static string Of(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltSize);
        return string.Create(CultureInfo.InvariantCulture,
            $"argon2id${MemoryKibibytes}${Passes}${Convert.ToBase64String(salt)}${Convert.ToBase64String(Derive(password, salt, MemoryKibibytes, Passes))}");
    }

    public static bool Fits(string password, string stored) =>
        stored.Split('$') is ["argon2id", var memory, var passes, var salt, var hash]
        && CryptographicOperations.FixedTimeEquals(
            Convert.FromBase64String(hash),
            Derive(password, Convert.FromBase64String(salt), int.Parse(memory, CultureInfo.InvariantCulture), int.Parse(passes, CultureInfo.InvariantCulture)));

    private static byte[] Derive(string password, byte[] salt, int memory, int passes)
    {
        Work.Add((long)memory * passes);
        return PasswordBasedKeyDerivationAlgorithm
            .Argon2id(new Argon2Parameters { DegreeOfParallelism = 1, MemorySize = memory, NumberOfPasses = passes })
            .DeriveBytes(Encoding.UTF8.GetBytes(Composed.Of(password)), salt, HashSize);
    }
}
