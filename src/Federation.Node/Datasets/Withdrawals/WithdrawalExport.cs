using System.Text.Json.Nodes;
using Federation.Node.Campaigns;
using Federation.Node.Consents;
using Federation.Node.Members.Exports;
using Federation.Node.Shell;

namespace Federation.Node.Datasets.Withdrawals;

/// <summary>What became of a member's consents that ended, with every holder's signed answer: whoever leaves cannot look it up here any more.</summary>
internal sealed class WithdrawalExport(IConsents consents, ICampaigns campaigns, WithdrawalLedger ledger, TimeProvider time) : IExportPart
{
    public int Order => 25;

    public async Task Write(MemberArchive export, CancellationToken cancel)
    {
        var file = export.Top.File("withdrawals.json");
        var (all, rows, now) = (new JsonArray(), new List<ExportRow>(), time.GetUtcNow());
        foreach (var consent in (await consents.Of(export.MemberId, cancel))
            .Where(consent => consent.State is ConsentState.Withdrawn or ConsentState.Expired).OrderBy(consent => consent.Steps[^1].At))
        {
            var (title, aftermath) = ((await campaigns.Find(consent.CampaignId, cancel))?.Title.ToString() ?? "", await ledger.Of(consent, cancel));
            var written = aftermath.Written();
            (written["consent"], written["campaign"], written["title"]) = (consent.Id, consent.CampaignId, title);
            all.Add(written);
            rows.AddRange(aftermath.Withdrawals.SelectMany(withdrawal => withdrawal.Notices.Select(notice => new ExportRow(
                null, title, notice.Host, AnswerWords.Of(withdrawal, notice, now).ToString(), notice.Answer is { } answer ? Dates.Day(answer.At).ToString() : ""))));
            rows.AddRange(aftermath.Standing.SelectMany(table => table.Holders.Select(host => new ExportRow(
                null, title, host, AnswerWords.Standing.ToString(), Dates.Day(table.Since).ToString()))));
        }

        await export.Json(file, all, cancel);
        export.Tell(new(new("What became of your withdrawals", "Ce que sont devenus vos retraits", "Qué fue de sus retiradas"), file,
            [new("Campaign", "Campagne", "Campaña"), new("Holder", "Détenteur", "Poseedor"), new("Answer", "Réponse", "Respuesta"), new("When", "Quand", "Cuándo")], rows));
    }
}
