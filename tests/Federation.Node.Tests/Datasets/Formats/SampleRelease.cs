using Federation.Node.Datasets.Formats;
using Federation.Node.Datasets.Tables;
using Federation.Node.Shell;

namespace Federation.Node.Tests.Datasets.Formats;

/// <summary>A roll-up with everything that is hard to write: hidden cells, cells that lack a union, weeks, commas, quotes, and words that a spreadsheet would compute.</summary>
internal static class SampleRelease
{
    public const string Formula = "=HYPERLINK(\"//evil.example\")";

    public static PublishedTable Whole { get; } = new(
        "https://fnt.example/datasets/5b0e7c8a-0000-4000-8000-000000000001/v2", "https://fnt.example/datasets/5b0e7c8a-0000-4000-8000-000000000001",
        Guid.Parse("5b0e7c8a-0000-4000-8000-000000000001"), 2, new DateOnly(2026, 11, 24), new Uri("https://fnt.example/catalogues/statistics"),
        "https://creativecommons.org/licenses/by/4.0/", ["https://union-a.example/datasets/1/v1", "https://union-b.example/datasets/2/v3"],
        new TableFile(
            new Text("Working hours, 2026", "Temps de travail, 2026", "Horas de trabajo, 2026"),
            [
                new TableDimension("sector", new Text("Sector", "Secteur", "Sector"),
                    [new TableCode("care", new Text("Health and \"care\"", "Santé", "Sanidad")), new TableCode("=retail", Text.Same(Formula))], false),
                new TableDimension("week", new Text("Week", "Semaine", "Semana"),
                    [new TableCode("2026-W45", Text.Same("2026-W45")), new TableCode("2026-W46", Text.Same("2026-W46"))], true),
            ],
            [new TableMeasure("workedMinutes", new Text("Time worked", "Temps travaillé", "Tiempo trabajado"), "min"), new TableMeasure("missedBreaks", new Text("Breaks missed", "Pauses manquées", "Pausas perdidas"), null)],
            10, 2, "50-99", 3, new Text("Sum of two unions' tables.", "Somme des tableaux de deux syndicats.", "Suma de las tablas de dos sindicatos."),
            [
                Cell(["care", "2026-W45"], 22, 22, 52_800, 31, 0), Cell(["care", "2026-W46"], 20, 20, 48_000, 12, 1), Cell(["care", null], 24, 42, 100_800, 43, 0),
                Cell([null, "2026-W45"], 50, 50, 120_000, 70, 0), Cell([null, null], 62, 110, 264_000, 140, 0),
            ],
            [new HiddenCell(["=retail", "2026-W45"]), new HiddenCell(["=retail", null]), new HiddenCell([null, "2026-W46"])]));

    private static TableCell Cell(IReadOnlyList<string?> codes, long persons, long contributions, long minutes, long breaks, int missing) =>
        new(codes, persons, contributions, [minutes, breaks], 2, missing);
}
