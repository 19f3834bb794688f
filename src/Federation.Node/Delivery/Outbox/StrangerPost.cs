using System.Text.Json;
using Federation.Node.Delivery.Wire;
using Federation.Protocol.Activities;
using Federation.Protocol.Signatures;

namespace Federation.Node.Delivery.Outbox;

/// <summary>
/// Posts to stock Fediverse servers, signed with the RSA key of the activity's actor: in the way that worked last, else by draft-cavage and,
/// if that is not understood, by RFC 9421.
/// </summary>
internal sealed class StrangerPost(PeerHttp http, SchemeTable schemes, TimeProvider time, INodeIdentity identity)
{
    public async Task<HttpResponseMessage> Post(Uri inbox, byte[] body, CancellationToken cancel)
    {
        var actor = ActorOf(body);
        var origin = SchemeTable.Origin(inbox);
        var remembered = await schemes.Find(origin, cancel);
        var scheme = KnockRules.First(remembered?.Scheme);
        var response = await Knock(inbox, body, scheme, actor, cancel);
        if (!response.IsSuccessStatusCode && KnockRules.MayBeTheSignature((int)response.StatusCode, remembered is not null))
        {
            var second = await Knock(inbox, body, KnockRules.Other(scheme), actor, cancel);
            if (second.IsSuccessStatusCode)
            {
                response.Dispose();
                (response, scheme) = (second, KnockRules.Other(scheme));
            }
            else
            {
                second.Dispose(); // the first answer is about the way that is expected to work
            }
        }

        if (response.IsSuccessStatusCode && KnockRules.ShouldRemember(remembered, scheme, time.GetUtcNow()))
        {
            await schemes.Remember(origin, scheme, cancel);
        }

        return response;
    }

    private async Task<HttpResponseMessage> Knock(Uri inbox, byte[] body, RequestScheme scheme, Uri actor, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        using var request = new HttpRequestMessage(HttpMethod.Post, inbox) { Content = new ByteArrayContent(body) };
        var fields = new Dictionary<string, string> { ["content-type"] = ActivityContexts.MediaType, ["date"] = HttpDate.Write(now) };
        var digest = scheme == RequestScheme.CavageRsa ? (LegacyDigest.FieldName, LegacyDigest.Of(body)) : (ContentDigest.FieldName, ContentDigest.Of(body));
        fields[digest.Item1.ToLowerInvariant()] = digest.Item2;
        request.Content.Headers.TryAddWithoutValidation("Content-Type", fields["content-type"]);
        request.Headers.TryAddWithoutValidation("Date", fields["date"]);
        if (!request.Headers.TryAddWithoutValidation(digest.Item1, digest.Item2))
        {
            request.Content.Headers.TryAddWithoutValidation(digest.Item1, digest.Item2);
        }

        foreach (var (name, value) in identity.SignRequest(actor, new SignedRequest("POST", inbox, fields), scheme))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await http.Send(request, cancel);
    }

    private static Uri ActorOf(byte[] body)
    {
        using var activity = JsonDocument.Parse(body); // ours, signed here
        return new Uri(activity.RootElement.GetProperty("actor").GetString()!); // Publish set it
    }
}
