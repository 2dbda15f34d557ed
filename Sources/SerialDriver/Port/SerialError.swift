import Glibc

/// What went wrong with a port: what, why, next.
public struct SerialError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Who holds a busy port.
    public struct Holder: Equatable, Sendable {
        /// Process number.
        public let process: Int32
        /// Command name.
        public let name: String
    }

    /// What kind of failure.
    public enum Kind: Equatable, Sendable {
        /// There is no such port.
        case notFound
        /// This user may not open it.
        case notPermitted
        /// Another program uses it.
        case busy(Holder?)
        /// It is no tty.
        case notATerminal
        /// The speed is none of the standard ones.
        case unsupportedSpeed(Int)
        /// The device did not take the settings.
        case settingsRefused
        /// The other side, or the cable, is gone.
        case disconnected
        /// The time ran out.
        case timedOut
        /// Something that is no link of ours stands where the link should be.
        case linkOccupied
        /// A system call failed with this error number.
        case system(call: String, code: Int32)
    }

    /// What kind of failure.
    public let kind: Kind
    /// The port.
    public let path: String

    /// An error of that kind.
    public init(_ kind: Kind, path: String) {
        self.kind = kind
        self.path = path
    }

    static func system(_ call: String, path: String) -> SerialError {
        let code = errno
        switch code {
        case ENOENT, ENODEV, ENXIO, ENOTDIR: return SerialError(.notFound, path: path)
        case EACCES, EPERM: return SerialError(.notPermitted, path: path)
        case EBUSY: return SerialError(.busy(PortHolder.find(path)), path: path)
        case ENOTTY: return SerialError(.notATerminal, path: path)
        case EIO: return SerialError(.disconnected, path: path)
        default: return SerialError(.system(call: call, code: code), path: path)
        }
    }

    /// What happened.
    public var what: String {
        switch kind {
        case .notFound: "there is no port \(path)"
        case .notPermitted: "the port \(path) may not be opened"
        case .busy: "the port \(path) is in use"
        case .notATerminal: "\(path) is no serial port"
        case .unsupportedSpeed(let baud): "\(baud) baud is not possible on \(path)"
        case .settingsRefused: "the port \(path) did not take its settings"
        case .disconnected: "the port \(path) was disconnected"
        case .timedOut: "the port \(path) was silent until the deadline"
        case .linkOccupied: "\(path) cannot be made a link to the port"
        case .system(let call, _): "\(call) failed on \(path)"
        }
    }

    /// Why.
    public var why: String {
        switch kind {
        case .notFound: "no such file, or the device is not plugged in"
        case .notPermitted: "this user is not the owner and not in the group of the device"
        case .busy(let holder?): "process \(holder.process) (\(holder.name)) holds it"
        case .busy(nil): "another process holds it"
        case .notATerminal: "it has no line settings (termios)"
        case .unsupportedSpeed: "it is none of the standard speeds"
        case .settingsRefused: "what was read back differs from what was set"
        case .disconnected: "the other side hung up, or the cable was pulled"
        case .timedOut: "nothing arrived, or nothing was taken"
        case .linkOccupied: "something that is no symbolic link stands there"
        case .system(_, let code): String(cString: strerror(code))
        }
    }

    /// What to do.
    public var nextStep: String {
        switch kind {
        case .notFound: "see `tillbench ports list` for the ports of this machine"
        case .notPermitted: "join the device's group (`sudo usermod -aG dialout $USER`, then log in again)"
        case .busy: "stop that program, or use another port"
        case .notATerminal: "name a tty, for example /dev/ttyUSB0"
        case .unsupportedSpeed: "use 300, 1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200, 230400, 460800 or 921600"
        case .settingsRefused: "use other settings; the device cannot do these"
        case .disconnected: "plug it in again, or start the terminal again"
        case .timedOut: "check cable, power and speed on both sides"
        case .linkOccupied: "remove it, or name another path"
        case .system: "check the device and the system's log"
        }
    }

    /// What, why, next, in one line each.
    public var description: String { "\(what)\n  why:  \(why)\n  next: \(nextStep)" }
}
