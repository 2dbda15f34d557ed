import ISO8583

/// Codes in words, from the tables of the codec. The one place where views ask those tables.
enum FieldWords {
    /// The type of a message, and of UnionPay-style ones the kind of transaction.
    static func type(_ message: Message) -> FieldName? {
        bilingual { language in
            let type = MTIWords.text(message.mti.rawValue, language)
            let kind = TransactionType(message)
            return kind == .other ? type : type + ", " + kind.name(language)
        }
    }

    /// A response code.
    static func response(_ code: String, _ table: ResponseTable) -> FieldName? {
        bilingual { table.meaning(of: code).text($0) }
    }

    /// Processing code, field 3.
    static func processingCode(_ text: String, _ table: ResponseTable) -> FieldName? {
        let words: ProcessingCode.Table =
            switch table {
            case .unionPay: .unionPay
            case .hypercom: .hypercom
            default: .iso
            }
        return ProcessingCode(text).map { code in bilingual { code.words($0, table: words) } }
    }

    /// Entry mode, field 22 of version 1987.
    static func entryMode(_ text: String) -> FieldName? {
        POSEntryMode(text).map { mode in bilingual { mode.words($0) } }
    }

    /// Condition code, field 25 of version 1987.
    static func condition(_ text: String) -> FieldName? { bilingual { POSConditionCode.text(text, $0) } }

    /// What the value of a chip data object means. Never asked for values that must not be seen.
    static func chip(_ tag: UInt32, _ value: [UInt8]) -> FieldName? {
        guard let tag = TLVTag(tag) else { return nil }
        return bilingual { EMVMeaning.words(tag: tag, value: value, language: $0).joined(separator: "; ") }
    }

    /// What a chip data object is called.
    static func chipName(_ tag: UInt32) -> FieldName {
        guard let tag = TLVTag(tag) else { return FieldName("chip data object", "IC卡数据对象") }
        return bilingual { EMVTag(tag).name($0) }
    }

    /// The same function in both languages.
    static func bilingual(_ text: (Language) -> String) -> FieldName { FieldName(text(.english), text(.chinese)) }
}
