using System.Text.Json.Nodes;
using Federation.Node.Campaigns;
using Federation.Node.CommandLine.Demo.Checks;
using Federation.Node.Contributions;
using Federation.Node.Datasets;
using Federation.Node.Datasets.Releases;
using Federation.Node.Datasets.Tables;
using Federation.Node.Hosting.Database;
using Federation.Node.Tests.Campaigns;
using Federation.Node.Tests.Datasets;
using Federation.Privacy.DisclosureControl;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Federation.Node.Tests.Contributions.PayRecords;

/// <summary>
/// The 94 people of <see cref="A_change_of_the_pay_rule"/> by city. The sample has no cities and nobody who stands out: they are dealt out here, and one who earns
/// less in the harbour delivers with a crew on one account, 150 times the jobs. Counts and losses stay those of the sample: 39 of 94, by 10.9 %.
/// </summary>
public sealed class A_city_where_one_earns_nearly_all(PostgresFixture postgres)
{
    private const int Crew = 150;

    private static readonly string[] Cities = ["harbour", "hill", "mill"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_hidden_by_the_p_percent_rule_while_the_audit_of_all_cities_is_told()
    {
        await using var node = await RunningNode.Start(postgres);
        // A node draws p from 10 to 15 and k from 80 to 85, and such a k hides all that p does. With k out of force it is p that hides here.
        await node.Services.GetRequiredService<NpgsqlDataSource>().Run("insert into node.gate_parameters (p, k) values (10, 100)", Cancel);
        var campaign = await node.OpenCampaign(ByCity());
        var card = await node.Card(campaign);
        var files = PaySample.Files().Select((file, i) => (File: file, City: Cities[i % Cities.Length])).ToList();
        var crew = files.First(each => each.City == "harbour" && PaySample.Read(card, each.File).IsLess);
        foreach (var (file, city) in files)
        {
            await node.GivePay(card, file == crew.File ? OfACrew(file) : file, ("city", city));
        }

        var rows = await node.Services.GetRequiredService<IContributions>().Rows(card.Id, Cancel);
        string?[] outcomes = ["less", "notLess", null];
        var close = outcomes.SelectMany(_ => Cities.Append(null), (outcome, city) => (Outcome: outcome, City: city)).Where(cell => IsClose(rows, cell.Outcome, cell.City, 10));
        Assert.Equal([("less", "harbour")], close);
        Assert.Empty(CampaignTable.Of(card, rows, new GateRule(10), null, [])!.Value.File.Hidden); // without the rule all would be shown

        var path = await node.Release();
        var release = (await node.Dataset(path))!.Current!;
        Assert.NotEqual(release.ProposedBy, release.SignedOffBy);
        var table = await node.Table(path);
        Assert.Contains(table.Hidden, cell => cell.Codes is ["less", "harbour"]);
        Assert.Contains(table.Hidden, cell => cell.Codes is ["less", "hill" or "mill"]); // or a subtraction would tell it
        Assert.Equal((39, 94), (table.Find(["less", null])!.Persons, table.Find([null, null])!.Persons));
        Assert.NotNull(table.Find([null, "mill"])); // of a city nobody stands out in there are figures still

        using var ben = await node.SignedIn("ben");
        await ben.Open(path);
        Assert.Contains("earns less 39 of 94 41.5 % 32.1 – 51.6 %", ben.Text, StringComparison.Ordinal);
        Assert.Contains("No sum that one or two people make up", ben.Text, StringComparison.Ordinal);
        Assert.Contains("Attacked: no hidden cell can be worked out", ben.Text, StringComparison.Ordinal);
        Assert.Empty(table.Gated().Audit.Recomputable);
        Assert.Empty(HiddenCells.GivenAway(ReadTable.Of(JsonNode.Parse(table.Bytes())!)));

        // Whoever has the inputs makes the same bytes again.
        Assert.Equal([true], await node.Services.GetRequiredService<ReleaseRemake>().All(Cancel).Select(version => version.IsSame).ToListAsync(Cancel));
        Assert.Equal(release.TableSha256, table.Sha256());
    }

    // The second largest of a cell, who takes away what they were paid, comes closer than p % to what the largest was.
    private static bool IsClose(ContributionRows rows, string? outcome, string? city, int p)
    {
        var paid = rows.Where(row => (outcome ?? row.Dimensions["outcome"]) == row.Dimensions["outcome"] && (city ?? row.Dimensions["city"]) == row.Dimensions["city"])
            .Select(row => row.Measures["paid"]).OrderDescending().ToList();
        return paid.Skip(2).Sum() * 100 < paid[0] * p;
    }

    private static string OfACrew(string file)
    {
        var lines = file.Split('\n');
        return string.Join('\n', Enumerable.Range(1, Crew).SelectMany(one => lines.Skip(1).Select(job => FormattableString.Invariant($"{one}-{job}"))).Prepend(lines[0])); // another order each
    }

    private static string ByCity()
    {
        var definition = JsonNode.Parse(CampaignDefinitions.PayRuleChange)!;
        var city = definition["schema"]!["fields"]![0]!;
        city["name"] = "city";
        city["label"] = JsonNode.Parse("""{ "en": "City", "fr": "Ville", "es": "Ciudad" }""");
        city["choices"] = new JsonArray([.. Cities.Select(code => JsonNode.Parse($$"""{ "code": "{{code}}", "label": { "en": "{{code}}", "fr": "{{code}}", "es": "{{code}}" } }"""))]);
        definition["schema"]!["table"]!["dimensions"]![1] = "city";
        return definition.ToJsonString();
    }
}
