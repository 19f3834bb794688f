using Federation.Protocol.Discovery;

namespace Federation.Protocol.Tests.Discovery;

public sealed class A_WebFinger_query
{
    private static readonly Uri Origin = new("https://union.example");

    private static readonly Dictionary<string, Uri> Actors = new()
    {
        ["node"] = new Uri("https://union.example/actor"),
        ["statistics"] = new Uri("https://union.example/catalogues/statistics"),
    };

    [Theory]
    [InlineData("acct:node@union.example", "node")]
    [InlineData("acct:@Statistics@UNION.example", "statistics")]
    [InlineData("https://union.example/catalogues/statistics", "statistics")]
    [InlineData("acct:node@other.example", null)]
    [InlineData("acct:ana@union.example", null)]
    [InlineData("acct:node", null)]
    [InlineData("https://union.example/members/ana", null)]
    public void Finds_nodes_and_catalogues_and_never_a_member(string resource, string? expected) =>
        Assert.Equal(expected, WebFinger.Find(resource, Origin, Actors));

    [Fact]
    public void Points_to_the_actor_which_points_back()
    {
        var answer = WebFinger.Describe("node", Origin, Actors["node"]);
        Assert.Equal("acct:node@union.example", answer["subject"]!.ToString());
        Assert.Equal("https://union.example/actor", answer["links"]![0]!["href"]!.ToString());
    }
}
