using System.Globalization;
using Federation.Node.Campaigns;
using Federation.Node.CommandLine.Demo.People;
using Federation.Node.Members;

namespace Federation.Node.CommandLine.Demo.Chapters;

/// <summary>FNT publishes a template; each union adopts it, assesses itself, has a steward approve it, and opens it.</summary>
internal static class Campaigning
{
    private static readonly string[] Answers =
    [
        "To show how long people in our sectors work, and to bargain with it.", "The members decide; the officer and the steward act for them.",
        "Weekly minutes, missed breaks, sector and region; nothing else.", "On the union's own computer; only tables of ten people and more leave it.",
        "The steward, who is not the officer, checks every table.", "Members see everything held about them, and withdraw with one click.",
        "The figures are destroyed twelve months after the campaign ends.",
    ];

    public static async Task Play(DemoStage stage)
    {
        await stage.Fnt.Olga.Do("/templates", "/templates");
        foreach (var union in stage.Unions)
        {
            await Open(stage, union, await Adopt(stage, union));
        }

        stage.Narrator.Step("FNT published the signed template “Working hours 2026”; A and B received and adopted it");
        stage.Narrator.Step("refused with reasons: a low score in protection, and the officer of A, a steward too, approving her own campaign");
    }

    /// <summary>The template's address, at its publisher.</summary>
    public static async Task<string> Template(DemoStage stage)
    {
        await stage.Fnt.Olga.Browser.Open("/templates");
        return stage.Fnt.Olga.Browser.Forms.Select(form => form.Value("template")).First(template => template.Length > 0);
    }

    private static async Task<string> Adopt(DemoStage stage, Organisation union)
    {
        var template = await Template(stage);
        await stage.Await(
            async () =>
            {
                await union.Olga.Browser.Open("/templates");
                return union.Olga.Browser.Forms.Any(form => form.Value("template") == template);
            },
            $"the template arrives at {union.Node.Name}",
            () => union.Olga.Browser.Text);
        await union.Olga.Browser.Submit("/campaigns", ("template", template));
        union.Campaign = union.Olga.Browser.Path;
        stage.Narrator.Check(union.Campaign.StartsWith("/campaigns/", StringComparison.Ordinal), $"{union.Node.Name} adopts the template", union.Olga.Browser.Problem);
        return union.Campaign;
    }

    /// <summary>The officer answers everything, the steward approves, the campaign opens.</summary>
    public static async Task Open(DemoStage stage, Organisation union, string campaign)
    {
        var (olga, sam) = (union.Olga, union.Sam);
        await olga.Do(campaign, campaign + "/governance",
            [.. Answers.Select((answer, index) => (string.Create(CultureInfo.InvariantCulture, $"governance-{index + 1}"), answer))]);
        await olga.Do(campaign, campaign + "/assessment", Assess(protection: 1));
        var low = await olga.Attempt(campaign, campaign + "/submit");
        stage.Narrator.Check(low?.Contains("protection", StringComparison.Ordinal) == true, $"a low score stops the campaign of {union.Node.Name}", olga.Browser.Problem);
        await olga.Do(campaign, campaign + "/assessment", Assess(protection: 3));
        await olga.Do(campaign, campaign + "/submit");
        if (union == stage.A)
        {
            // In a small union one person may hold both roles; that must not help her.
            await Founding.GiveRole(stage, union, olga, Roles.Steward);
            var self = await olga.Attempt(campaign, campaign + "/approve");
            stage.Narrator.Check(self is not null, "the officer may not approve her own campaign", olga.Browser.Problem);
        }

        await sam.Do(campaign, campaign + "/approve");
        await olga.Do(campaign, campaign + "/open");
        await olga.Browser.Open(campaign + "/consent");
        stage.Narrator.Check(olga.Browser.Forms.Any(form => form.Action == campaign + "/consent"), $"the campaign of {union.Node.Name} is open", olga.Browser.Problem);
    }

    private static (string, string)[] Assess(int protection) => [.. Assessment.Sections.SelectMany(section => section.OneOf
        ? [(section.Name, (section.Name == "protection" ? protection : 3).ToString(CultureInfo.InvariantCulture))]
        : section.Items.Select((_, item) => (section.Name, item.ToString(CultureInfo.InvariantCulture))))];
}
