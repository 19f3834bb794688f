using System.Text.Json.Nodes;
using Federation.Node.Tests.Campaigns;

namespace Federation.Node.Tests.Contributions.CleanInsights;

/// <summary>A campaign whose figures an app measures, and a member's address for it.</summary>
public static class MeasuredHours
{
    /// <summary>Hours worked, breaks missed and how often the app's log was opened, by sector and week.</summary>
    public static string Definition
    {
        get
        {
            static JsonObject Text(string text) => new() { ["en"] = text, ["fr"] = text + " (fr)", ["es"] = text + " (es)" };
            static JsonObject Number(string name, string label, int most) => new() { ["name"] = name, ["kind"] = "number", ["label"] = Text(label), ["minimum"] = 0, ["maximum"] = most };
            return new JsonObject
            {
                ["title"] = Text("Measured hours"),
                ["purpose"] = Text("Show how long we work"),
                ["notice"] = new JsonObject { ["en"] = "We ask.", ["fr"] = "Nous demandons.", ["es"] = "Pedimos." },
                ["schema"] = new JsonObject
                {
                    ["fields"] = new JsonArray(
                        new JsonObject
                        {
                            ["name"] = "sector", ["kind"] = "choice", ["label"] = Text("Sector"),
                            ["choices"] = new JsonArray(new JsonObject { ["code"] = "care", ["label"] = Text("Care") }, new JsonObject { ["code"] = "retail", ["label"] = Text("Shops") }),
                        },
                        new JsonObject { ["name"] = "week", ["kind"] = "week", ["label"] = Text("Week") },
                        Number("workedMinutes", "Minutes worked", 10080), Number("missedBreaks", "Breaks missed", 21), Number("entries", "Entries", 1000)),
                    ["table"] = new JsonObject { ["dimensions"] = new JsonArray("sector", "week"), ["measures"] = new JsonArray("workedMinutes", "missedBreaks", "entries") },
                    ["measured"] = new JsonArray(
                        new JsonObject { ["field"] = "workedMinutes", ["event"] = "hours/worked", ["figure"] = "value" },
                        new JsonObject { ["field"] = "missedBreaks", ["event"] = "hours/missed_break" },
                        new JsonObject { ["field"] = "entries", ["visit"] = "Hours/Log" }),
                },
                ["minimumGroup"] = 10, ["federationMinimumGroup"] = 20, ["retentionMonths"] = 12, ["recipients"] = new JsonArray(Text("our federation")),
            }.ToJsonString();
        }
    }

    /// <summary>Makes the address of a member who agreed, on the pages.</summary>
    public static async Task<string> MakeAddress(this Visitor member, string campaign)
    {
        await member.Open(campaign + "/contribute");
        await member.Open(member.Page.QuerySelector("a[href$='/measuring']")!.GetAttribute("href")!);
        await member.Submit(campaign + "/measuring", ("sector", "care"));
        return member.Page.QuerySelector("#address")!.TextContent;
    }
}
