import Bootloader
import FlashStore
import SMP

/// The service port while the board is in recovery: it answers management requests, and asks for a file by YMODEM until
/// somebody sends one or speaks the other protocol.
public struct RecoveryServer<Flash: NORFlash, Verifier: ImageVerifier> {
    /// The management server.
    public private(set) var server: ManagementServer<Flash, Verifier>
    private var file = YModemReceiver()
    private var offset = 0
    private var total = 0
    private var isWhole = false
    /// Seconds until a file is asked for again.
    private var pause = 0
    /// True since something arrived in this second.
    private var wasReceiving = false

    /// Seconds for which a client of the other protocol is not disturbed.
    private static var quietSeconds: Int { 10 }

    /// A server over the management server of a board in recovery.
    public init(_ server: ManagementServer<Flash, Verifier>) { self.server = server }

    /// Goes on where the server before a reset stood.
    public mutating func goOn(after other: ManagementServer<Flash, Verifier>) { server.goOn(after: other) }

    /// Takes bytes of the service port.
    public mutating func receive(_ bytes: [UInt8], _ terminal: inout some ManagedTerminal) -> [ManagementEffect] {
        // A line of the other protocol begins with bytes that begin no block; a block that was begun is none of its lines.
        guard file.isUnderWay || beginsBlock(bytes) else {
            pause = RecoveryServer.quietSeconds
            return server.receive(bytes, &terminal)
        }
        wasReceiving = true
        let steps = file.receive(bytes)
        // In recovery that somebody asked for, an open batch is as safe from an update as at any other time.
        if !server.isHelpless, steps.contains(where: { if case .begin = $0 { true } else { false } }) {
            do throws(Refusal) { try BatchGuard.check(terminal, "an update") } catch {
                return breakOff(error.reason, [])
            }
        }
        return carryOut(steps)
    }

    /// A second has passed.
    public mutating func tick() -> [ManagementEffect] {
        defer { wasReceiving = false }
        guard pause == 0 else {
            pause -= 1
            return []
        }
        guard !wasReceiving else { return [] }
        if file.isDone {
            file = YModemReceiver()
            return []
        }
        return carryOut(file.remind())
    }

    private func beginsBlock(_ bytes: [UInt8]) -> Bool {
        guard let first = bytes.first else { return false }
        return first == YModemReceiver.startOfShort || first == YModemReceiver.startOfLong
    }

    private mutating func carryOut(_ steps: [YModemReceiver.Effect]) -> [ManagementEffect] {
        var effects: [ManagementEffect] = []
        for step in steps {
            do throws(UploadError) {
                switch step {
                case .send(let bytes): effects.append(.send(bytes))
                case .begin(let name, let size):
                    offset = try server.slots.beginUpload(hash: [], total: size)
                    total = size
                    effects.append(.log(code: "flash.begun", text: "\(name), \(size) bytes, by YMODEM"))
                case .data(let bytes): offset = try server.slots.continueUpload(bytes, at: offset)
                case .end: isWhole = offset == total
                }
            } catch { return breakOff(error.description, effects) }
        }
        if file.isDone, isWhole {
            isWhole = false
            effects.append(.log(code: "flash.written", text: "the image is whole; the board starts anew"))
            do throws(UploadError) {
                // With no image that may run the bootloader takes that of slot 1 by itself.
                if !server.isHelpless { try server.slots.requestTest(hash: nil) }
            } catch { return breakOff(error.description, effects) }
            effects.append(.reset(toRecovery: false))
        }
        return effects
    }

    private mutating func breakOff(_ why: String, _ before: [ManagementEffect]) -> [ManagementEffect] {
        var effects = before
        isWhole = false
        effects.append(.log(code: "flash.refused", text: why))
        for step in file.breakOff() { if case .send(let bytes) = step { effects.append(.send(bytes)) } }
        effects.append(.send([UInt8]((why + "\r\n").utf8)))
        return effects
    }
}
