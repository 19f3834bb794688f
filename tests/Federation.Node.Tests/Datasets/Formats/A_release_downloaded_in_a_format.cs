using System.IO.Compression;
using System.Net;
using System.Text.Json.Nodes;
using Federation.Node.Datasets.Formats;
using Federation.Node.Datasets.Releases;
using Federation.Node.Delivery;
using Federation.Node.Tests.Campaigns;
using Federation.Node.Tests.Peers;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Datasets.Formats;

/// <summary>The doors of the formats are those of the files.</summary>
public sealed class A_release_downloaded_in_a_format(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_there_in_every_form_for_members_and_for_nobody_without_an_account()
    {
        await using var node = await RunningNode.Start(postgres);
        var path = await Publish(node);
        using var ana = await node.SignedIn("ana");
        using var stranger = new HttpClient { BaseAddress = node.Origin };
        foreach (var format in ReleaseFormats.All)
        {
            var address = $"/datasets/{DatasetSteps.IdOf(path)}/v1/{format.FileName}";
            Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync(address, Cancel)).StatusCode);
            using var answer = await ana.Http.GetAsync(address, Cancel);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(format.MediaType, answer.Content.Headers.ContentType!.ToString());
            Assert.EndsWith(format.FileName + "\"", answer.Content.Headers.GetValues("Content-Disposition").Single(), StringComparison.Ordinal);
            Assert.True(answer.Headers.CacheControl!.NoStore);
            Assert.Equal(await answer.Content.ReadAsByteArrayAsync(Cancel), await ana.Http.GetByteArrayAsync(address, Cancel));
        }

        using var unknown = await ana.Http.GetAsync($"/datasets/{DatasetSteps.IdOf(path)}/v1/table.ods", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Contains("table.en.xlsx", await unknown.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await ana.Http.GetAsync($"/datasets/{DatasetSteps.IdOf(path)}/v2/table.en.xlsx", Cancel)).StatusCode);
    }

    [Fact]
    public async Task Holds_the_figures_of_the_signed_table()
    {
        await using var node = await RunningNode.Start(postgres);
        var path = await Publish(node);
        using var ana = await node.SignedIn("ana");
        using var package = new ZipArchive(await ana.Http.GetStreamAsync($"/datasets/{DatasetSteps.IdOf(path)}/v1/datapackage.zip", Cancel));
        using var rows = new StreamReader(await package.GetEntry("data.csv")!.OpenAsync(Cancel));
        var csv = await rows.ReadToEndAsync(Cancel);
        Assert.Contains("care,north,2026-W45,12,12,28866,12,", csv, StringComparison.Ordinal);
        Assert.Contains("retail,west,2026-W45,[c],", csv, StringComparison.Ordinal);
        var signed = JsonNode.Parse(await ana.Http.GetStringAsync($"/datasets/{DatasetSteps.IdOf(path)}/v1", Cancel))!;
        using var reader = new StreamReader(await package.GetEntry("datapackage.json")!.OpenAsync(Cancel));
        Assert.Equal(signed["id"]!.ToString(), JsonNode.Parse(await reader.ReadToEndAsync(Cancel))!["id"]!.ToString());
    }

    [Fact]
    public async Task Makes_the_peer_that_takes_it_a_holder_who_is_told_of_withdrawals()
    {
        await using var node = await RunningNode.Start(postgres);
        await using var peer = await RunningNode.Start(postgres, "FNT");
        await node.Befriend(peer);
        var path = await Publish(node);
        var files = node.Services.GetRequiredService<ReleaseFiles>();
        var table = (await node.Dataset(path))!.Current!.TableSha256;
        Assert.Empty(await files.ReadersOf([table], Cancel));

        var address = new Uri(node.Origin, $"/datasets/{DatasetSteps.IdOf(path)}/v1/data.sdmx.csv");
        var taken = await peer.Services.GetRequiredService<ISignedFetch>().File(address, 1_000_000, Cancel);
        Assert.StartsWith("STRUCTURE,STRUCTURE_ID,ACTION,", System.Text.Encoding.UTF8.GetString(taken), StringComparison.Ordinal);
        Assert.Equal([peer.Host()], await files.ReadersOf([table], Cancel));
    }

    [Fact]
    public async Task Is_gone_once_somebody_in_it_has_withdrawn()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign();
        var members = await node.Contribute(campaign, 12, "care", "north");
        var path = await node.Release();
        await Withdrawing.Of(node, members[0]);
        await Neighbours.Eventually(async () => (await node.Dataset(path))!.Current is { Version: 2 }, "a corrected version", node);
        using var ana = await node.SignedIn("ana");
        using var answer = await ana.Http.GetAsync($"/datasets/{DatasetSteps.IdOf(path)}/v1/table.en.xlsx", Cancel);
        Assert.Equal(HttpStatusCode.Gone, answer.StatusCode);
        Assert.Contains("/problems/datasets.erased", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await ana.Http.GetAsync($"/datasets/{DatasetSteps.IdOf(path)}/v2/table.en.xlsx", Cancel)).StatusCode);
    }

    [Fact]
    public async Task Is_refused_when_the_table_was_changed_behind_the_nodes_back()
    {
        await using var node = await RunningNode.Start(postgres);
        var path = await Publish(node);
        await using (var command = node.Services.GetRequiredService<Npgsql.NpgsqlDataSource>().CreateCommand("update node.release_file set bytes = '{}' where media_type = 'application/json'"))
        {
            Assert.True(await command.ExecuteNonQueryAsync(Cancel) > 0);
        }

        using var ana = await node.SignedIn("ana");
        using var answer = await ana.Http.GetAsync($"/datasets/{DatasetSteps.IdOf(path)}/v1/jsonstat.en.json", Cancel);
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Contains("federation verify", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    private static async Task<string> Publish(RunningNode node)
    {
        var campaign = await node.OpenCampaign();
        await node.Contribute(campaign, 12, "care", "north");
        await node.Contribute(campaign, 11, "retail", "south");
        await node.Contribute(campaign, 3, "retail", "west");
        return await node.Release();
    }
}
