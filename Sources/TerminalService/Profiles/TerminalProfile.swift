import Glibc
public import SerialDriver

/// What is known of a make of payment terminals, or of cables: by which ids it shows itself, and how to talk to it.
public struct TerminalProfile: Equatable, Sendable {
    /// What it is.
    public enum Kind: String, CaseIterable, Codable, Sendable {
        /// A payment terminal.
        case terminal
        /// A cable or adapter with a serial port at its end, whatever is plugged into that.
        case cable
    }

    /// How a device is recognised: all that is there must agree.
    public struct Match: Equatable, Sendable {
        /// USB vendor id, four hexadecimal digits in small letters, or nil for any.
        public var vendorID: String?
        /// USB product id, four hexadecimal digits in small letters, or nil for any.
        public var productID: String?
        /// Pattern of the manufacturer's name with `*`, `?` and `[abc]`, as fnmatch(3) has them, or nil for any.
        public var manufacturer: String?
        /// Pattern of the product's name, or nil for any.
        public var productName: String?
        /// USB interface, two hexadecimal digits, or nil for any.
        public var interface: String?

        /// A match of these parts.
        public init(
            vendorID: String? = nil, productID: String? = nil, manufacturer: String? = nil, productName: String? = nil,
            interface: String? = nil
        ) {
            self.vendorID = vendorID
            self.productID = productID
            self.manufacturer = manufacturer
            self.productName = productName
            self.interface = interface
        }

        /// How many parts must agree: of two matches the one with more of them counts.
        public var precision: Int {
            [vendorID, productID, manufacturer, productName, interface].count { $0 != nil }
        }

        /// Whether a port is meant.
        public func matches(_ port: PortDescription) -> Bool {
            guard port.bus == "usb" else { return false }
            func equal(_ wanted: String?, _ found: String?) -> Bool { wanted == nil || wanted == found?.lowercased() }
            func like(_ pattern: String?, _ found: String?) -> Bool {
                pattern.map { pattern in found.map { fnmatch(pattern, $0, 0) == 0 } ?? false } ?? true
            }
            return equal(vendorID, port.vendorID) && equal(productID, port.productID)
                && equal(interface, port.interface) && like(manufacturer, port.vendor)
                && like(productName, port.product)
        }
    }

    /// Name of its file without the ending.
    public var id: String
    /// Name in English.
    public var name: String
    /// Name in Chinese.
    public var chineseName: String
    /// Who makes it.
    public var vendor: String
    /// What it is.
    public var kind: Kind
    /// How it is recognised: one of these must agree.
    public var matches: [Match]
    /// What links below /dev/tillbench begin with.
    public var stableName: String
    /// What its line is set to by default.
    public var line: LineSettings
    /// What a technician should know, in English.
    public var notes: String
    /// The same in Chinese.
    public var chineseNotes: String

    /// A profile of these parts.
    public init(
        id: String, name: String, chineseName: String, vendor: String, kind: Kind, matches: [Match], stableName: String,
        line: LineSettings, notes: String, chineseNotes: String
    ) {
        self.id = id
        self.name = name
        self.chineseName = chineseName
        self.vendor = vendor
        self.kind = kind
        self.matches = matches
        self.stableName = stableName
        self.line = line
        self.notes = notes
        self.chineseNotes = chineseNotes
    }

    /// How well it fits a port: parts that agree in its best match, or nil when it does not fit.
    public func precision(_ port: PortDescription) -> Int? {
        matches.filter { $0.matches(port) }.map(\.precision).max()
    }
}

extension [TerminalProfile] {
    /// The profile that fits a port best; of equal ones the first. Nil when none does.
    public func best(for port: PortDescription) -> TerminalProfile? {
        var best: (profile: TerminalProfile, precision: Int)?
        for profile in self {
            guard let precision = profile.precision(port), precision > best?.precision ?? -1 else { continue }
            best = (profile, precision)
        }
        return best?.profile
    }
}
