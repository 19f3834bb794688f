namespace Federation.Node.Members.SignIn;

/// <summary>Where a secret is tried; failures at one door do not close another.</summary>
internal enum AttemptDoor : byte
{
    /// <summary>A person at the sign-in page.</summary>
    SignIn = 1,

    /// <summary>A program with an app password.</summary>
    AppPassword = 2,

    /// <summary>Somebody signed in, at the form for a new password.</summary>
    NewPassword = 3,

    /// <summary>A program that asks to be connected through a browser; each time counts.</summary>
    Device = 4,

    /// <summary>Anybody at what a room gave a password to, like a link to documents.</summary>
    OtherSecret = 5,
}
