using System.Numerics;
using Federation.Node.Campaigns;
using Federation.Node.Contributions;
using Federation.Node.Datasets.Tables;
using Federation.Node.Shell;
using Federation.Privacy.DifferentialPrivacy;
using Federation.Privacy.DisclosureControl;

namespace Federation.Node.Datasets.Noise;

/// <summary>From rows to a table with noise: each person counts once, in one group, with no more than the form allows; noise is added to every group; totals are sums of what came out.</summary>
internal static class NoisyCampaignTable
{
    // Codes hold no tab: they are machine names.
    private const char Between = '\t';

    /// <summary>The table.</summary>
    /// <param name="campaign">Of which campaign.</param>
    /// <param name="rows">What was given.</param>
    /// <param name="choice">What is asked, and what it costs.</param>
    /// <param name="chance">Where noise comes from.</param>
    public static TableFile Of(CampaignCard campaign, IReadOnlyList<ContributionRow> rows, NoiseChoice choice, IRandomBytes chance)
    {
        var (schema, rule) = (campaign.Schema, choice.Rule(campaign.Schema));
        var dimensions = choice.Cuts(schema);
        var groups = dimensions.Aggregate<SchemaField, IEnumerable<string[]>>([[]], (known, field) => known.SelectMany(codes => field.Choices.Select(each => (string[])[.. codes, each.Code])));
        var noisy = NoisyTable.Of(Persons(schema, rows, choice), [.. groups.Select(codes => string.Join(Between, codes))], rule, chance);
        var cells = Totalled(noisy, dimensions.Count, rule).Where(cell => cell.Persons >= campaign.MinimumGroup).ToList();
        var all = cells.Find(cell => cell.Codes.All(code => code is null));
        return new TableFile(
            NoiseWords.TitleOf(campaign.Title), [.. dimensions.Select(field => CampaignTable.Dimension(field, []))], [.. choice.Sums(schema).Select(field => new TableMeasure(field.Name, field.Label, field.Unit))],
            campaign.MinimumGroup, 1, all is null ? null : PopulationBand.Of(all.Persons), 0, NoiseWords.Method(rule, campaign.MinimumGroup), cells, [], Protections.OfNoise,
            Noise: new TableNoise(choice.Rho.ToString()));
    }

    // The last week or other period says in which group somebody is; what they gave is the mean of their weeks, so that all count alike.
    private static IEnumerable<(string Person, string Group, IReadOnlyList<long> Values)> Persons(CampaignSchema schema, IReadOnlyList<ContributionRow> rows, NoiseChoice choice)
    {
        var period = schema.Table.Dimensions.FirstOrDefault(name => name == schema.Period?.Name);
        return rows.GroupBy(row => row.ConsentId).Select(person =>
        {
            var own = period is null ? [.. person] : person.OrderBy(row => row.Dimensions[period], StringComparer.Ordinal).ToList();
            return (person.Key.ToString(), string.Join(Between, choice.Dimensions.Select(name => own[^1].Dimensions[name])),
                (IReadOnlyList<long>)[.. choice.Measures.Select(name => (long)Math.Round(own.Average(row => (decimal)row.Measures[name])))]);
        });
    }

    // Every subset of the dimensions totalled, the finest groups first.
    private static IEnumerable<TableCell> Totalled(NoisyTable table, int dimensions, NoiseRule rule)
    {
        for (var mask = 0; mask < 1 << dimensions; mask++)
        {
            var together = table.Groups.GroupBy(group => string.Join(Between, group.Name.Split(Between).Select((code, d) => (mask >> d & 1) == 1 ? "" : code)));
            foreach (var sum in together)
            {
                var persons = (long)sum.Aggregate(BigInteger.Zero, (all, group) => all + group.Persons.Value);
                var values = rule.Largest.Select((_, m) => (long)sum.Aggregate(BigInteger.Zero, (all, group) => all + group.Measures[m].Value)).Select(value => Math.Max(0, value));
                yield return new TableCell([.. sum.Key.Split(Between).Select(code => code.Length == 0 ? null : code)], persons, persons, [.. values], 1, 0,
                    PlusMinus: [rule.OffCounts(sum.Count()), .. rule.Largest.Select((_, m) => rule.OffMeasure(m, sum.Count()))]);
            }
        }
    }
}
