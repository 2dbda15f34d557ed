/// Why the board started.
public enum BootReason: UInt8, CaseIterable, Sendable {
    /// Power came back, or nobody knows.
    case power = 1
    /// The firmware asked for it.
    case reset = 2
    /// The watchdog.
    case watchdog = 3
    /// The firmware failed.
    case fault = 4
    /// A technician's key or command.
    case technician = 5
}

/// What a swap of the slots is for.
public enum SwapKind: UInt8, CaseIterable, Sendable {
    /// Try the new image; without confirmation the next boot goes back.
    case test = 2
    /// Take the new image.
    case permanent = 3
    /// Go back to the old image.
    case revert = 4
    /// The running image is damaged, and the other is good.
    case rescue = 5
}

/// A swap that is under way.
struct SwapProgress: Equatable {
    /// Three for each group of sectors: to scratch, to B, to A.
    static let stepsPerGroup = 3

    let kind: SwapKind
    let sectorCount: Int
    var step: Int

    /// Steps of the whole swap, with as many sectors in a group as scratch takes.
    func stepCount(scratchSectors: Int) -> Int {
        (sectorCount + scratchSectors - 1) / scratchSectors * SwapProgress.stepsPerGroup
    }
}

/// What the bootloader remembers over boots.
struct BootState: Equatable {
    var bootCount: UInt32 = 0
    var lastReason: BootReason = .power
    var securityCounter: UInt32 = 0
    var swap: SwapProgress?
    /// `ImageError.code` of the last refusal of the image in slot B; 0 for none.
    var refusal: UInt8 = 0

    /// Takes a word in. `upper` is the word before it, if that was an upper half.
    mutating func take(_ word: StateWord, upper: UInt32?) {
        let whole = upper.map { $0 << 16 | word.value & 0xFFFF }
        switch word.kind {
        case .bank, .upperHalf, .uploadStep, .uploadWhole: break
        case .bootCount: bootCount = whole ?? bootCount
        case .securityCounter: securityCounter = whole ?? securityCounter
        case .booted:
            bootCount &+= 1
            lastReason = BootReason(rawValue: UInt8(truncatingIfNeeded: word.value)) ?? .power
        case .lastReason: lastReason = BootReason(rawValue: UInt8(truncatingIfNeeded: word.value)) ?? .power
        case .swapBegan:
            swap = SwapKind(rawValue: UInt8(truncatingIfNeeded: word.value >> 18)).map {
                SwapProgress(kind: $0, sectorCount: Int(word.value & 0x3FFFF), step: 0)
            }
        case .swapStep: swap?.step = Int(word.value)
        case .swapEnded: swap = nil
        case .refused: refusal = UInt8(truncatingIfNeeded: word.value)
        }
    }

    /// The words that make this state from nothing.
    var words: [StateWord] {
        var words = BootState.wide(.bootCount, bootCount) + BootState.wide(.securityCounter, securityCounter)
        words.append(StateWord(.lastReason, UInt32(lastReason.rawValue)))
        words.append(StateWord(.refused, UInt32(refusal)))
        if let swap {
            words.append(BootState.began(swap.kind, swap.sectorCount))
            words.append(StateWord(.swapStep, UInt32(swap.step)))
        }
        return words
    }

    /// A number of 32 bits in two words; it counts with the second one.
    static func wide(_ kind: StateWord.Kind, _ value: UInt32) -> [StateWord] {
        [StateWord(.upperHalf, value >> 16), StateWord(kind, value & 0xFFFF)]
    }

    /// A swap begins.
    static func began(_ kind: SwapKind, _ sectorCount: Int) -> StateWord {
        StateWord(.swapBegan, UInt32(kind.rawValue) << 18 | UInt32(sectorCount))
    }
}
