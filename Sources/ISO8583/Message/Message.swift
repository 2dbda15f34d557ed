/// A message: its type and its fields, without the bitmap, which follows from them.
///
/// A field's content is bytes, the same in every dialect: ASCII digits for numeric fields (with `D` or `=` between the
/// parts of a track), the text's own bytes for text fields (Latin 1 where the wire has EBCDIC), raw bytes for binary ones,
/// a sign and ASCII digits for signed amounts. Fields run from 2 to 192; field 1 is the bitmap's own.
///
/// All contents lie in one block of memory, so that a message costs two allocations, whatever it holds.
public struct Message: Sendable {
    /// Message type indicator.
    public var mti: MTI
    /// Contents one behind another; those of removed fields are wiped, not closed up.
    var store: [UInt8]
    /// One for each present field, ascending.
    var slots: [Slot]
    /// Which fields are present.
    var present = BitmapWords()
    /// How the bitmap was written.
    var bitmap = BitmapForm()
    /// What could not be read, when the reader asked to keep it.
    public internal(set) var unread: UnreadFields?

    struct Slot: Sendable {
        var offset: UInt32
        var count: UInt32
        /// How odd digits were filled, and the case of hexadecimal digits, where it is not as the table says.
        var form: UInt8
        /// True when `form` was read from a wire, false for a value that was set.
        var isRead: Bool
    }

    /// A message without fields.
    public init(_ mti: MTI) {
        self.init(mti, store: [], slots: [])
        // Room for most messages of terminals.
        store.reserveCapacity(480)
        slots.reserveCapacity(24)
    }

    init(_ mti: MTI, store: [UInt8], slots: [Slot]) {
        self.mti = mti
        self.store = store
        self.slots = slots
    }

    /// Fields that are present, ascending.
    public var fields: [Int] { present.fields }

    /// Number of fields that are present.
    public var fieldCount: Int { slots.count }

    /// True when the field is present.
    public func has(_ field: Int) -> Bool { present.contains(field) }

    /// Content of a field; nil removes it. Fields outside of 2 to 192 are never present.
    public subscript(bytes field: Int) -> [UInt8]? {
        get {
            guard let slot = slot(of: field) else { return nil }
            return [UInt8](store[Int(slot.offset)..<Int(slot.offset + slot.count)])
        }
        set {
            guard let newValue else { return remove(field) }
            newValue.withUnsafeBufferPointer { set(field, $0) }
        }
    }

    /// Content of a field as text; nil removes it. Bytes that are no UTF-8 come out as replacement characters.
    public subscript(text field: Int) -> String? {
        get {
            guard let slot = slot(of: field) else { return nil }
            return Digits.text(store[Int(slot.offset)..<Int(slot.offset + slot.count)])
        }
        set {
            guard var newValue else { return remove(field) }
            newValue.withUTF8 { set(field, $0) }
        }
    }

    /// Content of a numeric field; nil when it is absent or no number.
    public subscript(number field: Int) -> UInt64? {
        get {
            guard let slot = slot(of: field) else { return nil }
            return Digits.number(store[Int(slot.offset)..<Int(slot.offset + slot.count)])
        }
        set {
            guard let newValue else { return remove(field) }
            self[text: field] = String(newValue)
        }
    }

    /// Content of a field in place: nothing is copied.
    public func withContent<Result>(of field: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result? {
        guard let slot = slot(of: field) else { return nil }
        return store.withUnsafeBufferPointer {
            body(UnsafeBufferPointer(rebasing: $0[Int(slot.offset)..<Int(slot.offset + slot.count)]))
        }
    }

    private func slot(of field: Int) -> Slot? { present.contains(field) ? slots[present.rank(field)] : nil }

    private mutating func set(_ field: Int, _ content: UnsafeBufferPointer<UInt8>) {
        guard (2...FieldMap.lastField).contains(field) else { return }
        let slot = Slot(
            offset: UInt32(truncatingIfNeeded: store.count), count: UInt32(truncatingIfNeeded: content.count), form: 0,
            isRead: false)
        // Most messages are built in the order of their fields.
        if present.isBelow(field) {
            store.append(contentsOf: content)
            slots.append(slot)
            return present.insert(field)
        }
        replace(field, slot, content)
    }

    @inline(never)
    private mutating func replace(_ field: Int, _ slot: Slot, _ content: UnsafeBufferPointer<UInt8>) {
        let rank = present.rank(field)
        guard present.contains(field) else {
            store.append(contentsOf: content)
            slots.insert(slot, at: rank)
            return present.insert(field)
        }
        var slot = slot
        let old = slots[rank]
        wipe(old)
        if slot.count <= old.count {
            slot.offset = old.offset
            for (index, byte) in content.enumerated() { store[Int(old.offset) + index] = byte }
        } else {
            store.append(contentsOf: content)
        }
        slots[rank] = slot
        closeUp()
    }

    /// A field that is set again and again must not make the message grow without end.
    private mutating func closeUp() {
        let used = slots.reduce(0) { $0 + Int($1.count) }
        guard store.count > 2 * used + 1024 else { return }
        var closed: [UInt8] = []
        closed.reserveCapacity(used)
        for index in slots.indices {
            let start = Int(slots[index].offset)
            slots[index].offset = UInt32(closed.count)
            closed += store[start..<start + Int(slots[index].count)]
        }
        for index in store.indices { store[index] = 0 }
        store = closed
    }

    private mutating func remove(_ field: Int) {
        guard present.contains(field) else { return }
        wipe(slots.remove(at: present.rank(field)))
        present.remove(field)
    }

    /// What was taken out is not to be found in memory.
    private mutating func wipe(_ slot: Slot) {
        for index in Int(slot.offset)..<Int(slot.offset + slot.count) { store[index] = 0 }
    }
}

extension Message: Equatable {
    /// Equal type and equal fields; how odd digits were filled and the bitmap was written does not matter.
    public static func == (left: Message, right: Message) -> Bool {
        guard left.mti == right.mti, left.present == right.present, left.unread == right.unread else { return false }
        for (one, other) in zip(left.slots, right.slots) {
            guard one.count == other.count,
                left.store[Int(one.offset)..<Int(one.offset + one.count)]
                    .elementsEqual(right.store[Int(other.offset)..<Int(other.offset + other.count)])
            else { return false }
        }
        return true
    }
}

extension Message: CustomStringConvertible, CustomDebugStringConvertible {
    /// Type and field numbers; contents are shown by `MessageView`, which masks them.
    public var description: String {
        mti.description + " with fields " + fields.map { String($0) }.joined(separator: ", ")
    }
    /// The same.
    public var debugDescription: String { description }
}

#if !hasFeature(Embedded)
    extension Message: CustomReflectable {
        /// `dump` and debuggers see the description only.
        public var customMirror: Mirror { Mirror(self, children: ["message": description]) }
    }
#endif
