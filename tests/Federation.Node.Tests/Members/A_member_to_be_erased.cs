using System.Net;
using Federation.Node.Consents;
using Federation.Node.Members;
using Federation.Node.Members.Erasures;
using Federation.Node.Tests.Campaigns;
using Federation.Node.Tests.Documents;
using Federation.Storage.Keys;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Members;

public sealed class A_member_to_be_erased(PostgresFixture postgres)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Asks_with_their_password_sees_the_day_and_may_stay()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await node.SignedIn("ana");
        await ana.Open("/account");
        await ana.Submit("/account/erasure", ("current", "not this one"));
        Assert.Equal(HttpStatusCode.Unauthorized, ana.Status);
        await ana.Submit("/account/erasure", ("current", RunningNode.Password));
        Assert.Contains("will be erased on 1 December 2026", ana.Text, StringComparison.Ordinal);
        await ana.Open("/");
        Assert.Contains("Your account will be erased", ana.Text, StringComparison.Ordinal);
        await ana.Open("/account");
        await ana.Submit("/account/erasure/call-off");
        Assert.DoesNotContain("will be erased on", ana.Text, StringComparison.Ordinal);
        await Pass(node, 30);
        Assert.Equal(KeyState.Live, await KeyOf(node, "ana"));
    }

    [Fact]
    public async Task Is_gone_after_seven_days_and_others_are_not()
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign();
        using var ana = await Drive.Of(node);
        using var bea = await Drive.Of(node, "bea");
        await ana.Device.Status("MKCOL", "/dav/folder");
        await ana.Device.Put("/dav/folder/a.txt", "one");
        await ana.Device.Put("/dav/folder/a.txt", "two");
        await ana.Device.Put("/dav/trashed.txt", "three");
        await ana.Device.Status("DELETE", "/dav/trashed.txt");
        await ana.Device.Status("PROPPATCH", "/dav/folder/a.txt", Documents.Properties.Set("<c xmlns='urn:x'>label</c>"));
        await ana.Device.Lock("/dav/folder/a.txt");
        await bea.Device.Put("/dav/b.txt", "stays");
        using var visitor = await node.SignedIn("ana");
        await visitor.Open(campaign + "/consent");
        await visitor.Submit(campaign + "/consent");
        await visitor.Open("/account");
        await visitor.Submit("/account/erasure", ("current", RunningNode.Password));

        await Pass(node, 6.9);
        Assert.Equal("two", await ana.Device.Read("/dav/folder/a.txt"));
        await Pass(node, 0.2);
        Assert.Equal(401, await ana.Device.Status("GET", "/dav/folder/a.txt"));
        Assert.Equal(KeyState.Erased, await node.Services.GetRequiredService<KeyVault>().StateOf(new SubjectId(ana.Member), Cancel));
        await Until(async () => await node.Count("node.entry where name <> ''") == 1);
        await Until(async () => (await node.Services.GetRequiredService<IConsents>().AllActive(Guid.Parse(campaign.Split('/')[^1]), Cancel)).Count == 0);
        Assert.Equal((0, 0, 0), (await node.Count("node.trashed_entry"), await node.Count("node.entry_property"), await node.Count("node.entry_lock")));
        await bea.Upkeep();
        Assert.Single(node.Blobs());
        Assert.Equal("stays", await bea.Device.Read("/dav/b.txt"));
        Assert.Equal("erased", (await node.Services.GetRequiredService<IMembers>().Find(ana.Member, Cancel))!.Name);
        using var again = node.Visitor();
        await again.SignIn("ana", RunningNode.Password);
        Assert.Equal(HttpStatusCode.Unauthorized, again.Status);
        Assert.NotEqual(ana.Member, await node.Add("ana")); // the name is free, and its next owner is somebody else
    }

    [Fact]
    public async Task Leaves_a_history_from_which_everything_can_be_made_again()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ana = await Drive.Of(node);
        using var bea = await Drive.Of(node, "bea");
        await ana.Device.Put("/dav/a.txt", "one");
        await bea.Device.Put("/dav/b.txt", "stays");
        await Erase(node, ana.Member);
        await Until(async () => await node.Count("node.entry where name <> ''") == 1);
        using var daemon = await node.Services.GetRequiredService<IDocumentStore>().BuildProjectionDaemonAsync();
        foreach (var projection in new[] { "EntryTable", "Member", "Space", "Entry" })
        {
            await daemon.RebuildProjectionAsync(projection, Cancel);
        }

        Assert.Equal((1, 1), (await node.Count("node.entry where name <> ''"), await node.Count("node.document_version")));
        Assert.Equal("stays", await bea.Device.Read("/dav/b.txt"));
        Assert.Equal("erased", (await node.Services.GetRequiredService<IMembers>().Find(ana.Member, Cancel))!.Name);
    }

    [Fact]
    public async Task Is_erased_by_administrators_only_if_two_of_them_want_it_and_the_member_does_not_object()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ines = await node.SignedIn("ines", Roles.Administrator);
        using var sam = await node.SignedIn("sam", Roles.Administrator);
        var id = await node.Add("ana");
        await ines.Open("/members");
        await ines.Submit($"/members/{id}/erasure");
        await Pass(node, 30);
        Assert.Equal(KeyState.Live, await KeyOf(node, "ana"));
        await ines.SignIn("ines", RunningNode.Password);
        await ines.Open("/members");
        await ines.Submit($"/members/{id}/erasure/approve");
        Assert.Equal(HttpStatusCode.Conflict, ines.Status);
        await sam.SignIn("sam", RunningNode.Password);
        await sam.Open("/members");
        await sam.Submit($"/members/{id}/erasure/approve");
        Assert.Contains("will be erased on", sam.Text, StringComparison.Ordinal);

        using var ana = await node.SignedIn("ana");
        await ana.Open("/account");
        Assert.Contains("Your union asked for it", ana.Text, StringComparison.Ordinal);
        await ana.Submit("/account/erasure/call-off");
        await Pass(node, 30);
        Assert.Equal(KeyState.Live, await KeyOf(node, "ana"));
    }

    [Fact]
    public async Task Is_not_kept_by_an_administrator()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ines = await node.SignedIn("ines", Roles.Administrator);
        using var ana = await node.SignedIn("ana");
        await ana.Open("/account");
        await ana.Submit("/account/erasure", ("current", RunningNode.Password));
        var id = await node.Services.GetRequiredService<MemberDesk>().FindByName("ana", Cancel);
        await ines.Open("/members");
        await ines.Submit($"/members/{id}/erasure/call-off");
        Assert.Equal(HttpStatusCode.Conflict, ines.Status);
    }

    [Fact]
    public async Task Is_not_the_last_administrator()
    {
        await using var node = await RunningNode.Start(postgres);
        using var ines = await node.SignedIn("ines", Roles.Administrator);
        await ines.Open("/account");
        await ines.Submit("/account/erasure", ("current", RunningNode.Password));
        Assert.Equal(HttpStatusCode.Conflict, ines.Status);
        Assert.Contains("Make somebody else an administrator first", ines.Text, StringComparison.Ordinal);
    }

    /// <summary>Lets days pass and does what is due.</summary>
    internal static async Task Pass(RunningNode node, double days)
    {
        node.Clock.Advance(TimeSpan.FromDays(days));
        await node.Services.GetRequiredService<MemberErasures>().Run(Cancel);
    }

    internal static async Task Erase(RunningNode node, Guid id)
    {
        Assert.Null(await node.Services.GetRequiredService<MemberDesk>().AskErasure(id, id.ToString(), Cancel));
        await Pass(node, 7.1);
    }

    /// <summary>Waits for what rooms do about another room's event.</summary>
    /// <param name="holds">What comes about.</param>
    /// <param name="left">What is the case instead.</param>
    internal static async Task Until(Func<Task<bool>> holds, Func<string>? left = null)
    {
        for (var round = 0; !await holds(); round++)
        {
            Assert.True(round < 300, $"It did not come about within 30 seconds. {left?.Invoke()}");
            await Task.Delay(100, Cancel);
        }
    }

    private static async Task<KeyState> KeyOf(RunningNode node, string name) => await node.Services.GetRequiredService<KeyVault>().StateOf(
        new SubjectId((await node.Services.GetRequiredService<MemberDesk>().FindByName(name, Cancel))!.Value), Cancel); // they are there
}
