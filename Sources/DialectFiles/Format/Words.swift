import ISO8583

/// The words of the file for the choices of a dialect, in the order in which they are listed for people.
///
/// Where a choice has more than one word, the first one is written.
struct Words<Choice: Equatable & Sendable>: Sendable {
    let entries: [(word: String, choice: Choice)]

    func choice(_ word: String) -> Choice? { entries.first { $0.word == word }?.choice }
    func word(_ choice: Choice) -> String? { entries.first { $0.choice == choice }?.word }
    var list: String { entries.map(\.word).joined(separator: ", ") }
}

enum Vocabulary {
    static let types = Words<Dialect.TypeCoding>(entries: [
        ("packed", .packed), ("ascii", .ascii), ("ebcdic", .ebcdic),
    ])
    static let bitmaps = Words<Dialect.BitmapCoding>(entries: [
        ("binary", .binary), ("hex", .hex), ("ebcdic-hex", .ebcdicHex),
    ])
    static let headers = Words<TransportHeader>(entries: [
        ("none", .none), ("tpdu", .tpdu), ("tpdu+unionpay", .tpduAndUnionPay),
    ])
    static let responses = Words<ResponseTable>(entries: [
        ("unionpay", .unionPay), ("iso87", .iso87), ("iso93", .iso93), ("hypercom", .hypercom),
    ])
    /// Content by the notation of the standard; the words for people behind it.
    static let contents = Words<FieldFormat.Content>(entries: [
        ("n", .digits), ("x+n", .signed), ("z", .track), ("ans", .text), ("b", .binary), ("digits", .digits),
        ("signed", .signed), ("track", .track), ("text", .text), ("binary", .binary), ("a", .text), ("an", .text),
        ("as", .text), ("ns", .text), ("anp", .text), ("s", .text),
    ])
    static let codings = Words<FieldFormat.Coding>(entries: [
        ("bytes", .bytes), ("packed", .packed), ("cp037", .ebcdic(.cp037)), ("cp1047", .ebcdic(.cp1047)),
        ("hex", .hex), ("ascii", .bytes),
    ])
    static let prefixes = Words<FieldFormat.Prefix>(entries: [
        ("packed", .packed), ("ascii", .ascii), ("ebcdic", .ebcdic), ("binary", .binary), ("hex", .hex),
    ])
    static let units = Words<FieldFormat.Unit>(entries: [
        ("characters", .characters), ("bytes", .bytes), ("nibbles", .nibbles), ("digits", .characters),
    ])
    static let sides = Words<FieldFormat.Side>(entries: [("left", .left), ("right", .right)])
    static let truncations = Words<FieldFormat.Side?>(entries: [("none", nil), ("left", .left), ("right", .right)])
    static let paddings = Words<FieldFormat.Padding?>(entries: [("none", nil), ("spaces", .spaces), ("zeros", .zeros)])
    static let truths = Words<Bool>(entries: [("true", true), ("false", false)])
}

/// Fields that must not be shown whatever a file leaves out: account numbers, tracks, PIN block, chip data.
///
/// Source: ISO 8583:1987, table of data elements (2, 34 account numbers; 35, 36, 45 tracks; 52 PIN), field 55 as used
/// for EMV data.
enum SensitiveFields {
    static let numbers: Set<Int> = [2, 34, 35, 36, 45, 52, 55]
}
