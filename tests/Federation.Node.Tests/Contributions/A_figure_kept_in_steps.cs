using System.Net;
using Federation.Node.Contributions;
using Federation.Node.Tests.Campaigns;
using Federation.Node.Tests.Datasets;
using Microsoft.Extensions.DependencyInjection;

namespace Federation.Node.Tests.Contributions;

/// <summary>Durations as people write them, and numbers of which only the nearest step is kept.</summary>
public sealed class A_figure_kept_in_steps(PostgresFixture postgres)
{
    private const string Fields = """
        { "name": "commute", "kind": "number", "label": { "en": "Way to work", "fr": "Trajet", "es": "Trayecto" }, "unit": "min", "duration": true, "minimum": 0, "maximum": 240, "toNearest": 15 },
        { "name": "fare", "kind": "number", "label": { "en": "Fare", "fr": "Billet", "es": "Billete" }, "unit": "EUR ct", "minimum": 0, "maximum": 50000, "toNearest": 1000 }
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("0:52", "34,99", 45, 3000, "0:45", "30.00 EUR")]
    [InlineData("52,5 min", "35", 0, 0, null, null)]
    [InlineData("1 h 8", "35", 0, 0, null, null)]
    [InlineData("1 h 08", "35", 75, 4000, "1:15", "40.00 EUR")]
    [InlineData("0.875 h", "4.99", 0, 0, null, null)]
    [InlineData("4h", "500", 240, 50000, "4:00", "500.00 EUR")]
    public async Task Is_rounded_before_it_is_stored_and_shown_as_it_is_kept(string commute, string fare, long minutes, long cents, string? time, string? money)
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign(SampleDefinition.Of($"{SampleDefinition.Sector}, {Fields}", ["sector"], "commute", "fare"));
        using var ana = await node.Agreeing(campaign, "ana");
        await ana.Open(campaign + "/contribute");
        Assert.Equal("Kept to the nearest 15 min.", ana.Page.QuerySelector("#commute-hint")!.TextContent);
        Assert.Equal("Kept to the nearest 10.00 EUR.", ana.Page.QuerySelector("#fare-hint")!.TextContent);
        await ana.Submit(campaign + "/contribute", ("sector", "care"), ("commute", commute), ("fare", fare));
        var rows = await node.Services.GetRequiredService<IContributions>().Rows(DatasetSteps.IdOf(campaign), Cancel);
        if (time is null)
        {
            Assert.Equal("Way to work must be hours and minutes like 7:30, 7 h 30 or 7.5 h.", ana.Page.QuerySelector("#commute-refused")!.TextContent);
            Assert.Equal(commute, ana.Page.QuerySelector("#commute")!.GetAttribute("value"));
            Assert.Empty(rows);
            return;
        }

        Assert.Equal([time, money], ana.Page.QuerySelectorAll("td.number").Select(cell => cell.TextContent.Trim()));
        Assert.Equal((minutes, cents), (Assert.Single(rows).Measures["commute"], rows[0].Measures["fare"]));
    }

    [Theory]
    [InlineData("fr", "5 h", "Trajet doit être compris entre 0:00 et 4:00.")]
    [InlineData("es", "90", "Trayecto debe ser horas y minutos, como 7:30, 7 h 30 o 7,5 h.")]
    public async Task Is_refused_beside_its_field_in_the_members_language(string language, string commute, string words)
    {
        await using var node = await RunningNode.Start(postgres);
        var campaign = await node.OpenCampaign(SampleDefinition.Of($"{SampleDefinition.Sector}, {Fields}", ["sector"], "commute", "fare"));
        using var ana = await node.Agreeing(campaign, "ana");
        ana.Http.DefaultRequestHeaders.AcceptLanguage.ParseAdd(language);
        await ana.Open(campaign + "/contribute");
        await ana.Submit(campaign + "/contribute", ("sector", "care"), ("commute", commute), ("fare", "10"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, ana.Status);
        Assert.Equal(words, ana.Page.QuerySelector("#commute-refused")!.TextContent);
    }
}
