using System.Text.Json.Nodes;
using Federation.Node.Campaigns;
using Federation.Node.Campaigns.Scores;
using Federation.Node.Datasets;
using Federation.Node.Datasets.Releases;
using Federation.Node.Datasets.Tables;
using Federation.Node.Datasets.Withdrawals;
using Federation.Node.Delivery;
using Federation.Node.Delivery.CatchUp;
using Federation.Node.Delivery.Receipts;
using Federation.Node.Peers;
using Federation.Node.Peers.Affiliations;
using Federation.Node.Shell;
using Federation.Node.Tools;
using Federation.Node.Tools.Releases;
using Federation.Protocol.Activities;
using Federation.Protocol.Discovery;

namespace Federation.House.Tests.Wire;

/// <summary>One of each thing that nodes say to each other, made by what makes it in the product.</summary>
internal static class Samples
{
    public static readonly Author Union = new("union-a.example", "Union A"), Federation = new("fnt.example", "FNT");

    private const string Definition = """
        {"title": {"en": "Working hours 2026", "fr": "Temps de travail 2026", "es": "Horas de trabajo 2026"},
         "purpose": {"en": "Show how long we work.", "fr": "Montrer combien nous travaillons.", "es": "Mostrar cuánto trabajamos."},
         "notice": {"en": "We ask for your weekly working time.", "fr": "Nous demandons votre temps de travail.", "es": "Pedimos su tiempo de trabajo."},
         "schema": {"fields": [
            {"name": "week", "kind": "week", "label": {"en": "Week", "fr": "Semaine", "es": "Semana"}},
            {"name": "workedMinutes", "kind": "number", "label": {"en": "Minutes worked", "fr": "Minutes travaillées", "es": "Minutos trabajados"},
             "unit": "min", "minimum": 0, "maximum": 10080, "import": "weclock.workedMinutes"}],
          "table": {"dimensions": ["week"], "measures": ["workedMinutes"]}},
         "minimumGroup": 10, "federationMinimumGroup": 20, "retentionMonths": 12,
         "recipients": [{"en": "our federation", "fr": "notre fédération", "es": "nuestra federación"}]}
        """;

    private static readonly DateTimeOffset Now = Author.Now;

    private static readonly Guid Dataset = new("019ab5d2-0000-7000-8000-00000000d001");

    private static readonly string Scores = ScoreWire.Url(Union.Origin, new Guid("019ab5d2-0000-7000-8000-00000000f001"));

    private static readonly ToolManifest Manifest = new(
        "payslip-reader", "1.2.0", "AGPL-3.0-or-later", "https://code.example/payslip-reader", [TouchedData.Documents], RunsOn.MemberDevice,
        new Text("Reads payslips on a member's own phone.", "Lit les fiches de paie sur le téléphone du membre.", "Lee las nóminas en el teléfono del afiliado."),
        new ToolReview("Digital rights group of FNT", new DateOnly(2026, 11, 20), "Opens no connection; reads one folder."));

    /// <summary>Every sample by its name, in the order of the document.</summary>
    public static IReadOnlyDictionary<string, JsonObject> All { get; } = Make();

    private static Dictionary<string, JsonObject> Make()
    {
        var statistics = Union.ActorOf("statistics");
        var follow = Federation.Say(1, FollowWire.Follow(null, Federation.Actor, statistics), new Audience.Peer("union-a.example"));
        var known = FollowWire.Follow(ActivityShape.Id(follow), Federation.Actor, statistics);
        var notice = Union.Say(8, WithdrawalWire.Notice(
            new Uri(Union.Origin, "/withdrawals/019ab5d2-0000-7000-8000-00000000e001/1").AbsoluteUri, ReleaseDocument.DatasetUrl(Union.Origin, Dataset),
            ReleaseDocument.VersionUrl(Union.Origin, Dataset, 1), Table().Sha256(), Now), new Audience.Peer("fnt.example"));
        var credential = AffiliationCredential.Describe(
            "https://fnt.example/affiliations/019ab5d2-0000-7000-8000-00000000a001", Federation.Actor, "union-a.example", Now, new(2027, 12, 31, 23, 59, 59, TimeSpan.Zero));
        var state = new CollectionState(1, CollectionDigest.Of([KeyValuePair.Create("https://union-a.example/releases/" + Dataset, ActivityShape.Id(Release(2, null, 5))!)]));
        return new Dictionary<string, JsonObject>
        {
            ["webfinger"] = WebFinger.Describe("statistics", Union.Origin, Union.ActorOf("statistics")),
            ["nodeinfo"] = new NodeInfo("federation", "0.1.0", ["activitypub"]).Describe(),
            ["node-actor"] = Union.Documents.Node(),
            ["catalogue-actor"] = Union.Documents.Catalogue("statistics"),
            ["follow"] = follow,
            ["accept"] = Union.Say(2, FollowWire.Answer("Accept", statistics, Federation.Actor, follow), new Audience.Peer("fnt.example")),
            ["undo"] = Federation.Say(14, FollowWire.Undo(known), new Audience.Peer("union-a.example")),
            ["reject"] = Union.Say(15, FollowWire.Answer("Reject", statistics, Federation.Actor, known), new Audience.Peer("fnt.example")),
            ["template"] = Template(),
            ["release"] = Release(1, null, 4),
            ["revision"] = Release(2, "Corrected: what was withdrawn is no longer in it.", 5),
            ["delete"] = Union.Say(6, ReleaseDocument.TakeBack(Union.Origin, Union.ActorOf("statistics"), Dataset, WithdrawalWire.ConsentWithdrawn, Now), new Audience.Followers("statistics")),
            ["notice"] = notice,
            ["answer"] = Federation.Say(7, WithdrawalWire.Answer(notice, "erased", 2, [], Now.AddMinutes(1)), new Audience.Peer("union-a.example")),
            ["tool"] = Tool(),
            ["tool-revoked"] = Federation.Say(10, ToolDocument.Revoke(Federation.SignObject(ToolDocument.Tombstone(
                Federation.Origin, Federation.ActorOf("tools"), Manifest, "It sends file names to a server.", Now))), new Audience.Followers("tools")),
            ["affiliation"] = Federation.Say(
                11, new JsonObject { ["type"] = "Create", ["object"] = Federation.SignObject(credential) }, new Audience.Peer("union-b.example")),
            ["affiliation-revoked"] = Federation.Say(12, new JsonObject
            {
                ["type"] = "Delete",
                ["object"] = AffiliationCredential.Tombstone(ActivityShape.Id(credential)!, Federation.Actor, Now), // set above
            }, new Audience.Peer("union-b.example")),
            ["receipts"] = Federation.Say(13, ReceiptWire.Write(
            [
                new Receipt("https://union-a.example/activities/019ab5d2-0000-7000-8000-000000000004", "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:", "applied", null, Now),
                new Receipt("https://union-a.example/activities/019ab5d2-0000-7000-8000-000000000005", "sha-256=:LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=:", "refused",
                    "This node does not follow that catalogue.", Now),
            ]), new Audience.Peer("union-a.example")),
            ["scores"] = Union.Say(16, ScoreWire.Say(
                Scores, Union.Actor, "https://fnt.example/templates/019ab5d2-0000-7000-8000-00000000b001.json",
                Assessment.Sections.ToDictionary(section => section.Name, section => section.OneOf ? 3 : 4), Now.AddDays(-1), Now, isNew: true), new Audience.Peer("fnt.example")),
            ["scores-taken-back"] = Union.Say(17, ScoreWire.TakeBack(Scores, Union.Actor, Now.AddDays(7)), new Audience.Peer("fnt.example")),
            ["state"] = Union.SignObject(state.Write(Union.ActorOf("statistics"))),
        };
    }

    private static JsonObject Template()
    {
        var url = new Uri(Federation.Origin, "/templates/019ab5d2-0000-7000-8000-00000000b001.json");
        var signed = Federation.SignObject(TemplateAnnouncement.Document(url, Federation.ActorOf("templates"), JsonNode.Parse(Definition)!.AsObject())); // a constant that parses
        return Federation.Say(3, TemplateAnnouncement.Of(signed, "Working hours 2026"), new Audience.Followers("templates"));
    }

    private static JsonObject Release(int version, string? correction, int number)
    {
        var (table, source) = (Table(), new DatasetSource(Guid.Empty, "https://fnt.example/templates/019ab5d2-0000-7000-8000-00000000b001.json", Text.Same("Working hours 2026"), 10));
        var csv = TableCsv.Of(table);
        var signed = Union.SignObject(ReleaseDocument.Describe(
            Union.Origin, Union.ActorOf("statistics"), Dataset, version, source, table,
            [("application/json", table.Sha256(), table.Bytes().Length), ("text/csv", Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(csv)), csv.Length)],
            [], correction, Now));
        return Union.Say(number, ReleaseDocument.Announce(
            Union.Origin, Union.ActorOf("statistics"), Dataset, version, signed, "Working hours 2026", Now), new Audience.Followers("statistics"));
    }

    private static TableFile Table() => new(
        Text.Same("Working hours 2026"), [new TableDimension("week", Text.Same("Week"), [new TableCode("2026-W45", Text.Same("2026-W45"))], true)],
        [new TableMeasure("workedMinutes", Text.Same("Minutes worked"), "min")], 10, 1, "20-49", 0,
        new Text("Typed or imported by members.", "Saisi ou importé par les membres.", "Escrito o importado por los afiliados."),
        [new TableCell(["2026-W45"], 24, 24, [52_800], 1, 0)], []);

    private static JsonObject Tool()
    {
        var archive = new ToolArchive("7c9bbe5ec9b3fb774e8fa0f54247e93c34ddf8e5d16fe3073420de0ae81a262d", 48_213, ArchiveKind.TarGz, 12, 190_000);
        var signed = Federation.SignObject(ToolDocument.Describe(Federation.Origin, Federation.ActorOf("tools"), Manifest, archive, Now));
        return Federation.Say(9, ToolDocument.Announce(Federation.Origin, Manifest, signed), new Audience.Followers("tools"));
    }
}
