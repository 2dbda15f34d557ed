/// Field 55 of the test cards: what the card's kernel hands to the host with an authorization request.
///
/// Source: EMV Book 3, annex A (tags and lengths), and the list of tags that UnionPay-style terminals send in field 55. The
/// account number (5A), its equivalent of track 2 (57) and the name (5F20) are not among them. Cryptograms are made up: no
/// issuer key is behind them, and the host does not check them. Amount and date are zero, for a card on a shelf does not
/// know them.
enum ChipData {
    /// What all of them share: terminal result, date, type, amounts, country, currency, and the terminal itself.
    private static let terminal =
        "9505" + "0000048000" + "9A03" + "000000" + "9C01" + "00" + "9F0206" + "000000000000" + "5F2A02" + "0156"
        + "9F1A02" + "0156" + "9F0306" + "000000000000" + "9F3303" + "E0F1C8" + "9F3403" + "020300" + "9F3501" + "22"
        + "9F1E08" + "5445535430303031"

    /// PBOC debit or credit: discretionary data of an ARQC of key 1, application A000000333010101.
    static let unionPay =
        "9F2608" + "1B2C3D4E5F607182" + "9F2701" + "80" + "9F1013" + "07010103A0A800010A010000000000A1B2C3D4" + "9F3704"
        + "5A6B7C8D" + "9F3602" + "0023" + "8202" + "7C00" + terminal + "8408" + "A000000333010101" + "9F0902" + "0030"

    /// Visa: cryptogram version 10, application A0000000031010.
    static let visa =
        "9F2608" + "A1C3E5F708192A3B" + "9F2701" + "80" + "9F1007" + "06010A03A00000" + "9F3704" + "1F2E3D4C" + "9F3602"
        + "0107" + "8202" + "3C00" + terminal + "8407" + "A0000000031010" + "9F0902" + "008C"

    /// M/Chip: cryptogram version 10, application A0000000041010.
    static let mastercard =
        "9F2608" + "0F1E2D3C4B5A6978" + "9F2701" + "80" + "9F1012" + "0110A00003220000000000000000000000FF" + "9F3704"
        + "90817263" + "9F3602" + "0044" + "8202" + "3900" + terminal + "8407" + "A0000000041010" + "9F0902" + "0002"
}
