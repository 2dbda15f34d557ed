import CUdev

/// A device as libudev gives it.
final class UdevDevice: DeviceNode {
    /// Owned: given back at the end.
    let pointer: OpaquePointer

    /// Takes over a reference.
    init(owning pointer: OpaquePointer) { self.pointer = pointer }

    deinit { udev_device_unref(pointer) }

    var sysfsPath: String { UdevDevice.text(udev_device_get_syspath(pointer)) ?? "" }
    var subsystem: String? { UdevDevice.text(udev_device_get_subsystem(pointer)) }
    var driver: String? { UdevDevice.text(udev_device_get_driver(pointer)) }
    var deviceType: String? { UdevDevice.text(udev_device_get_devtype(pointer)) }
    /// What happened to it, for a device that came from a monitor.
    var action: String? { UdevDevice.text(udev_device_get_action(pointer)) }

    var parent: UdevDevice? {
        // The parent belongs to the child; a reference of our own outlives it.
        udev_device_get_parent(pointer).flatMap { udev_device_ref($0) }.map { UdevDevice(owning: $0) }
    }

    func attribute(_ name: String) -> String? { UdevDevice.text(udev_device_get_sysattr_value(pointer, name)) }
    func property(_ name: String) -> String? { UdevDevice.text(udev_device_get_property_value(pointer, name)) }

    private static func text(_ pointer: UnsafePointer<CChar>?) -> String? {
        pointer.flatMap { SysfsText.trimmed(String(cString: $0)) }
    }
}

/// The ttys that libudev enumerates.
enum UdevPorts {
    /// All of them but virtual ones.
    ///
    /// - Throws: `SerialError` when libudev cannot be used.
    static func read() throws(SerialError) -> [PortFacts] {
        guard let udev = udev_new() else { throw SerialError.system("udev_new", path: "libudev") }
        defer { udev_unref(udev) }
        guard let enumeration = udev_enumerate_new(udev) else {
            throw SerialError.system("udev_enumerate_new", path: "libudev")
        }
        defer { udev_enumerate_unref(enumeration) }
        udev_enumerate_add_match_subsystem(enumeration, "tty")
        guard udev_enumerate_scan_devices(enumeration) >= 0 else {
            throw SerialError.system("udev_enumerate_scan_devices", path: "libudev")
        }
        var ports: [PortFacts] = []
        var entry = udev_enumerate_get_list_entry(enumeration)
        while let current = entry {
            // A device that went away since the enumeration is not there any more: no entry for it.
            if let path = udev_list_entry_get_name(current), !PortFacts.isVirtual(String(cString: path)),
                let device = udev_device_new_from_syspath(udev, path)
            {
                ports.append(PortFacts(UdevDevice(owning: device)))
            }
            entry = udev_list_entry_get_next(current)
        }
        return ports
    }
}
