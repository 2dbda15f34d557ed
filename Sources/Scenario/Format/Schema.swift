import AcquirerHost
import VirtualTerminal

extension ScenarioFile {
    /// What a scenario file may hold, for people.
    public static let schema = """
        scenario: TITLE                     # required
        about: TEXT
        start: "2026-11-23T09:00"           # required: what the clocks show; local time
        terminal:                           # each key may be left out
          \(TerminalConfiguration.keyNames.joined(separator: ", "))
        host:                               # as in `tillbench host start --help`; it speaks the terminal's dialect
          rules:
            - {name: TEXT, when: {CONDITIONS}, do: ACTION}
          profile: {capture: host, imbalance: flags, repeated-close: repeat, after-upload: exceptions}
          cards: [{name: CARD, track2: TEXT, pin: TEXT, decline: CODE, balance: MINOR UNITS, chip: HEX}]
          day-cut: "23:30"
        power-cuts:                         # at exact flash operations; the power comes back by itself
          - {start: 1, at: "57:before"}     # or "57:torn:3:129" (words done, mask of bits of the next), "57:after"
        steps:                              # required; each step does one thing, and may have `note: TEXT`
          - sign-on
          - sale: {card: CARD, amount: "12.50", pin: "123456", insert: true, as: LABEL}
              # pin and as may be left out; insert: the chip is read, and not the stripe
          - void: LABEL                     # of the sale, offline sale, pre-auth or completion with this label
          - refund: {card: CARD, amount: "5.00", of: LABEL}
          - pre-auth: {card: CARD, amount: "300.00", pin: "123456", insert: true, as: LABEL}
          - complete: {of: LABEL, amount: "280.00", pin: "123456", as: LABEL}
          - offline-sale: {card: CARD, amount: "12.50", auth: "012345", insert: true, as: LABEL}
          - tip: {of: LABEL, amount: "5.00"}
          - balance: CARD                   # or {card: CARD, pin: "123456"}
          - send-stored                     # what the host has still to hear of
          - sign-off
          - settle
          - trade-on                        # leave a settlement that the host refused, and sell on
          - press: [1, 0, 0, ENTER]         # keys 0-9, ENTER, CLEAR, CANCEL, FUNC
          - swipe: CARD                     # or misread
          - insert: CARD                    # a card with a chip; or {card: CARD, chip: "9F2608..."}, field 55
          - clock: {skip: 14h 30m}          # or {to: "2026-11-24T08:30"}; nights pass in no time. A moment that passed
              # up to two minutes ago is now: real parts take their time
          - line: cut                       # or restore
          - host: stop                      # or start, on the same ledger; or force-close: it closes the batch by itself
          - printer: no-paper               # jammed, overheated, ready; or {problem: no-paper, after-lines: 5}
          - power: cut                      # SIGKILL; or on, on the same flash
          - fault: {do: lose, mti: "0210", field: {39: "00"}, nth: 1}
              # do: lose (the message), cut-line (before the message), cut-power (as the message passes), double and
              # delay (by: 1500, milliseconds, or as: LABEL, until it is released), overtake (it comes behind the next
              # one), wrong-mac, restart-host (a request is lost with it; a copy is not); byte-lost, byte-changed,
              # byte-doubled (byte: 3, bits: 129), frame-cut (byte: 9)
              # for frames and acknowledgements of the line; way: to-host or to-terminal; part: frame or
              # acknowledgement (of the last frame of the other way) lets mti and field say of which message; nth counts
              # those that fit from here on
          - release: LABEL                  # the late or doubled message of the fault with this label goes on; what
              # came for a terminal that had no power then is lost
          - wait: 2s                        # of the workstation's time
          - expect:                         # all of them must become true within `within: 10s`
              display: SCREEN               # or {screen: SCREEN, contains: [TEXT]}
              paper: {contains: [TEXT], count: 3}        # the last paper; papers in all
              wire: {mti: "0400", field: {39: "98"}, count: 1}
              passed: {way: to-host, at-least: 5}        # messages that came to the bridge, lost ones included
              at-rest: true                 # the terminal neither talks nor prints
              ledger: {batch: 1, state: closed, sales: 3, voids: 1, refunds: 1, reversed: 1, net: "12.50"}
              journal: {batch: 1, state: closed, sales: 3, declined: 1, net: "12.50"}    # open, closing, closed
                # both: \(BatchCount.names);
                # the journal: stored (waits for the host); the ledger: exceptions, forced: true, paid: "12.50"
              log: CODE                     # of the terminal's log; or {code: CODE, count: 1}, since it was started (the
                # last 5,000 lines are there)
              rule: NAME                    # of the host; or {name: NAME, count: 1}
              struck: {faults: 2, power-cuts: 1}         # so many have struck
              equal: true                   # ledger and journal, record by record

        CARD is one of \(TestCard.all.map(\.name).joined(separator: ", ")), or of the host's cards.
        With a chip: \(TestCard.all.filter { $0.chip != nil }.map(\.name).joined(separator: ", ")).
        """
}
