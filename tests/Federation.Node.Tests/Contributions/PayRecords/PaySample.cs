using System.Text;
using Federation.Node.Campaigns;
using Federation.Node.Contributions;
using Federation.Node.Contributions.PayRecords;
using Federation.Node.Tests.Datasets;

namespace Federation.Node.Tests.Contributions.PayRecords;

/// <summary>The jobs of 94 people (synthetic, ours), as the pay calculator exports them. It names no place: a test says where each of them works.</summary>
internal static class PaySample
{
    /// <summary>Everybody's jobs in one file.</summary>
    public static string All { get; } = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "samples", "shipt", "shipt_shops_synthetic.csv"));

    /// <summary>Each worker's own file.</summary>
    public static IReadOnlyList<string> Files()
    {
        var lines = All.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return [.. lines.Skip(1).GroupBy(line => line.Split(',')[15]).Select(jobs => string.Join('\n', jobs.Prepend(lines[0])))];
    }

    /// <summary>What a file comes to by the campaign's old rule.</summary>
    public static PayReading Read(CampaignCard card, string file) => PayFile.Read(new MemoryStream(Encoding.UTF8.GetBytes(file)), card.Schema.OldPay!).Reading!;

    /// <summary>Somebody new agrees and gives a file, through the rooms' desks.</summary>
    /// <param name="node">Their union's.</param>
    /// <param name="card">The campaign.</param>
    /// <param name="file">Their jobs.</param>
    /// <param name="where">The field that says where they work, and its answer.</param>
    public static async Task GivePay(this RunningNode node, CampaignCard card, string file, (string Field, string Code) where)
    {
        var reading = Read(card, file);
        var (rows, refusal) = ContributionRules.FromFigures(
            card.Schema, field => reading.Figure(field.Import), new Dictionary<string, string> { [where.Field] = where.Code }, new DateOnly(2026, 11, 30));
        Assert.Null(refusal);
        await node.Give(card, rows!, "pay");
    }
}
