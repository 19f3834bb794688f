using System.Collections;
using System.Runtime.InteropServices;
using Federation.Node.Campaigns;

namespace Federation.Node.Contributions;

/// <summary>
/// The rows of a campaign as its table counts them, in columns, of the fields in the table only: there may be a million. In the clear inside the process only.
/// </summary>
public sealed class ContributionRows : IReadOnlyList<ContributionRow>
{
    private readonly List<Guid> consents = [];
    private readonly Dictionary<Guid, int> places = []; // of consents
    private readonly List<int> persons = []; // of each row the place of its consent
    private readonly CodeColumn[] codes;
    private readonly ValueColumn[] values;

    /// <summary>None yet.</summary>
    /// <param name="table">Which fields are kept, in which order.</param>
    public ContributionRows(TableRule table)
    {
        Table = table;
        codes = [.. table.Dimensions.Select(name => new CodeColumn(name))];
        values = [.. table.Measures.Select(name => new ValueColumn(name, []))];
    }

    /// <summary>Which fields are kept.</summary>
    public TableRule Table { get; }

    /// <inheritdoc/>
    public int Count => persons.Count;

    /// <summary>Under which consents they were given, each once.</summary>
    public IReadOnlyList<Guid> Consents => consents;

    /// <summary>Of each row, the place of its consent among <see cref="Consents"/>.</summary>
    public ReadOnlySpan<int> Persons => CollectionsMarshal.AsSpan(persons);

    /// <inheritdoc/>
    public ContributionRow this[int index] => new(
        consents[persons[index]], codes.ToDictionary(column => column.Name, column => column.Codes[column.Places[index]]), values.ToDictionary(column => column.Name, column => column.Values[index]));

    /// <summary>The codes of a dimension that some row has.</summary>
    /// <param name="dimension">Its place in <see cref="TableRule.Dimensions"/>.</param>
    public IReadOnlyList<string> Codes(int dimension) => codes[dimension].Codes;

    /// <summary>Of each row, the place of its code among <see cref="Codes"/>.</summary>
    /// <inheritdoc cref="Codes"/>
    public ReadOnlySpan<int> Places(int dimension) => CollectionsMarshal.AsSpan(codes[dimension].Places);

    /// <summary>Of each row, what it says of a measure.</summary>
    /// <param name="measure">Its place in <see cref="TableRule.Measures"/>.</param>
    public ReadOnlySpan<long> Values(int measure) => CollectionsMarshal.AsSpan(values[measure].Values);

    /// <summary>Adds a row.</summary>
    /// <param name="consent">Under which it was given.</param>
    /// <param name="dimensions">A code for each dimension of the table; others are left out.</param>
    /// <param name="measures">A number for each measure of the table; others are left out.</param>
    /// <exception cref="KeyNotFoundException">It has none.</exception>
    public void Add(Guid consent, IReadOnlyDictionary<string, string> dimensions, IReadOnlyDictionary<string, long> measures)
    {
        if (Table.Dimensions.FirstOrDefault(name => !dimensions.ContainsKey(name)) is { } missing || (missing = Table.Measures.FirstOrDefault(name => !measures.ContainsKey(name))) is not null)
        {
            throw new KeyNotFoundException($"A row has no {missing}.");
        }

        foreach (var column in codes)
        {
            column.Add(dimensions[column.Name]);
        }

        foreach (var column in values)
        {
            column.Values.Add(measures[column.Name]);
        }

        persons.Add(PlaceOf(consent));
    }

    /// <summary>Those that were given under some consents.</summary>
    /// <param name="only">The consents; null for all.</param>
    public ContributionRows Under(IReadOnlySet<Guid>? only)
    {
        if (only is null || consents.All(only.Contains))
        {
            return this;
        }

        var kept = new ContributionRows(Table);
        foreach (var row in Enumerable.Range(0, Count).Where(row => only.Contains(consents[persons[row]])))
        {
            kept.Copy(this, row);
        }

        return kept;
    }

    /// <summary>The rows that are here and not in <paramref name="others"/>, and then those that are there alone: a row that was changed is both.</summary>
    /// <param name="others">Of the same table.</param>
    public ContributionRows Difference(ContributionRows others)
    {
        var (here, there) = (ByConsent(), others.ByConsent());
        var alike = codes.Select((column, d) => column.Codes.Select(code => others.codes[d].Find(code)).ToArray()).ToArray();
        var different = new ContributionRows(Table);
        foreach (var consent in consents.Concat(others.consents.Where(consent => !places.ContainsKey(consent))))
        {
            List<int> own = here.GetValueOrDefault(consent) ?? [], theirs = there.GetValueOrDefault(consent) ?? [];
            if (own.Count == theirs.Count && own.Zip(theirs).All(pair => IsSame(pair.First, others, pair.Second, alike)))
            {
                continue; // as most of them are
            }

            var left = theirs.ToList();
            foreach (var row in own)
            {
                if (left.FindIndex(other => IsSame(row, others, other, alike)) is >= 0 and var same)
                {
                    left.RemoveAt(same);
                }
                else
                {
                    different.Copy(this, row);
                }
            }

            left.ForEach(row => different.Copy(others, row));
        }

        return different;
    }

    /// <inheritdoc/>
    public IEnumerator<ContributionRow> GetEnumerator() => Enumerable.Range(0, Count).Select(row => this[row]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private int PlaceOf(Guid consent)
    {
        if (consents.Count > 0 && consents[^1] == consent) // rows of one person mostly come together
        {
            return consents.Count - 1;
        }

        if (!places.TryGetValue(consent, out var place))
        {
            places.Add(consent, place = consents.Count);
            consents.Add(consent);
        }

        return place;
    }

    private void Copy(ContributionRows from, int row)
    {
        for (var d = 0; d < codes.Length; d++)
        {
            codes[d].Add(from.codes[d].Codes[from.codes[d].Places[row]]);
        }

        for (var m = 0; m < values.Length; m++)
        {
            values[m].Values.Add(from.values[m].Values[row]);
        }

        persons.Add(PlaceOf(from.consents[from.persons[row]]));
    }

    private Dictionary<Guid, List<int>> ByConsent()
    {
        var rows = consents.ToDictionary(consent => consent, _ => new List<int>());
        for (var row = 0; row < Count; row++)
        {
            rows[consents[persons[row]]].Add(row);
        }

        return rows;
    }

    private bool IsSame(int row, ContributionRows others, int other, int[][] alike)
    {
        for (var d = 0; d < codes.Length; d++)
        {
            if (alike[d][codes[d].Places[row]] != others.codes[d].Places[other])
            {
                return false;
            }
        }

        for (var m = 0; m < values.Length; m++)
        {
            if (values[m].Values[row] != others.values[m].Values[other])
            {
                return false;
            }
        }

        return true;
    }

    private sealed record ValueColumn(string Name, List<long> Values);

    private sealed class CodeColumn(string name)
    {
        private readonly Dictionary<string, int> known = new(StringComparer.Ordinal);

        public string Name => name;

        public List<string> Codes { get; } = [];

        public List<int> Places { get; } = [];

        public int Find(string code) => known.GetValueOrDefault(code, -1);

        public void Add(string code)
        {
            if (!known.TryGetValue(code, out var place))
            {
                known.Add(code, place = Codes.Count);
                Codes.Add(code);
            }

            Places.Add(place);
        }
    }
}
