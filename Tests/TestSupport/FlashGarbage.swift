/// What may become of a flash memory's content between two starts, made from the images of a memory over time.
///
/// A memory is two banks of equal size; a bank begins with a header of 32 bytes.
public struct FlashGarbage {
    /// How an image was spoilt.
    public enum Kind: String, CaseIterable, Sendable {
        case oneBit = "one bit flipped"
        case manyBits = "many bits flipped"
        case cutBlank = "truncated, the rest blank"
        case cutZero = "truncated, the rest zeros"
        case sectorsSwapped = "two sectors swapped"
        case sectorReplaced = "a sector erased, zeroed, random, or a copy of another"
        case banksSwapped = "the banks swapped"
        case bankRolledBack = "a bank from an earlier or later day"
        case random = "random bytes"
        case randomBehindHeaders = "random bytes behind whole headers"
    }

    private let images: [[UInt8]]
    private let sectorSize: Int
    private var random: Random

    /// Garbage from these images, the newest last.
    public init(_ images: [[UInt8]], sectorSize: Int, seed: UInt64) {
        self.images = images
        self.sectorSize = sectorSize
        random = Random(state: seed)
    }

    private var newest: [UInt8] { images.last ?? [] }
    private var bankSize: Int { newest.count / 2 }

    /// Hands every spoilt image to `body`: all single bits of what is used in the newest image, and everything else that
    /// can be counted out; of what cannot, `many` images by chance.
    public mutating func forEach(many: Int, _ body: (Kind, [UInt8]) throws -> Void) rethrows {
        try flips(many, body)
        try cuts(body)
        try sectors(body)
        try banks(body)
        try noise(many, body)
    }

    private mutating func flips(_ many: Int, _ body: (Kind, [UInt8]) throws -> Void) rethrows {
        for offset in newest.indices where isUsed(offset) {
            for bit in 0..<8 {
                var image = newest
                image[offset] ^= 1 << UInt8(bit)
                try body(.oneBit, image)
            }
        }
        for _ in 0..<many {
            var image = images.randomElement(using: &random) ?? []
            for _ in 0..<Int.random(in: 2...24, using: &random) {
                let offset = Int.random(in: image.indices, using: &random)
                image[offset] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            }
            try body(.manyBits, image)
        }
    }

    /// Up to 16 bytes behind the last one that is not blank: there, too, a bit may flip.
    private func isUsed(_ offset: Int) -> Bool {
        let end = offset < bankSize ? bankSize : newest.count
        return newest[max(0, offset - 16)..<min(end, offset + bankSize)].contains { $0 != 0xFF }
    }

    private func cuts(_ body: (Kind, [UInt8]) throws -> Void) rethrows {
        for count in stride(from: 0, to: newest.count, by: 4) {
            let rest = newest.count - count
            try body(.cutBlank, newest[..<count] + [UInt8](repeating: 0xFF, count: rest))
            try body(.cutZero, newest[..<count] + [UInt8](repeating: 0, count: rest))
        }
    }

    private mutating func sectors(_ body: (Kind, [UInt8]) throws -> Void) rethrows {
        let count = newest.count / sectorSize
        func place(_ sector: Int) -> Range<Int> { sector * sectorSize..<(sector + 1) * sectorSize }
        for image in images {
            for one in 0..<count {
                for other in 0..<count where other != one {
                    var spoilt = image
                    spoilt.replaceSubrange(place(one), with: image[place(other)])
                    try body(.sectorReplaced, spoilt)
                    guard other > one else { continue }
                    spoilt.replaceSubrange(place(other), with: image[place(one)])
                    try body(.sectorsSwapped, spoilt)
                }
                for fill in 0..<3 {
                    let bytes: [UInt8] = (0..<sectorSize).map { _ in
                        fill == 0 ? 0xFF : fill == 1 ? 0 : UInt8(truncatingIfNeeded: random.next())
                    }
                    var spoilt = image
                    spoilt.replaceSubrange(place(one), with: bytes)
                    try body(.sectorReplaced, spoilt)
                }
            }
        }
    }

    private func banks(_ body: (Kind, [UInt8]) throws -> Void) rethrows {
        for image in images { try body(.banksSwapped, Array(image[bankSize...] + image[..<bankSize])) }
        for one in images {
            for other in images { try body(.bankRolledBack, Array(one[..<bankSize] + other[bankSize...])) }
        }
    }

    private mutating func noise(_ many: Int, _ body: (Kind, [UInt8]) throws -> Void) rethrows {
        for round in 0..<many {
            var image = newest.map { _ in UInt8(truncatingIfNeeded: random.next()) }
            try body(.random, image)
            let from = images.randomElement(using: &random) ?? []
            for bank in 0...1 where round % 3 != bank {
                let header = bank * bankSize..<bank * bankSize + 32
                image.replaceSubrange(header, with: from[header])
            }
            try body(.randomBehindHeaders, image)
        }
    }
}

/// How many images there were of each kind, and what came of them.
public struct GarbageCount: CustomStringConvertible {
    private var counts: [String: [String: Int]] = [:]

    /// No images yet.
    public init() {}

    /// Counts one.
    public mutating func note(_ kind: FlashGarbage.Kind, _ outcome: String) {
        counts[kind.rawValue, default: [:]][outcome, default: 0] += 1
    }

    /// All images.
    public var total: Int { counts.values.reduce(0) { $0 + $1.values.reduce(0, +) } }

    /// Images of this kind that came to this.
    public func of(_ kind: FlashGarbage.Kind, _ outcome: String) -> Int { counts[kind.rawValue]?[outcome] ?? 0 }

    /// One line for each kind.
    public var description: String {
        FlashGarbage.Kind.allCases.map { kind in
            let found = counts[kind.rawValue, default: [:]].sorted { $0.key < $1.key }
            return "\(kind.rawValue): " + found.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
        }.joined(separator: "\n")
    }
}
