using System.Text.Json;
using Federation.Node.Hosting.Configuration;
using Federation.Node.Members;
using Federation.Node.Shell;

namespace Federation.Node.Campaigns.Accountability;

/// <summary>What those who answer for data protection take along: the record of processing, and drafts of impact assessments.</summary>
internal static class AccountabilityEndpoints
{
    /// <summary>Who answers for it.</summary>
    public static readonly string[] Keepers = [Roles.Officer, Roles.Steward, Roles.Administrator];

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static void MapAccountability(this IEndpointRouteBuilder routes)
    {
        var keepers = routes.MapGroup("").RequireAuthorization(policy => policy.RequireAuthenticatedUser().RequireRole(Keepers));
        keepers.MapGet("/processing", async (CampaignDesk desk, CancellationToken cancel) => Answers.Page<ProcessingRecordPage>(new { All = await desk.All(cancel) }));
        keepers.MapGet("/processing.json", async (CampaignDesk desk, NodeOptions options, TimeProvider time, CancellationToken cancel) => Results.Text(
            ProcessingRecord.Json(await desk.All(cancel), options.Name, options.Origin, time.GetUtcNow()).ToJsonString(Indented) + "\n", "application/json"));
        keepers.MapGet("/campaigns/{id:guid}/impact-assessment", async (Guid id, CampaignDesk desk, CancellationToken cancel) => await desk.Load(id, cancel) is { } campaign
            ? Answers.Page<ImpactAssessmentPage>(new { Campaign = campaign, Card = desk.Card(campaign) })
            : Results.NotFound());
    }
}
