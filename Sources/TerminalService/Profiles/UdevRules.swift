/// Rules of udev for profiles: stable names, group, ModemManager's hands off.
///
/// ModemManager is kept off every device that matches, also off a real modem on a chip that a profile of cables matches.
///
/// Source of the language: udev(7). The text is what `hardware/udev/60-tillbench.rules` holds, and a test keeps them equal.
public struct UdevRules: Sendable {
    /// The profiles.
    public var profiles: [TerminalProfile]

    /// Serial numbers that whole series of devices have, so that they tell no device from another: the default of CP210x
    /// chips, and those of sample code for USB devices that vendors left in place.
    public static let sharedSerialNumbers = ["0001", "0123456789ABCDEF", "123456789ABCDEF", "1234567890"]

    /// Rules for these profiles.
    public init(_ profiles: [TerminalProfile]) {
        self.profiles = profiles
    }

    /// The text of the file.
    public var text: String { head + blocks + tail }

    /// A line for each match. Of two that fit the later one has the last word, so the more precise come later, and of equal
    /// ones those of the profile that comes first.
    private var blocks: String {
        let precisions = Set(profiles.flatMap { $0.matches.map(\.precision) }).sorted()
        return precisions.map { precision in
            profiles.reversed().map { Self.block($0, precision) }.joined()
        }.joined()
    }

    private static func block(_ profile: TerminalProfile, _ precision: Int) -> String {
        let lines = profile.matches.filter { $0.precision == precision }.map { match in
            let keys = keys(match).map { "ENV{\($0)}==\"\($1)\"" }
            return (keys + ["ENV{TILLBENCH_NAME}=\"\(profile.stableName)\""]).joined(separator: ", ") + "\n"
        }
        return lines.isEmpty ? "" : "\n# \(profile.id): \(profile.name)\n" + lines.joined()
    }

    private static func keys(_ match: TerminalProfile.Match) -> [(String, String)] {
        let parts = [
            ("ID_VENDOR_ID", match.vendorID), ("ID_MODEL_ID", match.productID),
            // udev has put _ in the place of blanks.
            ("ID_VENDOR", match.manufacturer.map(underscored)), ("ID_MODEL", match.productName.map(underscored)),
            ("ID_USB_INTERFACE_NUM", match.interface),
        ]
        return parts.compactMap { name, value in value.map { (name, $0) } }
    }

    private static func underscored(_ pattern: String) -> String { String(pattern.map { $0 == " " ? "_" : $0 }) }

    private var head: String {
        """
        # Serial ports of known payment terminals and cables, made from the profiles in hardware/terminals by
        # `tillbench ports rules`. Installed by scripts/install-udev.
        #
        #   /dev/tillbench/NAME-SERIAL      by serial number, for devices that have one of their own
        #   /dev/tillbench/NAME-at-PATH     by where it is plugged in, for every device
        #
        # Another interface than the first has -ifNN behind the serial number, another port of an interface -portN. Devices
        # without a serial number, and those of a series that all have the same, have the second link only, so that two of
        # them never fight for one name.
        #
        # ModemManager is kept off every device that is matched here, cables too: off anything with a chip of FTDI, CP210x,
        # CH340 or PL2303. A real modem on such a chip is then not found by ModemManager either. Where you have one, take its
        # cable's profile out of hardware/terminals and make this file anew, or set ID_MM_DEVICE_IGNORE="0" and
        # ID_MM_PORT_IGNORE="0" for that one device in a file of your own that comes later, such as 61-modem.rules.

        ACTION=="remove|unbind", GOTO="tillbench_end"

        # FTDI chips hold bytes back for 16 ms unless they are told otherwise.
        SUBSYSTEM=="usb-serial", DRIVER=="ftdi_sio", ATTR{latency_timer}="1"

        # udev's own rules have put the ids of USB devices into the environment (50-udev-default, 60-serial).
        SUBSYSTEM=="tty", ENV{ID_BUS}=="usb", GOTO="tillbench_match"
        SUBSYSTEM=="usb", ENV{DEVTYPE}=="usb_device", GOTO="tillbench_match"
        GOTO="tillbench_end"

        LABEL="tillbench_match"
        ENV{TILLBENCH_NAME}=""

        """
    }

    private var tail: String {
        let shared = Self.sharedSerialNumbers.joined(separator: "|")
        return #"""

            ENV{TILLBENCH_NAME}=="", GOTO="tillbench_end"

            # No modem: ModemManager must not send AT commands to it.
            ENV{ID_MM_DEVICE_IGNORE}="1"
            SUBSYSTEM!="tty", GOTO="tillbench_end"
            ENV{ID_MM_PORT_IGNORE}="1"
            GROUP="dialout", MODE="0660"

            ENV{.TILLBENCH_PORT}=""
            SUBSYSTEMS=="usb-serial", ATTRS{port_number}!="0", ENV{.TILLBENCH_PORT}="-port$attr{port_number}"
            ENV{.TILLBENCH_PART}="$env{.TILLBENCH_PORT}"
            ENV{ID_USB_INTERFACE_NUM}=="?*", ENV{ID_USB_INTERFACE_NUM}!="00", \
              ENV{.TILLBENCH_PART}="-if$env{ID_USB_INTERFACE_NUM}$env{.TILLBENCH_PORT}"

            ENV{ID_PATH}=="?*", SYMLINK+="tillbench/$env{TILLBENCH_NAME}-at-$env{ID_PATH}$env{.TILLBENCH_PORT}"
            ENV{ID_SERIAL_SHORT}=="?*", ENV{ID_SERIAL_SHORT}!="\#(shared)", \
              SYMLINK+="tillbench/$env{TILLBENCH_NAME}-$env{ID_SERIAL_SHORT}$env{.TILLBENCH_PART}"

            LABEL="tillbench_end"

            """#
    }
}
