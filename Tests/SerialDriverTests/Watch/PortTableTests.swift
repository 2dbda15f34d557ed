import Testing

@testable import SerialDriver

@Suite("What a monitor makes of notices and lists")
struct PortTableTests {
    private func entry(_ node: String, _ instance: UInt64 = 1, links: [String] = []) -> PortTable.Entry {
        PortTable.Entry(port: .sample(node, links: links), instance: instance)
    }

    private func notice(_ entry: PortTable.Entry, isChange: Bool = false) -> PortTable.Notice {
        .present(path: entry.port.sysfsPath, entry, isChange: isChange)
    }

    private func short(_ events: [PortEvent]) -> [String] { events.map { "\($0.action) \($0.port.node)" } }

    @Test("an addition that the list had already is no event; a change is one even when nothing differs")
    func known() {
        var table = PortTable([entry("a")])
        #expect(table.apply(notice(entry("a"))).isEmpty)
        #expect(short(table.apply(notice(entry("a"), isChange: true))) == ["change a"])
        #expect(short(table.apply(notice(entry("a", links: ["/dev/x"])))) == ["change a"])
        #expect(short(table.apply(notice(entry("b"), isChange: true))) == ["add b"])
    }

    @Test("a removal tells what was known, and one of a tty that is no port is no event")
    func removal() {
        let first = entry("a", links: ["/dev/serial/by-id/x"])
        var table = PortTable([first])
        #expect(table.apply(.gone(path: first.port.sysfsPath)) == [PortEvent(.remove, first.port)])
        #expect(table.apply(.gone(path: first.port.sysfsPath)).isEmpty)
        #expect(table.apply(.present(path: "/sys/tty1", nil, isChange: false)).isEmpty)
    }

    @Test("a device that was replaced between two looks is removed and added")
    func replaced() {
        var table = PortTable([entry("a", 1)])
        #expect(short(table.replace(with: [entry("a", 2)])) == ["remove a", "add a"])
        #expect(short(table.apply(notice(entry("a", 3)))) == ["remove a", "add a"])
        // Gone again before it was looked at: nothing is known of which one it was.
        #expect(table.apply(notice(entry("a", 0))).isEmpty)
    }

    @Test("a fresh list brings what notices were lost, removals first")
    func fresh() {
        var table = PortTable([entry("a"), entry("b")])
        #expect(
            short(table.replace(with: [entry("b", links: ["/dev/x"]), entry("c")])) == [
                "remove a", "change b", "add c",
            ])
        #expect(table.replace(with: [entry("b", links: ["/dev/x"]), entry("c")]).isEmpty)
    }

    @Test("a list that is looked at beside notices does not forestall them, and makes up for one that never comes")
    func heldBack() {
        var table = PortTable()
        #expect(table.replace(with: [entry("a"), entry("b")], holdsBack: true).isEmpty)
        #expect(short(table.apply(notice(entry("a")))) == ["add a"])
        #expect(short(table.replace(with: [entry("a"), entry("b")], holdsBack: true)) == ["add b"])
    }
}
