/// A serial port of this machine, as the kernel and udev describe it.
///
/// What a device does not say is nil. In JSON the key is then left out.
public struct PortDescription: Codable, Equatable, Hashable, Sendable {
    /// Device node, for example /dev/ttyUSB0.
    public var node: String
    /// Link below /dev/serial/by-id that udev made from the device's names and serial number, or nil.
    public var byID: String?
    /// Link below /dev/serial/by-path that udev made from where the device is plugged in, or nil.
    public var byPath: String?
    /// All links to the node that udev made, those two too, in their order.
    public var links: [String]
    /// What the hardware hangs on: usb, pci, pnp, platform, ... or nil.
    public var bus: String?
    /// Kernel driver, for example ftdi_sio, or nil.
    public var driver: String?
    /// USB vendor id, four hexadecimal digits in small letters, or nil when it is no USB device.
    public var vendorID: String?
    /// USB product id, four hexadecimal digits in small letters, or nil when it is no USB device.
    public var productID: String?
    /// Vendor's name, as the device says it, else as udev's database knows it.
    public var vendor: String?
    /// Product's name, as the device says it, else as udev's database knows it.
    public var product: String?
    /// Serial number of the USB device, or nil: cheap cables have none, or all the same.
    public var serialNumber: String?
    /// Number of the USB interface, two hexadecimal digits (bInterfaceNumber), or nil.
    public var interface: String?
    /// Name of the USB interface, or nil.
    public var interfaceName: String?
    /// Number of the port within the USB interface, from 0, for adapters of the usb-serial drivers, or nil.
    public var portNumber: Int?
    /// Where the USB device is plugged in: bus number and the chain of ports, for example 1-2.3, or nil.
    public var usbPort: String?
    /// Where the hardware is: udev's ID_PATH, else the USB port and interface, else the path in the device tree.
    public var physicalPath: String
    /// Directory of the port in sysfs, below /sys/devices.
    public var sysfsPath: String
    /// Whether this user may open it for reading and writing.
    public var mayOpen: Bool
    /// What to do when this user may not, else nil.
    public var hint: String?
}
