import ISO8583

extension FuzzTarget {
    /// Contents of composite fields; the first byte says of which layout.
    static let composite = FuzzTarget(name: "composite") { bytes in
        guard let (layout, rest) = choose(bytes, from: layouts) else { return nil }
        return problem(of: rest, layout)
    }

    /// What is wrong with how a layout takes these bytes apart.
    static func problem(of content: [UInt8], _ layout: FieldLayout) -> String? {
        do throws(ISO8583Error) {
            let parts = try layout.split(content, field: 48)
            do throws(ISO8583Error) {
                let joined = try layout.join(parts, field: 48)
                return joined == content ? nil : "the parts make other bytes"
            } catch { return "the parts cannot be put together: \(error)" }
        } catch {
            return (0...content.count).contains(error.offset) ? nil : "the error lies outside: \(error)"
        }
    }

    static let layouts: [FieldLayout] =
        [.berTLV, .positional(parts), .bitmap(bytes: 2, parts)]
        + [FieldFormat.Prefix.packed, .ascii, .ebcdic, .binary, .hex].flatMap { prefix in
            [
                FieldLayout.tagged(TagForm(tag: .characters(1), prefix: prefix, lengthDigits: 2), parts),
                .tagged(TagForm(tag: .binary(1), prefix: prefix, lengthDigits: 3), parts),
            ]
        }

    /// Parts of every kind; their keys are bits, tags of one character, and, for binary tags, tags of one byte.
    private static let parts: [Subfield] = {
        let kinds: [(FieldFormat.Content, FieldFormat.Coding)] = [
            (.digits, .packed), (.digits, .bytes), (.text, .bytes), (.binary, .hex), (.track, .packed),
            (.binary, .bytes), (.text, .ebcdic(.cp037)), (.signed, .packed), (.signed, .bytes),
        ]
        return kinds.enumerated().flatMap { index, kind in
            let length: FieldFormat.Length =
                kind.0 == .signed || index % 2 == 0 ? .fixed(3) : .variable(digits: 2, most: 7)
            let format = FieldFormat(kind.0, kind.1, length, filler: index % 3 == 0 ? 15 : 0)
            return [String(index + 1), "0" + String(index + 1)].map { Subfield($0, format, FieldName("part")) }
        }
    }()
}
