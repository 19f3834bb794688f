using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Federation.Conformance.Tests.Fedify;

/// <summary>A Fedify server as a process of its own (<c>peer.mjs</c>, described in the folder's README.md), with the account <c>archive</c>.</summary>
internal sealed class StockServer : IAsyncDisposable
{
    /// <summary>Fedify 2.3.6: RFC 9421 first, takes both schemes.</summary>
    public const int New = 2;

    /// <summary>Fedify 1.5.9: draft-cavage and nothing else.</summary>
    public const int Old = 1;

    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly HttpClient control;

    private StockServer(Process process, JsonNode hello)
    {
        this.process = process;
        Origin = new Uri(hello["origin"]!.ToString()); // peer.mjs says all three
        Actor = new Uri(hello["actor"]!.ToString());
        control = new HttpClient { BaseAddress = new Uri(hello["control"]!.ToString()) };
    }

    public Uri Origin { get; }

    public Uri Actor { get; }

    public Uri Inbox => new(Origin, "/inbox");

    public string Host => Origin.Authority;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Starts one.</summary>
    /// <param name="generation"><see cref="New"/> or <see cref="Old"/>.</param>
    /// <param name="arguments">More of <c>peer.mjs</c>.</param>
    public static async Task<StockServer> Start(int generation, params IReadOnlyList<string> arguments)
    {
        var folder = await NodeModules.Folder("Fedify");
        var process = Process.Start(new ProcessStartInfo("node", [Path.Combine(folder, "peer.mjs"), "--generation", $"{generation}", .. arguments])
        {
            RedirectStandardInput = true, // it ends when this does, even if we are killed
            RedirectStandardOutput = true,
        })!; // an executable is always a new process
        var line = await process.StandardOutput.ReadLineAsync(Cancel).AsTask().WaitAsync(StartsWithin, Cancel);
        Assert.True(line is not null, "peer.mjs ended before it listened; it says why above.");
        return new StockServer(process, JsonNode.Parse(line)!); // it is JSON, not null
    }

    /// <summary>What came to the inbox so far, in order, each with all verdicts.</summary>
    public async Task<IReadOnlyList<ReceivedLetter>> Received() => [.. (await Ask("/received")).AsArray().Select(letter => new ReceivedLetter(letter!.AsObject()))];

    /// <summary>The letters of one type.</summary>
    public async Task<IReadOnlyList<ReceivedLetter>> Received(string type) => [.. (await Received()).Where(letter => letter.Type == type)];

    /// <summary>Has Fedify look an actor up, sign an activity and bring it there.</summary>
    /// <returns>Each knock: the scheme, the status and the answer.</returns>
    public async Task<IReadOnlyList<Knock>> Send(JsonObject activity, Uri to)
    {
        var answer = await Ask("/send", new JsonObject { ["activity"] = activity.DeepClone(), ["to"] = to.AbsoluteUri });
        return [.. answer["posts"]!.AsArray().Select(post => new Knock(post!["scheme"]!.ToString(), post["status"]!.GetValue<int>(), post["body"]!.ToString()))];
    }

    /// <summary>Posts what Fedify would not: <c>wrongKey</c>, <c>changedBody</c>, <c>late</c>, <c>noProof</c>, or in the scheme <c>none</c>.</summary>
    public async Task<Knock> Post(JsonObject activity, Uri inbox, string scheme, string? fault = null)
    {
        var answer = await Ask("/post", new JsonObject { ["activity"] = activity.DeepClone(), ["inbox"] = inbox.AbsoluteUri, ["scheme"] = scheme, ["fault"] = fault });
        return new Knock(scheme, answer["status"]!.GetValue<int>(), answer["body"]!.ToString());
    }

    /// <summary>What Fedify makes of a document; null when it makes nothing of it.</summary>
    public async Task<JsonNode?> LookUp(Uri url)
    {
        using var answer = await control.PostAsJsonAsync("/lookup", new JsonObject { ["url"] = url.AbsoluteUri }, Cancel);
        return JsonNode.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(Cancel));
    }

    /// <summary>From now on answers 401 to letters in that scheme, so that their sender knocks again in another.</summary>
    public Task Refuse(string scheme) => Ask("/mood", new JsonObject { ["refuse"] = scheme });

    /// <summary>From now on answers so to every letter.</summary>
    public Task Answer(int status) => Ask("/mood", new JsonObject { ["answer"] = status });

    /// <summary>From now on it is a stock server again.</summary>
    public Task BeItself() => Ask("/mood", []);

    /// <summary>An activity of its account.</summary>
    public JsonObject Activity(string type, JsonNode @object) => new()
    {
        ["@context"] = "https://www.w3.org/ns/activitystreams",
        ["id"] = new Uri(Origin, $"/activities/{Guid.CreateVersion7(TimeProvider.System.GetUtcNow())}").AbsoluteUri,
        ["type"] = type,
        ["actor"] = Actor.AbsoluteUri,
        ["object"] = @object,
    };

    public async ValueTask DisposeAsync()
    {
        control.Dispose();
        process.StandardInput.Close();
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
    }

    private async Task<JsonNode> Ask(string path, JsonObject? order = null)
    {
        using var answer = order is null ? await control.PostAsync(path, null, Cancel) : await control.PostAsJsonAsync(path, order, Cancel);
        return JsonNode.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(Cancel))!; // it answers with something
    }

    /// <summary>One POST and its answer.</summary>
    public sealed record Knock(string Scheme, int Status, string Body);
}
