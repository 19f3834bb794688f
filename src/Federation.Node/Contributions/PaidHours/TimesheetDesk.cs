using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Federation.Node.Campaigns;
using Federation.Node.Contributions.Papers;
using Federation.Node.Delivery;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Members;
using Federation.Node.Shell;

namespace Federation.Node.Contributions.PaidHours;

/// <summary>Makes a member's timesheet of what is held now, and signs it with the node's key; as a PDF also with the key for documents.</summary>
internal sealed class TimesheetDesk(
    ContributionViews views, ICampaigns campaigns, IMembers members, INodeIdentity identity, DocumentKey documents, NodeOptions options, TimeProvider time)
{
    /// <summary>The signed timesheet; null when the campaign has no hours of weeks of theirs.</summary>
    public async Task<SignedTimesheet?> Sign(Guid campaignId, Guid memberId, CancellationToken cancel)
    {
        if (await campaigns.Find(campaignId, cancel) is not { } campaign || HoursFields.In(campaign.Schema) is not { } fields
            || await members.Find(memberId, cancel) is not { } member)
        {
            return null;
        }

        var weeks = HeldWeek.Of(fields, await views.Givings(campaignId, memberId, cancel), campaign.Schema);
        if (weeks.Count == 0)
        {
            return null;
        }

        var now = time.GetUtcNow();
        var hours = new OwnHours([.. weeks.Select(week => week.Hours)], fields.Rate?.Unit);
        return new SignedTimesheet(campaign, weeks, hours, now, identity.SignObject(
            Timesheet.Describe(member.Name, options.Name, identity.Actor, weeks, hours, await documents.Fingerprint(cancel), Guid.CreateVersion7(now), now)));
    }

    /// <summary>A signed timesheet as a PDF in the language of the request, or the letters that no font here has.</summary>
    public async Task<(byte[]? File, TimesheetRefusal? Refusal)> Print(SignedTimesheet sheet, CancellationToken cancel)
    {
        var blocks = TimesheetPaper.Of(sheet);
        var (type, lacking) = Typefaces.For([.. blocks.SelectMany(block => block.Texts), TimesheetPaper.Foot(sheet, 1, 1)]);
        if (type is null)
        {
            return (null, new TimesheetRefusal.NoLettersFor([.. lacking.Select(letter => letter.ToString())]));
        }

        using var certificate = await documents.Open(cancel);
        var pages = Paper.Set(blocks, (page, of) => TimesheetPaper.Foot(sheet, page, of), type);
        var title = new PdfTitle(TimesheetPaper.Title(sheet), options.Name, CultureInfo.CurrentUICulture.TwoLetterISOLanguageName);
        return (await SignedPdf.Make(title, pages, type, (Timesheet.FileName, sheet.File), certificate, sheet.MadeAt), null);
    }
}

/// <summary>A timesheet as it is shown and handed out.</summary>
/// <param name="Campaign">Its campaign.</param>
/// <param name="Weeks">The weeks.</param>
/// <param name="Hours">The same, added up.</param>
/// <param name="MadeAt">When it was made.</param>
/// <param name="Document">The signed document.</param>
internal sealed record SignedTimesheet(CampaignCard Campaign, IReadOnlyList<HeldWeek> Weeks, OwnHours Hours, DateTimeOffset MadeAt, JsonObject Document)
{
    /// <summary>The document as a file.</summary>
    public byte[] File => Encoding.UTF8.GetBytes(Document.ToReadable() + "\n");

    /// <summary>A member of the document that every one has, as text.</summary>
    public string this[string field] => Document[field]!.ToString();
}
