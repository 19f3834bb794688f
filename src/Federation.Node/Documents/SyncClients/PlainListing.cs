using System.Xml;
using System.Xml.Linq;
using Federation.Node.Documents.WebDav;

namespace Federation.Node.Documents.SyncClients;

/// <summary>Something that is listed and is not in the tree: deleted, or an earlier version.</summary>
/// <param name="Href">Its address.</param>
/// <param name="IsFolder">Whether something lies in it.</param>
/// <param name="Properties">All that is known of it, besides which of the two it is.</param>
internal sealed record PlainResource(string Href, bool IsFolder, IReadOnlyDictionary<XName, string> Properties);

/// <summary>Answers a PROPFIND about such things.</summary>
internal static class PlainListing
{
    private static readonly XName Type = DavRequests.Dav + "resourcetype";

    public static async Task<IResult> Of(HttpContext http, PlainResource itself, Func<Task<IEnumerable<PlainResource>>> inside)
    {
        var (asked, refusal) = await DavRequests.Find(http.Request, http.RequestAborted);
        if (!DavHeaders.TryDepth(http.Request, out var depth))
        {
            return DavAnswers.Refused(http, new DocumentRefusal.BadDepth());
        }

        if (asked is null || depth is null)
        {
            return DavAnswers.Refused(http, refusal ?? new DocumentRefusal.InfiniteDepth());
        }

        var all = depth == 0 || !itself.IsFolder ? [itself] : (await inside()).Prepend(itself);
        return new MultiStatus(all.Select<PlainResource, Action<XmlWriter>>(resource => xml => Write(xml, resource, asked)));
    }

    private static void Write(XmlWriter xml, PlainResource resource, AskedProperties asked)
    {
        var names = asked.Usual ? resource.Properties.Keys.Where(name => name.Namespace == DavRequests.Dav).Prepend(Type).Union(asked.Names) : asked.Names;
        var groups = names.ToLookup(name => name == Type || resource.Properties.ContainsKey(name));
        MultiStatus.Write(xml, resource.Href, new MultiStatus.Group[]
        {
            new("200 OK", groups[true], name =>
            {
                if (name != Type)
                {
                    xml.WriteString(asked.NamesOnly ? "" : resource.Properties[name]);
                }
                else if (resource.IsFolder && !asked.NamesOnly)
                {
                    xml.WriteElementString("collection", DavRequests.Dav.NamespaceName, null);
                }
            }),
            new("404 Not Found", groups[false]),
        }.Where(group => group.Names.Any()));
    }
}
