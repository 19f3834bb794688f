using Federation.Node.Shell;

namespace Federation.Node.Contributions.Sheets;

/// <summary>Why a spreadsheet is not taken. None repeats what a cell holds: a refusal may be logged, somebody's figures may not.</summary>
internal abstract record SheetRefusal(string Code, Text Message, string Field = "sheet") : ContributionRefusal("sheet." + Code, 422, Message, Field)
{
    internal sealed record NoSheet() : SheetRefusal("no-sheet", new(
        "Choose a spreadsheet: CSV or Excel (.xlsx).", "Choisissez un tableur : CSV ou Excel (.xlsx).", "Elija una hoja de cálculo: CSV o Excel (.xlsx)."));

    internal sealed record NotASheet() : SheetRefusal("not-a-sheet", new(
        "This file is no spreadsheet that can be read here. Save it as CSV or as Excel workbook (.xlsx).",
        "Ce fichier n'est pas un tableur lisible ici. Enregistrez-le en CSV ou en classeur Excel (.xlsx).",
        "Este archivo no es una hoja de cálculo que se pueda leer aquí. Guárdelo como CSV o como libro de Excel (.xlsx)."));

    internal sealed record OldWorkbook() : SheetRefusal("old-workbook", new(
        "This is an Excel file of the old kind (.xls), or one with a password. Save it as .xlsx without a password, or as CSV.",
        "C'est un fichier Excel de l'ancien format (.xls), ou protégé par un mot de passe. Enregistrez-le en .xlsx sans mot de passe, ou en CSV.",
        "Es un archivo de Excel del formato antiguo (.xls), o con contraseña. Guárdelo como .xlsx sin contraseña, o como CSV."));

    internal sealed record BrokenCsv(int Row) : SheetRefusal("broken-csv", new(
        $"Row {Row} cannot be read: a quotation mark is not closed, or the row is endless. Save the file as CSV again.",
        $"La ligne {Row} est illisible : un guillemet n'est pas fermé, ou la ligne est sans fin. Enregistrez de nouveau le fichier en CSV.",
        $"La fila {Row} no se puede leer: unas comillas no se cierran, o la fila no termina. Guarde de nuevo el archivo como CSV."));

    internal sealed record BrokenWorkbook() : SheetRefusal("broken-workbook", new(
        "The workbook is damaged or not of the kind .xlsx. Open it in a spreadsheet program and save it as .xlsx, or as CSV.",
        "Le classeur est endommagé ou n'est pas au format .xlsx. Ouvrez-le dans un tableur et enregistrez-le en .xlsx, ou en CSV.",
        "El libro está dañado o no es del formato .xlsx. Ábralo en un programa de hojas de cálculo y guárdelo como .xlsx, o como CSV."));

    internal sealed record Bomb() : SheetRefusal("bomb", new(
        "Unpacked, the file is far larger than any spreadsheet of one person. Save only the sheet with your figures.",
        "Décompressé, le fichier dépasse de loin le tableur d'une personne. N'enregistrez que la feuille de vos chiffres.",
        "Descomprimido, el archivo es mucho mayor que la hoja de una persona. Guarde solo la hoja con sus cifras."));

    internal sealed record Nothing() : SheetRefusal("nothing", new(
        "The file holds nothing: its first sheet is empty.", "Le fichier ne contient rien : sa première feuille est vide.", "El archivo no contiene nada: su primera hoja está vacía."));

    internal sealed record NoHeader(int Row) : SheetRefusal("no-header", new(
        $"Row {Row}, the first, holds figures. It must name the columns, like “Date” and “Hours”: add such a row.",
        $"La ligne {Row}, la première, contient des chiffres. Elle doit nommer les colonnes, comme « Date » et « Heures » : ajoutez une telle ligne.",
        $"La fila {Row}, la primera, contiene cifras. Debe nombrar las columnas, como «Fecha» y «Horas»: añada una fila así."));

    internal sealed record NoRows() : SheetRefusal("no-rows", new(
        "The file names its columns and holds no row under them.", "Le fichier nomme ses colonnes et n'a aucune ligne en dessous.",
        "El archivo nombra sus columnas y no tiene ninguna fila debajo."));

    internal sealed record TooManyRows(int Limit) : SheetRefusal("too-many-rows", new(
        $"The file has more than {Limit} rows, more than one person fills in two years. Upload only your own.",
        $"Le fichier a plus de {Limit} lignes, plus qu'une personne n'en remplit en deux ans. N'envoyez que les vôtres.",
        $"El archivo tiene más de {Limit} filas, más de las que una persona llena en dos años. Envíe solo las suyas."));

    internal sealed record TooManyColumns(int Limit) : SheetRefusal("too-many-columns", new(
        $"The file has more than {Limit} columns. Leave away those that are not needed.", $"Le fichier a plus de {Limit} colonnes. Retirez celles qui ne servent pas.",
        $"El archivo tiene más de {Limit} columnas. Quite las que no hacen falta."));

    internal sealed record TooManyCells(int Limit) : SheetRefusal("too-many-cells", new(
        $"The file has more than {Limit} cells. Leave away the columns that are not needed.", $"Le fichier a plus de {Limit} cellules. Retirez les colonnes qui ne servent pas.",
        $"El archivo tiene más de {Limit} celdas. Quite las columnas que no hacen falta."));

    internal sealed record LongCell(int Row, string Column, int Limit) : SheetRefusal("long-cell", new(
        $"The cell {Column}{Row} holds more than {Limit} characters. Take the text out and upload the file again.",
        $"La cellule {Column}{Row} contient plus de {Limit} caractères. Retirez le texte et renvoyez le fichier.",
        $"La celda {Column}{Row} contiene más de {Limit} caracteres. Quite el texto y envíe el archivo de nuevo."));

    internal sealed record UnknownColumn() : SheetRefusal("unknown-column", new(
        "A column was chosen that the file does not have. Choose again.", "Une colonne choisie n'existe pas dans le fichier. Choisissez de nouveau.",
        "Se eligió una columna que el archivo no tiene. Elija de nuevo."));

    internal sealed record NothingBound() : SheetRefusal("nothing-bound", new(
        "No column was chosen, so nothing would come from the file. Choose at least one, or type your figures.",
        "Aucune colonne n'a été choisie : rien ne viendrait du fichier. Choisissez-en une au moins, ou saisissez vos chiffres.",
        "No se eligió ninguna columna, así que nada vendría del archivo. Elija al menos una, o escriba sus cifras."));

    internal sealed record WhichDates() : SheetRefusal("which-dates", new(
        "The dates can be read in two ways: 03/04 is 3 April or 4 March. Say which comes first, the day or the month.",
        "Les dates se lisent de deux façons : 03/04 est le 3 avril ou le 4 mars. Dites ce qui vient d'abord, le jour ou le mois.",
        "Las fechas se leen de dos formas: 03/04 es el 3 de abril o el 4 de marzo. Diga qué va primero, el día o el mes."), "dates");

    internal sealed record WhichDecimals() : SheetRefusal("which-decimals", new(
        "The numbers can be read in two ways: 1,250 is a thousand and more, or one and a quarter. Say which sign stands before decimals.",
        "Les nombres se lisent de deux façons : 1,250 vaut plus de mille, ou un et quart. Dites quel signe précède les décimales.",
        "Los números se leen de dos formas: 1,250 es más de mil, o uno y cuarto. Diga qué signo va antes de los decimales."), "decimals");

    internal sealed record NothingFits() : SheetRefusal("nothing-fits", new(
        "No row of the file fits the campaign, so nothing can be kept.", "Aucune ligne du fichier ne convient à la campagne : rien ne peut être conservé.",
        "Ninguna fila del archivo se ajusta a la campaña, así que no se puede guardar nada."));
}
