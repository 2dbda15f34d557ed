import ISO8583

/// One step from a version of the standard to the next, or to the one before it.
struct VersionStep {
    let from: MessageVersion
    let to: MessageVersion
    let moment: LocalMoment

    init(from: MessageVersion, to: MessageVersion, near moment: LocalMoment) {
        self.from = from
        self.to = to
        self.moment = moment
    }

    func run(_ conversion: inout Conversion) {
        let original = conversion.message
        let rows = VersionMove.table(from: from, to: to)
        var carry = FieldCarry(original: original, message: original, moment: moment)
        carry.message.mti = MTI(original.mti.rawValue & 0x0FFF | to.rawValue << 12)
        // First everything that moves is taken out, so that what one row puts in no other takes away.
        for field in rows.flatMap(\.fields) { carry.message[bytes: field] = nil }
        var done: Set<Int> = []
        for row in rows where original.has(row.fields[0]) && !done.contains(row.fields[0]) {
            switch carry.apply(row) {
            case .moved(let english, let chinese):
                done.formUnion(row.fields)
                conversion.moved.formUnion(row.fields)
                guard !english.isEmpty else { continue }
                conversion.notes.append(ConversionNote(.moved, row.fields[0], english, chinese))
            case .lost(let english, let chinese):
                // The other fields of the row have rows of their own behind it.
                done.insert(row.fields[0])
                conversion.notes.append(ConversionNote(.lost, row.fields[0], english, chinese))
            }
        }
        conversion.message = carry.message
        assumeFunction(original, &conversion)
    }

    /// Messages of the newer versions say in field 24 what they are for.
    private func assumeFunction(_ original: Message, _ conversion: inout Conversion) {
        guard from == .v1987, !conversion.message.has(24),
            let code = CodeTables.function(ofClass: original.mti.messageClass)
        else { return }
        conversion.message[text: 24] = code
        conversion.notes.append(
            ConversionNote(.assumed, 24, "function code \(code), from the message type", "功能码\(code), 由消息类型推定"))
    }
}
