using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Federation.Node.Campaigns;
using Federation.Node.Members;
using Federation.Node.Tests;
using Npgsql;

namespace Federation.Network.Tests;

/// <summary>Templates as freight: small, public, each told once to every follower. Counting them tells what was lost or done twice.</summary>
internal static class TemplateFlow
{
    /// <summary>How the name of each begins.</summary>
    public const string Mark = "Freight ";

    /// <summary>People who can do everything these tests need.</summary>
    public static Task AddPeople(this NodeProcess node) => node.Add(("sam", [Roles.Steward]), ("olga", [Roles.Officer]));

    /// <summary>One node follows the other's templates.</summary>
    public static async Task FollowTemplates(this NodeProcess node, NodeProcess other)
    {
        await node.Follow(other, "templates");
        await Patiently.Until(async () => Assert.True(await node.IsFollowing(other)), $"{node.Name} follows {other.Name}");
    }

    /// <summary>Publishes a template of its own name.</summary>
    public static async Task Publish(this Visitor officer, string name)
    {
        var definition = JsonNode.Parse(CampaignDefinitions.WorkingHours)!.AsObject(); // ours
        definition["title"]!["en"] = name;
        await officer.Open("/templates");
        await officer.Submit("/templates", ("definition", definition.ToJsonString()));
        Assert.True(officer.Status == HttpStatusCode.OK, $"{name} is not published: {officer.Status} {officer.Text}");
    }

    /// <summary>Names of the templates a node published itself, in order.</summary>
    public static Task<List<string>> Published(this NodeProcess node) => node.Titles("template.published.v1", null);

    /// <summary>Names of the templates a node took from another, as often as it took them, in order.</summary>
    public static Task<List<string>> Taken(this NodeProcess node, NodeProcess from) => node.Titles("template.received.v1", from.Host);

    /// <summary>A number from the node's database.</summary>
    public static async Task<long> Count(this NodeProcess node, string sql)
    {
        await using var source = NpgsqlDataSource.Create(node.DatabaseString);
        await using var command = source.CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken), CultureInfo.InvariantCulture);
    }

    private static async Task<bool> IsFollowing(this NodeProcess node, NodeProcess other)
    {
        using var ines = await node.SignedIn("ines");
        await ines.Open("/peers");
        var card = ines.Page.QuerySelectorAll("section.card").First(each => each.TextContent.Contains(other.Host, StringComparison.Ordinal));
        return card.TextContent.Contains("we follow it", StringComparison.Ordinal);
    }

    private static async Task<List<string>> Titles(this NodeProcess node, string type, string? host)
    {
        await using var source = NpgsqlDataSource.Create(node.DatabaseString);
        await using var command = source.CreateCommand("""
            select data from node.mt_events where type = $1 order by seq_id
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = type });
        var titles = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            var data = new JsonObject(JsonNode.Parse(reader.GetString(0))!.AsObject().Select(each => KeyValuePair.Create(each.Key.ToUpperInvariant(), each.Value?.DeepClone()))); // an event is an object
            if (host is null || data["PEERHOST"]?.ToString() == host)
            {
                titles.Add(TitleOf(data["DOCUMENT"]!.ToString())); // the signed document, as text
            }
        }

        return titles;
    }

    // The first text that holds our name for it: the title.
    private static string TitleOf(string document)
    {
        var start = document.IndexOf(Mark, StringComparison.Ordinal);
        Assert.True(start >= 0, document);
        return document[start..document.IndexOf('"', start)];
    }
}
