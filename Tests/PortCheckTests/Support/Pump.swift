import Foundation
import SerialDriver
import Synchronization

/// Two real pseudo-terminals, and a thread that carries bytes between them: a line without a clock.
final class Pump: Sendable {
    /// What is done to bytes on their way; it may be told of settings of the sender.
    protocol Fault: Sendable {
        /// Bytes that come out for bytes that went in.
        func pass(_ bytes: [UInt8], settings: LineSettings) -> [UInt8]
    }

    private struct State {
        var fault: [(any Fault)?] = [nil, nil]
        var isStopped = false
    }

    private let sides: [PseudoTerminal]
    private let state = Mutex(State())
    private let ended = DispatchSemaphore(value: 0)

    init() throws {
        sides = [try PseudoTerminal(), try PseudoTerminal()]
        Thread.detachNewThread { [self] in
            run()
            ended.signal()
        }
    }

    var a: String { sides[0].devicePath }
    var b: String { sides[1].devicePath }

    /// Sets what befalls bytes from A to B.
    func setFault(aToB fault: (any Fault)?) { state.withLock { $0.fault[0] = fault } }
    /// Sets what befalls bytes from B to A.
    func setFault(bToA fault: (any Fault)?) { state.withLock { $0.fault[1] = fault } }

    /// The device behind B goes.
    func hangUpB() { sides[1].close() }

    func stop() {
        state.withLock { $0.isStopped = true }
        ended.wait()
        for side in sides { side.close() }
    }

    private func run() {
        var waiting: [[UInt8]] = [[], []]
        while !state.withLock({ $0.isStopped }) {
            var watched = (0...1).map { side in
                // What cannot be given away is not taken: the sender feels it.
                let events = (waiting[side].isEmpty ? POLLIN : 0) | (waiting[1 - side].isEmpty ? 0 : POLLOUT)
                return pollfd(fd: sides[side].pollable, events: Int16(events), revents: 0)
            }
            _ = poll(&watched, 2, 20)
            for side in 0...1 {
                do {
                    if waiting[side].isEmpty {
                        let came = try sides[side].read(upTo: 4096)
                        if !came.isEmpty {
                            let settings = try sides[side].settingsOfUser()
                            waiting[side] = state.withLock { $0.fault[side] }?.pass(came, settings: settings) ?? came
                        }
                    }
                    if !waiting[side].isEmpty {
                        waiting[side].removeFirst(try sides[1 - side].write(waiting[side]))
                    }
                } catch {
                    // A side that hung up; the other one goes on until the pump is stopped.
                    waiting[side] = []
                    usleep(1000)
                }
            }
        }
    }
}

/// Something that happens once, at a byte, counted from when it was set up.
final class OneFault: Pump.Fault {
    enum Kind: Sendable { case lost, doubled, flipped(UInt8), swapped }

    private let kind: Kind
    private let place: Int
    private let state = Mutex((passed: 0, held: nil as UInt8?))

    init(_ kind: Kind, at place: Int) {
        self.kind = kind
        self.place = place
    }

    func pass(_ bytes: [UInt8], settings: LineSettings) -> [UInt8] {
        state.withLock { state in
            bytes.flatMap { byte -> [UInt8] in
                defer { state.passed += 1 }
                if let held = state.held {
                    state.held = nil
                    return [byte, held]
                }
                guard state.passed == place else { return [byte] }
                switch kind {
                case .lost: return []
                case .doubled: return [byte, byte]
                case .flipped(let bits): return [byte ^ bits]
                case .swapped:
                    state.held = byte
                    return []
                }
            }
        }
    }
}

/// A wire that is broken: nothing comes through.
struct CutWire: Pump.Fault {
    func pass(_ bytes: [UInt8], settings: LineSettings) -> [UInt8] { [] }
}

/// A device whose clock is wrong at one speed.
struct WrongAt: Pump.Fault {
    let baud: Int
    func pass(_ bytes: [UInt8], settings: LineSettings) -> [UInt8] {
        settings.baud == baud ? bytes.map { $0 &* 3 ^ 0x5A } : bytes
    }
}
