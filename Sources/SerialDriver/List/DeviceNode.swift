/// A device of the kernel's tree, however it is read: through libudev, or straight from sysfs.
protocol DeviceNode {
    /// Directory below /sys.
    var sysfsPath: String { get }
    /// Name of the subsystem, or nil.
    var subsystem: String? { get }
    /// Name of the driver that is bound to it, or nil.
    var driver: String? { get }
    /// usb_device or usb_interface for those, else nil or another type.
    var deviceType: String? { get }
    /// The device above, or nil.
    var parent: Self? { get }
    /// Content of a file of its directory, without blanks at its ends; nil when it is empty or not there.
    func attribute(_ name: String) -> String?
    /// A property of udev's database or of the kernel's uevent file; nil when it is empty or not there.
    func property(_ name: String) -> String?
}

extension DeviceNode {
    /// Last part of the path.
    var name: String { sysfsPath.split(separator: "/").last.map(String.init) ?? sysfsPath }

    /// The devices above, nearest first.
    var ancestors: [Self] { Array(sequence(first: self, next: \.parent).dropFirst()) }
}
