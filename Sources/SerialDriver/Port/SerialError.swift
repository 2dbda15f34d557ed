import Glibc

/// What went wrong with a port: what, why, next.
public struct SerialError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Who holds a busy port.
    public struct Holder: Equatable, Sendable {
        /// Process number.
        public let process: Int32
        /// Command name.
        public let name: String

        /// A process of that name.
        public init(process: Int32, name: String) {
            self.process = process
            self.name = name
        }
    }

    /// A setting that a device may refuse.
    public enum Setting: String, Sendable {
        /// Bits per second.
        case speed
        /// Data bits.
        case dataBits = "data bits"
        /// Parity.
        case parity
        /// Stop bits.
        case stopBits = "stop bits"
        /// Flow control.
        case flowControl = "flow control"
        /// Bytes that pass unchanged.
        case raw = "raw bytes"
        /// RS-485.
        case rs485 = "RS-485"
        /// Low latency.
        case lowLatency = "low latency"
    }

    /// What a device may not have.
    public enum Feature: String, Sendable {
        /// Modem lines.
        case modemLines = "modem lines"
        /// Error counters.
        case counters
        /// Breaks.
        case breaks
        /// The low latency flag.
        case lowLatency = "a low latency flag"
        /// RS-485.
        case rs485 = "RS-485"
    }

    /// What kind of failure.
    public enum Kind: Equatable, Sendable {
        /// There is no such port.
        case notFound
        /// Several ports are what was meant: their nodes.
        case ambiguous([String])
        /// What was written names no port: why.
        case malformedName(String)
        /// This user may not open it, and what helps, where that is known.
        case notPermitted(PortAccess.Remedy?)
        /// Another program uses it.
        case busy(Holder?)
        /// It is no tty.
        case notATerminal
        /// No line has such a speed.
        case unsupportedSpeed(Int)
        /// The device did not take a setting: what was wanted, and what it has instead.
        case settingRefused(Setting, wanted: String, got: String)
        /// The device, or its driver, does not have that.
        case notSupported(Feature)
        /// The other side, or the cable, is gone.
        case disconnected
        /// The time ran out.
        case timedOut
        /// The task that waited was cancelled.
        case cancelled
        /// This program closed the port.
        case closed
        /// Another task or thread of this program does the same on the port.
        case inUse
        /// Something that is no link of ours stands where the link should be.
        case linkOccupied
        /// A system call failed with this error number.
        case system(call: String, code: Int32)
    }

    /// What kind of failure.
    public let kind: Kind
    /// The port.
    public let path: String
    /// Bytes that were written before it happened; nil where nothing was to be written.
    public var written: Int?

    /// An error of that kind.
    public init(_ kind: Kind, path: String, written: Int? = nil) {
        self.kind = kind
        self.path = path
        self.written = written
    }

    /// The error of a system call that failed, from `errno`.
    package static func system(_ call: String, path: String) -> SerialError {
        let code = errno
        switch code {
        case ENOENT, ENODEV, ENXIO, ENOTDIR: return SerialError(.notFound, path: path)
        case EACCES where call == "symlink", EPERM where call == "symlink":
            return SerialError(.system(call: call, code: code), path: path)
        case EACCES, EPERM: return SerialError(.notPermitted(PortAccess(node: path).remedy), path: path)
        case EBUSY: return SerialError(.busy(PortHolder.find(path)), path: path)
        case ENOTTY: return SerialError(.notATerminal, path: path)
        case EIO: return SerialError(.disconnected, path: path)
        default: return SerialError(.system(call: call, code: code), path: path)
        }
    }

    /// The error of a system call on a port that is open: a device that is no longer there was disconnected.
    static func onOpenPort(_ call: String, path: String, written: Int? = nil) -> SerialError {
        let code = errno
        switch code {
        case EIO, ENODEV, ENXIO, ESHUTDOWN: return SerialError(.disconnected, path: path, written: written)
        default: return SerialError(.system(call: call, code: code), path: path, written: written)
        }
    }

    /// The error of a call for something that not every device has.
    static func ofFeature(_ feature: Feature, _ call: String, path: String) -> SerialError {
        switch errno {
        case ENOTTY, EINVAL, EOPNOTSUPP, ENOIOCTLCMD: return SerialError(.notSupported(feature), path: path)
        default: return onOpenPort(call, path: path)
        }
    }

    /// Some drivers hand this number of the kernel's own out. Source: Linux, include/linux/errno.h.
    private static let ENOIOCTLCMD: Int32 = 515

    /// Whether opening may succeed later without anybody changing what was asked for: the device may come, get its rights from
    /// udev, or become free.
    public var mayPass: Bool {
        switch kind {
        case .notFound, .notPermitted, .busy, .disconnected: true
        case .system, .notATerminal, .unsupportedSpeed, .settingRefused, .notSupported, .timedOut, .cancelled, .closed,
            .inUse, .linkOccupied, .ambiguous, .malformedName:
            false
        }
    }

    /// What happened.
    public var what: String {
        let partly = written.map { " after \($0) bytes were written" } ?? ""
        return switch kind {
        case .notFound: "there is no port \(path)"
        case .ambiguous: "several ports are \(path)"
        case .malformedName: "\"\(path)\" names no port"
        case .notPermitted: "the port \(path) may not be opened"
        case .busy: "the port \(path) is in use"
        case .notATerminal: "\(path) is no serial port"
        case .unsupportedSpeed(let baud): "\(baud) baud is not possible on \(path)"
        case .settingRefused(let setting, let wanted, _): "the port \(path) did not take \(setting.rawValue) \(wanted)"
        case .notSupported(let feature): "the port \(path) does not support \(feature.rawValue)"
        case .disconnected: "the port \(path) was disconnected\(partly)"
        case .timedOut: "the port \(path) was silent until the deadline\(partly)"
        case .cancelled: "waiting for the port \(path) was cancelled\(partly)"
        case .closed: "the port \(path) is closed\(partly)"
        case .inUse: "the port \(path) is used twice in this program"
        case .linkOccupied: "\(path) cannot be made a link to the port"
        case .system(let call, _): "\(call) failed on \(path)\(partly)"
        }
    }

    /// Why.
    public var why: String {
        switch kind {
        case .notFound: "no such file, or the device is not plugged in"
        case .ambiguous(let nodes): "they are " + nodes.joined(separator: ", ")
        case .malformedName(let reason): reason
        case .notPermitted: "this user is none of those to whom its node, or the folder above it, is open"
        case .busy(let holder?): "process \(holder.process) (\(holder.name)) holds it"
        case .busy(nil): "another process holds it"
        case .notATerminal: "it has no line settings (termios)"
        case .unsupportedSpeed: "a speed is a number from 1 to \(LineSettings.speeds.upperBound)"
        case .settingRefused(_, _, let got): "it has \(got) after it was set"
        case .notSupported: "the device or its driver has no such thing; a pseudo-terminal never has"
        case .disconnected: "the other side hung up, or the cable was pulled"
        case .timedOut: "nothing arrived, or nothing was taken"
        case .cancelled: "the task that waited was cancelled"
        case .closed: "this program closed it"
        case .inUse: "one reader and one writer at a time: another one waits already"
        case .linkOccupied: "something that is no symbolic link stands there"
        // Source: pty(7), sysctl kernel.pty.max; posix_openpt(3) does not say it.
        case .system("posix_openpt", ENOSPC): "all pseudo-terminals that the kernel allows are taken (kernel.pty.max)"
        case .system(_, let code): String(cString: strerror(code))
        }
    }

    /// What to do.
    public var nextStep: String {
        switch kind {
        case .notFound: "see `tillbench ports list` for the ports of this machine"
        case .malformedName: "write /dev/ttyUSB0, usb:0403:6001:SERIAL:00 or path:1-2:1.0"
        case .ambiguous: "add serial number or interface, or name the place with path:"
        case .notPermitted(let remedy): remedy?.description ?? "run as root, or as the user whose port it is"
        case .busy: "stop that program, or use another port"
        case .notATerminal: "name a tty, for example /dev/ttyUSB0"
        case .unsupportedSpeed: "use a speed of the device's data sheet, for example 9600 or 115200"
        case .settingRefused: "use other settings; the device cannot do these"
        case .notSupported: "do without, or use another adapter"
        case .disconnected: "plug it in again, or start the terminal again"
        case .timedOut: "check cable, power and speed on both sides"
        case .cancelled: "nothing, if the program was told to stop"
        case .closed: "open it again"
        case .inUse: "wait until the other one is done"
        case .linkOccupied: "remove it, or name another path"
        case .system("symlink", EACCES), .system("symlink", EPERM): "name a path in a folder that you may write"
        case .system("posix_openpt", ENOSPC):
            "make fewer pairs, or allow more: each takes two (see `sysctl kernel.pty`, sudo sysctl kernel.pty.max=NUMBER)"
        case .system: "check the device and the system's log"
        }
    }

    /// What, why, next, in one line each.
    public var description: String { "\(what)\n  why:  \(why)\n  next: \(nextStep)" }
}
