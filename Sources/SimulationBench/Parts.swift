import Foundation
import ISO8583
import PaymentCrypto
import Simulation

/// The parts of a run alone: the firmware fed with what reached it, and the floor, which is the codec and the
/// cryptography of the same messages.
enum Parts {
    static func measure(_ profile: FaultProfile, _ numbers: [Int]) throws {
        let settings = SimulationSettings(
            terminals: numbers[0], days: numbers[1], transactions: numbers[2], seed: UInt64(numbers[3]),
            profile: profile)
        var whole = 0.0
        var firmware = 0.0
        var floor = 0.0
        var days = 0
        var messages = 0
        for terminal in 0..<settings.terminals {
            let world = try World<RealFirmware, RealHost>(settings.world(terminal))
            let tape = Tape()
            world.tape = tape
            whole += seconds { world.run() }
            days += world.counts.days
            messages += tape.payloads.count
            let player = try tape.player()
            firmware += seconds { player.play() }
            guard player.effects == tape.effects else { throw PartsError.otherEffects }
            floor += try seconds { try pass(tape.payloads) }
        }
        for (name, time) in [("whole", whole), ("firmware", firmware), ("floor", floor)] {
            print(#"{"what":"part","part":"\#(name)","days":\#(days),"messages":\#(messages),"processor":\#(time)}"#)
        }
    }

    /// Each message is written by one side and read by the other, and both compute its MAC.
    private static func pass(_ payloads: [[UInt8]]) throws {
        let key = try SecretKey(hex: "0123456789ABCDEFFEDCBA9876543210")
        var bytes = 0
        for payload in payloads {
            let isHypercom = WireGlance(payload)?.isHypercom ?? false
            let dialect = isHypercom ? Dialect.hypercom : .unionPay
            let message = try dialect.decode(try Envelope(parsing: payload, hasHeader: !isHypercom).body)
            if !isHypercom, dialect.carriesMAC(message.mti) {
                for _ in 0..<2 {
                    bytes += try UnionPayMAC.compute(key: key, over: try dialect.macInput(of: message)).count
                }
            }
            bytes += try dialect.encode(message).count
        }
        guard bytes > 0 else { throw PartsError.noMessages }
    }

    private static func seconds(_ work: () throws -> Void) rethrows -> Double {
        let before = processorTime
        try work()
        return processorTime - before
    }

    private static var processorTime: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}

/// Why the parts cannot be measured.
enum PartsError: Error {
    /// The firmware alone did something else than in the world.
    case otherEffects
    /// There was nothing to measure.
    case noMessages
}
