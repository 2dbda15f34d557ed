"""The table at the end: one row for each check, plain text."""
import sys

WORDS = {"passed": "passed", "failed": "FAILED", "unsupported": "not supported"}


class Report:
    def __init__(self):
        self.rows = []
        self.section = ""

    def begin(self, section):
        self.section = section

    def add(self, outcome, name, detail):
        """A row; told at once on the error output, for who watches."""
        self.rows.append((self.section, outcome, name, detail))
        print(f"  {WORDS.get(outcome, outcome):<13}  {name}", file=sys.stderr, flush=True)

    def count(self, outcome):
        return sum(row[1] == outcome for row in self.rows)

    def text(self):
        width = max((len(row[2]) for row in self.rows), default=0)
        lines = []
        section = ""
        for row_section, outcome, name, detail in self.rows:
            if row_section != section:
                section = row_section
                lines += ["", section]
            lines.append(f"{WORDS.get(outcome, outcome):<13}  {name:<{width}}  {detail}".rstrip())
        counts = [f"{self.count(outcome)} {WORDS[outcome].lower()}" for outcome in ("passed", "failed", "unsupported")]
        return "\n".join(lines + ["", ", ".join(counts)]).lstrip("\n")


def write(path, text):
    """Puts the text in the place of the last code block of an article."""
    with open(path) as file:
        article = file.read()
    head, fence, _ = article.rpartition("```text\n")
    if not fence:
        raise ValueError(f"{path} has no code block that begins with ```text")
    with open(path, "w") as file:
        file.write(f"{head}{fence}{text}\n```\n")
