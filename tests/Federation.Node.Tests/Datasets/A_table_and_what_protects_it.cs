using System.Net;
using System.Text.Json.Nodes;
using Federation.Node.Datasets.Releases;
using Federation.Node.Datasets.Tables;
using Federation.Node.Members;
using Federation.Node.Shell;
using Federation.Node.Tests.Campaigns;
using Federation.Privacy.DisclosureControl;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Datasets;

public sealed class A_table_and_what_protects_it(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Says_what_it_passed_and_what_it_cost_before_it_is_signed_and_after()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign();
        await node.Contribute(campaign, 30, "care", "north");
        await node.Contribute(campaign, 20, "retail", "north");
        await node.Contribute(campaign, 20, "retail", "south");
        await node.Contribute(campaign, 5, "care", "south");
        using var officer = await node.SignedIn("olga", Roles.Officer);
        using var steward = await node.SignedIn("stan", Roles.Steward);
        var path = await officer.Propose();
        await steward.Open(path);
        Says(steward);

        await steward.Submit(path + "/sign");

        Says(steward);
        var release = (await node.Dataset(path))!.Current!;
        Assert.Contains("\"un:protections\":[\"minimumGroup\",\"dominance\"", release.Document.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);

        static void Says(Visitor visitor)
        {
            Assert.Contains("Attacked: no hidden figure can be bounded closely", visitor.Text, StringComparison.Ordinal);
            // 2 sectors and 2 regions by one week: the four finest cells and their sums over weeks are hidden.
            Assert.Contains("8 of 18 cells, with 100", visitor.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Hides_what_one_person_gave_nearly_alone_and_tells_nobody_by_which_measure()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign();
        await node.Contribute(campaign, 12, "care", "north", minutes: 100);
        await node.Contribute(campaign, 1, "care", "north", minutes: 10_000);
        await node.Contribute(campaign, 40, "retail", "south", minutes: 2_400);
        await node.Contribute(campaign, 60, "logistics", "west", minutes: 2_400);

        var file = await Published(node, await node.Release());

        Assert.Null(file.Find(["care", "north", null]));
        Assert.NotNull(file.Find(["logistics", "west", null]));
        var parameters = await node.Services.GetRequiredService<GateParameters>().Rule(10, Cancel);
        Assert.InRange(Assert.Single(parameters.Magnitudes.OfType<PPercent>()).P, 10, 15);
        Assert.InRange(Assert.Single(parameters.Magnitudes.OfType<Dominance>()).K, 80, 85);
        string[] members = ["cells", "dimensions", "hidden", "measures", "method", "minimumGroup", "populationBand", "protections", "sources", "suppressedCells", "title"];
        Assert.Equal(members, JsonNode.Parse(file.Bytes())!.AsObject().Select(each => each.Key)); // canonical: in this order
    }

    [Fact]
    public async Task Keeps_its_parameters_when_it_is_asked_again_and_after_a_restart()
    {
        await using var node = await RunningNode.Start(postgres);
        var rule = await node.Services.GetRequiredService<GateParameters>().Rule(10, Cancel);

        var again = await new GateParameters(node.Services.GetRequiredService<Npgsql.NpgsqlDataSource>()).Rule(10, Cancel);

        Assert.Equal(rule.Magnitudes, again.Magnitudes);
    }

    [Fact]
    public async Task Is_refused_when_only_a_few_gave_something_since_the_one_published()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign();
        await node.Contribute(campaign, 12, "care", "north");
        await node.Contribute(campaign, 12, "retail", "south");
        await node.Release();
        await node.Contribute(campaign, 3, "care", "north");
        using var officer = await node.SignedIn("olga", Roles.Officer);

        await officer.Propose();

        Assert.Equal(HttpStatusCode.Conflict, officer.Status);
        Assert.Contains("Fewer than 10 people have given or changed anything", officer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hides_where_a_few_came_and_shows_where_many_did()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign();
        await node.Contribute(campaign, 12, "care", "north");
        await node.Contribute(campaign, 20, "retail", "south");
        await node.Contribute(campaign, 20, "logistics", "west");
        Assert.NotNull((await Published(node, await node.Release())).Find(["care", "north", null]));
        await node.Contribute(campaign, 3, "care", "north");
        await node.Contribute(campaign, 15, "retail", "south");
        await node.Contribute(campaign, 18, "logistics", "west");
        using var officer = await node.SignedIn("olga", Roles.Officer);
        using var steward = await node.SignedIn("stan", Roles.Steward);
        var path = await officer.Propose();
        await steward.Open(path);
        Assert.Contains("Compared with the version that is published: 0 cells more are shown", steward.Text, StringComparison.Ordinal);
        await steward.Submit(path + "/sign");

        var second = await Published(node, path);

        Assert.Null(second.Find(["care", "north", null]));
        Assert.NotNull(second.Find(["logistics", "west", null]));
        Assert.Equal(88, second.Find([null, null, null])!.Persons);
    }

    [Fact]
    public async Task Hides_in_a_correction_to_what_few_are_left_to_have_come()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign();
        await node.Contribute(campaign, 12, "care", "north");
        await node.Contribute(campaign, 20, "retail", "south");
        await node.Contribute(campaign, 20, "logistics", "west");
        await node.Release();
        var came = await node.Contribute(campaign, 10, "care", "north");
        await node.Contribute(campaign, 15, "retail", "south");
        await node.Contribute(campaign, 18, "logistics", "west");
        var path = await node.Release();
        Assert.NotNull((await Published(node, path)).Find(["care", "north", null]));

        // Nine are left who came since version 1, which stands: nobody in it withdrew.
        await Withdrawing.Of(node, came[0]);
        await Peers.Neighbours.Eventually(async () => (await node.Dataset(path))!.Current!.Version == 3, "the correction is signed", node);

        var corrected = await Published(node, path);
        Assert.Null(corrected.Find(["care", "north", null]));
        Assert.NotNull(corrected.Find(["logistics", "west", null]));
        Assert.False((await node.Dataset(path))!.Releases[0].IsErased);
    }

    [Fact]
    public void Reads_as_it_did_when_it_was_made_before_protections_had_names()
    {
        var before = new TableFile(
            Text.Same("Hours"), [new("sector", Text.Same("Sector"), [new("care", Text.Same("Care"))], false)], [], 10, 1, "10-19", 0, Text.Same("Added up."),
            [new(["care"], 12, 12, [], 1, 0), new([null], 12, 12, [], 1, 0)], []);
        Assert.DoesNotContain("protections", System.Text.Encoding.UTF8.GetString(before.Bytes()), StringComparison.Ordinal);

        var (table, reason) = TableFile.Read(before.Bytes());

        Assert.Null(reason);
        Assert.Equal(before.Sha256(), table!.Sha256());
        Assert.Equal(new TableCost(0, 2, 0), TableCost.Of(table));
    }

    [Theory]
    [InlineData(17, "names at most 16 protections")]
    [InlineData(1, "is empty, longer than")]
    public void Is_not_taken_from_a_peer_with_protections_without_end_or_without_a_name(int count, string reason)
    {
        var table = new TableFile(
            Text.Same("Hours"), [new("sector", Text.Same("Sector"), [new("care", Text.Same("Care"))], false)], [], 10, 1, "10-19", 0, Text.Same("Added up."),
            [new(["care"], 12, 12, [], 1, 0), new([null], 12, 12, [], 1, 0)], [], [.. Enumerable.Repeat("", count)]);

        Assert.Contains(reason, TableFile.Read(table.Bytes()).Reason, StringComparison.Ordinal);
    }

    private static async Task<TableFile> Published(RunningNode node, string path) =>
        (await node.Services.GetRequiredService<ReleaseFiles>().Table(ReleaseFiles.Ours, (await node.Dataset(path))!.Current!.TableSha256, Cancel))!;
}
