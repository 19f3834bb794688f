using System.Numerics;
using Federation.Node.Campaigns;
using Federation.Node.Contributions;
using Federation.Node.Datasets.Tables;
using Federation.Node.Shell;
using Federation.Privacy.DifferentialPrivacy;
using Federation.Privacy.DisclosureControl;

namespace Federation.Node.Datasets.Noise;

/// <summary>From rows to a table with noise: each person counts once, in one group (of several answers under each, and once among all), with no more than the form allows; noise is added to every group; totals are sums of what came out.</summary>
internal static class NoisyCampaignTable
{
    // Codes hold no tab: they are machine names.
    private const char Between = '\t';

    // The place of a code where people stand whatever they answered.
    private const string Everybody = "";

    /// <summary>The table.</summary>
    /// <param name="campaign">Of which campaign.</param>
    /// <param name="rows">What was given.</param>
    /// <param name="choice">What is asked, and what it costs.</param>
    /// <param name="chance">Where noise comes from.</param>
    public static TableFile Of(CampaignCard campaign, IReadOnlyList<ContributionRow> rows, NoiseChoice choice, IRandomBytes chance)
    {
        var (schema, rule) = (campaign.Schema, choice.Rule(campaign.Schema));
        var dimensions = choice.Cuts(schema);
        var groups = dimensions.Aggregate<SchemaField, IEnumerable<string[]>>([[]], (known, field) => known.SelectMany(codes => Codes(field).Select(code => (string[])[.. codes, code])));
        var noisy = NoisyTable.Of(Persons(schema, rows, choice), [.. groups.Select(codes => string.Join(Between, codes))], rule, chance);
        var cells = Totalled(noisy, dimensions, rule).Where(cell => cell.Persons >= campaign.MinimumGroup).ToList();
        var all = cells.Find(cell => cell.Codes.All(code => code is null));
        return new TableFile(
            NoiseWords.TitleOf(campaign.Title), [.. dimensions.Select(field => CampaignTable.Dimension(field, []))], [.. choice.Sums(schema).Select(field => new TableMeasure(field.Name, field.Label, field.Unit))],
            campaign.MinimumGroup, 1, all is null ? null : PopulationBand.Of(all.Persons), 0, NoiseWords.Method(rule, campaign.MinimumGroup), cells, [], Protections.OfNoise,
            Noise: new TableNoise(choice.Rho.ToString()));
    }

    private static IEnumerable<string> Codes(SchemaField field) => field.Choices.Select(each => each.Code).Concat(field.Kind == FieldKind.Several ? [Everybody] : []);

    // The last week or other period says in which group somebody is; what they gave is the mean of their weeks, so that all count alike.
    private static IEnumerable<(string Person, string Group, IReadOnlyList<long> Values)> Persons(CampaignSchema schema, IReadOnlyList<ContributionRow> rows, NoiseChoice choice)
    {
        var (period, several) = (schema.Table.Dimensions.FirstOrDefault(name => name == schema.Period?.Name), choice.Several(schema)?.Name);
        return rows.GroupBy(row => row.ConsentId).SelectMany(person =>
        {
            var own = period is null ? [.. person] : person.OrderBy(row => row.Dimensions[period], StringComparer.Ordinal).ToList();
            var last = period is null ? own : own.Where(row => row.Dimensions[period] == own[^1].Dimensions[period]);
            IReadOnlyList<long> values = [.. choice.Measures.Select(name => (long)Math.Round(own.Average(row => (decimal)row.Measures[name])))];
            var answers = several is null ? [Everybody] : last.Select(row => row.Dimensions[several]).Distinct().Append(Everybody);
            return answers.Select(answer => (person.Key.ToString(),
                string.Join(Between, choice.Dimensions.Select(name => name == several ? answer : own[^1].Dimensions[name])), values));
        });
    }

    // Every subset of the dimensions totalled, the finest groups first; not those of which a person has several codes, whose total stands there already.
    private static IEnumerable<TableCell> Totalled(NoisyTable table, IReadOnlyList<SchemaField> dimensions, NoiseRule rule)
    {
        var several = dimensions.Select((field, d) => field.Kind == FieldKind.Several ? 1 << d : 0).Sum();
        foreach (var mask in Enumerable.Range(0, 1 << dimensions.Count).Where(mask => (mask & several) == 0))
        {
            var together = table.Groups.GroupBy(group => string.Join(Between, group.Name.Split(Between).Select((code, d) => (mask >> d & 1) == 1 ? Everybody : code)));
            foreach (var sum in together)
            {
                var persons = (long)sum.Aggregate(BigInteger.Zero, (all, group) => all + group.Persons.Value);
                var values = rule.Largest.Select((_, m) => (long)sum.Aggregate(BigInteger.Zero, (all, group) => all + group.Measures[m].Value)).Select(value => Math.Max(0, value));
                yield return new TableCell([.. sum.Key.Split(Between).Select(code => code == Everybody ? null : code)], persons, persons, [.. values], 1, 0,
                    PlusMinus: [rule.OffCounts(sum.Count()), .. rule.Largest.Select((_, m) => rule.OffMeasure(m, sum.Count()))]);
            }
        }
    }
}
