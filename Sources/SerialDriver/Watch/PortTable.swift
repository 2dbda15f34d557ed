/// The ports that a monitor knows of: notices and fresh lists go in, events come out.
struct PortTable {
    /// A port, and which of the devices it is that had this place one after another.
    struct Entry: Equatable {
        var port: PortDescription
        /// Number of the device's directory in sysfs, a new one each time that it is plugged in; 0 when unknown.
        var instance: UInt64
    }

    /// What the system said of one device.
    enum Notice: Equatable {
        /// It came, or something about it changed. Nil for a tty that is no port.
        case present(path: String, Entry?, isChange: Bool)
        /// It went.
        case gone(path: String)
    }

    private var known: [String: Entry]
    /// New ports that a list had and no notice yet.
    private var heldBack: Set<String> = []

    init(_ entries: [Entry] = []) {
        known = Dictionary(entries.map { ($0.port.sysfsPath, $0) }) { _, last in last }
    }

    /// The ports that are there.
    var ports: [PortDescription] { known.values.map(\.port) }

    /// Takes one notice.
    mutating func apply(_ notice: Notice) -> [PortEvent] {
        switch notice {
        case .gone(let path), .present(let path, nil, _):
            return known.removeValue(forKey: path).map { [PortEvent(.remove, $0.port)] } ?? []
        case .present(let path, let entry?, let isChange):
            heldBack.remove(path)
            return take(entry, at: path, isChange: isChange)
        }
    }

    /// Takes a list of all ports: what differs becomes events, removals first.
    ///
    /// - Parameter holdsBack: A new port becomes an event only when the list before had it too, so that udev's own
    ///   notice, which comes with links and rights, is not forestalled.
    mutating func replace(with entries: [Entry], holdsBack: Bool = false) -> [PortEvent] {
        let fresh = PortTable(entries).known
        var events: [PortEvent] = []
        for path in known.keys.sorted() where fresh[path] == nil { events += apply(.gone(path: path)) }
        var waiting: Set<String> = []
        for (path, entry) in fresh.sorted(by: { $0.key < $1.key }) {
            if holdsBack, known[path] == nil, !heldBack.contains(path) {
                waiting.insert(path)
                continue
            }
            events += take(entry, at: path, isChange: false)
        }
        heldBack = waiting
        return events
    }

    private mutating func take(_ entry: Entry, at path: String, isChange: Bool) -> [PortEvent] {
        guard let old = known.updateValue(entry, forKey: path) else { return [PortEvent(.add, entry.port)] }
        // Unplugged and plugged in again between two looks.
        if old.instance != entry.instance, old.instance != 0, entry.instance != 0 {
            return [PortEvent(.remove, old.port), PortEvent(.add, entry.port)]
        }
        return isChange || old.port != entry.port ? [PortEvent(.change, entry.port)] : []
    }
}
