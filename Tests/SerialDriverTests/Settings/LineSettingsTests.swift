import Foundation
import SerialDriver
import Testing

@Suite("Line settings")
struct LineSettingsTests {
    @Test("every form, parity and flow control reads back as it is written")
    func text() throws {
        for bits in LineSettings.DataBits.allCases {
            for parity in LineSettings.Parity.allCases {
                for stop in LineSettings.StopBits.allCases {
                    for flow in LineSettings.FlowControl.allCases {
                        let settings = LineSettings(
                            baud: 12_345, dataBits: bits, parity: parity, stopBits: stop, flowControl: flow)
                        #expect(try LineSettings(parsing: settings.description) == settings)
                    }
                }
            }
        }
    }

    @Test(
        "people write them in many ways",
        arguments: [
            ("9600", "9600 8N1"), ("9600,7e1", "9600 7E1"), ("19200:8N2:RTSCTS", "19200 8N2 rtscts"),
            ("  115200   xonxoff 5m2 ", "115200 5M2 xonxoff"), ("300 none", "300 8N1"),
        ])
    func forms(text: String, shown: String) throws {
        #expect(try LineSettings(parsing: text).description == shown)
    }

    @Test(
        "what is wrong is named with its place",
        arguments: [
            ("", "", 0), ("fast", "fast", 0), ("0", "0", 0), ("9600 9N1", "9N1", 5), ("9600,8X1", "8X1", 5),
            ("9600 8N1 dtrdsr", "dtrdsr", 9), ("9600 8N3", "8N3", 5),
            ("99999999999999999999", "99999999999999999999", 0),
        ])
    func wrong(text: String, part: String, offset: Int) {
        let error = #expect(throws: LineSettingsError.self) { try LineSettings(parsing: text) }
        #expect(error?.part == part)
        #expect(error?.offset == offset)
    }

    @Test("a character takes its start, data, parity and stop bits")
    func times() {
        #expect(LineSettings(baud: 9600).bitsPerCharacter == 10)
        #expect(LineSettings(baud: 9600, parity: .even, stopBits: .two).bitsPerCharacter == 12)
        #expect(LineSettings(baud: 1000).nanosecondsPerCharacter == 10_000_000)
        #expect(LineSettings(baud: 3, dataBits: .five).nanosecondsPerCharacter == 2_333_333_334)
    }
}

@Suite("Line settings of a device, on real pseudo-terminals")
struct DeviceSettingsTests {
    @Test(
        "standard and arbitrary speeds are set and read back", arguments: [50, 300, 9600, 12_345, 250_000, 4_000_000])
    func speeds(baud: Int) throws {
        let terminal = try PseudoTerminal()
        let port = try SerialPort(opening: terminal.devicePath, settings: LineSettings(baud: baud))
        #expect(try port.settingsOfDevice().baud == baud)
        // The other end sees what its user has set.
        #expect(try terminal.settingsOfUser().baud == baud)
        port.close()
        #expect(try terminal.settingsOfUser().baud == 115_200)
    }

    @Test("other programs read a standard speed by its constant")
    func constants() throws {
        let terminal = try PseudoTerminal()
        let port = try SerialPort(opening: terminal.devicePath, settings: LineSettings(baud: 19_200))
        var settings = termios()
        #expect(tcgetattr(port.pollable, &settings) == 0)
        #expect(cfgetospeed(&settings) == speed_t(B19200))
        #expect(cfgetispeed(&settings) == speed_t(B19200))
    }

    @Test("stop bits and flow control are set and read back, also on the open port")
    func forms() throws {
        let terminal = try PseudoTerminal()
        let port = try SerialPort(opening: terminal.devicePath, settings: LineSettings(baud: 9600))
        for flow in LineSettings.FlowControl.allCases {
            let wanted = LineSettings(baud: 38_400, stopBits: .two, flowControl: flow)
            try port.change(to: wanted)
            #expect(try port.settingsOfDevice() == wanted)
            #expect(port.settings == wanted)
        }
    }

    @Test("a pseudo-terminal has no parity and 8 data bits: anything else is refused, and what was before stays")
    func refused() throws {
        let terminal = try PseudoTerminal()
        func refusal(_ settings: LineSettings) -> SerialError.Kind? {
            #expect(throws: SerialError.self) { _ = try SerialPort(opening: terminal.devicePath, settings: settings) }?
                .kind
        }
        let even = LineSettings(baud: 9600, parity: .even)
        #expect(refusal(even) == .settingRefused(.parity, wanted: "even", got: "none"))
        #expect(
            refusal(LineSettings(baud: 9600, dataBits: .seven)) == .settingRefused(.dataBits, wanted: "7", got: "8"))
        #expect(try terminal.settingsOfUser().baud == 115_200)
        let port = try SerialPort(opening: terminal.devicePath, settings: LineSettings(baud: 9600))
        #expect(throws: SerialError.self) { try port.change(to: even) }
        #expect(try port.settingsOfDevice() == LineSettings(baud: 9600))
        #expect(port.settings == LineSettings(baud: 9600))
    }

    @Test("what a pseudo-terminal does not have is said, not faked")
    func notSupported() throws {
        let terminal = try PseudoTerminal()
        let port = try SerialPort(opening: terminal.devicePath, settings: LineSettings(baud: 9600))
        func feature(_ body: () throws -> Void) -> SerialError.Feature? {
            guard case .notSupported(let feature) = (#expect(throws: SerialError.self) { try body() })?.kind else {
                return nil
            }
            return feature
        }
        #expect(feature { _ = try port.modemLines() } == .modemLines)
        #expect(feature { try port.setModemLines(on: .dtr) } == .modemLines)
        #expect(feature { _ = try port.waitForModemChange(deadline: nil) } == .modemLines)
        #expect(feature { _ = try port.counters() } == .counters)
        #expect(feature { try port.sendBreak(for: .milliseconds(1)) } == .breaks)
        #expect(feature { _ = try port.lowLatency() } == .lowLatency)
        #expect(feature { _ = try port.rs485() } == .rs485)
        port.close()
        var options = PortOptions()
        options.lowLatency = true
        #expect(
            feature {
                _ = try SerialPort(
                    opening: terminal.devicePath, settings: LineSettings(baud: 9600), options: options)
            } == .lowLatency)
        #expect(try terminal.settingsOfUser().baud == 115_200)
    }
}

@Suite("Marks of damaged characters")
struct MarkedInputTests {
    @Test("sound bytes, damaged ones and breaks are told apart, in any pieces", arguments: 1...5)
    func pieces(size: Int) {
        let stream: [UInt8] = [1, 2, 0xFF, 0xFF, 3, 0xFF, 0, 0x41, 0xFF, 0, 0, 4]
        var input = MarkedInput()
        var items: [MarkedInput.Item] = []
        for start in stride(from: 0, to: stream.count, by: size) {
            for item in input.receive(Array(stream[start..<min(start + size, stream.count)])) {
                if case .bytes(let more) = item, case .bytes(let before) = items.last {
                    items[items.count - 1] = .bytes(before + more)
                } else {
                    items.append(item)
                }
            }
        }
        #expect(items == [.bytes([1, 2, 0xFF, 3]), .damaged(0x41), .lineBreak, .bytes([4])])
    }

    @Test("a port that marks errors doubles FF, and the marks come off again")
    func doubled() throws {
        let terminal = try PseudoTerminal()
        var options = PortOptions()
        options.marksErrors = true
        let port = try SerialPort(
            opening: terminal.devicePath, settings: LineSettings(baud: 9600), options: options)
        #expect(try terminal.userMarksErrors())
        #expect(try terminal.write([1, 0xFF, 2]) == 3)
        let raw = try port.read(exactly: 4, deadline: .now + .seconds(120))
        #expect(raw == [1, 0xFF, 0xFF, 2])
        var input = MarkedInput()
        #expect(input.receive(raw) == [.bytes([1, 0xFF, 2])])
    }
}
