import Glibc
import SerialDriver

/// The kernel's own record of when it saw something, on our clock.
///
/// Source: Linux, Documentation/ABI/testing/dev-kmsg: a record is "priority,sequence,microseconds,flags;text".
final class KernelLog: Sendable {
    /// A message of the kernel.
    struct Message: Sendable {
        /// Seconds on the monotonic clock.
        let time: Double
        /// Without priority and time.
        let text: String
    }

    private let descriptor: Int32
    /// Seconds to add to the log's time; the log runs on the scheduler's clock.
    private let offset: Double

    init() throws {
        descriptor = open("/dev/kmsg", O_RDWR | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw Checks.Wrong("/dev/kmsg: \(String(cString: strerror(errno)))") }
        lseek(descriptor, 0, SEEK_END)
        // A record without its end of line may still grow, and is not shown yet.
        let mark = "<6>usb-probe \(getpid())\n"
        let before = Clock.now
        guard write(descriptor, mark, mark.utf8.count) > 0 else { throw Checks.Wrong("/dev/kmsg is not writable") }
        let after = Clock.now
        guard let record = Self.next(descriptor) else { throw Checks.Wrong("/dev/kmsg has not got what was written") }
        offset = (before + after) / 2 - record.time
    }

    /// Skips what is there.
    func skip() { lseek(descriptor, 0, SEEK_END) }

    /// The first message from here on that contains `text`, or nil at the deadline.
    func first(containing text: String, within seconds: Double) -> Message? {
        let end = Clock.now + seconds
        while Clock.now < end {
            guard let message = Self.next(descriptor) else {
                var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
                poll(&watched, 1, 50)
                continue
            }
            if message.text.contains(text) { return Message(time: message.time + offset, text: message.text) }
        }
        return nil
    }

    private static func next(_ descriptor: Int32) -> Message? {
        var buffer = [UInt8](repeating: 0, count: 8192)
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            // EPIPE: records were overwritten before they were read; the next read goes on behind them.
            if count < 0, errno == EPIPE || errno == EINTR { continue }
            guard count > 0 else { return nil }
            let record = String(decoding: buffer[..<count], as: UTF8.self)
            let parts = record.split(separator: ";", maxSplits: 1)
            let head = parts[0].split(separator: ",")
            guard parts.count == 2, head.count > 2, let microseconds = Double(head[2]) else { continue }
            return Message(time: microseconds / 1e6, text: String(parts[1].prefix { $0 != "\n" }))
        }
    }
}
