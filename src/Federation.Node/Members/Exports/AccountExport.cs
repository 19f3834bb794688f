using System.Text.Json.Nodes;
using Federation.Node.Members.SignIn;
using Federation.Node.Shell;
using Marten;

namespace Federation.Node.Members.Exports;

/// <summary>The account, what happened to it, and the devices that have a password of their own.</summary>
internal sealed class AccountExport(IDocumentStore store, MemberDesk desk, AppPasswords passwords) : IExportPart
{
    public int Order => 10;

    public async Task Write(MemberArchive export, CancellationToken cancel)
    {
        var member = await desk.Find(export.MemberId, cancel);
        var name = await desk.SignInNameOf(export.MemberId, cancel);
        var devices = await passwords.Of(export.MemberId, cancel);
        await using var session = store.QuerySession();
        var events = await session.Events.FetchStreamAsync(export.MemberId, token: cancel);
        var file = export.Top.File("account.json");
        await export.Json(file, new JsonObject
        {
            ["id"] = export.MemberId,
            ["name"] = member?.Name,
            ["signInName"] = name,
            ["roles"] = new JsonArray([.. (member?.Roles ?? []).Select(role => JsonValue.Create(role))]),
            ["devices"] = new JsonArray([.. devices.Select(device => new JsonObject
            {
                ["name"] = device.Label, ["scope"] = device.Scope, ["madeAt"] = device.CreatedAt, ["usedAt"] = device.UsedAt,
            })]),
            ["events"] = new JsonArray([.. events.Select(each => new JsonObject
            {
                ["event"] = each.EventTypeName, ["at"] = each.Timestamp, ["role"] = (each.Data as RoleProposed)?.Role ?? (each.Data as RoleApproved)?.Role,
            })]),
        }, cancel);
        export.Tell(new(new("Your account", "Votre compte", "Su cuenta"), file, [new("What", "Quoi", "Qué"), new("Which", "Lequel", "Cuál"), new("When", "Quand", "Cuándo")],
        [
            new(null, new Text("Name", "Nom", "Nombre").ToString(), member?.Name ?? "", ""),
            new(null, new Text("Sign-in name", "Nom de connexion", "Nombre de acceso").ToString(), name ?? "", ""),
            .. (member?.Roles ?? []).Select(role => new ExportRow(null, new Text("Role", "Rôle", "Rol").ToString(), RoleNames.Of(role).ToString(), "")),
            .. devices.Select(device => new ExportRow(null, new Text("Device", "Appareil", "Dispositivo").ToString(), device.Label, Dates.Day(device.CreatedAt).ToString())),
            .. events.Select(each => new ExportRow(null, new Text("Event", "Événement", "Evento").ToString(), each.EventTypeName, Dates.Day(each.Timestamp).ToString())),
        ]));
    }
}
