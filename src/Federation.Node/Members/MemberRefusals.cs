using Federation.Node.Shell;

namespace Federation.Node.Members;

/// <summary>What can be wrong about accounts.</summary>
internal abstract record MemberRefusal(string Code, int Status, Text Message, string? Field = null)
    : Refusal("members." + Code, Status, Message, Field)
{
    // One answer for a wrong name and a wrong password: whether somebody has an account here is nobody's business.
    internal sealed record WrongSignIn() : MemberRefusal("wrong-sign-in", 401, new(
        "The name or the password is not right.", "Le nom ou le mot de passe est incorrect.", "El nombre o la contraseña no es correcto."), "name");

    internal sealed record TooManyAttempts() : MemberRefusal("too-many-attempts", 429, new(
        "Too many attempts. Wait 15 minutes, then try again.", "Trop de tentatives. Attendez 15 minutes, puis réessayez.",
        "Demasiados intentos. Espere 15 minutos e inténtelo de nuevo."));

    internal sealed record InvitationGone() : MemberRefusal("invitation-gone", 410, new(
        "This invitation was used or has expired. Ask your union for a new one.",
        "Cette invitation a été utilisée ou a expiré. Demandez-en une autre à votre syndicat.",
        "Esta invitación se usó o caducó. Pida otra a su sindicato."));

    internal sealed record DeviceGone() : MemberRefusal("device-gone", 410, new(
        "The program does not wait for an answer here any more. Start again in the program.",
        "Le programme n'attend plus de réponse ici. Recommencez dans le programme.",
        "El programa ya no espera respuesta aquí. Empiece otra vez en el programa."));

    internal sealed record PasswordTooShort(int Least) : MemberRefusal("password-too-short", 422, new(
        $"Choose a password of at least {Least} characters. Three or four words are easy to remember.",
        $"Choisissez un mot de passe d'au moins {Least} caractères. Trois ou quatre mots se retiennent bien.",
        $"Elija una contraseña de al menos {Least} caracteres. Tres o cuatro palabras se recuerdan bien."), "password");

    internal sealed record PasswordTooLong(int Most) : MemberRefusal("password-too-long", 422, new(
        $"Choose a password of at most {Most} characters.", $"Choisissez un mot de passe d'au plus {Most} caractères.",
        $"Elija una contraseña de {Most} caracteres como máximo."), "password");

    internal sealed record PasswordTooCommon() : MemberRefusal("password-too-common", 422, new(
        "Many people choose this password, so it is guessed first. Choose another.",
        "Beaucoup de gens choisissent ce mot de passe ; il est deviné en premier. Choisissez-en un autre.",
        "Muchas personas eligen esta contraseña, por eso se adivina primero. Elija otra."), "password");

    internal sealed record WrongCurrentPassword() : MemberRefusal("wrong-current-password", 401, new(
        "Your present password is not right.", "Votre mot de passe actuel est incorrect.", "Su contraseña actual no es correcta."), "current");

    internal sealed record OperatorMustInvite() : MemberRefusal("operator-must-invite", 409, new(
        "This person has come already or has a role. Only the operator can make a new link: federation member invite NAME.",
        "Cette personne est déjà venue ou a un rôle. Seul l'opérateur peut créer un nouveau lien : federation member invite NOM.",
        "Esta persona ya entró o tiene un rol. Solo el operador puede crear otro enlace: federation member invite NOMBRE."));

    internal sealed record PasswordIsTheName() : MemberRefusal("password-is-the-name", 422, new(
        "The password must not contain your name.", "Le mot de passe ne doit pas contenir votre nom.",
        "La contraseña no debe contener su nombre."), "password");

    internal sealed record NameTaken() : MemberRefusal("name-taken", 409, new(
        "This sign-in name is taken.", "Ce nom de connexion est déjà pris.", "Este nombre de acceso ya existe."), "name");

    internal sealed record NameMissing() : MemberRefusal("name-missing", 422, new(
        "Write a name of 1 to 100 characters.", "Écrivez un nom de 1 à 100 caractères.", "Escriba un nombre de 1 a 100 caracteres."), "name");

    internal sealed record NoSuchRole(string Role) : MemberRefusal("no-such-role", 422, new(
        $"'{Role}' is not a role: member, officer, steward, administrator.", $"« {Role} » n'est pas un rôle : member, officer, steward, administrator.",
        $"«{Role}» no es un rol: member, officer, steward, administrator."), "role");

    internal sealed record SamePerson() : MemberRefusal("same-person", 409, new(
        "You proposed this yourself. Another administrator must approve it.", "Vous l'avez proposé vous-même. Un autre administrateur doit approuver.",
        "Lo propuso usted. Otro administrador debe aprobarlo."));

    internal sealed record NotProposed() : MemberRefusal("not-proposed", 409, new(
        "Nobody proposed this.", "Personne ne l'a proposé.", "Nadie lo propuso."));

    internal sealed record LastAdministrator() : MemberRefusal("last-administrator", 409, new(
        "Nobody else could look after this node. Make somebody else an administrator first.",
        "Personne d'autre ne pourrait s'occuper de ce nœud. Donnez d'abord le rôle d'administrateur à quelqu'un d'autre.",
        "Nadie más podría ocuparse de este nodo. Primero haga administrador a otra persona."));

    internal sealed record TheirOwnWish() : MemberRefusal("their-own-wish", 409, new(
        "The member asked for this. Only they can call it off.", "Le membre l'a demandé. Seul ce membre peut l'annuler.",
        "Lo pidió el propio miembro. Solo esa persona puede anularlo."));

    internal sealed record Disabled() : MemberRefusal("disabled", 409, new(
        "This account is disabled.", "Ce compte est désactivé.", "Esta cuenta está desactivada."));

    internal sealed record NoSuchMember() : MemberRefusal("no-such-member", 404, new(
        "There is no such member.", "Ce membre n'existe pas.", "No existe tal miembro."), "name");
}
