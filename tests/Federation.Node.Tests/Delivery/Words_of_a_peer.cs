using Federation.Node.Delivery;
using Federation.Node.Delivery.Wire;

namespace Federation.Node.Tests.Delivery;

public sealed class Words_of_a_peer
{
    [Theory]
    [InlineData("Not Found", "Not Found")]
    [InlineData("a\0b\u001b[31m\r\nc", "a b [31m  c")]
    [InlineData("é 工会 🙂", "é 工会 🙂")]
    public void Are_kept_without_what_no_database_or_terminal_takes(string said, string kept) => Assert.Equal(kept, PeerWords.Fit(said));

    [Fact]
    public void Are_kept_without_half_a_pair() => Assert.Equal("half a pair \ufffd", PeerWords.Fit("half a pair " + '\ud83d')); // an attribute cannot hold one

    [Fact]
    public void Are_cut_between_characters()
    {
        var cut = PeerWords.Fit(new string('x', PeerWords.Longest - 1) + "🙂");
        Assert.Equal(new string('x', PeerWords.Longest - 1), cut);
    }

    [Fact]
    public void Are_made_fit_in_every_fetch_that_fails() => Assert.Equal("It said  .", new FetchException("It said \0.").Message);

    [Fact]
    public void About_a_connection_are_those_of_the_cause() => Assert.Equal(
        "The certificate has expired.", PeerWords.Of(new HttpRequestException("See inner exception.", new IOException("The certificate has expired."))));
}
