using System.Text.Json.Nodes;
using Federation.Node.Campaigns;
using Federation.Node.Delivery;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Members.Exports;
using Federation.Node.Shell;

namespace Federation.Node.Consents;

/// <summary>What a member agreed to and refused, with a signed receipt of each.</summary>
internal sealed class ConsentExport(IConsents consents, ICampaigns campaigns, INodeIdentity identity, NodeOptions options, TimeProvider time) : IExportPart
{
    public int Order => 20;

    public async Task Write(MemberArchive export, CancellationToken cancel)
    {
        var (file, receipts) = (export.Top.File("consents.json"), export.Top.Folder("receipts"));
        var (all, rows) = (new JsonArray(), new List<ExportRow>());
        foreach (var consent in (await consents.Of(export.MemberId, cancel)).OrderBy(consent => consent.Steps[0].At))
        {
            string? receipt = null;
            var campaign = await campaigns.Find(consent.CampaignId, cancel);
            if (campaign is not null)
            {
                receipt = receipts.File($"receipt-{consent.Id:n}.json");
                await export.Json(receipt, identity.SignObject(
                    ConsentReceipt.Describe(consent, campaign, options.Name, options.Origin, identity.Actor, time.GetUtcNow())), cancel);
            }

            all.Add(new JsonObject
            {
                ["id"] = consent.Id,
                ["campaign"] = consent.CampaignId,
                ["title"] = campaign?.Title.ToString(),
                ["state"] = Written(consent.State),
                ["notice"] = campaign?.Notices.GetValueOrDefault(consent.Language) is { } notice && notice.Sha256 == consent.NoticeSha256 ? notice.Text : null,
                ["noticeSha256"] = consent.NoticeSha256,
                ["language"] = consent.Language,
                ["steps"] = new JsonArray([.. consent.Steps.Select(step => new JsonObject { ["state"] = Written(step.State), ["at"] = step.At })]),
                ["receipt"] = receipt,
            });
            rows.Add(new(receipt, campaign?.Title.ToString() ?? "", ConsentStates.Of(consent.State).ToString(), Dates.Day(consent.Steps[^1].At).ToString()));
        }

        await export.Json(file, all, cancel);
        export.Tell(new(new("Your consents", "Vos consentements", "Sus consentimientos"), file,
            [new("Campaign", "Campagne", "Campaña"), new("Your answer", "Votre réponse", "Su respuesta"), new("When", "Quand", "Cuándo")], rows));
    }

    private static string Written(ConsentState state) => state switch { ConsentState.Given => "given", ConsentState.Refused => "refused", ConsentState.Expired => "expired", _ => "withdrawn" };
}
