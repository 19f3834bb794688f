using System.Security.Cryptography;
using Federation.Node.Hosting.Database;
using Federation.Privacy.DisclosureControl;
using Npgsql;

namespace Federation.Node.Datasets.Tables;

/// <summary>
/// The parameters of this node's dominance and p % rules: drawn once, kept in the database, and in no file, page or log. Whoever knew them could tell
/// from a cell that is shown how little its largest contributor can have given.
/// </summary>
internal sealed class GateParameters(NpgsqlDataSource source)
{
    /// <summary>Smallest p in percent: the handbook's usual range begins there (Handbook on Statistical Disclosure Control, ch. 4.2).</summary>
    private const int LeastP = 10;

    /// <summary>Largest p in percent: more hides much for little.</summary>
    private const int MostP = 15;

    /// <summary>Smallest k in percent for the two largest: less hides what p % would show.</summary>
    private const int LeastK = 80;

    /// <summary>Largest k in percent: the handbook's usual (2,85).</summary>
    private const int MostK = 85;

    public static readonly SchemaScript Script = new("Gate", """
        create table if not exists node.gate_parameters (
          only_one boolean primary key default true check (only_one), p int not null, k int not null);
        """);

    private IReadOnlyList<MagnitudeRule>? known;

    /// <summary>What the gate demands of a campaign's table.</summary>
    public async Task<GateRule> Rule(int minimumGroup, CancellationToken cancel) => new(minimumGroup) { Magnitudes = known ??= await Read(cancel) };

    private async Task<IReadOnlyList<MagnitudeRule>> Read(CancellationToken cancel)
    {
        await using var draw = source.CreateCommand("insert into node.gate_parameters (p, k) values ($1, $2) on conflict do nothing");
        draw.Parameters.Add(new NpgsqlParameter { Value = RandomNumberGenerator.GetInt32(LeastP, MostP + 1) });
        draw.Parameters.Add(new NpgsqlParameter { Value = RandomNumberGenerator.GetInt32(LeastK, MostK + 1) });
        await draw.ExecuteNonQueryAsync(cancel);
        await using var read = source.CreateCommand("select p, k from node.gate_parameters");
        await using var reader = await read.ExecuteReaderAsync(cancel);
        await reader.ReadAsync(cancel); // just put there, by us or by another replica
        return [new PPercent(reader.GetInt32(0)), new Dominance(2, reader.GetInt32(1))];
    }
}
