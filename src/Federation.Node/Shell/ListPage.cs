using System.Globalization;

namespace Federation.Node.Shell;

/// <summary>Which page of a long list somebody looks at; every form on it carries that along, so that what it does leads back there.</summary>
/// <param name="Number">From 1.</param>
public sealed record ListPage(int Number)
{
    /// <summary>Rows on a page: what one can look through, and a few hundred kilobytes of HTML at most.</summary>
    public const int Size = 100;

    /// <summary>Pages of a list: more than any list here has, and no number beyond counting.</summary>
    private const int MostPages = 1_000_000;

    /// <summary>Where a list begins.</summary>
    public static ListPage First { get; } = new(1);

    /// <summary>Rows on the pages before it.</summary>
    public int Before => (Number - 1) * Size;

    /// <summary>Rows to ask for: one more than it has, so that it is known whether another follows.</summary>
    public const int Asked = Size + 1;

    /// <summary>The page that a form carried along, or that the address names.</summary>
    public static ListPage Of(HttpRequest request, string name = "page")
    {
        string? said = request.HasFormContentType ? request.Form[name] : request.Query[name];
        return int.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? new(Math.Clamp(number, 1, MostPages)) : First;
    }

    /// <summary>Its address on the page of the list.</summary>
    public string On(string path, string name = "page") => Number == 1 ? path : string.Create(CultureInfo.InvariantCulture, $"{path}?{name}={Number}");
}

/// <summary>The rows of one page of a list.</summary>
/// <param name="Page">Which.</param>
/// <param name="Found">What was asked for: up to <see cref="ListPage.Asked"/>.</param>
internal sealed record Listed<T>(ListPage Page, IReadOnlyList<T> Found)
{
    /// <summary>What stands on it.</summary>
    public IReadOnlyList<T> Rows { get; } = [.. Found.Take(ListPage.Size)];

    /// <summary>Whether another page follows.</summary>
    public bool HasMore => Found.Count > ListPage.Size;
}
