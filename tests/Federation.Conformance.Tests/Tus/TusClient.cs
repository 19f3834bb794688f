using System.Text.Json;
using System.Text.Json.Nodes;
using Federation.Conformance.Tests.Clients;

namespace Federation.Conformance.Tests.Tus;

/// <summary>Stock tus-js-client, driven by <c>send.mjs</c>.</summary>
internal sealed class TusClient(ClientGround ground)
{
    /// <summary>Sends files.</summary>
    /// <param name="how">What <c>send.mjs</c> explains.</param>
    /// <returns>What it says.</returns>
    public async Task<JsonNode> Send(object how, params IReadOnlyList<string> files)
    {
        var folder = await NodeModules.Folder("Tus");
        var printed = await new ForeignProgram(ground.Home).Run("node", [
            Path.Combine(folder, "send.mjs"), new Uri(ground.Node.Origin, "/documents/uploads").AbsoluteUri, ClientGround.Name, ground.Password, JsonSerializer.Serialize(how), .. files]);
        return JsonNode.Parse(printed)!; // it is JSON, not null
    }

    /// <summary>The answers it got, in order: method and status.</summary>
    public static IReadOnlyList<string> Answers(JsonNode said) => [.. said["statuses"]!.AsArray().Select(each => each!.ToString())]; // send.mjs always says them
}
