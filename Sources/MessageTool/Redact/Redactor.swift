import Foundation
import ISO8583

/// A masked copy of an input: what was read, and what was replaced.
public struct MaskedCopy: Sendable {
    /// The whole input with its secrets replaced, in the same form.
    public let output: [UInt8]
    /// Each message by itself.
    public let messages: [[UInt8]]
    /// What was done, in words; never a secret.
    public let notes: [FieldName]
    /// Messages of which some bytes could not be read and became zeros.
    public let unreadCount: Int
}

/// Makes copies of messages and logs that may be given away: account numbers keep their first six and last four digits,
/// tracks, PIN blocks, keys and MACs become zeros, and every message is still read with the same lengths.
///
/// What cannot be read cannot be masked by its fields, so that it becomes zeros.
public struct Redactor {
    private let guesser: Guesser
    private let reading: ([UInt8]) -> FrameReading?

    /// A redactor.
    ///
    /// - Parameters:
    ///   - guesser: Finds the dialect of each message.
    ///   - dialect: The dialect of all of them; nil to guess.
    ///   - length: The length header; nil to guess.
    ///   - header: The transport header; nil to guess.
    public init(
        _ guesser: Guesser, dialect: Dialect? = nil, length: FrameLength? = nil, header: TransportHeader? = nil
    ) {
        self.guesser = dialect.map { Guesser(only: [$0]) } ?? guesser
        let guesser = self.guesser
        reading = { bytes in
            let result = guesser.guess(bytes, length: length, header: header)
            // A guess that does not use up the bytes is no ground to show any of them; a dialect that was named is.
            return result.verdict != .none || dialect != nil ? result.reading(of: bytes) : nil
        }
    }

    /// The masked copy of an input.
    public func mask(_ input: [UInt8], _ contents: InputContents) -> MaskedCopy {
        let readings = contents.candidates.map { reading($0.bytes) }
        var index = SecretIndex()
        for reading in readings.compactMap({ $0 }) {
            for one in [reading] + reading.others { index.add(one) }
        }
        let ambiguous = readings.count { $0.map { !$0.others.isEmpty } ?? false }
        var frames: [MaskedFrame] = []
        for (candidate, reading) in zip(contents.candidates, readings) {
            frames.append(MaskedFrame(candidate.bytes, reading, index))
        }
        var text = MaskedText(input)
        for (candidate, frame) in zip(contents.candidates, frames) { text.put(candidate, frame) }
        var output = text.bytes
        var found = 0
        switch contents.kind {
        case .binary, .capture: output = frames.flatMap(\.bytes)
        case .base64: break
        case .hex, .hexdump, .log: (output, found) = text.finished(index)
        }
        return MaskedCopy(
            output: output, messages: frames.map(\.bytes),
            notes: Redactor.notes(frames, elsewhere: found, ambiguous: ambiguous),
            unreadCount: frames.count { $0.unreadCount > 0 })
    }

    private static func notes(_ frames: [MaskedFrame], elsewhere: Int, ambiguous: Int) -> [FieldName] {
        let names: [(Secret.Kind, FieldName)] = [
            (.accountNumber, FieldName("account numbers", "账号")), (.track, FieldName("track data", "磁道数据")),
            (.pinBlock, FieldName("PIN blocks", "PIN块")), (.key, FieldName("key fields", "密钥域")),
            (.name, FieldName("names", "姓名")), (.cardData, FieldName("other card data", "其他卡数据")),
        ]
        var notes: [FieldName] = []
        let list = names.compactMap { kind, name -> FieldName? in
            let count = frames.reduce(0) { $0 + ($1.counts[kind] ?? 0) }
            return count == 0 ? nil : FieldName("\(count) \(name.english)", "\(name.chinese)\(count)处")
        }
        notes.append(
            list.isEmpty
                ? FieldName("nothing had to be masked in \(frames.count) message(s)", "\(frames.count)条报文无需脱敏")
                : FieldName(
                    "masked in \(frames.count) message(s): " + list.map(\.english).joined(separator: ", "),
                    "\(frames.count)条报文已脱敏: " + list.map(\.chinese).joined(separator: ", ")))
        let macs = frames.count { $0.counts[.mac] != nil }
        if macs > 0 {
            notes.append(
                FieldName("the MAC of \(macs) message(s) became zeros: it no longer holds", "\(macs)条报文的MAC已置零, 不再有效"))
        }
        let unread = frames.count { $0.unreadCount > 0 }
        if unread > 0 {
            notes.append(
                FieldName(
                    "\(unread) run(s) of bytes could not be read and became zeros: name the dialect with --dialect",
                    "\(unread)段字节无法解读, 已置零: 请用--dialect指定方言"))
        }
        if ambiguous > 0 {
            notes.append(
                FieldName(
                    "\(ambiguous) message(s) can be read in several ways and were masked by all: name the dialect with --dialect",
                    "\(ambiguous)条报文有多种读法, 已按各种读法脱敏: 请用--dialect指定方言"))
        }
        if elsewhere > 0 {
            notes.append(FieldName("\(elsewhere) more place(s) in the text were masked", "文本中另有\(elsewhere)处已脱敏"))
        }
        return notes
    }
}
