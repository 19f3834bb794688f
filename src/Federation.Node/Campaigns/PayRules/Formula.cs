namespace Federation.Node.Campaigns.PayRules;

/// <summary>
/// An expression over the columns of a pay record, like <c>5 + 0.075 * order_total</c>: numbers, columns, <c>+ - * /</c>, brackets, <c>min</c>,
/// <c>max</c> and <c>round</c> (to whole cents, halves away from zero). It can do nothing but count, in decimals, so cents come out exact.
/// </summary>
public sealed class Formula
{
    private readonly FormulaPart root;

    private Formula(string text, FormulaPart root, IReadOnlyList<string> columns) => (Text, this.root, Columns) = (text, root, columns);

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>The columns it needs, each once, in the order in which it names them.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Reads an expression.</summary>
    /// <returns>The formula, or one English sentence that says what is wrong and at which character.</returns>
    public static (Formula? Formula, string? Fault) Read(string text)
    {
        var (part, columns, fault) = new FormulaReader(text).Read();
        return part is null ? (null, fault) : (new Formula(text, part, columns), null);
    }

    /// <summary>What it comes to.</summary>
    /// <param name="column">The number in a column.</param>
    /// <returns>Null where there is no such number: something is divided by zero, or too large.</returns>
    public decimal? Of(Func<string, decimal> column)
    {
        try
        {
            return root.Of(column);
        }
        catch (Exception e) when (e is DivideByZeroException or OverflowException)
        {
            return null;
        }
    }
}

/// <summary>A part of a formula.</summary>
internal abstract record FormulaPart
{
    public abstract decimal Of(Func<string, decimal> column);

    internal sealed record Number(decimal Value) : FormulaPart
    {
        public override decimal Of(Func<string, decimal> column) => Value;
    }

    internal sealed record Column(string Name) : FormulaPart
    {
        public override decimal Of(Func<string, decimal> column) => column(Name);
    }

    internal sealed record Two(char Sign, FormulaPart Left, FormulaPart Right) : FormulaPart
    {
        public override decimal Of(Func<string, decimal> column)
        {
            var (left, right) = (Left.Of(column), Right.Of(column));
            return Sign switch
            {
                '+' => left + right,
                '-' => left - right,
                '*' => left * right,
                _ => left / right,
            };
        }
    }

    internal sealed record Call(string Name, IReadOnlyList<FormulaPart> Parts) : FormulaPart
    {
        public override decimal Of(Func<string, decimal> column)
        {
            var values = Parts.Select(part => part.Of(column));
            return Name switch
            {
                "min" => values.Min(),
                "max" => values.Max(),
                _ => decimal.Round(values.Single(), 2, MidpointRounding.AwayFromZero),
            };
        }
    }
}
