import CUdev
import Glibc

/// Events of devices from a netlink socket, through libudev.
final class UdevMonitor {
    /// What a call brought.
    enum Receipt {
        /// Something happened to this device.
        case device(UdevDevice)
        /// No more for now.
        case nothing
        /// Events were lost: the socket's buffer ran over, or a message could not be read.
        case lost
    }

    private let udev: OpaquePointer
    private let monitor: OpaquePointer
    /// Readable when there are events.
    let descriptor: Int32

    /// A monitor of ttys, or nil where netlink is not possible.
    ///
    /// - Parameters:
    ///   - group: `udev` for events that udevd has worked on, `kernel` for those of the kernel.
    ///   - receiveBuffer: Size of the socket's buffer in bytes, nil for what the system gives.
    init?(group: String, receiveBuffer: Int32? = nil) {
        guard let udev = udev_new() else { return nil }
        guard let monitor = udev_monitor_new_from_netlink(udev, group) else {
            udev_unref(udev)
            return nil
        }
        self.udev = udev
        self.monitor = monitor
        descriptor = udev_monitor_get_fd(monitor)
        // Asking for a size may be refused; the buffer is then as it was.
        if let receiveBuffer { udev_monitor_set_receive_buffer_size(monitor, receiveBuffer) }
        guard udev_monitor_filter_add_match_subsystem_devtype(monitor, "tty", nil) >= 0,
            udev_monitor_enable_receiving(monitor) >= 0
        else { return nil }
    }

    deinit {
        udev_monitor_unref(monitor)
        udev_unref(udev)
    }

    /// The next event; does not wait.
    func receive() -> Receipt {
        while true {
            errno = 0
            if let device = udev_monitor_receive_device(monitor) { return .device(UdevDevice(owning: device)) }
            switch errno {
            case EINTR: continue
            case 0, EAGAIN: return .nothing
            default: return .lost
            }
        }
    }
}
