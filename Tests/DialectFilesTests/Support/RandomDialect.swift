import ISO8583
import TestSupport

@testable import DialectFiles

/// Dialects with every choice that there is.
enum RandomDialect {
    static func make(_ random: inout Random) -> Dialect {
        let limit = Int.random(in: 1...3, using: &random)
        var definitions: [FieldDefinition] = []
        for _ in 0..<Int.random(in: 1...40, using: &random) {
            let number = Int.random(in: 2...limit * 64, using: &random)
            guard number != 65, !definitions.contains(where: { $0.number == number }) else { continue }
            let format = format(&random, most: 9_999)
            let layout = layout(&random).flatMap { $0.objection(in: format) == nil ? $0 : nil }
            definitions.append(FieldDefinition(number, format, name(&random), layout: layout))
        }
        let numbers = definitions.map(\.number).sorted()
        let hasMAC = numbers.contains { [64, 128, 192].contains($0) }
        return Dialect(
            id: "random", name: "Random", typeCoding: pick(Dialect.TypeCoding.allCases, &random),
            bitmapCoding: pick(Dialect.BitmapCoding.allCases, &random), bitmapLimit: limit,
            header: pick(TransportHeader.allCases, &random), responseTable: pick(ResponseTable.allCases, &random),
            fields: definitions, rules: rules(numbers, &random),
            macTypes: hasMAC ? [.financialRequest, .reversalRequest] : [])
    }

    private static func pick<Value>(_ values: [Value], _ random: inout Random) -> Value {
        values[Int.random(in: 0..<values.count, using: &random)]
    }

    private static func name(_ random: inout Random) -> FieldName {
        Bool.random(using: &random) ? FieldName("name") : FieldName("some \"name\"", "名字")
    }

    /// A format without contradictions.
    private static func format(_ random: inout Random, most: Int) -> FieldFormat {
        while true {
            let length: FieldFormat.Length =
                Bool.random(using: &random)
                ? .fixed(Int.random(in: 1...most, using: &random))
                : .variable(
                    digits: Int.random(in: 1...5, using: &random), most: Int.random(in: 1...most, using: &random))
            var format = FieldFormat(
                pick([.digits, .signed, .track, .text, .binary], &random),
                pick([.bytes, .packed, .ebcdic(.cp037), .ebcdic(.cp1047), .hex], &random), length,
                prefix: pick([.packed, .ascii, .ebcdic, .binary, .hex], &random),
                unit: pick([.characters, .bytes, .nibbles], &random), filling: pick([.left, .right], &random),
                filler: UInt8.random(in: 0...15, using: &random), truncation: pick([nil, .left, .right], &random),
                isSensitive: Bool.random(using: &random))
            format.padding = pick(
                [nil, .zeros, .spaces, FieldFormat.Padding(.right, 0x39), .init(.left, 0xFF)], &random)
            if format.objection == nil { return format }
        }
    }

    private static func layout(_ random: inout Random) -> FieldLayout? {
        let parts = (1...Int.random(in: 1...4, using: &random)).map { index in
            Subfield("0\(index)", format(&random, most: 20), name(&random))
        }
        switch Int.random(in: 0...4, using: &random) {
        case 0: return .berTLV
        case 1: return .positional(parts)
        case 2:
            return .bitmap(
                bytes: 2,
                parts.enumerated().map { Subfield("\($0.offset * 3 + 1)", $0.element.format, $0.element.name) })
        case 3:
            return .tagged(
                TagForm(
                    tag: pick([.characters(2), .binary(1)], &random),
                    prefix: pick([.packed, .ascii, .binary], &random),
                    lengthDigits: Int.random(in: 2...4, using: &random)), parts)
        default: return nil
        }
    }

    private static func rules(_ fields: [Int], _ random: inout Random) -> [MessageRule] {
        guard let first = fields.first, let last = fields.last else { return [] }
        let conditions: [MessageRule.Condition] = [
            .present(first), .absent(last), .begins(first, "00"), .part(last, at: 3, oneOf: ["1", "2 \"*\""]),
        ]
        return (0..<Int.random(in: 0...3, using: &random)).map { index in
            let mandatory = fields.filter { _ in Bool.random(using: &random) }
            return MessageRule(
                [MTI(0x0200 + UInt16(index) * 0x10)],
                when: Array(conditions.prefix(Int.random(in: 0...4, using: &random))),
                name: name(&random), mandatory: mandatory, optional: fields.filter { !mandatory.contains($0) },
                conditional: Bool.random(using: &random)
                    ? []
                    : [
                        .init(
                            last, isRequired: Bool.random(using: &random), when: [conditions[0]], reason: name(&random))
                    ],
                isClosed: Bool.random(using: &random))
        }
    }
}
