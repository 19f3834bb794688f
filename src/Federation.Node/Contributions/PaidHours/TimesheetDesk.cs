using System.Text.Json.Nodes;
using Federation.Node.Campaigns;
using Federation.Node.Delivery;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Members;

namespace Federation.Node.Contributions.PaidHours;

/// <summary>Makes a member's timesheet of what is held now, and signs it with the node's key.</summary>
internal sealed class TimesheetDesk(ContributionViews views, ICampaigns campaigns, IMembers members, INodeIdentity identity, NodeOptions options, TimeProvider time)
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
        return new SignedTimesheet(campaign, weeks, hours, identity.SignObject(Timesheet.Describe(member.Name, options.Name, identity.Actor, weeks, hours, Guid.CreateVersion7(now), now)));
    }
}

/// <summary>A timesheet as it is shown and handed out.</summary>
/// <param name="Campaign">Its campaign.</param>
/// <param name="Weeks">The weeks.</param>
/// <param name="Hours">The same, added up.</param>
/// <param name="Document">The signed document.</param>
internal sealed record SignedTimesheet(CampaignCard Campaign, IReadOnlyList<HeldWeek> Weeks, OwnHours Hours, JsonObject Document);
