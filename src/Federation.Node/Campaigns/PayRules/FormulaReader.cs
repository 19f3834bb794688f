using System.Globalization;

namespace Federation.Node.Campaigns.PayRules;

/// <summary>Reads a formula from left to right; products before sums.</summary>
internal sealed class FormulaReader(string text)
{
    /// <summary>Longest formula, in characters: a pay rule is one line.</summary>
    private const int Longest = 300;

    /// <summary>Brackets in brackets: nobody reads more, and reading them uses the stack.</summary>
    private const int Deepest = 20;

    private readonly List<string> columns = [];
    private int at;
    private int depth;
    private string? fault;

    public (FormulaPart? Part, IReadOnlyList<string> Columns, string? Fault) Read()
    {
        if (text.Length > Longest)
        {
            return (null, [], $"it is longer than {Longest} characters.");
        }

        var part = Sum();
        Skip();
        if (at < text.Length)
        {
            Fail($"'{text[at]}' is not expected");
        }

        return fault is null ? (part, columns, null) : (null, [], fault);
    }

    private FormulaPart Sum()
    {
        var part = Product();
        while (Takes("+-") is { } sign)
        {
            part = new FormulaPart.Two(sign, part, Product());
        }

        return part;
    }

    private FormulaPart Product()
    {
        var part = Single();
        while (Takes("*/") is { } sign)
        {
            part = new FormulaPart.Two(sign, part, Single());
        }

        return part;
    }

    private FormulaPart Single()
    {
        if (fault is not null || ++depth > Deepest)
        {
            return Fail($"more than {Deepest} brackets or signs stand in each other");
        }

        try
        {
            return Takes("-") is not null ? new FormulaPart.Two('-', new FormulaPart.Number(0), Single())
                : Takes("(") is not null ? Closed(Sum())
                : at >= text.Length ? Fail("it ends where a number or a column should stand")
                : char.IsAsciiDigit(text[at]) || text[at] == '.' ? Number()
                : char.IsAsciiLetter(text[at]) ? Named()
                : Fail($"'{text[at]}' is not expected");
        }
        finally
        {
            depth--;
        }
    }

    private FormulaPart.Number Number()
    {
        var digits = While(letter => char.IsAsciiDigit(letter) || letter == '.');
        return decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            ? new FormulaPart.Number(value)
            : Fail($"'{digits}' is no number");
    }

    private FormulaPart Named()
    {
        var name = While(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');
        if (Takes("(") is not null)
        {
            List<FormulaPart> parts = [Sum()];
            while (Takes(",") is not null)
            {
                parts.Add(Sum());
            }

            return name is not ("min" or "max" or "round") ? Fail($"'{name}' is none of min, max and round")
                : name == "round" && parts.Count != 1 ? Fail("round takes one number")
                : Closed(new FormulaPart.Call(name, parts));
        }

        if (!columns.Contains(name, StringComparer.Ordinal))
        {
            columns.Add(name);
        }

        return new FormulaPart.Column(name);
    }

    private FormulaPart Closed(FormulaPart inside) => Takes(")") is not null ? inside : Fail("a ')' is missing");

    private string While(Func<char, bool> holds)
    {
        var from = at;
        while (at < text.Length && holds(text[at]))
        {
            at++;
        }

        return text[from..at];
    }

    private char? Takes(string any)
    {
        Skip();
        return fault is null && at < text.Length && any.Contains(text[at], StringComparison.Ordinal) ? text[at++] : null;
    }

    private void Skip() => While(letter => letter == ' ');

    private FormulaPart.Number Fail(string what)
    {
        fault ??= string.Create(CultureInfo.InvariantCulture, $"{what}, at character {Math.Min(at, text.Length) + 1}.");
        return new FormulaPart.Number(0);
    }
}
