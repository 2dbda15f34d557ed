import Bootloader
import FlashStore
import SMP
import Settlement

extension ManagementServer {
    /// Group 0.
    mutating func system(
        _ packet: Packet, _ terminal: inout some ManagedTerminal
    ) throws(Refusal) -> CBORMap {
        switch CommandPlace(packet.header) {
        // Zephyr takes an echo as a read as well, and there is a client that asks so.
        case EchoRequest.place, CommandPlace(.read, MessageGroup.system, EchoRequest.place.command):
            return EchoAnswer(text: try read(EchoRequest.self, packet).text).map
        case ClockRequest.place: return ClockBody(text: ClockText.text(terminal.now)).map
        case SetClockRequest.place:
            let request = try read(SetClockRequest.self, packet)
            guard let time = ClockText.time(request.text) else {
                throw .general(
                    ResponseCode.invalid, reason: "a time is written as 2026-11-29T22:10:05, in the shop's own time")
            }
            add(.setClock(time))
            return CBORMap()
        case ResetRequest.place: return try reset(try read(ResetRequest.self, packet), terminal)
        case ParametersRequest.place:
            return ParametersAnswer(
                bufferSize: ManagementServer.bufferSize, bufferCount: ManagementServer.bufferCount
            ).map
        case ApplicationInformationRequest.place:
            let request = try read(ApplicationInformationRequest.self, packet)
            return ApplicationInformation(output: try information(request.format ?? "s", terminal)).map
        case BootloaderInformationRequest.place:
            let request = try read(BootloaderInformationRequest.self, packet)
            guard let query = request.query else { return BootloaderInformation(name: "MCUboot").map }
            guard query.utf8.elementsEqual("mode".utf8) else {
                throw .group(MessageGroup.system, code: SystemCode.query.rawValue, reason: "the only query is mode")
            }
            // 1: swap over a scratch area.
            return BootloaderInformation(mode: 1, refusesOlder: true).map
        default: throw .unknown
        }
    }

    /// In the middle of something a reset is refused once: who forces it gets what a power cut would do.
    private mutating func reset(
        _ request: ResetRequest, _ terminal: some ManagedTerminal
    ) throws(Refusal) -> CBORMap {
        if !request.isForced, !isHelpless {
            guard !terminal.isBusy else {
                throw .general(
                    ResponseCode.busy, reason: "the terminal talks to its host or prints; wait, or force the reset")
            }
            // A reset would start another image over money that was taken after it was asked for.
            if try hasPendingImage() { try BatchGuard.check(terminal, "a reset into another image") }
        }
        add(.log(code: "service.reset", text: "a reset was asked for on the service port"))
        add(.reset(toRecovery: request.bootMode == 1))
        return CBORMap()
    }

    private func information(_ format: String, _ terminal: some ManagedTerminal) throws(Refusal) -> String {
        let identity = terminal.identity
        let version = try runningVersion() ?? "none"
        let fields: [(UInt8, String)] = [
            (UInt8(ascii: "s"), "tillbench"), (UInt8(ascii: "n"), identity.serial), (UInt8(ascii: "r"), version),
            (UInt8(ascii: "v"), version), (UInt8(ascii: "m"), identity.model), (UInt8(ascii: "p"), identity.board),
            (UInt8(ascii: "i"), identity.board), (UInt8(ascii: "o"), "tillbench"),
        ]
        let wanted = [UInt8](format.utf8)
        let isAll = wanted.contains(UInt8(ascii: "a"))
        for letter in wanted where letter != UInt8(ascii: "a") && !fields.contains(where: { $0.0 == letter }) {
            throw .group(
                MessageGroup.system, code: SystemCode.format.rawValue, reason: "fields are a s n r v m p i o")
        }
        var output = ""
        for field in fields where isAll || wanted.contains(field.0) {
            if !output.isEmpty { output += " " }
            output += field.1
        }
        return output
    }
}

/// Times in messages.
enum ClockText {
    /// `2026-11-29T22:10:05`.
    static func text(_ time: ClockTime) -> String {
        time.date.description + "T" + time.hourMinute + ":" + two(time.secondOfDay % 60)
    }

    /// The time of this text; a fraction of a second is left aside. Nil with a time zone: the shop has its own.
    static func time(_ text: String) -> ClockTime? {
        let bytes = [UInt8](text.utf8)
        guard bytes.count >= 19, bytes[4] == 0x2D, bytes[7] == 0x2D, bytes[10] == 0x54, bytes[13] == 0x3A,
            bytes[16] == 0x3A,
            let year = number(bytes[0..<4]), let month = number(bytes[5..<7]), let day = number(bytes[8..<10]),
            let hour = number(bytes[11..<13]), let minute = number(bytes[14..<16]), let second = number(bytes[17..<19]),
            hour < 24, minute < 60, second < 60, let date = CalendarDate(year: year, month: month, day: day)
        else { return nil }
        let rest = bytes[19...]
        if let first = rest.first {
            guard first == UInt8(ascii: "."), rest.count > 1, number(rest.dropFirst().prefix(9)) != nil,
                rest.count <= 10
            else { return nil }
        }
        return ClockTime(date: date, secondOfDay: hour * 3600 + minute * 60 + second)
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        var value = 0
        for digit in digits {
            guard (0x30...0x39).contains(digit) else { return nil }
            value = value * 10 + Int(digit - 0x30)
        }
        return value
    }

    private static func two(_ value: Int) -> String { (value < 10 ? "0" : "") + String(value) }
}
