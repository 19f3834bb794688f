using System.Text.RegularExpressions;

namespace Federation.Node.Contributions.Papers;

/// <summary>Sets blocks on pages of A4, with what stands at their feet.</summary>
internal sealed partial class Paper
{
    private const double Margin = 48;
    private const double Foot = 36;
    private const double TitleSize = 18;
    private const double HeadingSize = 11.5;
    private const double TextSize = 9.5;
    private const double SmallSize = 8;
    private const double Line = 1.35;
    private const double Gutter = 6;
    private const double NamesWidth = 110;
    private const double Usable = PaperPage.Width - (2 * Margin);

    private readonly ITypeface type;
    private readonly List<PaperPage> pages = [];
    private double y;

    private Paper(ITypeface type)
    {
        this.type = type;
        Turn();
    }

    /// <summary>The pages.</summary>
    /// <param name="blocks">What is set, in order.</param>
    /// <param name="foot">What stands at the foot of a page, by its number and how many there are.</param>
    /// <param name="type">The letters; it has all of them.</param>
    public static IReadOnlyList<PaperPage> Set(IEnumerable<Block> blocks, Func<int, int, string> foot, ITypeface type)
    {
        var paper = new Paper(type);
        foreach (var block in blocks)
        {
            paper.Set(block);
        }

        for (var page = 0; page < paper.pages.Count; page++)
        {
            paper.pages[page].Texts.Add(new PlacedText(foot(page + 1, paper.pages.Count), Margin, PaperPage.Height - Foot, SmallSize, false));
        }

        return paper.pages;
    }

    private void Set(Block block)
    {
        switch (block)
        {
            case Block.Heading heading:
                y += heading.IsTitle ? 0 : TextSize;
                Need(3 * HeadingSize * Line); // a heading does not stand alone
                Flow(heading.Text, Margin, Usable, heading.IsTitle ? TitleSize : HeadingSize, true);
                y += heading.IsTitle ? TextSize : 0;
                break;
            case Block.Paragraph paragraph:
                Flow(paragraph.Text, Margin, Usable, TextSize, paragraph.IsStrong);
                y += TextSize / 2;
                break;
            case Block.Facts facts:
                SetFacts(facts);
                break;
            case Block.Grid grid:
                SetGrid(grid);
                break;
        }
    }

    private void SetFacts(Block.Facts facts)
    {
        foreach (var (name, value) in facts.Lines)
        {
            SetRow([Cell(name, Margin, NamesWidth, TextSize, true), Cell(value, Margin + NamesWidth, Usable - NamesWidth, TextSize, false)], TextSize, null);
        }

        y += TextSize / 2;
    }

    private void SetGrid(Block.Grid grid)
    {
        var whole = grid.Columns.Sum(column => column.Share);
        var widths = grid.Columns.Select(column => column.Share * Usable / whole).ToArray();
        Head();
        for (var row = 0; row < grid.Rows.Count; row++)
        {
            var isTotal = grid.HasTotal && row == grid.Rows.Count - 1;
            if (isTotal)
            {
                Rule();
            }

            SetRow(Cells(grid.Rows[row], isTotal), SmallSize, Head);
        }

        Rule();
        y += TextSize;

        void Head()
        {
            SetRow(Cells([.. grid.Columns.Select(column => column.Title)], true), SmallSize, null);
            Rule();
        }

        PaperCell[] Cells(IReadOnlyList<string> texts, bool isBold) =>
            [.. texts.Select((text, at) => Cell(text, Margin + widths.Take(at).Sum(), widths[at], SmallSize, isBold) with { AtRight = grid.Columns[at].IsNumber })];
    }

    private PaperCell Cell(string text, double left, double width, double size, bool isBold) =>
        new(Wrapped(text, width - Gutter, size, isBold), left, width - Gutter, isBold);

    // All cells of a row on one page; where they do not fit, a new one begins, with what it begins with.
    private void SetRow(PaperCell[] cells, double size, Action? begin)
    {
        var height = cells.Max(cell => cell.Lines.Count) * size * Line;
        if (Need(height))
        {
            begin?.Invoke();
        }

        foreach (var cell in cells)
        {
            for (var line = 0; line < cell.Lines.Count; line++)
            {
                var x = cell.AtRight ? cell.Left + cell.Width - type.Width(cell.Lines[line], size, cell.IsBold) : cell.Left;
                pages[^1].Texts.Add(new PlacedText(cell.Lines[line], x, y + ((line + 1) * size * Line), size, cell.IsBold));
            }
        }

        y += height;
    }

    private void Flow(string text, double left, double width, double size, bool isBold)
    {
        foreach (var line in Wrapped(text, width, size, isBold))
        {
            Need(size * Line);
            y += size * Line;
            pages[^1].Texts.Add(new PlacedText(line, left, y, size, isBold));
        }
    }

    // French puts a space before these marks, and no line begins with one.
    [GeneratedRegex("(?<!«) (?![»:;?!%])")]
    private static partial Regex Breaks();

    private List<string> Wrapped(string text, double width, double size, bool isBold)
    {
        List<string> lines = [""];
        foreach (var word in Breaks().Split(text).SelectMany(word => Broken(word, width, size, isBold)))
        {
            var longer = lines[^1].Length == 0 ? word : lines[^1] + " " + word;
            if (type.Width(longer, size, isBold) <= width || lines[^1].Length == 0)
            {
                lines[^1] = longer;
            }
            else
            {
                lines.Add(word);
            }
        }

        return lines;
    }

    // A word wider than its column, like an address, goes on in the next line.
    private IEnumerable<string> Broken(string word, double width, double size, bool isBold)
    {
        var start = 0;
        for (var end = 1; end <= word.Length; end++)
        {
            if (end - start > 1 && !char.IsLowSurrogate(word[end - 1]) && type.Width(word[start..end], size, isBold) > width)
            {
                yield return word[start..(end - 1)];
                start = end - 1;
            }
        }

        yield return word[start..];
    }

    private void Rule()
    {
        y += 3;
        pages[^1].Rules.Add(new PlacedRule(Margin, PaperPage.Width - Margin, y));
    }

    // True when a new page was begun.
    private bool Need(double height)
    {
        if (y + height <= PaperPage.Height - (2 * Foot))
        {
            return false;
        }

        Turn();
        return true;
    }

    private void Turn()
    {
        pages.Add(new PaperPage([], []));
        y = Margin;
    }

    private sealed record PaperCell(IReadOnlyList<string> Lines, double Left, double Width, bool IsBold, bool AtRight = false);
}
