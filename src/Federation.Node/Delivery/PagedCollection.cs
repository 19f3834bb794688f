using System.Text.Json.Nodes;
using Federation.Node.Delivery.Inbox;
using Federation.Node.Shell;
using Federation.Protocol.Activities;

namespace Federation.Node.Delivery;

/// <summary>A collection (ActivityPub §5) of which anybody may know how many are in it, and approved peers what: pages need a signature.</summary>
public static class PagedCollection
{
    /// <summary>Items of a page.</summary>
    public const int PageSize = 50;

    /// <summary>The collection, or one page of it.</summary>
    /// <param name="http">The request.</param>
    /// <param name="id">Its URL.</param>
    /// <param name="items">All of it, in an order that stays.</param>
    /// <param name="page">1, 2, …; null for the collection itself.</param>
    /// <param name="cancel">Ends the work.</param>
    public static async Task<IResult> Answer(HttpContext http, string id, IReadOnlyList<string> items, int? page, CancellationToken cancel)
    {
        http.Response.Headers.CacheControl = "private";
        var (sender, refusal) = await http.RequestServices.GetRequiredService<IPeerRequests>().Read(http, cancel);
        if (refusal is not null)
        {
            return refusal;
        }

        var isPeer = sender is not null;
        var shown = new JsonObject
        {
            ["@context"] = "https://www.w3.org/ns/activitystreams", ["id"] = id, ["type"] = "OrderedCollection", ["totalItems"] = items.Count,
        };
        if (page is { } number)
        {
            if (!isPeer)
            {
                return Answers.Problem(new InboxRefusals.NotAPeer());
            }

            if (number < 1)
            {
                return Results.NotFound();
            }

            shown["id"] = $"{id}?page={number}";
            shown["type"] = "OrderedCollectionPage";
            shown["partOf"] = id;
            shown["orderedItems"] = new JsonArray([.. items.Skip((int)Math.Min((number - 1L) * PageSize, int.MaxValue)).Take(PageSize).Select(item => JsonValue.Create(item))]);
            if ((long)number * PageSize < items.Count)
            {
                shown["next"] = $"{id}?page={number + 1}";
            }
        }
        else if (isPeer)
        {
            shown["first"] = $"{id}?page=1";
        }

        return Results.Text(shown.ToJsonString(), ActivityContexts.MediaType);
    }
}
