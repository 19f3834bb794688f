using Federation.Node.Campaigns;
using Federation.Node.Shell;

namespace Federation.Node.Datasets;

/// <summary>What can be wrong with publishing a table.</summary>
internal abstract record DatasetRefusal(string Code, int Status, Text Message, string? Field = null)
    : Refusal("datasets." + Code, Status, Message, Field)
{
    internal sealed record NotFound() : DatasetRefusal("not-found", 404, new(
        "There is no such dataset.", "Ce jeu de données n'existe pas.", "No existe tal conjunto de datos."));

    internal sealed record Paused(CampaignPause Why) : DatasetRefusal("campaign-paused", 409, Why.Sentence);

    internal sealed record NothingGiven() : DatasetRefusal("nothing-given", 409, new(
        "Nobody has given any figures yet; there is nothing to publish.", "Personne n'a encore donné de chiffres ; il n'y a rien à publier.",
        "Nadie ha dado cifras todavía; no hay nada que publicar."));

    internal sealed record NothingMirrored() : DatasetRefusal("nothing-mirrored", 409, new(
        "No union has published a table of this template yet; there is nothing to add up.",
        "Aucun syndicat n'a encore publié de tableau de ce modèle ; il n'y a rien à additionner.",
        "Ningún sindicato ha publicado aún una tabla de esta plantilla; no hay nada que sumar."));

    internal sealed record NotComparable() : DatasetRefusal("not-comparable", 409, new(
        "The unions' tables do not have the same dimensions and measures; they cannot be added up.",
        "Les tableaux des syndicats n'ont pas les mêmes dimensions et mesures ; ils ne peuvent pas être additionnés.",
        "Las tablas de los sindicatos no tienen las mismas dimensiones y medidas; no se pueden sumar."));

    internal sealed record DoesNotFit(string Version, string Why) : DatasetRefusal("does-not-fit", 409, new(
        $"The table {Version} does not fit its template, so it cannot be added up: {Why} Its publisher has to mend it.",
        $"Le tableau {Version} ne correspond pas à son modèle et ne peut donc pas être additionné : {Why} Son éditeur doit le corriger.",
        $"La tabla {Version} no corresponde a su plantilla y por eso no se puede sumar: {Why} Quien la publica debe corregirla."));

    internal sealed record BrokenMirror(string Version) : DatasetRefusal("broken-mirror", 409, new(
        $"The mirrored file of {Version} is missing or was changed; run federation verify.",
        $"Le fichier miroir de {Version} manque ou a été modifié ; lancez federation verify.",
        $"El archivo reflejado de {Version} falta o fue modificado; ejecute federation verify."));

    internal sealed record BrokenVersion(int Version) : DatasetRefusal("broken-version", 409, new(
        $"The file of version {Version} is missing or was changed, so the new table cannot be compared with it; run federation verify.",
        $"Le fichier de la version {Version} manque ou a été modifié, le nouveau tableau ne peut donc pas lui être comparé ; lancez federation verify.",
        $"El archivo de la versión {Version} falta o fue modificado, por eso la nueva tabla no se puede comparar con él; ejecute federation verify."));

    internal sealed record ChangedByFew(int Minimum) : DatasetRefusal("changed-by-few", 409, new(
        $"Fewer than {Minimum} people have given or changed anything since a version that is published: whoever subtracts the two tables would know of them. Wait for more, or propose the table with noise.",
        $"Moins de {Minimum} personnes ont donné ou modifié quelque chose depuis une version publiée : en soustrayant les deux tableaux, on saurait ce qu'elles ont donné. Attendez-en davantage, ou proposez le tableau avec bruit.",
        $"Menos de {Minimum} personas han dado o cambiado algo desde una versión publicada: restando las dos tablas se sabría qué dieron. Espere a que sean más, o proponga la tabla con ruido."));

    internal sealed record SumChangedByFew(int Minimum) : DatasetRefusal("sum-changed-by-few", 409, new(
        $"Fewer than {Minimum} people have given or changed anything in a union's table since a sum that is published: whoever subtracts the two sums would know of them. Wait for more.",
        $"Moins de {Minimum} personnes ont donné ou modifié quelque chose dans le tableau d'un syndicat depuis une somme publiée : en soustrayant les deux sommes, on saurait ce qu'elles ont donné. Attendez-en davantage.",
        $"Menos de {Minimum} personas han dado o cambiado algo en la tabla de un sindicato desde una suma publicada: restando las dos sumas se sabría qué dieron. Espere a que sean más."));

    internal sealed record PrivacySpentUp(int Price, int Left) : DatasetRefusal("privacy-spent", 409, new(
        $"This table costs {Price} % of what a campaign may tell of people with noise, and {Left} % is left, of the campaign or of the year. What was told cannot be untold. Take a smaller part, or publish the table without noise.",
        $"Ce tableau coûte {Price} % de ce qu'une campagne peut dire des personnes avec bruit, et il reste {Left} %, de la campagne ou de l'année. Ce qui est dit ne peut être repris. Prenez une part plus petite, ou publiez le tableau sans bruit.",
        $"Esta tabla cuesta el {Price} % de lo que una campaña puede decir de las personas con ruido, y queda el {Left} %, de la campaña o del año. Lo dicho no se puede retirar. Tome una parte menor, o publique la tabla sin ruido."));

    internal sealed record NoSuchGroups() : DatasetRefusal("no-such-groups", 422, new(
        "Choose at least one field to group by, each once, among those that the page offers.", "Choisissez au moins un champ pour grouper, chacun une fois, parmi ceux que la page propose.",
        "Elija al menos un campo para agrupar, cada uno una vez, entre los que ofrece la página."), "dimensions");

    internal sealed record NoSuchFigures() : DatasetRefusal("no-such-figures", 422, new(
        "Choose figures among those that the page offers, each once.", "Choisissez des chiffres parmi ceux que la page propose, chacun une fois.",
        "Elija cifras entre las que ofrece la página, cada una una vez."), "measures");

    internal sealed record NoSuchPrice() : DatasetRefusal("no-such-price", 422, new(
        "Choose how much of the budget the table may cost, among what the page offers.", "Choisissez quelle part du budget le tableau peut coûter, parmi celles que la page propose.",
        "Elija cuánto del presupuesto puede costar la tabla, entre lo que ofrece la página."), "part");

    internal sealed record TooFine(long Groups, int Most) : DatasetRefusal("too-fine", 422, new(
        $"That makes {Groups} groups; noise would drown more than {Most}. Choose fewer fields.", $"Cela fait {Groups} groupes ; le bruit noierait plus de {Most}. Choisissez moins de champs.",
        $"Eso hace {Groups} grupos; el ruido ahogaría más de {Most}. Elija menos campos."), "dimensions");

    internal sealed record TooLarge(string Why) : DatasetRefusal("too-large", 422, new(
        $"The table is larger than the gate can check: {Why}", $"Le tableau est plus grand que ce que le contrôle peut vérifier : {Why}",
        $"La tabla es mayor de lo que el control puede comprobar: {Why}"));

    internal sealed record PublishedMeanwhile() : DatasetRefusal("published-meanwhile", 409, new(
        "Another version was published since this table was made, and it was not compared with that one. Propose it again.",
        "Une autre version a été publiée depuis la préparation de ce tableau, qui ne lui a pas été comparé. Proposez-le de nouveau.",
        "Se publicó otra versión después de hacerse esta tabla, que no se comparó con ella. Propóngala de nuevo."));

    internal sealed record NothingNew() : DatasetRefusal("nothing-new", 409, new(
        "The table is the same as the one published; there is nothing new to sign.",
        "Le tableau est le même que celui publié ; il n'y a rien de nouveau à signer.",
        "La tabla es la misma que la publicada; no hay nada nuevo que firmar."));

    internal sealed record NothingProposed() : DatasetRefusal("nothing-proposed", 409, new(
        "No proposal waits for a steward.", "Aucune proposition n'attend un gardien des données.", "Ninguna propuesta espera a un custodio de datos."));

    internal sealed record SamePerson() : DatasetRefusal("same-person", 403, new(
        "Whoever proposed a table cannot sign it off; ask another steward.",
        "La personne qui a proposé un tableau ne peut pas le valider ; demandez à un autre gardien.",
        "Quien propuso una tabla no puede validarla; pida a otro custodio."));

    internal sealed record OtherTable() : DatasetRefusal("other-table", 409, new(
        "The proposal is not the table you looked at. Look at it as it is now, then decide.",
        "La proposition n'est pas le tableau que vous avez regardé. Regardez-la telle qu'elle est, puis décidez.",
        "La propuesta no es la tabla que usted vio. Mírela como está ahora y decida."));

    internal sealed record SomebodyWithdrew() : DatasetRefusal("somebody-withdrew", 409, new(
        "Somebody whose figures are in this table has withdrawn since it was proposed. Propose it again without them.",
        "Une personne dont les chiffres sont dans ce tableau s'est retirée depuis la proposition. Proposez-le à nouveau sans elle.",
        "Alguien cuyas cifras están en esta tabla se ha retirado desde la propuesta. Propóngala de nuevo sin esa persona."));

    internal sealed record NoReason() : DatasetRefusal("no-reason", 422, new(
        "Say what should change.", "Dites ce qui doit changer.", "Diga qué debe cambiar."), "reason");

    internal sealed record MembersAndPeers() : DatasetRefusal("members-and-peers", 401, new(
        "Sign in, or sign the request as an approved peer (RFC 9421).", "Connectez-vous, ou signez la requête en tant que pair approuvé (RFC 9421).",
        "Inicie sesión, o firme la solicitud como par aprobado (RFC 9421)."));

    internal sealed record Erased() : DatasetRefusal("erased", 410, new(
        "This file was erased because its version was taken back. The page of the table says why, and what replaces it if anything does.",
        "Ce fichier a été effacé parce que sa version a été retirée. La page du tableau dit pourquoi, et ce qui la remplace le cas échéant.",
        "Este archivo se borró porque su versión fue retirada. La página de la tabla dice por qué, y qué la sustituye si algo lo hace."));

    internal sealed record NoSuchFormat(string Known) : DatasetRefusal("no-such-format", 404, new(
        $"A release cannot be downloaded in this form. There are: {Known}.", $"Une version ne peut pas être téléchargée sous cette forme. Il y a : {Known}.",
        $"Una versión no se puede descargar en esta forma. Hay: {Known}."));

    internal sealed record BrokenFile() : DatasetRefusal("broken-file", 409, new(
        "The table's file was changed; an administrator should run federation verify.",
        "Le fichier du tableau a été modifié ; un administrateur doit lancer federation verify.",
        "El archivo de la tabla fue modificado; un administrador debe ejecutar federation verify."));
}
