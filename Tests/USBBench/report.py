"""The table at the end: one row for each check, plain text."""

WORDS = {"passed": "passed", "failed": "FAILED", "unsupported": "not supported"}


class Report:
    def __init__(self):
        self.rows = []

    def add(self, outcome, name, detail):
        self.rows.append((outcome, name, detail))

    def count(self, outcome):
        return sum(row[0] == outcome for row in self.rows)

    def text(self):
        width = max((len(name) for _, name, _ in self.rows), default=0)
        lines = [f"{WORDS.get(outcome, outcome):<13}  {name:<{width}}  {detail}".rstrip() for outcome, name, detail in self.rows]
        lines.append("")
        lines.append(
            f"{self.count('passed')} passed, {self.count('failed')} failed, {self.count('unsupported')} not supported")
        return "\n".join(lines)
