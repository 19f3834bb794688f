using System.Text;
using System.Text.Json.Nodes;
using Federation.Protocol.Discovery;

namespace Federation.Protocol.Tests.Discovery;

public sealed class An_answer_of_another_host
{
    /// <summary>What Mastodon answers to WebFinger.</summary>
    private const string Mastodon = """
        {"subject":"acct:ana@social.example","aliases":["https://social.example/@ana","https://social.example/users/ana"],
         "links":[{"rel":"http://webfinger.net/rel/profile-page","type":"text/html","href":"https://social.example/@ana"},
          {"rel":"self","type":"application/activity+json","href":"https://social.example/users/ana"},
          {"rel":"http://ostatus.org/schema/1.0/subscribe","template":"https://social.example/authorize_interaction?uri={uri}"}]}
        """;

    private static readonly Account Ana = new("ana", "social.example");

    [Fact]
    public void Names_the_actor_which_names_the_account()
    {
        var descriptor = Read(Mastodon);
        Assert.Equal(new Uri("https://social.example/users/ana"), descriptor.Actor);
        Assert.Equal("/.well-known/webfinger?resource=acct%3Aana%40social.example", WebFinger.Query(Ana));
        Assert.Null(WebFinger.Refute(Ana, descriptor, Actor("https://social.example/users/ana", "Ana")));
    }

    [Fact]
    public void Is_refused_when_actor_and_account_do_not_name_each_other()
    {
        var descriptor = Read(Mastodon);
        Assert.NotNull(WebFinger.Refute(new Account("eva", "social.example"), descriptor, Actor("https://social.example/users/ana", "ana")));
        Assert.NotNull(WebFinger.Refute(Ana, descriptor, Actor("https://social.example/users/eva", "ana")));
        Assert.NotNull(WebFinger.Refute(Ana, descriptor, Actor("https://social.example/users/ana", "eva")));
        Assert.NotNull(WebFinger.Refute(Ana, descriptor, []));
        Assert.NotNull(WebFinger.Refute(Ana, Read("""{"links":[]}"""), Actor("https://social.example/users/ana", "ana")));
    }

    /// <summary>RFC 7033 §3.1, which names no actor of ours, and two actors, which name none.</summary>
    [Theory]
    [InlineData("""{"subject":"acct:carol@example.com","links":[{"rel":"http://openid.net/specs/connect/1.0/issuer","href":"https://openid.example.com"}]}""")]
    [InlineData("""{"links":[{"rel":"self","type":"application/json","href":"https://a.example/x"}]}""")]
    [InlineData("""{"links":[{"rel":"self","href":"https://a.example/x"}]}""")]
    [InlineData("""{"links":[{"rel":"self","type":"application/activity+json","href":"https://a.example/x"},{"rel":"self","type":"application/activity+json","href":"https://a.example/y"}]}""")]
    public void May_name_no_actor(string text) => Assert.Null(Read(text).Actor);

    [Theory]
    [InlineData("""{"subject":7}""")]
    [InlineData("""{"aliases":"x"}""")]
    [InlineData("""{"aliases":[1]}""")]
    [InlineData("""{"links":{}}""")]
    [InlineData("""{"links":["x"]}""")]
    [InlineData("""{"links":[{"href":"https://a.example"}]}""")]
    [InlineData("""{"links":[{"rel":"self","href":"ftp://a.example"}]}""")]
    [InlineData("""{"links":[{"rel":"self","href":"/relative"}]}""")]
    [InlineData("""{"links":[{"rel":"self","href":"https://ana@a.example/"}]}""")]
    public void Is_refused_with_a_reason_when_it_is_no_descriptor(string text)
    {
        Assert.False(ResourceDescriptor.TryRead(Parse(text), out _, out var reason));
        Assert.StartsWith("The descriptor", reason.Replace("A link of the", "The", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("acct:ana@social.example", "acct:ana@social.example")]
    [InlineData("@Ana@Social.example", "acct:ana@social.example")]
    [InlineData("ana@localhost:8080", "acct:ana@localhost:8080")]
    [InlineData("ana@[::1]:8080", "acct:ana@[::1]:8080")]
    [InlineData("ana", null)]
    [InlineData("ana@", null)]
    [InlineData("@social.example", null)]
    [InlineData("ana@social.example/x", null)]
    [InlineData("ana@a@b", null)]
    [InlineData("a na@social.example", null)]
    [InlineData("ana@social.example\n", null)]
    [InlineData(null, null)]
    public void Is_asked_for_by_account(string? text, string? account) => Assert.Equal(account, Account.TryRead(text, out var read) ? read.ToString() : null);

    /// <summary>RFC 6415 §3.1 and its JSON form.</summary>
    [Fact]
    public void Points_to_WebFinger_by_host_meta()
    {
        const string Template = "https://social.example/.well-known/webfinger?resource={uri}";
        var xml = $"""<?xml version='1.0' encoding='UTF-8'?><XRD xmlns='http://docs.oasis-open.org/ns/xri/xrd-1.0'><Link rel='author' href='http://x.example'/><Link rel='lrdd' type='application/xrd+xml' template='{Template}'/></XRD>""";
        Assert.Equal(Template, HostMeta.ReadXml(Encoding.UTF8.GetBytes(xml)));
        Assert.Equal(Template, HostMeta.ReadJson(Parse($$"""{"links":[{"rel":"lrdd","template":"{{Template}}"}]}""")));
        Assert.Equal("https://social.example/.well-known/webfinger?resource=acct%3Aana%40social.example", HostMeta.Fill(Template, Ana).AbsoluteUri);
        var ours = new Uri("https://union.example/");
        Assert.Equal("https://union.example/.well-known/webfinger?resource={uri}", HostMeta.ReadXml(Encoding.UTF8.GetBytes(HostMeta.Xml(ours))));
        Assert.Equal("https://union.example/.well-known/webfinger?resource={uri}", HostMeta.ReadJson(HostMeta.Json(ours)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("text")]
    [InlineData("<XRD xmlns='http://docs.oasis-open.org/ns/xri/xrd-1.0'/>")]
    [InlineData("<XRD><Link rel='lrdd' template='https://a.example/{uri}'/></XRD>")]
    [InlineData("<XRD xmlns='http://docs.oasis-open.org/ns/xri/xrd-1.0'><Link rel='lrdd' template='file:///{uri}'/></XRD>")]
    [InlineData("<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><XRD xmlns='http://docs.oasis-open.org/ns/xri/xrd-1.0'><Link rel='lrdd' template='https://a.example/{uri}&e;'/></XRD>")]
    public void Points_nowhere_when_its_host_meta_is_none(string xml) => Assert.Null(HostMeta.ReadXml(Encoding.UTF8.GetBytes(xml)));

    /// <summary>What Mastodon says of itself, which is of version 2.0, and what we say.</summary>
    [Fact]
    public void Says_by_NodeInfo_which_software_it_is()
    {
        var links = Parse("""{"links":[{"rel":"http://nodeinfo.diaspora.software/ns/schema/1.0","href":"https://s.example/nodeinfo/1.0"},{"rel":"http://nodeinfo.diaspora.software/ns/schema/2.0","href":"https://s.example/nodeinfo/2.0"}]}""");
        Assert.Equal(new Uri("https://s.example/nodeinfo/2.0"), NodeInfo.Newest(links));
        Assert.True(NodeInfo.TryRead(Parse("""
            {"version":"2.0","software":{"name":"mastodon","version":"4.5.0"},"protocols":["activitypub"],"services":{"outbound":[],"inbound":[]},
             "usage":{"users":{"total":1,"activeMonth":1,"activeHalfyear":1},"localPosts":9},"openRegistrations":false,"metadata":{}}
            """), out var mastodon, out _));
        Assert.Equal(("mastodon", "4.5.0"), (mastodon.Software, mastodon.Version));
        var ours = new NodeInfo("federation", "0.1.0", ["activitypub"]);
        Assert.True(NodeInfo.TryRead(ours.Describe(new Uri("https://code.example/federation")), out var read, out _));
        Assert.Equal((ours.Software, ours.Version, "activitypub"), (read.Software, read.Version, Assert.Single(read.Protocols)));
        Assert.Equal(new Uri("https://union.example/nodeinfo/2.1"), NodeInfo.Newest(NodeInfo.Links(new Uri("https://union.example"))));
        Assert.Empty(ours.Describe()["usage"]!["users"]!.AsObject());
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"version":"3.0","software":{"name":"x","version":"1"},"protocols":[]}""")]
    [InlineData("""{"version":"2.1","software":{"name":"<b>","version":"1"},"protocols":[]}""")]
    [InlineData("""{"version":"2.1","software":{"name":"x"},"protocols":[]}""")]
    [InlineData("""{"version":"2.1","software":{"name":"x","version":"1"}}""")]
    [InlineData("""{"version":"2.1","software":{"name":"x","version":"1"},"protocols":[1]}""")]
    public void Is_refused_with_a_reason_when_it_is_no_NodeInfo(string text)
    {
        Assert.False(NodeInfo.TryRead(Parse(text), out _, out var reason));
        Assert.NotEmpty(reason);
    }

    private static JsonObject Actor(string id, string name) => new() { ["id"] = id, ["preferredUsername"] = name };

    private static ResourceDescriptor Read(string text)
    {
        Assert.True(ResourceDescriptor.TryRead(Parse(text), out var read, out var reason), reason);
        return read;
    }

    private static JsonObject Parse(string text) => JsonNode.Parse(text)!.AsObject();
}
