import CTermios
import Glibc

/// What a device offers beside its bytes, as plain functions over descriptors. What it does not have is an error.
enum LineDevice {
    /// True for a pseudo-terminal, for which the kernel takes a break without doing anything.
    ///
    /// Major numbers 136 to 143 are UNIX98 pseudo-terminals. Source: Linux, Documentation/admin-guide/devices.txt.
    static func isPseudoTerminal(_ descriptor: Int32) -> Bool {
        let device = tb_device_of_descriptor(descriptor)
        return device >= 0 && (136...143).contains(device >> 32)
    }

    static func modemLines(_ descriptor: Int32, path: String) throws(SerialError) -> ModemLines {
        var bits: UInt32 = 0
        guard tb_modem_get(descriptor, &bits) == 0 else {
            throw SerialError.ofFeature(.modemLines, "TIOCMGET", path: path)
        }
        return ModemLines(rawValue: bits)
    }

    static func setModemLines(
        _ descriptor: Int32, on: ModemLines, off: ModemLines, path: String
    ) throws(SerialError) {
        guard tb_modem_change(descriptor, on.rawValue, off.rawValue) == 0 else {
            throw SerialError.ofFeature(.modemLines, "TIOCMBIS", path: path)
        }
    }

    static func counters(_ descriptor: Int32, path: String) throws(SerialError) -> LineCounters {
        var found = tb_counters()
        guard tb_counters_get(descriptor, &found) == 0 else {
            throw SerialError.ofFeature(.counters, "TIOCGICOUNT", path: path)
        }
        return LineCounters(found)
    }

    static func setBreak(_ descriptor: Int32, _ isOn: Bool, path: String) throws(SerialError) {
        guard !isPseudoTerminal(descriptor) else { throw SerialError(.notSupported(.breaks), path: path) }
        guard tb_break(descriptor, isOn ? 1 : 0) == 0 else {
            throw SerialError.ofFeature(.breaks, isOn ? "TIOCSBRK" : "TIOCCBRK", path: path)
        }
    }

    static func setLowLatency(_ descriptor: Int32, _ isOn: Bool, path: String) throws(SerialError) {
        guard tb_low_latency_set(descriptor, isOn ? 1 : 0) == 0 else {
            throw SerialError.ofFeature(.lowLatency, "TIOCSSERIAL", path: path)
        }
        // Some drivers take the flag and drop it.
        guard try lowLatency(descriptor, path: path) == isOn else {
            throw SerialError(
                .settingRefused(.lowLatency, wanted: isOn ? "on" : "off", got: isOn ? "off" : "on"), path: path)
        }
    }

    static func lowLatency(_ descriptor: Int32, path: String) throws(SerialError) -> Bool {
        var isOn: Int32 = 0
        guard tb_low_latency_get(descriptor, &isOn) == 0 else {
            throw SerialError.ofFeature(.lowLatency, "TIOCGSERIAL", path: path)
        }
        return isOn != 0
    }

    static func rs485(_ descriptor: Int32, path: String) throws(SerialError) -> RS485Settings {
        var found = tb_rs485()
        guard tb_rs485_get(descriptor, &found) == 0 else {
            throw SerialError.ofFeature(.rs485, "TIOCGRS485", path: path)
        }
        return RS485Settings(
            isEnabled: found.enabled != 0, rtsOnSend: found.rts_on_send != 0, rtsAfterSend: found.rts_after_send != 0,
            delayBeforeSend: Int(found.delay_before), delayAfterSend: Int(found.delay_after),
            receivesOwn: found.receives_own != 0)
    }

    static func setRS485(_ descriptor: Int32, _ settings: RS485Settings, path: String) throws(SerialError) {
        var wanted = tb_rs485()
        // What the bench does not name, such as a bus terminator, stays as it is.
        guard tb_rs485_get(descriptor, &wanted) == 0 else {
            throw SerialError.ofFeature(.rs485, "TIOCGRS485", path: path)
        }
        wanted.enabled = settings.isEnabled ? 1 : 0
        wanted.rts_on_send = settings.rtsOnSend ? 1 : 0
        wanted.rts_after_send = settings.rtsAfterSend ? 1 : 0
        wanted.receives_own = settings.receivesOwn ? 1 : 0
        wanted.delay_before = UInt32(clamping: settings.delayBeforeSend)
        wanted.delay_after = UInt32(clamping: settings.delayAfterSend)
        guard tb_rs485_set(descriptor, &wanted) == 0 else {
            throw SerialError.ofFeature(.rs485, "TIOCSRS485", path: path)
        }
        let got = try rs485(descriptor, path: path)
        guard got == settings else {
            throw SerialError(.settingRefused(.rs485, wanted: "\(settings)", got: "\(got)"), path: path)
        }
    }
}
