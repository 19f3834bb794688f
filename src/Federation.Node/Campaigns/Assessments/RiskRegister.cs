using Federation.Node.Shell;

namespace Federation.Node.Campaigns.Assessments;

/// <summary>An empty register of risks, to be printed and filled in: risks are judged by people, so the node keeps none.</summary>
internal static class RiskRegister
{
    /// <summary>What is written of each risk.</summary>
    public static readonly IReadOnlyList<Text> Columns =
    [
        new("Date", "Date du jour", "Fecha"),
        new("Risk", "Risque", "Riesgo"),
        new("Category", "Catégorie", "Categoría"),
        new("Likelihood (1-5)", "Probabilité (1-5)", "Probabilidad (1-5)"),
        new("Severity (1-5)", "Gravité (1-5)", "Gravedad (1-5)"),
        new("Score", "Produit", "Producto"),
        new("Owner", "Responsable", "Persona responsable"),
        new("Measure", "Mesure", "Medida"),
    ];

    /// <summary>Rows on the sheet: what a first meeting fills.</summary>
    public const int EmptyRows = 8;
}
