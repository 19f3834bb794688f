using System.Text.Json;
using System.Text.Json.Nodes;
using Federation.Node.Delivery.Wire;
using Federation.Node.Hosting.Configuration;

namespace Federation.Node.Delivery.Outbox;

/// <summary>Sends one activity to one inbox and reads the answer.</summary>
internal sealed class InboxPost(PeerHttp http, NodeOptions options, TimeProvider time)
{
    /// <summary>Characters kept of a peer's reason: it is for people, an essay is not kept.</summary>
    private const int LongestReason = 500;

    public async Task<DeliveryAnswer> Send(Uri inbox, byte[] body, CancellationToken cancel)
    {
        if (PeerAddress.Refuse(inbox, options) is { } reason)
        {
            return new DeliveryAnswer.Unreachable(reason);
        }

        try
        {
            using var response = await http.Post(inbox, body, cancel);
            var (code, detail) = response.IsSuccessStatusCode ? (null, null) : await ReadProblem(response, cancel);
            var asked = response.Headers.RetryAfter is { } after ? after.Delta ?? (after.Date - time.GetUtcNow()) : null;
            var text = $"It answered {(int)response.StatusCode}{(detail is null ? "." : $": {detail}")}";
            return LaneRules.Read((int)response.StatusCode, code, text[..Math.Min(text.Length, LongestReason)], asked);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new DeliveryAnswer.Unreachable($"It did not answer within {DeliveryLimits.ExchangeTimeout.TotalSeconds:0} seconds.");
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return new DeliveryAnswer.Unreachable(e.Message);
        }
    }

    private static async Task<(string? Code, string? Detail)> ReadProblem(HttpResponseMessage response, CancellationToken cancel)
    {
        if (response.Content.Headers.ContentType?.MediaType != "application/problem+json")
        {
            return (null, response.ReasonPhrase);
        }

        try
        {
            return JsonNode.Parse(await response.Content.ReadAsByteArrayAsync(cancel)) is JsonObject problem
                ? (Text(problem, "code"), Text(problem, "detail") ?? Text(problem, "title"))
                : (null, null);
        }
        catch (JsonException)
        {
            return (null, "an answer that is not the JSON it says it is");
        }
    }

    private static string? Text(JsonObject problem, string name) =>
        problem[name] is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
