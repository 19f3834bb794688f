using Federation.Node.Shell;

namespace Federation.Node.Members.Exports;

/// <summary>A part of the export as its index shows it.</summary>
/// <param name="Title">What it is.</param>
/// <param name="File">The file with all of it as JSON; its path in the archive.</param>
/// <param name="Columns">What the cells of a row are.</param>
/// <param name="Rows">One for each thing.</param>
public sealed record ExportSection(Text Title, string File, IReadOnlyList<Text> Columns, IReadOnlyList<ExportRow> Rows);

/// <summary>One thing in the index of an export.</summary>
/// <param name="Path">The file that it is; null: it is in no file of its own.</param>
/// <param name="Cells">What people read of it; the first leads to the file.</param>
public sealed record ExportRow(string? Path, params IReadOnlyList<string> Cells);
