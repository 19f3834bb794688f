using System.Xml.Linq;
using Federation.Node.Documents.Properties;
using Federation.Node.Shell;

namespace Federation.Node.Documents.WebDav;

/// <summary>Answers PROPPATCH (RFC 4918 §9.2): all instructions or none.</summary>
internal sealed class DavPatch(PropertyDesk desk)
{
    public async Task<IResult> Answer(HttpContext http, Guid by, IReadOnlyList<string> path, string target, Conditions when)
    {
        var (root, refusal) = await DavRequests.Read(http.Request, http.RequestAborted);
        if (root is null || Changes(root) is not { Count: > 0 } changes)
        {
            return DavAnswers.Refused(http, refusal ?? new DocumentRefusal.BadXml());
        }

        var names = changes.Select(NameOf).Distinct().ToList();
        var guarded = names.Where(DavProperties.IsProtected).ToList();
        if (guarded.Count > 0)
        {
            return Report(target, Failed(guarded, names, "403 Forbidden", "cannot-modify-protected-property", new DocumentRefusal.ProtectedProperty()));
        }

        var outcome = await desk.Change(by, path, changes, when, http.RequestAborted);
        return outcome.Refusal switch
        {
            null => Report(target, [new("200 OK", names)]),
            DocumentRefusal.TooManyProperties full => Report(target, Failed(
                [.. changes.Where(each => each.Xml is not null).Select(NameOf).Distinct()], names, "507 Insufficient Storage", null, full)),
            { } other => DavAnswers.Refused(http, other),
        };
    }

    // In document order (§9.2); what is neither set nor remove is not looked at (§17).
    private static List<PropertyChange>? Changes(XElement root) => root.Name != DavRequests.Dav + "propertyupdate" ? null :
    [
        .. from instruction in root.Elements()
           where instruction.Name == DavRequests.Dav + "set" || instruction.Name == DavRequests.Dav + "remove"
           from property in instruction.Elements(DavRequests.Dav + "prop").Elements()
           select new PropertyChange(
               property.Name.NamespaceName, property.Name.LocalName, instruction.Name.LocalName == "set" ? WholeXml.Of(property) : null),
    ];

    private static IEnumerable<MultiStatus.Group> Failed(IReadOnlyList<XName> guilty, IReadOnlyList<XName> all, string status, string? condition, Refusal why)
    {
        yield return new(status, guilty, Condition: condition, Reason: why.Message.ToString());
        var others = all.Except(guilty).ToList();
        if (others.Count > 0)
        {
            yield return new("424 Failed Dependency", others);
        }
    }

    private static MultiStatus Report(string target, IEnumerable<MultiStatus.Group> groups) =>
        new([xml => MultiStatus.Write(xml, target.Split('?')[0], groups)]);

    private static XName NameOf(PropertyChange change) => XName.Get(change.Name, change.Namespace);
}
