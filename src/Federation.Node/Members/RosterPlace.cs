using System.Globalization;
using Federation.Node.Shell;

namespace Federation.Node.Members;

/// <summary>Where in the list of accounts somebody is; every form on it carries that along, so that what it does leads back there.</summary>
/// <param name="Search">What the names hold; empty: all.</param>
/// <param name="Page">From 1.</param>
/// <param name="IsWaiting">Only those about whom something waits for a second person.</param>
public sealed record RosterPlace(string Search, int Page, bool IsWaiting)
{
    /// <summary>Characters of a search: no name is longer.</summary>
    public const int LongestSearch = 100;

    /// <summary>The place that a form carried along, or that the address names.</summary>
    public static RosterPlace Of(HttpRequest request)
    {
        string? Said(string name) => request.HasFormContentType ? request.Form[name] : request.Query[name];
        var search = (Said("search") ?? "").Trim();
        return new(
            search.Length > LongestSearch ? search[..LongestSearch] : search,
            ListPage.Of(request).Number,
            Said("waiting") == "true");
    }

    /// <summary>The address of a page of it.</summary>
    public string Path(int page)
    {
        var query = new List<string>(3);
        if (Search.Length > 0)
        {
            query.Add("search=" + Uri.EscapeDataString(Search));
        }

        if (IsWaiting)
        {
            query.Add("waiting=true");
        }

        if (page > 1)
        {
            query.Add(string.Create(CultureInfo.InvariantCulture, $"page={page}"));
        }

        return query.Count == 0 ? "/members" : "/members?" + string.Join('&', query);
    }
}
