using System.Numerics;

namespace Federation.Privacy.DisclosureControl;

/// <summary>Hidden cells that hang together, and the equations between them.</summary>
/// <param name="Cells">The cells, in rising order; their places are the unknowns.</param>
/// <param name="Kinds">How many kinds of figures there are: right sides.</param>
/// <param name="Echelon">The equations.</param>
internal sealed record HiddenPart<T>(int[] Cells, int Kinds, Echelon<T> Echelon) where T : struct, IBinaryInteger<T>
{
    /// <summary>The part with these equations.</summary>
    /// <exception cref="OverflowException">A number grew beyond <typeparamref name="T"/>.</exception>
    public static HiddenPart<T> Of(IReadOnlyList<HiddenEquation> equations)
    {
        int[] cells = [.. equations.SelectMany(equation => equation.Terms.Select(term => term.Cell)).Distinct().Order()];
        var places = cells.Select((cell, place) => (cell, place)).ToDictionary(pair => pair.cell, pair => pair.place);
        var echelon = new Echelon<T>(cells.Length);
        foreach (var equation in equations)
        {
            echelon.Add(equation.Terms.Select(term => (places[term.Cell], term.Factor)), equation.Sums);
        }

        return new HiddenPart<T>(cells, equations[0].Sums.Count, echelon);
    }
}
