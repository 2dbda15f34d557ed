/// A whole field of chip data in words.
extension EMVMeaning {
    /// One line for each object: `9F02 Amount, Authorised (Numeric): 11.11 CNY`. Objects in a constructed one follow it,
    /// two spaces further in. Amounts take the currency of tag 5F2A where it stands at the top.
    ///
    /// - Throws: ``TLVError`` for bytes that are no TLV objects.
    public static func lines(
        _ bytes: [UInt8], rules: TLVRules = .emv, language: Language
    ) throws(TLVError) -> [String] {
        var lines: [String] = []
        let currency = try currency(of: bytes, rules)
        try append(TLVReader(bytes, rules: rules), bytes, rules, language, currency, to: &lines)
        return lines
    }

    private static func append(
        _ source: TLVReader, _ bytes: [UInt8], _ rules: TLVRules, _ language: Language, _ currency: Currency?,
        to lines: inout [String]
    ) throws(TLVError) {
        var reader = source
        while let element = try reader.next() {
            let indent = String(repeating: "  ", count: element.depth - 1)
            let title = indent + element.tag.description + " " + EMVTag(element.tag).name(language)
            if rules.opensConstructed, element.tag.isConstructed {
                lines.append(title)
                try append(reader.contents(of: element), bytes, rules, language, currency, to: &lines)
            } else {
                let value = [UInt8](bytes[element.value])
                let words = words(tag: element.tag, value: value, language: language, currency: currency)
                lines.append(title + ": " + words.joined(separator: "; "))
            }
        }
    }

    private static func currency(of bytes: [UInt8], _ rules: TLVRules) throws(TLVError) -> Currency? {
        var reader = TLVReader(bytes, rules: rules)
        while let element = try reader.next() {
            guard element.tag == .transactionCurrency else { continue }
            return code([UInt8](bytes[element.value])).flatMap { Currency(numeric: $0) }
        }
        return nil
    }
}
