using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Federation.Node.Campaigns;
using Federation.Node.Campaigns.Scores;
using Federation.Node.Datasets.Releases;
using Federation.Node.Datasets.Withdrawals;
using Federation.Node.Delivery.CatchUp;
using Federation.Node.Delivery.Receipts;
using Federation.Node.Peers.Affiliations;
using Federation.Node.Tools.Releases;
using Federation.Protocol.Activities;
using Federation.Protocol.Json;
using Federation.Protocol.Proofs;

namespace Federation.House.Tests.Wire;

/// <summary>The samples of docs/protocol.md are what the code writes, and what the code reads.</summary>
public sealed class The_protocol_document
{
    private const string Document = "docs/protocol.md", Folder = "tests/samples/federation";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> Names => [.. Samples.All.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Shows_what_the_code_writes(string name)
    {
        var sample = Samples.All[name];
        var whole = sample.ToJsonString(Indented) + "\n";
        var file = Path.Combine(House.Folder, Folder, name + ".json");
        if (Generated.IsRewriting)
        {
            File.WriteAllText(file, whole);
        }

        Assert.True(File.Exists(file) && File.ReadAllText(file) == whole, $"{Folder}/{name}.json is stale. Run `{Generated.Command}`, read the difference, and commit it.");

        // Context and proofs are shown once, in the Follow; the files have them all.
        var shown = name == "follow" ? sample : Bare(sample);
        Generated.Is(Document, $"sample {name}", $"```json\n{shown.ToJsonString(Indented)}\n```\n");
    }

    [Fact]
    public void Has_no_sample_that_is_not_made_here() =>
        Assert.Equal(Samples.All.Keys.Order(StringComparer.Ordinal), Directory.GetFiles(Path.Combine(House.Folder, Folder), "*.json")
            .Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal));

    [Fact]
    public void Shows_only_json_that_has_one_meaning()
    {
        var blocks = File.ReadAllText(Path.Combine(House.Folder, Document)).Split("```json\n").Skip(1).Select(rest => rest[..rest.IndexOf("\n```", StringComparison.Ordinal)]).ToList();
        Assert.True(blocks.Count >= Samples.All.Count, $"{Document} shows {blocks.Count} samples.");
        Assert.All(blocks, block => Assert.Null(StrictJson.ReadObject(System.Text.Encoding.UTF8.GetBytes(block)) is { IsRead: false } refused ? refused.Reason : null));
    }

    [Fact]
    public void Shows_what_its_reader_takes()
    {
        var (union, fnt) = (Samples.Union, Samples.Federation);
        Assert.All(
            Samples.All.Where(sample => sample.Value["proof"] is not null), sample => Assert.Null(ObjectProof.Refute(sample.Value, union.PublicKey)));
        Assert.Null(TemplateAnnouncement.Read(Samples.All["template"], "fnt.example", fnt.ActorOf("templates")).Reason);
        foreach (var name in new[] { "release", "revision" })
        {
            Assert.Null(AnnouncedRelease.Read(Samples.All[name]["object"]!["dataset"]!.AsObject(), "union-a.example", union.ActorOf("statistics").AbsoluteUri).Reason);
        }

        Assert.Null(AnnouncedTool.Read(Samples.All["tool"]["object"]!["un:software"]!.AsObject(), 1 << 20, new DateOnly(2026, 11, 24)).Reason);
        Assert.True(ToolDocument.IsRevocation(Samples.All["tool-revoked"]));
        Assert.Null(WithdrawalWire.ReadNotice(Samples.All["notice"], "union-a.example").Reason);
        Assert.Equal(WithdrawalWire.DigestOf(Samples.All["notice"]), WithdrawalWire.ReadAnswer(Samples.All["answer"]).NoticeDigest);
        Assert.Null(AffiliationCredential.Read(Samples.All["affiliation"]["object"]!.AsObject(), fnt.Actor).Reason);
        Assert.True(AffiliationCredential.IsTombstone(Samples.All["affiliation-revoked"]["object"]));
        Assert.Equal(Assessment.Sections.Count, ScoreWire.Read(Samples.All["scores"], "union-a.example").Scores?.Scores.Count);
        Assert.True(ScoreWire.Read(Samples.All["scores-taken-back"], "union-a.example").Scores?.IsTakenBack);
        Assert.Null(ReceiptWire.Read(Samples.All["receipts"], "union-a.example").Reason);
        Assert.NotNull(CollectionState.Read(Samples.All["state"], union.ActorOf("statistics")));
        Assert.Equal([union.KeyId], ActorKeys.ForProofs(Samples.All["node-actor"]).Keys);
    }

    private static JsonObject Bare(JsonObject document)
    {
        var bare = document.DeepClone().AsObject();
        Strip(bare);
        return bare;
    }

    private static void Strip(JsonNode? node)
    {
        if (node is JsonObject thing)
        {
            thing.Remove("@context");
            thing.Remove("proof");
        }

        foreach (var child in node switch { JsonObject some => some.Select(each => each.Value), JsonArray list => list, _ => [] })
        {
            Strip(child);
        }
    }
}
