using Federation.Node.Members;
using Federation.Node.Tests;
using Federation.Node.Tests.Peers;
using Federation.Node.Tests.Tools;
using Microsoft.Playwright;

namespace Federation.Browser.Tests;

public sealed class A_tool_that_unions_share(PostgresFixture postgres, Chromium chromium)
{
    private static readonly byte[] Archive = ToolSteps.TarGz(("payslip-parser/bin/parse", "#!/bin/sh"), ("payslip-parser/README", "Read me"));

    [Theory, MemberData(nameof(Way.All), MemberType = typeof(Way))]
    public async Task Is_published_by_two_people_installed_at_a_union_and_flagged_there_when_it_is_revoked(string language, bool withScript)
    {
        var way = new Way(language, withScript);
        await using var federation = await RunningNode.Start(postgres, "National Federation of Trades");
        await using var union = await RunningNode.Start(postgres, "Care Workers' Union");
        await federation.Befriend(union);
        await union.Befriend(federation);
        await union.Follow(federation, "tools");
        await Neighbours.Eventually(async () => (await union.PeerAt(federation)).Following is [{ IsAccepted: true }], "the follow is accepted", union, federation);

        await using (var olga = await Person.SignedIn(federation, chromium, way, "olga", Roles.Officer))
        {
            await olga.Follow("/tools");
            await Propose(olga);
        }

        await using var stella = await Person.SignedIn(federation, chromium, way, "stella", Roles.Steward);
        await stella.Follow("/tools");
        Assert.Contains("No network access.", await stella.Text(), StringComparison.Ordinal);
        await stella.Picture("tool-proposed");
        await stella.Press("form[action$='/approve'] button");
        Assert.Equal(0, await stella.Page.Locator("form[action$='/approve']").CountAsync());

        await Neighbours.Eventually(async () => await union.Copies() is [{ Archive: not null }], "the archive is mirrored", union, federation);
        await using var ada = await Person.SignedIn(union, chromium, way, "ada", Roles.Administrator);
        await ada.Follow("/tools");
        Assert.Contains("AGPL-3.0-or-later", await ada.Text(), StringComparison.Ordinal);
        await ada.Picture("tool-mirrored");
        await ada.Press("form[action$='/install'] button");

        await using var mia = await Person.SignedIn(union, chromium, way, "mia");
        await mia.Follow("/tools");
        Assert.Equal(Archive, await Download(mia));
        Assert.Equal(0, await mia.Page.Locator("main form").CountAsync());

        await stella.Page.Locator("main details summary").ClickAsync();
        await stella.Page.Locator("textarea[name=reason]").FillAsync("It sends payslips to a server abroad.");
        await stella.Press("form[action$='/revoke'] button");
        await Neighbours.Eventually(async () => await union.Copies() is [{ RevokedBecause: not null }], "the revocation arrives", union, federation);
        await mia.Open("/tools");
        var warning = await mia.Page.Locator("[role=alert]").InnerTextAsync();
        Assert.Contains("payslip-parser 2.1.0", warning, StringComparison.Ordinal);
        Assert.Contains("It sends payslips to a server abroad.", warning, StringComparison.Ordinal);
        Assert.Equal(0, await mia.Page.Locator("main a.button[href$='/archive']").CountAsync());
        Assert.Contains("\nIt sends payslips to a server abroad.", await mia.Page.Locator("main li").InnerTextAsync(), StringComparison.Ordinal); // not glued to the date
        await mia.Picture("tool-revoked");

        await ada.Open("/tools");
        await ada.Press("form[action$='/withdraw'] button");
        Assert.Equal(0, await ada.Page.Locator("[role=alert]").CountAsync());
    }

    // First a slip, which loses nothing that was typed but the file, which no browser gives back.
    private static async Task Propose(Person officer)
    {
        await officer.Follow("/tools/new");
        await officer.Picture("tool-form");
        foreach (var (field, value) in new[]
        {
            ("name", "payslip-parser"), ("version", "two"), ("license", "AGPL-3.0-or-later"), ("source", "https://git.union.example/payslip-parser"),
            ("summary-en", "Reads payslips."), ("summary-fr", "Lit les fiches de paie."), ("summary-es", "Lee las nóminas."), ("reviewBy", "Tools working group"),
            ("reviewOn", "2026-11-20"), ("findings", "No network access."),
        })
        {
            await officer.Type(field, value);
        }

        await officer.Tick("touches", "contributions");
        await officer.Tick("runsOn", "officerComputer");
        await Attach(officer);
        await officer.Send("/tools");
        Assert.Equal(422, officer.Status);
        Assert.Equal(1, await officer.Page.Locator(".refusal a[href='#version']").CountAsync());
        await officer.Picture("tool-refused");

        await officer.Type("version", "2.1.0");
        await Attach(officer);
        await officer.Send("/tools");
        Assert.Equal("/tools", officer.Path);
        Assert.Contains("payslip-parser 2.1.0", await officer.Text(), StringComparison.Ordinal);
    }

    private static Task Attach(Person officer) => officer.Page.SetInputFilesAsync(
        "#archive", new FilePayload { Name = "payslip-parser.tar.gz", MimeType = "application/gzip", Buffer = Archive });

    private static async Task<byte[]> Download(Person member)
    {
        var download = await member.Page.RunAndWaitForDownloadAsync(() => member.Page.Locator("main a.button[href$='/archive']").ClickAsync());
        Assert.Equal("payslip-parser-2.1.0.tar.gz", download.SuggestedFilename);
        await using var stream = await download.CreateReadStreamAsync();
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes, TestContext.Current.CancellationToken);
        return bytes.ToArray();
    }
}
