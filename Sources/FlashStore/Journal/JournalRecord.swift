/// One record of the journal.
public struct JournalRecord: Equatable, Sendable {
    /// Number of the record; numbers grow by one and are never used twice.
    public let number: UInt32
    /// What it means, to its owner.
    public let kind: UInt8
    /// Its content.
    public let payload: [UInt8]
}

/// How a record lies in flash.
///
/// ```
/// 0 payload length u16, kind u8, mark 0xA5    4 number u32    8 CRC-32 of words 0, 1 and payload
/// 12 payload, filled with 0xFF to a word      then the commit word
/// ```
/// Little-endian. A record is valid when its checksum is right; the commit word, programmed last, tells a record that
/// was complete and rotted from one that the power cut short.
enum RecordFormat {
    static let mark: UInt8 = 0xA5
    static let headerBytes = 12
    static let commit: [UInt8] = [0x43, 0x4D, 0x54, 0x00]
    static let largestPayload = 4096

    static func byteCount(payload: Int) -> Int { headerBytes + padded(payload) + commit.count }

    private static func padded(_ count: Int) -> Int { (count + 3) / 4 * 4 }

    /// Everything but the commit word.
    static func body(_ record: JournalRecord) -> [UInt8] {
        let count = record.payload.count
        var body: [UInt8] = []
        body.reserveCapacity(headerBytes + padded(count))
        append(UInt32(count & 0xFFFF) | UInt32(record.kind) << 16 | UInt32(mark) << 24, to: &body)
        append(record.number, to: &body)
        append(checksum(body[...], record.payload[...]), to: &body)
        body += record.payload
        while body.count < headerBytes + padded(count) { body.append(0xFF) }
        return body
    }

    private static func append(_ word: UInt32, to bytes: inout [UInt8]) {
        for index in 0..<4 { bytes.append(UInt8(truncatingIfNeeded: word >> UInt32(8 * index))) }
    }

    /// - Parameter head: The words before the checksum.
    private static func checksum(_ head: ArraySlice<UInt8>, _ payload: ArraySlice<UInt8>) -> UInt32 {
        var check = CRC32()
        check.update(head)
        check.update(payload)
        return check.value
    }

    /// What stands at an offset of a bank.
    enum Found {
        /// A valid record, its length in flash, and whether its commit word is whole.
        case record(JournalRecord, byteCount: Int, isCommitted: Bool)
        /// Something else; true when it looks like a record that was complete once.
        case nothing(wasComplete: Bool)
    }

    static func look(_ bank: [UInt8], at offset: Int) -> Found {
        guard bank.count - offset >= headerBytes + commit.count, bank[offset + 3] == mark else {
            return .nothing(wasComplete: false)
        }
        let count = Int(bank[offset]) | Int(bank[offset + 1]) << 8
        let byteCount = byteCount(payload: count)
        guard count <= largestPayload, bank.count - offset >= byteCount else { return .nothing(wasComplete: false) }
        let commitOffset = offset + byteCount - commit.count
        let isCommitted = bank[commitOffset..<commitOffset + commit.count].elementsEqual(commit)
        let payload = bank[offset + headerBytes..<offset + headerBytes + count]
        guard word(bank, offset + 8) == checksum(bank[offset..<offset + 8], payload) else {
            return .nothing(wasComplete: isCommitted)
        }
        let record = JournalRecord(number: word(bank, offset + 4), kind: bank[offset + 2], payload: [UInt8](payload))
        return .record(record, byteCount: byteCount, isCommitted: isCommitted)
    }
}
