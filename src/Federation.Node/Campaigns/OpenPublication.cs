using Federation.Node.Shell;

namespace Federation.Node.Campaigns;

/// <summary>
/// A campaign whose table may be published to everybody when nothing that was contributed is left (docs/decisions/0051): its members are told so in the notice that they agree to, and
/// everybody stands among its recipients, so that a template that does not say it cannot be widened to it. Both stand in templates that are published and in notices that members
/// agreed to: the words never change.
/// </summary>
internal static class OpenPublication
{
    private static readonly Text Everybody = new(
        "everybody, once what was contributed is destroyed", "tout le monde, une fois les contributions détruites", "todo el mundo, una vez destruidas las contribuciones");

    private static readonly Text Paragraph = new(
        "On the day on which what everybody gave is destroyed, and not before, two people of this union may publish the table that stands openly: then anybody can read and keep it, and nobody can call it back. Until that day it goes only to members and to the organisations named, and you can withdraw.",
        "Le jour où ce que chacun a donné est détruit, et pas avant, deux personnes de ce syndicat peuvent publier ouvertement le tableau qui reste : n'importe qui peut alors le lire et le garder, et personne ne peut le rappeler. Jusqu'à ce jour, il ne va qu'aux membres et aux organisations nommées, et vous pouvez vous retirer.",
        "El día en que se destruye lo que dio cada cual, y no antes, dos personas de este sindicato pueden publicar abiertamente la tabla que queda: entonces cualquiera puede leerla y guardarla, y nadie puede recuperarla. Hasta ese día va solo a los afiliados y a las organizaciones nombradas, y usted puede retirarse.");

    /// <summary>A definition whose members are told; any other as it is.</summary>
    public static CampaignDefinition Told(CampaignDefinition definition) => !definition.PublishedOpenly ? definition : definition with
    {
        Notice = definition.Notice.ToDictionary(notice => notice.Key, notice => Told(notice.Value, Paragraph.In(notice.Key))),
        Recipients = definition.Recipients.Contains(Everybody) ? definition.Recipients : [.. definition.Recipients, Everybody],
    };

    private static string Told(string notice, string paragraph) =>
        string.IsNullOrWhiteSpace(notice) || notice.Contains(paragraph, StringComparison.Ordinal) ? notice : $"{notice.TrimEnd()}\n\n{paragraph}";
}
