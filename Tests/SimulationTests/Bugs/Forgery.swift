import ISO8583
import PaymentCrypto
import Settlement
import Simulation

@testable import TerminalFirmware

/// Frames with their message, changed and sealed again as firmware with the mistake would have taken them.
enum Forgery {
    /// The message of a frame that holds one whole.
    static func message(_ frame: [UInt8]) -> Message? {
        guard let (envelope, dialect) = opened(frame) else { return nil }
        return try? dialect.decode(envelope.body)
    }

    private static func opened(_ frame: [UInt8]) -> (Envelope, Dialect)? {
        guard let payload = WireGlance.payload(ofFrame: frame), let glance = WireGlance(payload),
            let envelope = try? Envelope(parsing: payload, hasHeader: !glance.isHypercom)
        else { return nil }
        return (envelope, glance.isHypercom ? .hypercom : .unionPay)
    }

    /// The frame with its message changed and a right MAC.
    static func changed(
        _ frame: [UInt8], _ element: SimulatedElement, _ change: (inout Message) -> Void
    ) -> [UInt8] {
        guard var message = message(frame), let (envelope, dialect) = opened(frame) else { return frame }
        change(&message)
        if dialect.carriesMAC(message.mti) {
            guard let input = try? dialect.macInput(of: message), let mac = element.mac(over: input) else {
                return frame
            }
            message[bytes: 64] = mac
        }
        guard let body = try? dialect.encode(message) else { return frame }
        let sealed = Envelope(tpdu: envelope.tpdu, header: envelope.header, body: body).bytes
        let count = sealed.count
        let length = [UInt8((count / 1000) << 4 | count / 100 % 10), UInt8((count / 10 % 10) << 4 | count % 10)]
        let checked = length + sealed + [0x03]
        return [0x02] + checked + [checked.reduce(0) { $0 ^ $1 }]
    }
}

extension [TerminalEffect] {
    /// The same with one kind of message changed.
    func changing(
        _ mti: MTI, _ element: SimulatedElement, _ change: (inout Message) -> Void
    ) -> [TerminalEffect] {
        map { effect in
            guard case .transmit(let frame) = effect, effect.sent?.mti == mti else { return effect }
            return .transmit(Forgery.changed(frame, element, change))
        }
    }

    /// The same with other totals of the batch.
    func claiming(_ records: [BatchRecord], _ element: SimulatedElement) -> [TerminalEffect] {
        changing(.reconciliationRequest, element) { message in
            guard message[text: 48] == nil else {
                message[text: 48] = try? ReconciliationTotals48(BatchTotals(of: records, style: .unionPay)).text()
                return
            }
            let totals = BatchTotals(of: records, style: .hypercom).domestic
            message[text: 63] = [totals.debit, totals.credit].reduce("") {
                $0 + paddedDecimal(UInt64($1.count), width: 3) + paddedDecimal(UInt64($1.minorUnits), width: 12)
            }
        }
    }

    /// True when one of them sends such a message.
    func sends(_ mti: MTI) -> Bool { contains { $0.sent?.mti == mti } }
}

extension TerminalEffect {
    /// The message that this effect sends.
    var sent: Message? {
        guard case .transmit(let frame) = self else { return nil }
        return Forgery.message(frame)
    }
}
