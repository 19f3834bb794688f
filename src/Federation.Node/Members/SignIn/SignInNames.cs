using System.Security.Cryptography;
using System.Text;
using Federation.Node.Hosting.Security;
using Federation.Node.Shell;
using Federation.Storage.Keys;
using Npgsql;

namespace Federation.Node.Members.SignIn;

/// <summary>
/// Turns a sign-in name into the key it is found by: an HMAC under a secret that only the master key opens. Who copies the table
/// cannot ask it whether somebody is a member.
/// </summary>
internal sealed class SignInNames(NpgsqlDataSource source, MasterKey master)
{
    /// <summary>Context under which the master key wraps the secret.</summary>
    public const string Context = "sign-in name key";

    /// <summary>What the master key wraps of it.</summary>
    public static MasterWrapped Wrapped { get; } = new("node.member_secret", $"'{Context}'");

    private byte[]? secret;

    /// <summary>One way to write a name; names that differ in case or composition are the same.</summary>
    public static string Folded(string name) => Composed.Of(name.Trim(), NormalizationForm.FormKC).ToLowerInvariant();

    /// <summary>The key of a name.</summary>
    public async Task<byte[]> KeyOf(string name, CancellationToken cancel) =>
        HMACSHA256.HashData(secret ??= await Secret(cancel), Encoding.UTF8.GetBytes(Folded(name)));

    private async Task<byte[]> Secret(CancellationToken cancel)
    {
        await using var insert = source.CreateCommand("insert into node.member_secret (name, wrapped) values ('names', $1) on conflict do nothing");
        insert.Parameters.Add(new() { Value = master.Wrap(Context, RandomNumberGenerator.GetBytes(32)) });
        await insert.ExecuteNonQueryAsync(cancel);
        await using var select = source.CreateCommand("select wrapped from node.member_secret where name = 'names'");
        return master.Unwrap(Context, (byte[])(await select.ExecuteScalarAsync(cancel))!); // inserted above if it was absent
    }
}
