using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AngleSharp.Html.Parser;
using Federation.Node.Documents;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Documents;

/// <summary>A member's documents as a program of theirs sees them: files by WebDAV, trash and versions as JSON.</summary>
public sealed class Drive : IDisposable
{
    private readonly string name;
    private readonly Visitor person;

    private Drive(RunningNode node, Guid member, string name, Visitor person, Device device) =>
        (Node, Member, this.name, this.person, Device) = (node, member, name, person, device);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public RunningNode Node { get; }

    /// <summary>What they sign in with.</summary>
    public string Name => name;

    /// <summary>Their browser, signed in.</summary>
    public HttpClient Browser => person.Http;

    public Guid Member { get; }

    public Device Device { get; }

    public static async Task<Drive> Of(RunningNode node, string name = "ana", params string[] roles)
    {
        var member = await node.Add(name, roles);
        return new(node, member, name, await node.SignedIn(name), new Device(node, name, await node.AppPassword(member)));
    }

    /// <summary>The same member at another replica.</summary>
    public async Task<Drive> At(RunningNode replica, string name = "ana") =>
        new(replica, Member, name, await replica.SignedIn(name), new Device(replica, name, await replica.AppPassword(Member)));

    public async Task<JsonArray> Trash(Guid? space = null) => (await Json("/documents/trash" + (space is null ? "" : $"?space={space}"))).AsArray();

    /// <summary>The id of the one thing of this name in the trash.</summary>
    public async Task<Guid> InTrash(string name) => Guid.Parse((string)(await Trash()).Single(card => (string?)card!["name"] == name)!["id"]!);

    public async Task<JsonArray> Versions(Guid id) => (await Json($"/documents/{id}/versions")).AsArray();

    /// <summary>What was done with a document or folder.</summary>
    public async Task<JsonArray> Told(Guid id) => (await Json($"/documents/{id}/activity")).AsArray();

    /// <summary>The id of what is in the tree under a name.</summary>
    public async Task<Guid> Id(string name)
    {
        await using var command = Node.Services.GetRequiredService<Npgsql.NpgsqlDataSource>().CreateCommand("select id from node.entry where name = $1");
        command.Parameters.Add(new() { Value = name });
        return (Guid)(await command.ExecuteScalarAsync(Cancel))!; // a name that is not there fails the test
    }

    /// <summary>Posts one of the forms as a program that shows what it can of a refusal.</summary>
    public async Task<(int Status, JsonNode Answer)> Post(string path, params (string Name, string Value)[] fields)
    {
        await Come();
        using var page = await person.Http.GetAsync("/documents", Cancel);
        var token = new HtmlParser().ParseDocument(await page.Content.ReadAsStringAsync(Cancel)).QuerySelector("main input[type=hidden]")!.GetAttribute("value")!;
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent([new("__RequestVerificationToken", token), .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]) };
        request.Headers.Accept.ParseAdd("application/json");
        using var answer = await person.Http.SendAsync(request, Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        return ((int)answer.StatusCode, text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!);
    }

    public Task<(int Status, JsonNode Answer)> Restore(Guid id) => Post($"/documents/trash/{id}/restore");

    public Task<(int Status, JsonNode Answer)> Erase(Guid id) => Post($"/documents/trash/{id}/erase");

    /// <summary>Opens a group space and gives its id.</summary>
    public async Task<Guid> OpenSpace(string space)
    {
        var (status, answer) = await Post("/documents/spaces", ("name", space));
        Assert.Equal(200, status);
        return Guid.Parse((string)answer["id"]!);
    }

    /// <summary>Lets a member into a group space, or gives them another role.</summary>
    public async Task<int> LetIn(Guid space, string person, string role) =>
        (await Post($"/documents/spaces/{space}/people", ("person", person), ("role", role))).Status;

    /// <summary>Shares what is in the tree under a name with a member.</summary>
    public async Task<int> Share(string entry, string person, string role) =>
        (await Post($"/documents/{await Id(entry)}/share", ("person", person), ("role", role))).Status;

    /// <summary>Ends all shares of what is in the tree under a name.</summary>
    public async Task Unshare(string entry)
    {
        var id = await Id(entry);
        foreach (var share in (await Json($"/documents/{id}/sharing"))["shares"]!.AsArray())
        {
            Assert.Equal(204, (await Post($"/documents/{id}/shares/{(string?)share!["id"]}/end")).Status);
        }
    }

    /// <summary>Deletes what is at a path and erases it.</summary>
    public async Task Destroy(string path)
    {
        Assert.Equal(204, await Device.Status("DELETE", path));
        Assert.Equal(200, (await Erase(await InTrash(Uri.UnescapeDataString(path.Split('/')[^1])))).Status);
    }

    /// <summary>What the node does every hour, now; what its own round is at, at the same moment, is waited for.</summary>
    public async Task Upkeep()
    {
        await Node.Services.GetRequiredService<DocumentUpkeep>().Run(Cancel);
        while (await Node.Count("node.doomed_blob") > await Node.Count("(select blob from node.doomed_blob for update skip locked) as free"))
        {
            await Task.Delay(20, Cancel);
        }
    }

    internal Task<CheckedDocuments> Check(double read = 1) =>
        Node.Services.GetRequiredService<DocumentCheck>().Look(new HashSet<string>(), read, Cancel);

    public async Task<HttpStatusCode> Get(string path)
    {
        await Come();
        using var answer = await person.Http.GetAsync(path, Cancel);
        return answer.StatusCode;
    }

    public void Dispose()
    {
        person.Dispose();
        Device.Dispose();
    }

    // Days pass in these tests, and a session does not last for ever.
    private async Task Come()
    {
        using var page = await person.Http.GetAsync("/documents", Cancel);
        if (page.StatusCode != HttpStatusCode.OK)
        {
            await person.SignIn(name, RunningNode.Password);
        }
    }

    public async Task<JsonNode> Json(string path)
    {
        await Come();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("application/json");
        using var answer = await person.Http.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonNode>(Cancel))!; // it is JSON
    }
}
