import ISO8583

/// Codes in words, from the tables of the codec. The one place where views ask those tables.
enum FieldWords {
    /// The type of a message.
    static func type(_ message: Message) -> FieldName? {
        bilingual { TransactionType(message).name($0) }
    }

    /// A response code.
    static func response(_ code: String, _ table: ResponseTable) -> FieldName? {
        bilingual { ResponseMeaning(code: code).text($0) }
    }

    /// Processing code, field 3.
    static func processingCode(_ text: String, _ table: ResponseTable) -> FieldName? { nil }

    /// Entry mode, field 22 of version 1987.
    static func entryMode(_ text: String) -> FieldName? { nil }

    /// Condition code, field 25 of version 1987.
    static func condition(_ text: String) -> FieldName? { nil }

    /// What the value of a chip data object means. Never asked for values that must not be seen.
    static func chip(_ tag: UInt32, _ value: [UInt8]) -> FieldName? { nil }

    /// What a chip data object is called.
    static func chipName(_ tag: UInt32) -> FieldName { FieldName("chip data object", "IC卡数据对象") }

    /// The same function in both languages.
    static func bilingual(_ text: (Language) -> String) -> FieldName { FieldName(text(.english), text(.chinese)) }
}
