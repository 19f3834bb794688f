using System.Text;

namespace Federation.Network.Tests.Hostile.Behaviours;

/// <summary>Answers that are in order but say no.</summary>
internal static class Refusing
{
    private static readonly byte[] Sorry = Encoding.ASCII.GetBytes("<h1>Sorry</h1>");

    public static IReadOnlyList<Behaviour> List { get; } =
    [
        Says("500", "500 Internal Server Error"),
        Says("410 though it is there", "410 Gone") with { IsGone = true },
        Says("404 though it is there", "404 Not Found") with { IsGone = true },
        Says("401 without a word", "401 Unauthorized"),
        Says("403 without a word", "403 Forbidden"),
        Says("429, come back at once", "429 Too Many Requests", "Retry-After: 0"),
        Says("429, come back in 31 years", "429 Too Many Requests", "Retry-After: 1000000000"),
        Says("429 until a date", "429 Too Many Requests", "Retry-After: Fri, 31 Dec 2100 23:59:59 GMT"),
        Says("429 until a date long gone", "429 Too Many Requests", "Retry-After: Thu, 01 Jan 1970 00:00:00 GMT"),
        Says("429 until rubbish", "429 Too Many Requests", "Retry-After: soon\u00e9;-1,99999999999999999999"),
        Says("a status nobody knows", "799 Whatever"),
        // PostgreSQL keeps no NUL in a text: a reason with one must not stop the lane for good.
        Explains("a reason with NUL", """{"code":"delivery.shape","detail":"boom \u0000\u001b[31m"}"""),
        Explains("a reason with half a character", """{"code":"delivery.shape","detail":"boom \ud83d"}"""),
        Explains("a reason said twice", """{"code":"delivery.shape","detail":"one","detail":"two"}"""),
        Explains("a reason of half a megabyte", $$"""{"code":"delivery.shape","detail":"{{new string('x', 512 * 1024)}}"}"""),
        Explains("a reason 100,000 deep", string.Concat(Enumerable.Repeat("{\"detail\":", 100_000))),
    ];

    private static Behaviour Says(string name, string status, params string[] fields) => new(
        name, $"answered {status[..3]}", exchange => exchange.Answer(status, Sorry, "text/html", fields));

    private static Behaviour Explains(string name, string problem) => new(
        name, "answered 400", exchange => exchange.Answer("400 Bad Request", Encoding.ASCII.GetBytes(problem), "application/problem+json"));
}
