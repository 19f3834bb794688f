using Federation.Node.Tools;

namespace Federation.Node.Tests.Tools;

public sealed class A_semantic_version
{
    // semver.org §11, with the two examples given there.
    private static readonly string[] Ascending =
    [
        "0.0.1", "0.9.0", "1.0.0-1", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0",
        "2.0.0", "2.1.0", "2.1.1", "2.10.0", "10.0.0", "99999999999999999999.0.0", "100000000000000000000.0.0",
    ];

    [Fact]
    public void Is_older_than_all_that_follow_and_newer_than_none_of_them()
    {
        for (var i = 0; i < Ascending.Length; i++)
        {
            for (var j = 0; j < Ascending.Length; j++)
            {
                Assert.Equal(i.CompareTo(j), Math.Sign(SemanticVersion.Read(Ascending[i])!.CompareTo(SemanticVersion.Read(Ascending[j]))));
            }
        }
    }

    [Fact]
    public void Is_of_the_same_rank_whatever_its_build_is_called() =>
        Assert.Equal(0, SemanticVersion.Read("1.0.0+linux")!.CompareTo(SemanticVersion.Read("1.0.0+20261124")));

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("1.2")]
    [InlineData("v1.2.3")]
    [InlineData("1.2.3.4")]
    [InlineData("01.2.3")]
    [InlineData("1.2.3-01")]
    [InlineData("1.2.3-")]
    [InlineData("1.2.3-a..b")]
    [InlineData("1.2.3+")]
    [InlineData("1.2.3\n")]
    [InlineData("-1.2.3")]
    [InlineData("1.2.3/../..")]
    [InlineData("1.2.3-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void Is_nothing_else(string text) => Assert.Null(SemanticVersion.Read(text));

    [Fact]
    public void That_is_newest_and_not_revoked_is_offered_and_a_pre_release_only_when_there_is_nothing_better()
    {
        var versions = new[] { "1.2.0", "1.10.0", "2.0.0-rc.1", "1.9.0" }.Select(version => ToolSteps.Manifest(version)).ToList();
        Assert.Equal("1.10.0", ToolRules.Newest(versions, each => each, _ => false)!.Version);
        Assert.Equal("1.9.0", ToolRules.Newest(versions, each => each, each => each.Version == "1.10.0")!.Version);
        Assert.Equal("2.0.0-rc.1", ToolRules.Newest(versions, each => each, each => each.Version[0] == '1')!.Version);
        Assert.Null(ToolRules.Newest(versions, each => each, _ => true));
    }
}
