using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.Playwright;

namespace Federation.Browser.Tests;

/// <summary>A page in another language shares no sentence with itself: every address is read in all three, once per kind of page.</summary>
internal static partial class Wording
{
    // What is the same word in two of the languages, or nobody's sentence.
    private static readonly HashSet<string> Shared = new(StringComparer.OrdinalIgnoreCase)
    {
        "Documents", "Notice", "Version", "Versions", "Date", "JSON", "WeClock", "Roles", "responsable", "Sector", "Archive", "Licence",
    };

    private static readonly ConcurrentDictionary<string, bool> Read = new();

    public static async Task Differs(Person person, Uri origin)
    {
        var address = new Uri(person.Page.Url);
        if (person.Status != 200 || !Read.TryAdd(await Shape(person.Page), true))
        {
            return;
        }

        var (english, french, spanish) = (await In("en"), await In("fr"), await In("es"));
        Compare("en", english, "fr", french);
        Compare("en", english, "es", spanish);
        Compare("fr", french, "es", spanish);

        async Task<HashSet<string>?> In(string language) =>
            await Sentences(new UriBuilder(address) { Query = (address.Query.Length > 1 ? address.Query[1..] + "&" : "") + "lang=" + language }.Uri, await person.Cookies());

        void Compare(string one, HashSet<string>? first, string other, HashSet<string>? second)
        {
            var same = (first ?? []).Intersect(second ?? []).Where(text => !Shared.Contains(text)).ToList();
            Assert.True(same.Count == 0, $"{address.PathAndQuery} says the same in {one} and {other}: {string.Join(" | ", same)}");
        }
    }

    /// <summary>The kind of a page: its address without what differs from one thing to the next, its forms and what else it is made of.</summary>
    public static async Task<string> Shape(IPage page) => Identifiers().Replace(
        new Uri(page.Url).PathAndQuery + " " + string.Join(' ', (await page.Locator("main form, main table, main .tag, main .done, .refusal, main svg")
            .EvaluateAllAsync<string[]>("all => all.map(each => each.tagName + each.className + (each.getAttribute('action') ?? ''))")).Distinct()), "#");

    // Null when the address shows itself only to a form.
    private static async Task<HashSet<string>?> Sentences(Uri address, string cookies)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("Accept", "text/html");
        if (cookies.Length > 0)
        {
            request.Headers.Add("Cookie", cookies);
        }

        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        if (!answer.IsSuccessStatusCode)
        {
            return null;
        }

        var page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return [.. page.Body!.Descendants<IText>() // a parsed page has a body
            .Where(text => text.ParentElement!.Closest("[translate=no], .said, textarea, code, .digest, script, style") is null) // text of a body has a parent
            .Where(text => Words().IsMatch(text.Text)).Select(text => Numbers().Replace(text.Text, "").Trim())];
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}|[A-Za-z0-9_-]{40,}|127[.]0[.]0[.]1:[0-9]+")]
    private static partial Regex Identifiers();

    [GeneratedRegex(@"[\d\u00A0/,.:]+")]
    private static partial Regex Numbers();

    [GeneratedRegex(@"\p{L}{4,}")]
    private static partial Regex Words();
}
