import ISO8583
import SerialLink
import TerminalService
import Testing

@testable import Scenario

@Suite("Damage to frames of the serial line")
struct LineDamageTests {
    private func fault(_ kind: Fault.Kind, _ way: WireFrame.Direction, nth: Int, byte: Int, bits: UInt8 = 0) -> Fault {
        var fault = Fault(kind: kind, match: WireMatch(), nth: nth, way: way)
        fault.byte = byte
        fault.bits = bits
        return fault
    }

    @Test("bytes come in pieces; each fault finds its frame, and its byte in it, and strikes once")
    func pieces() throws {
        let wire = WireRecord()
        let damage = LineDamage(wire, dialect: .unionPay)
        wire.arm(fault(.byteChanged, .toHost, nth: 2, byte: 3, bits: 0x81))
        wire.arm(fault(.byteLost, .toHost, nth: 3, byte: 0))
        wire.arm(fault(.frameCut, .toTerminal, nth: 1, byte: 2))
        let frame = try LinkFrame.encode([1, 2, 3])
        var changed = frame
        changed[3] ^= 0x81
        // An acknowledgement, the frame twice: the first one changed, the second one without its first byte.
        var arrived: [UInt8] = []
        for byte in [0x06] + frame + frame { arrived += damage.pass(.toHost, [byte]) }
        #expect(arrived == [0x06] + changed + frame.dropFirst())
        #expect(damage.pass(.toTerminal, frame) == [UInt8](frame.prefix(2)))
        #expect(wire.struck == 3)
        #expect(damage.pass(.toHost, frame + frame) == frame + frame && wire.struck == 3)
    }

    @Test("a byte that the frame does not have cannot be damaged")
    func outside() throws {
        let wire = WireRecord()
        let damage = LineDamage(wire, dialect: .unionPay)
        wire.arm(fault(.byteDoubled, .toTerminal, nth: 1, byte: 9))
        wire.arm(fault(.byteDoubled, .toTerminal, nth: 2, byte: 0))
        #expect(damage.pass(.toTerminal, [0x06]) == [0x06])
        #expect(damage.pass(.toTerminal, [0x06]) == [0x06, 0x06])
    }

    @Test("a fault names the message whose frame, or whose acknowledgement, it strikes, however many others pass before")
    func named() throws {
        let wire = WireRecord()
        let damage = LineDamage(wire, dialect: .unionPay)
        func frame(_ trace: String) throws -> [UInt8] {
            var message = Message(.networkRequest)
            message[text: 11] = trace
            let envelope = Envelope(
                tpdu: TPDU(protocolID: 0x60, destination: 3, origin: 1), header: .terminalRequest,
                body: try Dialect.unionPay.encode(message))
            return try LinkFrame.encode(envelope.bytes)
        }
        let match = WireMatch(mti: "0800", fields: [11: "000007"])
        for (part, way) in [(Fault.LinePart.frame, WireFrame.Direction.toHost), (.acknowledgement, .toTerminal)] {
            var fault = Fault(kind: .byteLost, match: match, nth: 2, way: way)
            fault.part = part
            wire.arm(fault)
        }
        let (other, meant) = (try frame("000006"), try frame("000007"))
        #expect(damage.pass(.toHost, other + meant + other) == other + meant + other)
        // The acknowledgement of another frame, and the first one of the frame that is meant.
        #expect(damage.pass(.toTerminal, [0x06]) == [0x06])
        #expect(damage.pass(.toHost, meant) == [UInt8](meant.dropFirst()))
        #expect(damage.pass(.toTerminal, [0x06]) == [0x06] && wire.struck == 1)
        #expect(damage.pass(.toTerminal, [0x15]).isEmpty && wire.struck == 2)
    }
}
