using Federation.Node.Campaigns;
using Federation.Node.Contributions.Papers;
using Federation.Node.Shell;

namespace Federation.Node.Contributions.PaidHours;

/// <summary>What a timesheet says on paper, in the language of the request. Whoever reads it is not the worker, and has no page of ours beside it.</summary>
internal static class TimesheetPaper
{
    /// <summary>Its title.</summary>
    public static string Title(SignedTimesheet sheet) => new Text(
        $"Timesheet of {sheet["worker"]}", $"Relevé d'heures de {sheet["worker"]}", $"Hoja de horas de {sheet["worker"]}").ToString();

    /// <summary>What stands at the foot of each page.</summary>
    public static string Foot(SignedTimesheet sheet, int page, int pages) => new Text(
        $"{sheet["id"]} · page {page} of {pages}", $"{sheet["id"]} · page {page} sur {pages}", $"{sheet["id"]} · página {page} de {pages}").ToString();

    /// <summary>All of it.</summary>
    public static IReadOnlyList<Block> Of(SignedTimesheet sheet)
    {
        var asksPay = HoursFields.AskPay(sheet.Campaign.Schema);
        return
        [
            new Block.Heading(Title(sheet), IsTitle: true),
            Head(sheet),
            .. asksPay ? [new Block.Paragraph(Sum(sheet.Hours).ToString(), IsStrong: true)] : Array.Empty<Block>(),
            asksPay ? Paid(sheet) : Recorded(sheet),
            .. Vouching(asksPay),
            .. Checking(sheet),
        ];
    }

    private static Block.Facts Head(SignedTimesheet sheet) => new(
    [
        (new Text("Worker", "Travailleur·euse", "Persona trabajadora").ToString(), sheet["worker"]),
        (new Text("Union", "Syndicat", "Sindicato").ToString(), $"{sheet["issuedBy"]} ({sheet["attributedTo"]})"),
        (new Text("Recorded for", "Noté pour", "Registrado para").ToString(), sheet.Campaign.Title.ToString()),
        (new Text("Period", "Période", "Periodo").ToString(), $"{Period(sheet.Weeks[0].Hours.Week, sheet.Weeks[^1].Hours.Week)}"),
        (new Text("Made", "Établi", "Hecha").ToString(), Dates.Minute(sheet.MadeAt).ToString()),
    ]);

    private static Text Period(string first, string last)
    {
        var (from, to) = (Dates.Day(CalendarPeriod.Week.DaysOf(first)!.Value.First), Dates.Day(CalendarPeriod.Week.DaysOf(last)!.Value.Last)); // held weeks are weeks
        return new($"{from.En} to {to.En} ({first} to {last})", $"du {from.Fr} au {to.Fr} ({first} à {last})", $"del {from.Es} al {to.Es} ({first} a {last})");
    }

    private static Text Sum(OwnHours hours)
    {
        var (recorded, paid, difference, money) = (OwnHours.Hours(hours.Recorded), OwnHours.Hours(hours.Paid), OwnHours.Hours(Math.Abs(hours.Difference)), Units.Say(Math.Abs(hours.Money), hours.Unit));
        return hours.Compared.Count == 0
            ? new("There is no week yet of which both recorded and paid hours are known.", "Il n'y a pas encore de semaine dont les heures notées et payées soient connues.",
                "Aún no hay ninguna semana de la que se sepan las horas registradas y las pagadas.")
            : hours.Difference > 0
                ? new($"In the weeks with both ({hours.Compared.Count}), {recorded} were recorded and {paid} paid: {difference} were not paid, {money}.",
                    $"Pour les semaines avec les deux ({hours.Compared.Count}), {recorded} ont été notées et {paid} payées : {difference} n'ont pas été payées, soit {money}.",
                    $"En las semanas con ambas ({hours.Compared.Count}) se registraron {recorded} y se pagaron {paid}: {difference} no se pagaron, {money}.")
                : new($"In the weeks with both ({hours.Compared.Count}), {recorded} were recorded and {paid} paid: nothing is missing.",
                    $"Pour les semaines avec les deux ({hours.Compared.Count}), {recorded} ont été notées et {paid} payées : il ne manque rien.",
                    $"En las semanas con ambas ({hours.Compared.Count}) se registraron {recorded} y se pagaron {paid}: no falta nada.");
    }

    private static Block.Grid Paid(SignedTimesheet sheet)
    {
        var hours = sheet.Hours;
        return new Block.Grid(
            [
                new(new Text("Week", "Semaine", "Semana").ToString(), 10, IsNumber: false), new(new Text("Recorded", "Noté", "Registrado").ToString(), 11),
                new(new Text("Paid", "Payé", "Pagado").ToString(), 10), new(new Text("Pay for an hour", "Paie d'une heure", "Paga por hora").ToString(), 12),
                new(new Text("Not paid", "Non payé", "No pagado").ToString(), 11), new(new Text("In money", "En argent", "En dinero").ToString(), 14),
                new("", 2), new(How, 28, IsNumber: false),
            ],
            [
                .. sheet.Weeks.Select(week => (string[])[week.Hours.Week, Time(week.Hours.Recorded), Time(week.Hours.Paid), Money(week.Hours.Rate), Time(week.Hours.Difference), Money(week.Hours.Money), "", Method(week)]),
                (string[])[new Text("Weeks with both", "Semaines avec les deux", "Semanas con ambas").ToString(), Time(hours.Recorded), Time(hours.Paid), "", Time(hours.Difference), Money(hours.Money), "", ""],
            ],
            HasTotal: true);

        string Money(long? hundredths) => hundredths is { } known ? Units.Say(known, hours.Unit) : "–";
    }

    private static Block.Grid Recorded(SignedTimesheet sheet) => new(
        [new(new Text("Week", "Semaine", "Semana").ToString(), 20, IsNumber: false), new(new Text("Recorded", "Noté", "Registrado").ToString(), 20), new("", 5), new(How, 55, IsNumber: false)],
        [.. sheet.Weeks.Select(week => (string[])[week.Hours.Week, Time(week.Hours.Recorded), "", Method(week)])],
        HasTotal: false);

    private static string How => new Text("How and when it was recorded", "Comment et quand noté", "Cómo y cuándo se registró").ToString();

    private static string Method(HeldWeek week) => TimesheetWords.Method(week.RecordedBy) + (week.RecordedAt is { } at ? $", {Dates.Day(at)}" : "");

    private static string Time(long? minutes) => minutes is { } known ? OwnHours.Hours(known) : "–";

    private static IEnumerable<Block> Vouching(bool asksPay) =>
    [
        new Block.Heading(new Text("Who vouches for what", "Qui répond de quoi", "Quién responde de qué").ToString()),
        new Block.Paragraph(new Text(
            "The worker recorded these weeks in the way that stands beside each. The union's node signs that this is what it held on the day named above. It did not watch the work and does not vouch for the hours. “From the phone” means worked out by the node from positions of the worker's phone, which were then destroyed.",
            "La personne a noté ces semaines de la manière indiquée pour chacune. Le nœud du syndicat signe que voilà ce qu'il détenait au jour indiqué ci-dessus. Il n'a pas observé le travail et ne se porte pas garant des heures. « Par le téléphone » : calculé par le nœud d'après les positions du téléphone, ensuite détruites.",
            "La persona registró estas semanas del modo que consta junto a cada una. El nodo del sindicato firma que esto es lo que tenía el día indicado arriba. No observó el trabajo y no responde de las horas. «Con el teléfono» significa calculado por el nodo a partir de posiciones del teléfono, que luego se destruyeron.").ToString()),
        new Block.Paragraph(TimesheetWords.Law.ToString()),
        .. asksPay ? [new Block.Paragraph(new Text(
            "Paid hours and pay are as the worker copied them from pay slips. Not paid is what was recorded less what was paid, and in money that by the pay for an hour; only weeks with both count.",
            "Les heures payées et la paie sont celles que la personne a recopiées de ses fiches de paie. Le non payé est le noté moins le payé, et en argent cela par la paie d'une heure ; seules comptent les semaines avec les deux.",
            "Las horas pagadas y la paga son las que la persona copió de sus nóminas. Lo no pagado es lo registrado menos lo pagado, y en dinero eso por la paga de una hora; solo cuentan las semanas con ambas.").ToString())] : Array.Empty<Block>(),
    ];

    private static IEnumerable<Block> Checking(SignedTimesheet sheet) =>
    [
        new Block.Heading(new Text("How to check it", "Comment le vérifier", "Cómo comprobarla").ToString()),
        new Block.Paragraph(new Text(
            "The file, not its print, can be checked. A PDF reader says whether a byte of it was changed, and that it does not know the signer: the certificate is the node's own. Its fingerprint (SHA-256):",
            "Le fichier, non son impression, se vérifie. Un lecteur de PDF dit si un octet en a été changé, et qu'il ne connaît pas le signataire : le certificat est celui du nœud lui-même. Son empreinte (SHA-256) :",
            "El archivo, no su impresión, se puede comprobar. Un lector de PDF dice si se cambió algún byte, y que no conoce a quien firma: el certificado es del propio nodo. Su huella (SHA-256):").ToString()),
        new Block.Paragraph(sheet[Timesheet.CertificateField]),
        new Block.Paragraph(new Text(
            $"Attached to the file is {Timesheet.FileName}: the same figures under the node's key, which names this certificate. Both are checked, without the node, with the key published at {sheet["attributedTo"]} (saved as actor.json) by",
            $"Le fichier contient {Timesheet.FileName} : les mêmes chiffres sous la clé du nœud, qui nomme ce certificat. Les deux se vérifient, sans le nœud, avec la clé publiée à l'adresse {sheet["attributedTo"]} (enregistrée comme actor.json) par",
            $"El archivo lleva adjunto {Timesheet.FileName}: las mismas cifras con la clave del nodo, que nombra este certificado. Ambas se comprueban, sin el nodo, con la clave publicada en {sheet["attributedTo"]} (guardada como actor.json) mediante").ToString()),
        new Block.Paragraph("federation timesheet verify timesheet.pdf --actor actor.json"),
    ];
}
