using System.Text.Json.Nodes;
using Federation.Node.Documents.Links;
using Federation.Node.Documents.Quotas;
using Federation.Node.Documents.Spaces;
using Federation.Node.Members;
using Federation.Node.Members.Exports;
using Federation.Node.Shell;

namespace Federation.Node.Documents.Exports;

/// <summary>The group spaces a member is in, what is shared with them and what they share, by links too; named, nothing of what is in it.</summary>
internal sealed class SharingExport(Reaches reaches, OwnTree tree, LinkViews links, QuotaViews quotas, IMembers members, TimeProvider time) : IExportPart
{
    public int Order => 50;

    public async Task Write(MemberArchive export, CancellationToken cancel)
    {
        var file = export.Top.File("sharing.json");
        var own = Space.PersonalIdOf(export.MemberId);
        var others = (await reaches.Of(export.MemberId, cancel)).Skip(1).ToList();
        var use = await quotas.Of(own, cancel);
        var (shared, rows) = (new JsonArray(), new List<ExportRow>());
        foreach (var (name, memberId, group, role, at) in await tree.Shared(own, cancel))
        {
            var with = memberId is { } member ? (await members.Find(member, cancel))?.Name ?? "" : group;
            shared.Add(new JsonObject { ["name"] = name, ["with"] = with, ["isGroup"] = memberId is null, ["role"] = SpaceRoleNames.Written((SpaceRole)role), ["at"] = at });
            rows.Add(new(null, name, new Text($"you share it with {with}", $"vous le partagez avec {with}", $"usted lo comparte con {with}").ToString(), SpaceRoleNames.Of((SpaceRole)role).ToString()));
        }

        var byLink = await links.Into([own], cancel);
        rows.AddRange(byLink.Select(link => new ExportRow(null, link.Name, new Text("there is a link to it", "un lien y mène", "hay un enlace que lleva allí").ToString(), LinkLine.NameOf(link.Kind).ToString())));
        await export.Json(file, new JsonObject
        {
            ["ownSpace"] = new JsonObject { ["id"] = own, ["usedBytes"] = use.Used, ["maxBytes"] = use.Most },
            ["groups"] = Listed(others.Where(reach => reach.IsGroup)),
            ["sharedWithYou"] = Listed(others.Where(reach => reach.IsShare)),
            ["sharedByYou"] = shared,
            ["links"] = new JsonArray([.. byLink.Select(link => LinkEndpoints.Shown(link, time.GetUtcNow()))]),
        }, cancel);
        export.Tell(new(new("Groups and sharing", "Groupes et partage", "Grupos y uso compartido"), file,
            [new("Name", "Nom", "Nombre"), new("What it is", "Ce que c'est", "Qué es"), new("What they may do", "Ce qui y est permis", "Qué se puede hacer")],
            [
                .. others.Select(reach => new ExportRow(null, reach.Name ?? "",
                    (reach.IsGroup ? new Text("a group space you are in", "un espace de groupe dont vous faites partie", "un espacio de grupo en el que está")
                        : new Text("shared with you", "partagé avec vous", "compartido con usted")).ToString(), SpaceRoleNames.Of(reach.Role).ToString())),
                .. rows,
            ]));
    }

    private static JsonArray Listed(IEnumerable<Reach> reaches) => new([.. reaches.Select(reach => new JsonObject { ["name"] = reach.Name, ["role"] = SpaceRoleNames.Written(reach.Role) })]);
}
