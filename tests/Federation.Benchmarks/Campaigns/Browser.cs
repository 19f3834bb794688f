using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;

namespace Federation.Benchmarks.Campaigns;

/// <summary>Somebody who signed in by the form and opens pages; only their HTML, as without JavaScript.</summary>
internal sealed partial class Browser : IDisposable
{
    private readonly HttpClient http;

    private Browser(Uri origin)
    {
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = origin };
        http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
    }

    /// <exception cref="InvalidOperationException">They may not sign in.</exception>
    public static async Task<Browser> SignIn(Uri origin, string name, CancellationToken cancel)
    {
        var browser = new Browser(origin);
        var form = Token().Match(await browser.http.GetStringAsync("/sign-in", cancel));
        using var typed = new FormUrlEncodedContent([new(form.Groups["name"].Value, form.Groups["value"].Value), new("name", name), new("password", CrowdedCampaign.Password)]);
        using var answer = await browser.http.PostAsync("/sign-in", typed, cancel);
        return answer.StatusCode == HttpStatusCode.SeeOther ? browser : throw new InvalidOperationException($"{name} is not signed in: {answer.StatusCode}.");
    }

    /// <summary>Opens a page to its last byte.</summary>
    /// <exception cref="InvalidOperationException">It is not there for them.</exception>
    public async Task<(double Milliseconds, int Bytes)> Open(string page, CancellationToken cancel)
    {
        var began = Stopwatch.GetTimestamp();
        using var answer = await http.GetAsync(page, cancel);
        var bytes = await answer.Content.ReadAsByteArrayAsync(cancel);
        return answer.StatusCode == HttpStatusCode.OK
            ? (Stopwatch.GetElapsedTime(began).TotalMilliseconds, bytes.Length)
            : throw new InvalidOperationException($"{page} is answered with {answer.StatusCode}.");
    }

    public void Dispose() => http.Dispose();

    [GeneratedRegex("<input[^>]*name=\"(?<name>__RequestVerificationToken)\"[^>]*value=\"(?<value>[^\"]*)\"")]
    private static partial Regex Token();
}
