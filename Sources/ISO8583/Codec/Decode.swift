extension Dialect {
    /// Reads a message: type, bitmap, fields. The whole input must be used up.
    ///
    /// - Parameters:
    ///   - bytes: The message without any transport header.
    ///   - unknownFields: What to do with a field that the dialect does not have.
    /// - Throws: `ISO8583Error` with field and byte offset for every input that is not exactly one message.
    public func decode(
        _ bytes: [UInt8], unknownFields: UnknownFields = .refuse
    ) throws(ISO8583Error) -> Message {
        var map = FieldMap()
        return try bytes.span.withUnsafeBytes { (buffer) throws(ISO8583Error) in
            try scan(buffer, into: &map, unknownFields: unknownFields)
            return message(buffer, map)
        }
    }

    /// Reads as much of a message as can be read, for viewers.
    ///
    /// - Returns: The fields before the first error, and that error; nil when the message is whole.
    public func decodePrefix(_ bytes: [UInt8]) -> (message: Message, error: ISO8583Error?) {
        var map = FieldMap()
        return bytes.withUnsafeBytes { buffer in
            do throws(ISO8583Error) {
                try scan(buffer, into: &map, unknownFields: .refuse)
                return (message(buffer, map), nil)
            } catch {
                return (message(buffer, map), error)
            }
        }
    }

    /// Content of a field that was scanned, as `Message` would hold it.
    ///
    /// - Parameter bytes: The bytes that were scanned into the map.
    public func content(of field: Int, in map: borrowing FieldMap, _ bytes: [UInt8]) -> [UInt8]? {
        guard map.has(field) else { return nil }
        let slot = map.slots[field]
        guard FieldMap.offset(slot) + plans[field].byteCount(units: FieldMap.units(slot)) <= bytes.count else {
            return nil
        }
        return bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress else { return [] }
            return [UInt8](unsafeUninitializedCapacity: FieldMap.units(slot) + FieldPlan.slack) { output, count in
                count = FieldMap.units(slot)
                if let target = output.baseAddress {
                    plans[field].unpack(
                        WireBytes(base: base, count: buffer.count), slot, to: UnsafeMutableRawPointer(target))
                }
            }
        }
    }

    private func message(_ buffer: UnsafeRawBufferPointer, _ map: borrowing FieldMap) -> Message {
        guard let base = buffer.baseAddress else { return Message(map.mti, store: [], slots: []) }
        let wire = WireBytes(base: base, count: buffer.count)
        let present = map.present
        var message = withUnsafePointer(to: map) { map in
            var total = 0
            let slots = [Message.Slot](unsafeUninitializedCapacity: present.count) { output, count in
                present.forEach { field in
                    let slot = map.pointee.slots[field]
                    let units = FieldMap.units(slot)
                    output.initializeElement(
                        at: count,
                        to: Message.Slot(
                            offset: UInt32(truncatingIfNeeded: total), count: UInt32(truncatingIfNeeded: units),
                            form: FieldMap.flags(slot), isRead: true))
                    total &+= units
                    count &+= 1
                }
            }
            let store = [UInt8](unsafeUninitializedCapacity: total + FieldPlan.slack) { store, count in
                count = total
                guard var target = store.baseAddress.map({ UnsafeMutableRawPointer($0) }) else { return }
                plans.withUnsafeBufferPointer { rows in
                    present.forEach { field in
                        let slot = map.pointee.slots[field]
                        rows[field].unpack(wire, slot, to: target)
                        target += FieldMap.units(slot)
                    }
                }
            }
            return Message(map.pointee.mti, store: store, slots: slots)
        }
        message.present = present
        message.bitmap = map.bitmap
        if !map.unread.isEmpty {
            message.unread = UnreadFields(present: map.unread, bytes: [UInt8](buffer[map.end...]))
        }
        return message
    }
}
