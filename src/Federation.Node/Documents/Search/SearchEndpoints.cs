using System.Text.Json.Nodes;
using Federation.Node.Members;
using Federation.Node.Shell;

namespace Federation.Node.Documents.Search;

/// <summary>The page that searches a member's documents; its address holds the words, and is in nobody's log.</summary>
internal static class SearchEndpoints
{
    public static void MapSearchEndpoints(this IEndpointRouteBuilder documents) => documents.MapGet("/search", Search);

    private static async Task<IResult> Search(string? q, HttpContext http, SearchViews views, DocumentPages pages, CancellationToken cancel)
    {
        var by = http.User.MemberId();
        var words = Folding.Clean((q ?? "").Trim());
        if (words.Length > SearchLimits.LongestQuery)
        {
            var refusal = new SearchRefusal.TooLong();
            return Answers.Refused(http, refusal, () => Answers.Page<SearchPage>(new { Words = words[..SearchLimits.LongestQuery], Refusal = refusal }, refusal.Status));
        }

        var found = words.Length == 0 ? [] : await views.Find(by, words, cancel);
        var shown = new List<(Found, IReadOnlyList<string>)>();
        foreach (var each in found.Take(SearchLimits.Shown))
        {
            // What was taken back this instant is not shown.
            if (await pages.Find(by, each.Id, cancel) is { } sight)
            {
                shown.Add((each, [.. sight.Path.SkipLast(1)]));
            }
        }

        return Answers.AcceptsJson(http.Request)
            ? Results.Json(new JsonArray([.. shown.Select(each => Written(each.Item1, each.Item2))]))
            : Answers.Page<SearchPage>(new
            {
                Words = words, FoundBox = (object)shown, IsMore = found.Count > SearchLimits.Shown, Unread = words.Length == 0 ? 0 : await views.Unread(by, cancel),
            });
    }

    private static JsonObject Written(Found found, IReadOnlyList<string> above) => new()
    {
        ["id"] = found.Id,
        ["name"] = found.Name,
        ["isFolder"] = found.IsFolder,
        ["isIn"] = new JsonArray([.. above.Select(name => JsonValue.Create(name))]),
        ["bytes"] = found.Length,
        ["changedAt"] = found.ChangedAt,
        ["place"] = new JsonArray([.. found.Place.Select(part => new JsonObject { ["text"] = part.Text, ["isFound"] = part.IsFound })]),
    };
}
