import FlashStore

/// A power cut at an exact flash operation of a terminal's process, for tests: the process kills itself there.
public struct FlashCut: Sendable, Equatable, CustomStringConvertible {
    /// How far the operation comes.
    public enum Form: Sendable, Equatable {
        /// Nothing of it is done.
        case before
        /// So many whole words are done; of the next one the bits of this byte mask are not (of an erase: only they
        /// are).
        case torn(words: Int, mask: UInt8)
        /// All of it is done.
        case after
    }

    /// The operation, counted from 1 since the process was started.
    public let operation: Int
    /// How far it comes.
    public let form: Form

    /// A cut.
    public init(operation: Int, form: Form) {
        self.operation = operation
        self.form = form
    }

    /// `57:before`, `57:torn:3:129` or `57:after`.
    public var description: String {
        switch form {
        case .before: "\(operation):before"
        case .torn(let words, let mask): "\(operation):torn:\(words):\(mask)"
        case .after: "\(operation):after"
        }
    }

    /// The cut of this description; nil when it is none.
    public init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count >= 2, let operation = Int(parts[0]), operation >= 1 else { return nil }
        self.operation = operation
        switch (parts[1], parts.count) {
        case ("before", 2): form = .before
        case ("after", 2): form = .after
        case ("torn", 4):
            guard let words = Int(parts[2]), words >= 0, let mask = UInt8(parts[3]) else { return nil }
            form = .torn(words: words, mask: mask)
        default: return nil
        }
    }

    /// What of `new` is in flash after the cut, where `old` was before. Bits change one by one: of the word that is half
    /// done, a program leaves those of the mask as they were, an erase has set just those.
    func image(old: [UInt8], new: [UInt8], isErase: Bool) -> [UInt8] {
        guard case .torn(let words, let mask) = form else { return form == .after ? new : old }
        return new.indices.map { index in
            let word = index / FlashGeometry.wordSize
            if word < words { return new[index] }
            guard word == words else { return old[index] }
            return isErase ? old[index] | mask : old[index] & (new[index] | mask)
        }
    }
}
