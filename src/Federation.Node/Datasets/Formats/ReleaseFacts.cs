using System.Globalization;
using Federation.Node.Datasets.Noise;
using Federation.Node.Datasets.Tables;
using Federation.Node.Shell;

namespace Federation.Node.Datasets.Formats;

/// <summary>What must be known to read a release, in plain words: the same on its page and in its spreadsheet.</summary>
internal static class ReleaseFacts
{
    /// <summary>What stands before a citation.</summary>
    public static readonly Text CitationName = new("How to cite it", "Comment le citer", "Cómo citarla");

    /// <summary>How many of the facts are about origin and use: version, licence and provenance, which are the last.</summary>
    public const int AfterFigures = 3;

    private static readonly Text People = new("people", "personnes", "personas");

    private static readonly Text NotTold = new("not told: too few people", "non indiqué : trop peu de personnes", "no se indica: muy pocas personas");

    /// <summary>The facts in the order they are read.</summary>
    public static IReadOnlyList<(Text Name, Text Value)> Of(PublishedTable release)
    {
        var table = release.Table;
        var facts = new List<(Text, Text)>
        {
            (new("Summary", "En bref", "Resumen"), Summary(table)),
        };
        if (TablePeriod.Of(table) is { } period)
        {
            var (start, end) = (Dates.Day(period.Start), Dates.Day(period.End));
            facts.Add((new("Period", "Période", "Período"), new($"{start.En} to {end.En}", $"du {start.Fr} au {end.Fr}", $"del {start.Es} al {end.Es}")));
        }

        facts.Add((new("Coverage", "Couverture", "Cobertura"), Coverage(table)));
        facts.Add((new("Method", "Méthode", "Método"), table.Method));
        facts.Add((new("Uncertainty", "Incertitude", "Incertidumbre"), Uncertainty(table)));
        facts.Add((new("Protections passed", "Protections passées", "Protecciones superadas"), Passed(table)));
        facts.Add((new("Version", "Version", "Versión"), Version(release)));
        facts.Add((new("Licence", "Licence", "Licencia"), License(release)));
        facts.Add((new("Where it comes from", "Provenance", "Procedencia"), Provenance(release)));
        return facts;
    }

    private static Text Summary(TableFile table)
    {
        var by = table.Dimensions.Select(dimension => dimension.Label).ToList();
        var what = table.Measures.Where(measure => measure.SquareOf is null).Select(measure => measure.Label).DefaultIfEmpty(People).ToList();
        return new(
            $"{table.Title.En}: {List(what.Select(label => label.En))}, by {List(by.Select(label => label.En))}.",
            $"{table.Title.Fr} : {List(what.Select(label => label.Fr))}, par {List(by.Select(label => label.Fr))}.",
            $"{table.Title.Es}: {List(what.Select(label => label.Es))}, por {List(by.Select(label => label.Es))}.");
    }

    private static Text Coverage(TableFile table)
    {
        var people = table.PopulationBand is { } band ? Text.Same(band) : NotTold;
        return new(
            $"People counted: {people.En}. Unions: {Number(table.Sources)}. Only people who chose to take part are counted.",
            $"Personnes comptées : {people.Fr}. Syndicats : {Number(table.Sources)}. Seules les personnes qui ont choisi de participer sont comptées.",
            $"Personas contadas: {people.Es}. Sindicatos: {Number(table.Sources)}. Solo se cuentan quienes eligieron participar.");
    }

    private static Text Uncertainty(TableFile table)
    {
        var partial = table.Cells.Count(cell => cell.MissingSources > 0);
        var chance = new TableReading(table).HasIntervals
            ? new Text("The intervals tell what chance alone could do, had people been drawn at random; they came by themselves.",
                "Les intervalles disent ce que ferait le seul hasard si les personnes avaient été tirées au sort ; elles sont venues d'elles-mêmes.",
                "Los intervalos dicen lo que haría el solo azar si las personas hubieran sido elegidas por sorteo; vinieron por sí mismas.")
            : new Text("No sampling error is stated, because this is no random sample.",
                "Aucune erreur d'échantillonnage n'est indiquée, car ce n'est pas un échantillon aléatoire.",
                "No se indica error de muestreo, porque no es una muestra aleatoria.");
        if (table.Noise is { } noise)
        {
            var moved = NoiseWords.Of(noise);
            return new($"{chance.En} {moved.En}", $"{chance.Fr} {moved.Fr}", $"{chance.Es} {moved.Es}");
        }

        var between = !TableBounds.AnyIn(table) ? Text.Same("") : new Text(
            " With what is hidden each of these lies between its lowest and highest value; means are of the figures shown.",
            " Avec ce qui est masqué, chacun d'eux est entre sa valeur minimale et maximale ; les moyennes sont celles des chiffres affichés.",
            " Con lo oculto, cada una está entre su valor mínimo y máximo; las medias son de las cifras mostradas.");
        return new(
            $"{chance.En} Cells hidden to protect people: {Number(table.SuppressedCells)}; every figure stands for at least {Number(table.MinimumGroup)} people. Figures that lack a union which hides the cell: {Number(partial)}.{between.En}",
            $"{chance.Fr} Cellules masquées pour protéger les personnes : {Number(table.SuppressedCells)} ; chaque chiffre représente au moins {Number(table.MinimumGroup)} personnes. Chiffres auxquels manque un syndicat qui masque la cellule : {Number(partial)}.{between.Fr}",
            $"{chance.Es} Celdas ocultas para proteger a las personas: {Number(table.SuppressedCells)}; cada cifra representa al menos {Number(table.MinimumGroup)} personas. Cifras a las que falta un sindicato que oculta la celda: {Number(partial)}.{between.Es}");
    }

    private static Text Passed(TableFile table)
    {
        var (words, hidden) = (Protections.Words(table).ToList(), TableCost.Of(table).Words);
        return new(
            $"{string.Join("; ", words.Select(each => each.En))}. Hidden: {hidden.En}.",
            $"{string.Join(" ; ", words.Select(each => each.Fr))}. Masqué : {hidden.Fr}.",
            $"{string.Join("; ", words.Select(each => each.Es))}. Oculto: {hidden.Es}.");
    }

    private static Text Version(PublishedTable release)
    {
        var day = Dates.Day(release.Issued);
        return new(
            $"{Number(release.Version)}, signed on {day.En}. A version never changes; a correction is another one.",
            $"{Number(release.Version)}, signée le {day.Fr}. Une version ne change jamais ; une correction en est une autre.",
            $"{Number(release.Version)}, firmada el {day.Es}. Una versión nunca cambia; una corrección es otra.");
    }

    private static Text License(PublishedTable release)
    {
        var named = $"({PublishedTable.LicenseName}, {release.License})";
        return new(
            $"Free to use when its publisher is named {named}.", $"Libre d'utilisation si l'éditeur est nommé {named}.", $"De uso libre si se nombra a quien la publica {named}.");
    }

    private static Text Provenance(PublishedTable release)
    {
        var (host, sources) = (release.Publisher.Authority, string.Join(", ", release.Sources));
        return release.Table.Noise is not null
            ? new($"Made on {host} from what its members contributed, given noise there and signed off by a steward.",
                $"Fait sur {host} à partir des contributions de ses membres, pourvu de bruit sur place et validé par un gardien des données.",
                $"Hecha en {host} con lo que aportaron sus afiliados, provista allí de ruido y validada por un custodio de datos.")
            : release.Sources.Count == 0
            ? new($"Made on {host} from what its members contributed, passed by the disclosure gate and signed off by a steward.",
                $"Fait sur {host} à partir des contributions de ses membres, passé par le contrôle de divulgation et validé par un gardien des données.",
                $"Hecha en {host} con lo que aportaron sus afiliados, pasada por el control de divulgación y validada por un custodio de datos.")
            : new($"Added up on {host} from signed tables: {sources}", $"Additionné sur {host} à partir de tableaux signés : {sources}", $"Sumada en {host} a partir de tablas firmadas: {sources}");
    }

    private static string List(IEnumerable<string> words) => string.Join(", ", words);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
