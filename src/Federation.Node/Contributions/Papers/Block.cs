namespace Federation.Node.Contributions.Papers;

/// <summary>A part of a document that is printed, from top to bottom.</summary>
internal abstract record Block
{
    /// <summary>Every text in it: what a typeface has to have letters for.</summary>
    public abstract IEnumerable<string> Texts { get; }

    /// <summary>A heading.</summary>
    internal sealed record Heading(string Text, bool IsTitle = false) : Block
    {
        public override IEnumerable<string> Texts => [Text];
    }

    /// <summary>A paragraph.</summary>
    internal sealed record Paragraph(string Text, bool IsStrong = false) : Block
    {
        public override IEnumerable<string> Texts => [Text];
    }

    /// <summary>Names with their values.</summary>
    internal sealed record Facts(IReadOnlyList<(string Name, string Value)> Lines) : Block
    {
        public override IEnumerable<string> Texts => Lines.SelectMany(line => new[] { line.Name, line.Value });
    }

    /// <summary>A table; its last row is the sum of the others when <paramref name="HasTotal"/>.</summary>
    internal sealed record Grid(IReadOnlyList<GridColumn> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, bool HasTotal) : Block
    {
        public override IEnumerable<string> Texts => Columns.Select(column => column.Title).Concat(Rows.SelectMany(row => row));
    }
}

/// <summary>A column of a <see cref="Block.Grid"/>.</summary>
/// <param name="Title">What stands above it.</param>
/// <param name="Share">Its part of the width; those of a table need not add up to anything.</param>
/// <param name="IsNumber">Numbers stand at the right.</param>
internal sealed record GridColumn(string Title, double Share, bool IsNumber = true);
