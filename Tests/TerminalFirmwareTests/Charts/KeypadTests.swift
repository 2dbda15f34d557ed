import FlashStore
import ISO8583
import Settlement
import Testing

@testable import TerminalFirmware

@Suite("What the operator may do, as data")
struct KeypadTests {
    /// Something that was seen: on this screen this key led there.
    struct Seen: Hashable, CustomStringConvertible {
        let screen: String
        let key: String
        let to: String
        var description: String { "\(screen) -- \(key) -> \(to)" }
    }

    static let keys: [Key] = (0...9).map { Key.digit($0) } + [.enter, .clear, .cancel, .function]

    @Test("every key on every screen does what the rules say, and a key without a rule does nothing at all")
    func forward() throws {
        let walk = try KeyWalk.all.get()
        #expect(walk.seen.count > 500)
        for step in walk.seen {
            let key = try #require(Key(name: step.key))
            if let rule = Keypad.rule(for: key, on: step.screen) {
                #expect(rule.leadsTo.contains(step.to), "\(step)")
            } else {
                #expect(step.to == step.screen, "\(step)")
            }
        }
        #expect(walk.disturbed.isEmpty, "a key without a rule changed something")
    }

    @Test("no rule is superfluous: each was seen on each of its screens, and each of its ends was reached")
    func backward() throws {
        let seen = try KeyWalk.all.get().seen
        for rule in Keypad.rules {
            let own = seen.filter { step in
                rule.screens.contains(step.screen)
                    && Key(name: step.key).map { Keypad.rule(for: $0, on: step.screen) } == rule
            }
            for screen in rule.screens {
                #expect(own.contains { $0.screen == screen }, "\(rule.key) was never pressed on \(screen)")
            }
            let ends = Set(own.map(\.to))
            let never = rule.leadsTo.filter { !ends.contains($0) }
            #expect(never.isEmpty, "\(rule.key) on \(rule.screens.prefix(3)) never led there")
        }
    }

    @Test("each key has at most one rule on a screen, and every screen that a rule names exists")
    func rules() throws {
        let known = try KeyWalk.all.get().screens
        var pairs: Set<String> = []
        for rule in Keypad.rules {
            for screen in rule.screens {
                #expect(pairs.insert("\(screen) \(rule.key)").inserted, "\(screen) \(rule.key)")
            }
            for screen in rule.screens + rule.leadsTo { #expect(known.contains(screen), "\(screen)") }
            #expect(Keypad.keys.contains(rule.key) || Key(name: rule.key) != nil)
        }
    }

    @Test("the keys that the charts of states name are keys of these rules, and lead somewhere")
    func chartKeys() throws {
        for chart in StateChart.all {
            for state in chart.states {
                for key in state.keys {
                    let first = try #require(key.keys.split(separator: " ").first.flatMap { Key(name: String($0)) })
                    #expect(Keypad.rule(for: first, on: key.screen) != nil, "\(chart.id)/\(state.id): \(key.keys)")
                }
            }
        }
    }
}
