using System.Globalization;
using System.Text.Json.Nodes;
using Federation.Node.Campaigns;

namespace Federation.Node.Tests.Campaigns;

/// <summary>The way of a campaign through the pages, step by step, as tests of other rooms need it.</summary>
public static class CampaignSteps
{
    /// <summary>Prepares "Working hours 2026", answers everything well, and leaves it in the officer's hands.</summary>
    /// <returns>Its path.</returns>
    /// <param name="definition">Another definition than that.</param>
    public static async Task<string> PrepareCampaign(this Visitor officer, int protection = 3, int minimise = 4, string definition = "")
    {
        await officer.Open("/campaigns");
        await officer.Submit("/campaigns", ("definition", definition));
        return await officer.AnswerEverything(protection, minimise);
    }

    /// <summary>Adopts a template and takes it the whole way until members can agree.</summary>
    public static async Task<string> AdoptAndOpen(this RunningNode node)
    {
        using var officer = await node.SignedIn("olga", Federation.Node.Members.Roles.Officer);
        await officer.Open("/templates");
        await officer.Submit("/campaigns"); // one template is there
        return await node.OpenDrafted(officer);
    }

    /// <summary>The way of a campaign that an officer has just drafted until members can agree.</summary>
    public static async Task<string> OpenDrafted(this RunningNode node, Visitor officer) => await node.Approve(officer, await officer.AnswerEverything(3, 4));

    /// <summary>The whole way until members can agree.</summary>
    public static async Task<string> OpenCampaign(this RunningNode node, string definition = "")
    {
        using var officer = await node.SignedIn("olga", Federation.Node.Members.Roles.Officer);
        return await node.Approve(officer, await officer.PrepareCampaign(definition: definition));
    }

    /// <summary>The product's definition of working hours, for a table that may be opened to everybody.</summary>
    public static string WorkingHoursForEverybody
    {
        get
        {
            var definition = JsonNode.Parse(CampaignDefinitions.WorkingHours)!;
            definition["publishedOpenly"] = true;
            return definition.ToJsonString();
        }
    }

    /// <summary>A member who agreed to a campaign.</summary>
    public static async Task<Visitor> Agreeing(this RunningNode node, string campaign, string name)
    {
        var member = await node.SignedIn(name);
        await member.Open(campaign + "/consent");
        await member.Submit(campaign + "/consent");
        return member;
    }

    /// <summary>The officer of an open or closed campaign assesses it again on its page.</summary>
    public static async Task AssessAgain(this Visitor officer, string campaign, int protection, int minimise)
    {
        await officer.Open(campaign + "/assessments");
        await officer.Submit(campaign + "/assessment", Assessed(protection, minimise));
    }

    private static (string Name, string Value)[] Assessed(int protection, int minimise) => [.. Assessment.Sections.SelectMany(section => section.OneOf
        ? [(section.Name, (section.Name == "protection" ? protection : 3).ToString(CultureInfo.InvariantCulture))]
        : Enumerable.Range(0, section.Name == "minimise" ? minimise : section.Items.Count).Select(item => (section.Name, item.ToString(CultureInfo.InvariantCulture))))];

    private static async Task<string> AnswerEverything(this Visitor officer, int protection, int minimise)
    {
        var path = officer.Answer.RequestMessage!.RequestUri!.AbsolutePath;
        await officer.Submit(path + "/governance",
            [.. Enumerable.Range(1, 7).Select(number => (string.Create(CultureInfo.InvariantCulture, $"governance-{number}"), $"Answer {number}"))]);
        await officer.Submit(path + "/assessment", Assessed(protection, minimise));
        return path;
    }

    private static async Task<string> Approve(this RunningNode node, Visitor officer, string path)
    {
        using var steward = await node.SignedIn("stan", Federation.Node.Members.Roles.Steward);
        await officer.Submit(path + "/submit");
        await steward.Open(path);
        await steward.Submit(path + "/approve");
        await officer.Open(path);
        await officer.Submit(path + "/open");
        Assert.Contains("open", officer.Text, StringComparison.Ordinal);
        return path;
    }
}
