/// Tags that programs name.
extension TLVTag {
    /// 5A: account number.
    public static var pan: TLVTag { TLVTag(known: 0x5A) }
    /// 57: track 2 equivalent data.
    public static var track2: TLVTag { TLVTag(known: 0x57) }
    /// 5F34: sequence number of the account number.
    public static var panSequenceNumber: TLVTag { TLVTag(known: 0x5F34) }
    /// 5F2A: currency of the transaction.
    public static var transactionCurrency: TLVTag { TLVTag(known: 0x5F2A) }
    /// 71: issuer script before the second cryptogram.
    public static var issuerScript1: TLVTag { TLVTag(known: 0x71) }
    /// 72: issuer script after the second cryptogram.
    public static var issuerScript2: TLVTag { TLVTag(known: 0x72) }
    /// 82: application interchange profile.
    public static var interchangeProfile: TLVTag { TLVTag(known: 0x82) }
    /// 84: name of the application.
    public static var applicationName: TLVTag { TLVTag(known: 0x84) }
    /// 8A: authorisation response code.
    public static var authorisationResponseCode: TLVTag { TLVTag(known: 0x8A) }
    /// 91: issuer authentication data.
    public static var issuerAuthenticationData: TLVTag { TLVTag(known: 0x91) }
    /// 95: terminal verification results.
    public static var terminalVerificationResults: TLVTag { TLVTag(known: 0x95) }
    /// 9A: date.
    public static var transactionDate: TLVTag { TLVTag(known: 0x9A) }
    /// 9B: transaction status information.
    public static var transactionStatus: TLVTag { TLVTag(known: 0x9B) }
    /// 9C: transaction type.
    public static var transactionType: TLVTag { TLVTag(known: 0x9C) }
    /// 9F02: amount.
    public static var amount: TLVTag { TLVTag(known: 0x9F02) }
    /// 9F03: other amount (cashback).
    public static var otherAmount: TLVTag { TLVTag(known: 0x9F03) }
    /// 9F10: issuer application data.
    public static var issuerApplicationData: TLVTag { TLVTag(known: 0x9F10) }
    /// 9F1A: country of the terminal.
    public static var terminalCountry: TLVTag { TLVTag(known: 0x9F1A) }
    /// 9F26: application cryptogram.
    public static var cryptogram: TLVTag { TLVTag(known: 0x9F26) }
    /// 9F27: cryptogram information data.
    public static var cryptogramInformation: TLVTag { TLVTag(known: 0x9F27) }
    /// 9F33: terminal capabilities.
    public static var terminalCapabilities: TLVTag { TLVTag(known: 0x9F33) }
    /// 9F34: results of cardholder verification.
    public static var verificationResults: TLVTag { TLVTag(known: 0x9F34) }
    /// 9F35: terminal type.
    public static var terminalType: TLVTag { TLVTag(known: 0x9F35) }
    /// 9F36: application transaction counter.
    public static var transactionCounter: TLVTag { TLVTag(known: 0x9F36) }
    /// 9F37: unpredictable number.
    public static var unpredictableNumber: TLVTag { TLVTag(known: 0x9F37) }
    /// 9F41: transaction sequence counter.
    public static var sequenceCounter: TLVTag { TLVTag(known: 0x9F41) }
}
