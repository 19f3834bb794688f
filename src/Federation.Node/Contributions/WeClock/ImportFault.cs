namespace Federation.Node.Contributions.WeClock;

/// <summary>Why an export is refused. Names are stable: they become the refusal's code.</summary>
internal enum ImportFault
{
    /// <summary>No byte, or no row.</summary>
    EmptyFile,

    /// <summary>More bytes than an upload may have.</summary>
    UploadTooLarge,

    /// <summary>More rows than an export may have.</summary>
    TooManyRows,

    /// <summary>A line longer than any real one.</summary>
    LineTooLong,

    /// <summary>Named .zip, but it is not one.</summary>
    NotAZip,

    /// <summary>The zip's structure, checksum or compression cannot be read.</summary>
    ZipDamaged,

    /// <summary>The zip asks for a password.</summary>
    ZipEncrypted,

    /// <summary>The zip does not hold exactly one file.</summary>
    ZipNotOneFile,

    /// <summary>The zip's file is not named .csv.</summary>
    ZipEntryNotCsv,

    /// <summary>The zip's file name climbs out of its folder.</summary>
    ZipEntryNameUnsafe,

    /// <summary>A zip within the zip.</summary>
    ZipNested,

    /// <summary>The zip inflates beyond what is read.</summary>
    ZipBomb,

    /// <summary>Bytes that are not UTF-8 text.</summary>
    NotUtf8,

    /// <summary>A control character inside a line.</summary>
    ControlCharacter,

    /// <summary>A quotation mark is missing or misplaced.</summary>
    QuotesBroken,

    /// <summary>Neither of WeClock's layouts.</summary>
    NotWeClock,

    /// <summary>A row with too few or too many columns.</summary>
    ColumnCount,

    /// <summary>A running number or id that is not a whole number.</summary>
    NumberNotUnderstood,

    /// <summary>A date or time in another notation.</summary>
    TimeNotUnderstood,

    /// <summary>A date before 2000 or after 2100.</summary>
    DateOutOfRange,

    /// <summary>A coordinate that is not a number.</summary>
    CoordinateNotUnderstood,

    /// <summary>A coordinate written with a decimal comma.</summary>
    DecimalComma,

    /// <summary>A latitude beyond 90 or a longitude beyond 180 degrees.</summary>
    CoordinateImpossible,

    /// <summary>No location row in the whole file.</summary>
    NoLocations,

    /// <summary>The member named no place as work.</summary>
    NoWorkPlace,

    /// <summary>The member named a place that this export does not have.</summary>
    UnknownPlace,
}
