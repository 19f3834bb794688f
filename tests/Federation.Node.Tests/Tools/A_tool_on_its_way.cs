using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using Federation.Node.Members;
using Federation.Node.Tests.Peers;

namespace Federation.Node.Tests.Tools;

/// <summary>From an officer's form at a federation to a member's download at a union, and back out of everybody's hands.</summary>
public sealed class A_tool_on_its_way(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_published_by_two_people_mirrored_installed_and_when_revoked_flagged_within_a_delivery()
    {
        await using var fnt = await RunningNode.Start(postgres, "FNT");
        await using var union = await RunningNode.Start(postgres);
        await fnt.Befriend(union);
        await union.Befriend(fnt);
        await union.Follow(fnt, "tools");
        var archive = ToolSteps.TarGz(("payslip-parser/bin/parse", "#!/bin/sh"), ("payslip-parser/README", "Read me"));
        var (olga, stan) = await fnt.TwoPeople();
        await olga.Propose(archive);
        Assert.Equal(HttpStatusCode.OK, olga.Status);
        Assert.Contains("members' contributions", olga.Text, StringComparison.Ordinal);
        Assert.Null(olga.Page.QuerySelector("form[action$='/approve']"));
        using (var member = await fnt.SignedIn("mia"))
        {
            await member.Open("/tools");
            Assert.DoesNotContain("payslip", member.Text, StringComparison.Ordinal); // nobody hears of what is only proposed
        }

        await stan.Open("/tools");
        await stan.Submit(stan.Page.QuerySelector("form[action$='/approve']")!.GetAttribute("action")!);
        Assert.Equal(HttpStatusCode.OK, stan.Status);

        await Neighbours.Eventually(async () => await union.Copies() is [{ Archive: not null }], "the archive is mirrored", union, fnt);
        using var mia = await union.SignedIn("mia");
        await mia.Open("/tools");
        Assert.Contains("verified copy, not installed", mia.Text, StringComparison.Ordinal);
        Assert.Contains("Tools working group", mia.Text, StringComparison.Ordinal);
        Assert.Empty(mia.Page.QuerySelectorAll("main form"));
        using var ada = await union.SignedIn("ada", Roles.Administrator);
        await ada.Open("/tools");
        var (install, withdraw) = (Action(ada, "/install"), Action(ada, "/install").Replace("/install", "/withdraw", StringComparison.Ordinal));
        await ada.Submit(install);
        await mia.Open("/tools");
        var download = mia.Page.QuerySelector("a.button[href$='/archive']")!.GetAttribute("href")!;
        Assert.Equal(SHA256.HashData(archive), SHA256.HashData(await mia.Http.GetByteArrayAsync(download, Cancel)));

        await stan.Open("/tools");
        await stan.Submit(Action(stan, "/revoke"), ("reason", "It sends payslips to a server abroad."));
        var watch = Stopwatch.StartNew();
        await Neighbours.Eventually(async () => await union.Copies() is [{ RevokedBecause: not null }], "the revocation arrives");
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5)); // no clock was moved: one delivery, no pause
        await mia.Open("/tools");
        Assert.Contains("Stop using payslip-parser 2.1.0.", mia.Page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("It sends payslips to a server abroad.", mia.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Gone, (await mia.Http.GetAsync(download, Cancel)).StatusCode);
        await ada.Open("/tools");
        await ada.Submit(withdraw);
        Assert.DoesNotContain("Stop using", ada.Text, StringComparison.Ordinal);
        Assert.Contains("revoked", ada.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(ada.Page.QuerySelectorAll("form"), form => form.GetAttribute("action") == install);

        using var anybody = new HttpClient { BaseAddress = fnt.Origin };
        using var gone = await anybody.GetAsync("/tools/payslip-parser/2.1.0", Cancel);
        Assert.Equal(HttpStatusCode.Gone, gone.StatusCode);
        Assert.Contains("\"Tombstone\"", await gone.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        olga.Dispose();
        stan.Dispose();
    }

    [Fact]
    public async Task Reaches_a_follower_who_comes_later_and_what_was_revoked_by_then_is_never_fetched()
    {
        await using var fnt = await RunningNode.Start(postgres, "FNT");
        await using var union = await RunningNode.Start(postgres);
        await fnt.Befriend(union);
        await union.Befriend(fnt);
        await fnt.PublishTool(ToolSteps.Manifest("1.0.0"), ToolSteps.TarGz(("old", "old")));
        using (var stan = await fnt.SignedIn("stan", Roles.Steward))
        {
            await stan.Open("/tools");
            await stan.Submit(Action(stan, "/revoke"), ("reason", "Wrong totals."));
        }

        await fnt.PublishTool(ToolSteps.Manifest("1.1.0"));
        await union.Follow(fnt, "tools");
        await Neighbours.Eventually(
            async () => (await union.Copies()).Count(copy => copy.Archive is not null) == 1 && (await union.Copies()).Count == 2, "both versions arrive", union, fnt);
        var revoked = Assert.Single(await union.Copies(), copy => copy.RevokedBecause is not null);
        Assert.Equal(("1.0.0", null), (revoked.Manifest!.Version, revoked.Archive));
        using var mia = await union.SignedIn("mia");
        await mia.Open("/tools");
        Assert.Contains("Newest version: 1.1.0", mia.Text, StringComparison.Ordinal);
        Assert.Contains("Wrong totals.", mia.Text, StringComparison.Ordinal);
        Assert.Null(mia.Page.QuerySelector("[role=alert]")); // nobody here had it
    }

    [Fact]
    public async Task Is_given_to_members_and_to_peers_who_sign_and_to_nobody_else()
    {
        await using var fnt = await RunningNode.Start(postgres, "FNT");
        var tool = await fnt.PublishTool();
        using var anybody = new HttpClient { BaseAddress = fnt.Origin };
        Assert.Equal(HttpStatusCode.Unauthorized, (await anybody.GetAsync("/tools/payslip-parser/2.1.0", Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await anybody.GetAsync("/tool-archives/" + tool.Archive.Sha256, Cancel)).StatusCode);
        using var mia = await fnt.SignedIn("mia");
        Assert.Equal(HttpStatusCode.OK, (await mia.Http.GetAsync("/tools/payslip-parser/2.1.0", Cancel)).StatusCode);
        using var file = await mia.Http.GetAsync("/tool-archives/" + tool.Archive.Sha256, Cancel);
        Assert.Equal(("application/gzip", "payslip-parser-2.1.0.tar.gz"), (file.Content.Headers.ContentType!.MediaType, file.Content.Headers.ContentDisposition!.FileName));
        Assert.Equal(HttpStatusCode.NotFound, (await mia.Http.GetAsync("/tool-archives/" + new string('0', 64), Cancel)).StatusCode);
    }

    [Fact]
    public async Task Is_followed_as_an_actor_that_anybody_finds()
    {
        await using var fnt = await RunningNode.Start(postgres, "FNT");
        using var http = new HttpClient { BaseAddress = fnt.Origin };
        http.DefaultRequestHeaders.Accept.ParseAdd("application/activity+json");
        var actor = System.Text.Json.Nodes.JsonNode.Parse(await http.GetStringAsync("/catalogues/tools", Cancel))!;
        Assert.Equal(("Service", "tools"), (actor["type"]!.ToString(), actor["preferredUsername"]!.ToString()));
        await fnt.PublishTool();
        await using var union = await RunningNode.Start(postgres, "Union A");
        await fnt.Befriend(union);
        Assert.Contains("un:software", (await union.Read(fnt, "/catalogues/tools/outbox?page=1")).ToJsonString(), StringComparison.Ordinal);
    }

    private static string Action(Visitor visitor, string end)
    {
        var form = visitor.Page.QuerySelector($"form[action$='{end}']");
        Assert.True(form is not null, $"No form ends with {end} on: {visitor.Text}");
        return form.GetAttribute("action")!; // selected by it
    }
}
