using System.Net;
using Federation.Node.Members;
using Federation.Node.Tools;
using Federation.Node.Tools.Archives;
using Federation.Storage.Blobs;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Tools;

public sealed class A_proposal_on_the_form(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task That_is_wrong_is_refused_with_the_reason_and_what_was_typed_and_leaves_no_bytes_behind()
    {
        await using var node = await RunningNode.Start(postgres, parts: services => services.AddSingleton(new ToolLimits { MaxArchiveBytes = 50_000, MaxUnpackedBytes = 100_000 }));
        using var olga = await node.SignedIn("olga", Roles.Officer);
        var good = ToolSteps.TarGz(("f", "content"));
        await Refused(olga, good, "SPDX identifier", ("license", "Proprietary"));
        await Refused(olga, good, "Semantic Versioning", ("version", "two"));
        await Refused(olga, good, "not data on our list", ("touches", "everything"));
        await Refused(olga, good, "where the tool runs", ("runsOn", "inTheCloud"));
        await Refused(olga, good, "in this language", ("summary-es", ""));
        await Refused(olga, good, "who reviewed", ("reviewOn", "soon"));
        await Refused(olga, ToolSteps.TarGz(("../evil", "content")), "outside its folder");
        await Refused(olga, ToolSteps.Zip(("bomb", new string('\0', 200_000))), "unpacks to more than 100000");
        await Refused(olga, [.. good, .. new byte[60_000]], "larger than the 50000 bytes", HttpStatusCode.RequestEntityTooLarge);
        await Refused(olga, "just text"u8.ToArray(), "neither a .tar.gz nor a .zip");
        Assert.Equal("payslip-parser", olga.Page.QuerySelector("#name")!.GetAttribute("value"));
        Assert.Empty(await node.Services.GetRequiredService<ToolDesk>().All(Cancel));
        var blobs = 0;
        await foreach (var _ in node.Services.GetRequiredService<IBlobStore>().List(Cancel))
        {
            blobs++;
        }

        Assert.Equal(0, blobs);
    }

    [Fact]
    public async Task Is_not_approved_by_its_proposer_or_by_somebody_without_the_role()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ada = await node.SignedIn("ada", Roles.Administrator);
        await ada.Propose(ToolSteps.TarGz(("f", "content")));
        Assert.Contains("another steward or administrator has to approve it", ada.Text, StringComparison.Ordinal);
        var tool = Assert.Single(await node.Services.GetRequiredService<ToolDesk>().All(Cancel));
        await ada.Replay($"/tools/{tool.Id}/return", $"/tools/{tool.Id}/approve");
        Assert.Equal(HttpStatusCode.Forbidden, ada.Status);
        Assert.Contains("Whoever proposed a tool cannot approve it", ada.Text, StringComparison.Ordinal);
        using var olga = await node.SignedIn("olga", Roles.Officer);
        await olga.Open("/tools");
        Assert.Null(olga.Page.QuerySelector($"form[action='/tools/{tool.Id}/return']"));
        using var mia = await node.SignedIn("mia");
        await mia.Open("/tools/new");
        Assert.NotEqual(HttpStatusCode.OK, mia.Status);
    }

    [Fact]
    public async Task That_was_published_is_not_proposed_again_with_other_bytes()
    {
        await using var node = await RunningNode.Start(postgres);
        await node.PublishTool();
        using var olga = await node.SignedIn("olga", Roles.Officer);
        await Refused(olga, ToolSteps.TarGz(("f", "other bytes")), "never changes", HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Goes_with_its_bytes_when_it_is_sent_back()
    {
        await using var node = await RunningNode.Start(postgres);
        var (olga, stan) = await node.TwoPeople();
        await olga.Propose(ToolSteps.TarGz(("f", "content")));
        var tool = Assert.Single(await node.Services.GetRequiredService<ToolDesk>().All(Cancel));
        var archives = node.Services.GetRequiredService<ToolArchives>();
        Assert.True(await archives.Holds(tool.Archive.Sha256, Cancel));
        await stan.Open("/tools");
        await stan.Submit($"/tools/{tool.Id}/return", ("reason", "Say what was found."));
        Assert.Contains("Say what was found.", stan.Text, StringComparison.Ordinal);
        Assert.False(await archives.Holds(tool.Archive.Sha256, Cancel));
        olga.Dispose();
        stan.Dispose();
    }

    private static Task Refused(Visitor visitor, byte[] archive, string reason, params (string, string)[] otherwise) =>
        Refused(visitor, archive, reason, HttpStatusCode.UnprocessableEntity, otherwise);

    private static async Task Refused(Visitor visitor, byte[] archive, string reason, HttpStatusCode status, params (string, string)[] otherwise)
    {
        await visitor.Propose(archive, otherwise);
        Assert.Contains(reason, visitor.Text, StringComparison.Ordinal);
        Assert.Equal(status, visitor.Status);
    }
}
