using Federation.Node.Shell;

namespace Federation.Node.Datasets.Tables;

/// <summary>One line of a table or chart: see <see cref="TableReading.By"/>.</summary>
/// <param name="Labels">Labels of its codes.</param>
/// <param name="Cell">The figures; null when they are hidden.</param>
/// <param name="IsGroup">True when a code of it adds others up.</param>
/// <param name="Depths">In how many groups each code is.</param>
public sealed record TableLine(IReadOnlyList<Text> Labels, TableCell? Cell, bool IsGroup, IReadOnlyList<int> Depths);
