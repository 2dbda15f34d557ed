import ArgumentParser
import Foundation
import SerialDriver
import Synchronization
import TerminalService
import VirtualTerminal

/// How the service port of a terminal is reached.
struct ServiceOption: ParsableArguments {
    @Option(help: "Rate of the service port.") var baud = 115_200

    func validate() throws {
        guard LineSettings.speeds.contains(baud) else {
            throw ValidationError("\(baud) baud is no speed of a line; write it as 115200")
        }
    }

    /// How a terminal is talked to.
    func options(_ stop: StopFlag) -> ManagementOptions {
        var options = ServiceOption.options(baud: baud)
        options.isStopped = { stop.isSet }
        return options
    }

    static func options(baud: Int) -> ManagementOptions { ManagementOptions(settings: LineSettings(baud: baud)) }
}

/// Says to all threads that the user wants the program to end.
final class StopFlag: Sendable {
    private let flag = Atomic<Bool>(false)

    var isSet: Bool { flag.load(ordering: .relaxed) }

    func set() { flag.store(true, ordering: .relaxed) }

    /// Set at the first Ctrl-C or SIGTERM; a second one ends the program at once.
    static func atInterruption() throws -> StopFlag {
        let stop = StopFlag()
        let descriptor = try Interruption.descriptor()
        Thread.detachNewThread {
            var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            while poll(&watched, 1, -1) < 0, errno == EINTR {}
            stop.set()
        }
        return stop
    }
}

/// The path of a service port that may be named by what it is known by.
enum ServicePort {
    static func path(_ text: String) throws -> String {
        let name = PortName.full(text)
        guard case let identity = try PortIdentity(named: name), identity != .path(name) else { return name }
        return try PortList.resolve(identity)
    }
}
