namespace Federation.Node.Contributions.Papers;

/// <summary>One page as it is drawn. Lengths are points (1/72 inch), counted from the upper left corner.</summary>
/// <param name="Texts">What is written.</param>
/// <param name="Rules">Thin horizontal lines.</param>
internal sealed record PaperPage(List<PlacedText> Texts, List<PlacedRule> Rules)
{
    /// <summary>Width of A4.</summary>
    public const double Width = 595.28;

    /// <summary>Height of A4.</summary>
    public const double Height = 841.89;
}

/// <summary>A line of text.</summary>
/// <param name="X">Its left end.</param>
/// <param name="Y">Its baseline.</param>
/// <param name="Size">Size of the letters.</param>
/// <param name="IsBold">Whether they are bold.</param>
internal sealed record PlacedText(string Text, double X, double Y, double Size, bool IsBold);

/// <summary>A horizontal line.</summary>
internal sealed record PlacedRule(double Left, double Right, double Y);
