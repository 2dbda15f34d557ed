import CTermios
import Glibc

/// Opens ports and sets their lines, as plain functions over descriptors.
enum OpenPort {
    /// What opening brought about.
    struct Opened {
        var descriptor: Int32
        var former: Former
    }

    /// What a port had before, to be given back at the close.
    struct Former {
        var mode: TerminalMode
        /// Nil where it was not touched.
        var lowLatency: Bool?
        /// Nil where it was not touched.
        var rs485: RS485Settings?

        /// Gives it back. A device that is gone needs nothing.
        func restore(_ descriptor: Int32, path: String) {
            if let rs485 { try? LineDevice.setRS485(descriptor, rs485, path: path) }
            if let lowLatency { try? LineDevice.setLowLatency(descriptor, lowLatency, path: path) }
            try? mode.write(descriptor, path: path)
        }
    }

    static func open(
        _ path: String, _ settings: LineSettings, _ options: PortOptions
    ) throws(SerialError) -> Opened {
        guard LineSettings.speeds.contains(settings.baud) else {
            throw SerialError(.unsupportedSpeed(settings.baud), path: path)
        }
        guard !StaleLink.isStale(path) else { throw SerialError(.notFound, path: path) }
        // Without O_NONBLOCK the kernel would wait for a carrier.
        let descriptor = Glibc.open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw SerialError.system("open", path: path) }
        var isClaimed = false
        do throws(SerialError) {
            guard isatty(descriptor) == 1 else { throw SerialError(.notATerminal, path: path) }
            if options.isExclusive {
                try PortLock.claim(descriptor, path: path)
                isClaimed = true
            }
            var former = Former(mode: try TerminalMode.read(descriptor, path: path))
            do throws(SerialError) {
                if options.lowLatency != nil { former.lowLatency = try LineDevice.lowLatency(descriptor, path: path) }
                if options.rs485 != nil { former.rs485 = try LineDevice.rs485(descriptor, path: path) }
                try set(descriptor, settings, options, over: former.mode, path: path)
                try prepare(descriptor, options, path: path)
            } catch {
                former.restore(descriptor, path: path)
                throw error
            }
            return Opened(descriptor: descriptor, former: former)
        } catch {
            if isClaimed { PortLock.release(descriptor) }
            Glibc.close(descriptor)
            throw error
        }
    }

    /// Sets a line and reads it back: the system call succeeds when any of the settings was taken. Source: tcsetattr(3).
    static func set(
        _ descriptor: Int32, _ settings: LineSettings, _ options: PortOptions, over former: TerminalMode, path: String
    ) throws(SerialError) {
        guard LineSettings.speeds.contains(settings.baud) else {
            throw SerialError(.unsupportedSpeed(settings.baud), path: path)
        }
        try former.raw(settings, marksErrors: options.marksErrors, hangsUp: options.hangsUpOnClose)
            .write(descriptor, path: path)
        let taken = try TerminalMode.read(descriptor, path: path)
        let got = taken.settings
        func refuse(_ setting: SerialError.Setting, _ wanted: String, _ got: String) -> SerialError {
            SerialError(.settingRefused(setting, wanted: wanted, got: got), path: path)
        }
        // Chips divide a clock: a receiver stands a few per cent. Source: 10 bits, half a bit of drift at the last one.
        guard abs(got.baud - settings.baud) * 100 <= settings.baud * 3 else {
            throw refuse(.speed, "\(settings.baud)", "\(got.baud)")
        }
        guard got.dataBits == settings.dataBits else {
            throw refuse(.dataBits, "\(settings.dataBits.rawValue)", "\(got.dataBits.rawValue)")
        }
        guard got.parity == settings.parity else {
            throw refuse(.parity, settings.parity.rawValue, got.parity.rawValue)
        }
        guard got.stopBits == settings.stopBits else {
            throw refuse(.stopBits, "\(settings.stopBits.rawValue)", "\(got.stopBits.rawValue)")
        }
        guard got.flowControl == settings.flowControl else {
            throw refuse(.flowControl, settings.flowControl.rawValue, got.flowControl.rawValue)
        }
        guard taken.isRaw else { throw refuse(.raw, "on", "translation or line editing") }
    }

    private static func prepare(_ descriptor: Int32, _ options: PortOptions, path: String) throws(SerialError) {
        if let wanted = options.lowLatency { try LineDevice.setLowLatency(descriptor, wanted, path: path) }
        if let wanted = options.rs485 { try LineDevice.setRS485(descriptor, wanted, path: path) }
        var on: ModemLines = []
        var off: ModemLines = []
        if let dtr = options.dtr { if dtr { on.insert(.dtr) } else { off.insert(.dtr) } }
        if let rts = options.rts { if rts { on.insert(.rts) } else { off.insert(.rts) } }
        if !on.isEmpty || !off.isEmpty { try LineDevice.setModemLines(descriptor, on: on, off: off, path: path) }
    }
}
