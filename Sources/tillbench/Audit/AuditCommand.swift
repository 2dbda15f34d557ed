import ArgumentParser

struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "What an auditor would ask: gaps, repeats, odd refunds and amounts, late closes.",
        discussion: """
            Looks at the records of one terminal, from its flash, the host's ledger, or both, and changes nothing. `audit log` \
            checks the log in which this bench keeps what it did. Exit code 0 when nothing was found, 1 when something was.

            Examples:
              tillbench audit --flash flash.bin --ledger ledger.sqlite
              tillbench audit --ledger ledger.sqlite --terminal 10000001 --html --output audit.html
              tillbench audit --dir ~/.local/state/tillbench/terminal --lang zh
              tillbench audit --ledger ledger.sqlite --csv | cut -d, -f1,4,5
              tillbench audit log
            """,
        subcommands: [AuditRecords.self, AuditLog.self], defaultSubcommand: AuditRecords.self)
}
