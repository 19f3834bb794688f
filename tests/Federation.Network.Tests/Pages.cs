using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Federation.Node.Campaigns;
using Federation.Node.Tests;

namespace Federation.Network.Tests;

/// <summary>What people of a node do on its pages, step by step.</summary>
internal static class Pages
{
    /// <summary>Two people of this node make the other its peer.</summary>
    public static Task Befriend(this NodeProcess node, NodeProcess other) => node.Befriend(other.Host, other.Name);

    /// <inheritdoc cref="Befriend(NodeProcess, NodeProcess)"/>
    public static async Task Befriend(this NodeProcess node, string host, string name)
    {
        using var ines = await node.SignedIn("ines");
        await ines.Open("/peers");
        await ines.Submit("/peers", ("host", host), ("name", name));
        using var sam = await node.SignedIn("sam");
        await sam.Open("/peers");
        await sam.Submit($"/peers/{host}/approve");
        Assert.Contains("approved", sam.Text, StringComparison.Ordinal);
    }

    /// <summary>Asks to follow a catalogue of a peer.</summary>
    public static async Task Follow(this NodeProcess node, NodeProcess other, string catalogue)
    {
        using var ines = await node.SignedIn("ines");
        await ines.Open("/peers");
        await ines.Submit($"/peers/{other.Host}/follow", ("catalogue", catalogue));
        Assert.True(ines.Status == HttpStatusCode.OK, ines.Text);
    }

    /// <summary>Publishes "Working hours 2026" as a template.</summary>
    public static async Task PublishTemplate(this Visitor officer)
    {
        await officer.Open("/templates");
        await officer.Submit("/templates");
        Assert.Equal(HttpStatusCode.OK, officer.Status);
    }

    /// <summary>Prepares a campaign from the page's first form for it: on /templates the first template is adopted, on /campaigns it is "Working hours
    /// 2026"; answers everything well.</summary>
    /// <returns>Path of the campaign.</returns>
    public static async Task<string> Prepare(this Visitor officer, string page)
    {
        await officer.Open(page);
        await officer.Submit("/campaigns");
        var campaign = officer.Answer.RequestMessage!.RequestUri!.AbsolutePath; // sent
        Assert.StartsWith("/campaigns/", campaign, StringComparison.Ordinal);
        await officer.Submit(campaign + "/governance",
            [.. Enumerable.Range(1, 7).Select(number => (string.Create(CultureInfo.InvariantCulture, $"governance-{number}"), $"Answer {number}"))]);
        await officer.Submit(campaign + "/assessment", [.. Assessment.Sections.SelectMany(section => section.OneOf
            ? [(section.Name, "3")]
            : Enumerable.Range(0, section.Items.Count).Select(item => (section.Name, item.ToString(CultureInfo.InvariantCulture))))]);
        return campaign;
    }

    /// <summary>Takes "Working hours 2026" the whole way, until members can agree.</summary>
    /// <returns>Path of the campaign.</returns>
    public static async Task<string> OpenCampaign(this Visitor officer, Visitor steward)
    {
        var campaign = await officer.Prepare("/campaigns");
        await officer.Submit(campaign + "/submit");
        await steward.Open(campaign);
        await steward.Submit(campaign + "/approve");
        await officer.Open(campaign);
        await officer.Submit(campaign + "/open");
        Assert.Contains("open", officer.Text, StringComparison.Ordinal);
        return campaign;
    }

    /// <summary>Proposes the first table the page offers: a campaign's, or at a federation a template's roll-up.</summary>
    /// <returns>Path of its page.</returns>
    public static async Task<string> Propose(this Visitor officer)
    {
        await officer.Open("/releases");
        await officer.Submit("/releases/propose");
        Assert.True(officer.Status == HttpStatusCode.OK, officer.Text);
        return officer.Answer.RequestMessage!.RequestUri!.AbsolutePath; // sent
    }

    /// <summary>Signs off what somebody else proposed.</summary>
    public static async Task Sign(this Visitor steward, string path)
    {
        await steward.Open(path);
        await steward.Submit(path + "/sign");
        Assert.Contains("published", steward.Text, StringComparison.Ordinal);
    }

    /// <summary>What a node answers to a program.</summary>
    public static async Task<JsonNode> Json(this Visitor visitor, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("application/json");
        visitor.Http.DefaultRequestHeaders.Accept.Clear();
        try
        {
            using var answer = await visitor.Http.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            return JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!; // it is JSON, not null
        }
        finally
        {
            visitor.Http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        }
    }

    /// <summary>The published line of carers in the north in week 45, as the CSV has it: people and minutes worked; null when there is none.</summary>
    public static async Task<(long Persons, long Minutes)?> Carers(this Visitor reader, string release)
    {
        await reader.Open(release);
        if (reader.Page.QuerySelectorAll("a").FirstOrDefault(link => link.TextContent == "CSV")?.GetAttribute("href") is not { } csv)
        {
            return null;
        }

        var lines = (await reader.Http.GetStringAsync(csv, TestContext.Current.CancellationToken)).Split("\r\n");
        return lines.Select(line => line.Split(',')).Where(fields => fields is ["care", "north", "2026-W45", ..])
            .Select(fields => ((long, long)?)(long.Parse(fields[3], CultureInfo.InvariantCulture), long.Parse(fields[5], CultureInfo.InvariantCulture))).SingleOrDefault();
    }

    /// <summary>Agrees to the notice of a campaign.</summary>
    public static async Task Agree(this Visitor member, string campaign)
    {
        await member.Open(campaign + "/consent");
        await member.Submit(campaign + "/consent", ("answer", "agree"));
        Assert.Contains("You agreed", member.Text, StringComparison.Ordinal);
    }

    /// <summary>Gives one week by the form.</summary>
    public static async Task Contribute(this Visitor member, string campaign, int week, int minutes)
    {
        await member.Open(campaign + "/contribute");
        await member.Submit(campaign + "/contribute", Week(week, minutes));
    }

    /// <summary>One week as it is typed.</summary>
    public static (string, string)[] Week(int week, int minutes) =>
    [
        ("sector", "care"), ("region", "north"), ("week", string.Create(CultureInfo.InvariantCulture, $"2026-W{week:00}")),
        ("workedMinutes", minutes.ToString(CultureInfo.InvariantCulture)), ("missedBreaks", "1"), ("eveningMinutes", "60"), ("weekendMinutes", "0"),
    ];
}
