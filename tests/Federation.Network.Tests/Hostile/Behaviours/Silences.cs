namespace Federation.Network.Tests.Hostile.Behaviours;

/// <summary>Takes its time, at each phase of an exchange.</summary>
internal static class Silences
{
    private const string TooLate = "did not answer within|could not be reached";

    public static IReadOnlyList<Behaviour> List { get; } =
    [
        new("does not accept the connection", TooLate, exchange => exchange.Wait()) { IsDeaf = true, IsBeforeTheRequest = true },
        new("hangs up at once", "could not be reached", _ => Task.CompletedTask) { IsBeforeTheRequest = true },
        new("hangs up after the request", "could not be reached", _ => Task.CompletedTask),
        new("answers everything late", "did not introduce itself within", async exchange =>
        {
            await Task.Delay(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
            var (body, type) = exchange.Peer.Honest.Find(exchange.Request!) ?? ([.. "{}"u8], "application/json"); // read before it is answered
            await exchange.Answer("200 OK", body, type);
        }) { IsEverywhere = true, IsDelivered = true, Document = _ => [.. "{}"u8], ReasonOfFile = "within" },
        new("says nothing", TooLate, exchange => exchange.Wait()),
        new("says half a header", TooLate, async exchange =>
        {
            await exchange.Say("HTTP/1.1 200 OK\r\nContent-Ty");
            await exchange.Wait();
        }),
        new("drips a header", TooLate, async exchange =>
        {
            await exchange.Say("HTTP/1.1 200 OK\r\nX-Drip: ");
            await exchange.Drip("x");
        }),
        new("drips a body", TooLate, async exchange =>
        {
            await exchange.Begin("Content-Length: 30"); // less than a file is announced with
            await exchange.Drip(" ");
        }),
        new("drips chunks for ever", TooLate, async exchange =>
        {
            await exchange.Begin("Transfer-Encoding: chunked");
            await exchange.Drip("1\r\n \r\n");
        }),
        new("stops in the middle of a body", TooLate, async exchange =>
        {
            await exchange.Begin("Content-Length: 30");
            await exchange.Say("{\"id\":");
            await exchange.Wait();
        }),
        new("hangs up in the middle of a body", "could not be reached", async exchange =>
        {
            await exchange.Begin("Content-Length: 30");
            await exchange.Say("{\"id\":");
        }),
        new("hangs up in the middle of a chunk", "could not be reached", async exchange =>
        {
            await exchange.Begin("Transfer-Encoding: chunked");
            await exchange.Say("400\r\n{\"id\":");
        }),
    ];
}
